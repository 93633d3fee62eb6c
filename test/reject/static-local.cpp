// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// The initialisation of a static local holds a lock until it is over: it cannot suspend.
#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int once() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the initialiser of static local 'value' cannot suspend
  static int value = step(1);
  return value;
}

RESUMABLE int main() {
  return once();
}
