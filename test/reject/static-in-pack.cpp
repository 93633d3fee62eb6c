// RUN: not %perdurec %s %t.cpp --all 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Nobody outside of such a template can reach its static locals.
template <class... T> int count(T...) {
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: static local 'calls' cannot be saved: its function is a template with a parameter pack
  // CHECK: note: make it a global or a static member
  static int calls = 0;
  return ++calls;
}

int main() { return count(1) + count(1, 2); }
// CHECK-NOT: error:
