// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A function without RESUMABLE calls a resumable one: it could not be suspended. The fix is to annotate it.
#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

// CHECK: calls-unannotated.cpp:[[@LINE+2]]:{{[0-9]+}}: error: function 'caller' calls resumable function 'step' but is not RESUMABLE
int caller(int x) {
  return step(x) + 1;
}
// CHECK: RESUMABLE

RESUMABLE int main() {
  return caller(1);
}
// CHECK: 1 error generated
