// RUN: not %perdurec %s %t.cpp --all -- -std=c++17 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// The end of a file whose headers are read apart from it is where it was.
#include <cstdio>

int main() {
  std::puts("no brace");
  // CHECK: end-of-file.cpp:[[#@LINE+2]]:{{[0-9]+}}: error: expected '}'
  // CHECK: end-of-file.cpp:[[#@LINE-3]]:12: note: to match this '{'
  // CHECK: 1 error generated.
