// RUN: not %perdurec %s %t.cpp -- -std=c++17 -Wno-vla-cxx-extension 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A variable length array has no type that a frame could have.
#include <perdure/perdure.hpp>

RESUMABLE int f(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: variable-length array 'a' lives across a suspension
  int a[n];
  a[0] = 1;
  perdure::checkpoint();
  return a[0];
}

RESUMABLE int main() {
  return f(3);
}
