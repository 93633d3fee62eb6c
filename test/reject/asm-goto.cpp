// RUN: not %perdurec %s %t.cpp -- -std=gnu++17 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// asm goto jumps where no analysis can follow.
#include <perdure/perdure.hpp>

RESUMABLE int f(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: asm goto in a resumable function
  asm goto("test %0, %0\n\tjz %l1" : : "r"(n) : "cc" : zero);
  perdure::checkpoint();
  return 1;
zero:
  return 0;
}

RESUMABLE int main() {
  return f(1);
}
