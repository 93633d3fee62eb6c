// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// An error in the user's C++ is reported as Clang does, and nothing is written.
#include <perdure/perdure.hpp>

RESUMABLE int main() {
  perdure::checkpoint();
  // CHECK: compile-error.cpp:[[@LINE+1]]:10: error: use of undeclared identifier 'nowhere'
  return nowhere;
}
