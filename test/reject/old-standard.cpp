// RUN: not %perdurec %s %t.cpp --all -- -std=c++98 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// CHECK: :1:1: error: what perdurec writes is C++17, but an older standard is asked for
// CHECK: note: compile it with -std=c++17 or later
int main() { return 0; }
