// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// A user's class may be called like one of the runtime's own.
#include <perdure/perdure.hpp>

struct point {
  int x = 0;
};
struct slot : point {
  point layout;
};

RESUMABLE int f() {
  slot box;
  perdure::checkpoint();
  return box.layout.x;
}

RESUMABLE int main() { return f(); }

// CHECK: layout<point> {
// CHECK: layout<slot> {
// CHECK: v.base("point", base_of<0>(x));
// CHECK-NEXT: v.member("layout", x.layout);
