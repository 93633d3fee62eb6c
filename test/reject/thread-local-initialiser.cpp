// RUN: not %perdurec %s %t.cpp --all 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// An image would use the variable before the program does.
int start;
struct counter {
  int n;
  counter() : n(start) {}
};
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: thread_local 'c' cannot be saved: what it starts with depends on when it is first used
thread_local counter c;
thread_local int fine = 3;

int main() {
  start = 42;
  return c.n - 42 + fine - 3;
}
// CHECK-NOT: error:
