// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Constructors: in the body, in a member initialiser, in a default member initialiser.
#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

struct Body {
  Body() {
    // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: constructor cannot suspend
    step(1);
  }
};

struct Member {
  int x;
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: constructor cannot suspend
  Member() : x(step(2)) {}
};

struct Default {
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: constructor cannot suspend
  int x = step(3);
  Default() {}
};

RESUMABLE int main() {
  Body b;
  Member m;
  Default d;
  return m.x + d.x;
}
// CHECK: 3 errors generated
