// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A std::function hides what it calls.
#include <perdure/perdure.hpp>

#include <functional>

RESUMABLE int f() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'call' of type 'std::function<int ()>' cannot be saved: {{.*}}std::function
  std::function<int()> call = [] { return 1; };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
  return call();
}

RESUMABLE int main() { return f(); }
