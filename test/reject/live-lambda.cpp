// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A lambda that lives across a suspension: its type has no name that an image could hold.
#include <perdure/perdure.hpp>

RESUMABLE int f(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'twice' cannot be kept in a frame: its type is a lambda
  auto twice = [n](int x) { return x * 2 + n; };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
  return twice(1);
}

RESUMABLE int main() {
  return f(1);
}
