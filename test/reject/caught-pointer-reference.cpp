// RUN: not %perdurec %s %t.cpp -- -std=c++17 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A pointer that is caught by reference, in a try block that a restart comes to.
#include <perdure/perdure.hpp>

RESUMABLE int f(int *thrown) {
  try {
    perdure::checkpoint();
    throw thrown;
    // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: a pointer caught by reference across a suspension
    // CHECK: note: catch it by value, or by a reference to a constant pointer
  } catch (int *&caught) {
    return *caught;
  }
}

RESUMABLE int main() {
  int n = 0;
  return f(&n);
}
