// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Initialisers of globals run before main, outside of every execution.
#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the initialiser of 'g' cannot suspend: it runs before main
int g = step(1);

namespace inner {
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the initialiser of 'h' cannot suspend: it runs before main
static const int h = 2 + step(2);
} // namespace inner

struct S {
  static int member;
};
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the initialiser of 'member' cannot suspend: it runs before main
int S::member = step(3);

RESUMABLE int main() {
  return g + inner::h;
}
// CHECK: 3 errors generated
