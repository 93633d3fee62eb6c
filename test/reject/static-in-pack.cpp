// RUN: not %perdurec %s %t.cpp --all 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Nobody outside of a template that stays as it is can reach its static locals: no parameter tells what this pack is.
template <class... T> int count() {
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: static local 'calls' cannot be saved: its function is a template with a parameter pack
  // CHECK: note: make it a global or a static member
  static int calls = 0;
  return ++calls;
}

int main() { return count<int>() + count<int, char>(); }
// CHECK-NOT: error:
