// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A virtual base class.
#include <perdure/perdure.hpp>

struct Base {
  int n = 0;
};
struct Middle : virtual Base {};

RESUMABLE int f() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'middle' of type 'Middle' cannot be saved: {{.*}}virtual base class 'Base'
  Middle middle;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
  return middle.n;
}

RESUMABLE int main() { return f(); }
