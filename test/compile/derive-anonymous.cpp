// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// Members of an anonymous struct are members; an anonymous union of numbers is saved as its bytes.
#include <perdure/perdure.hpp>

struct Value {
  int kind = 0;
  union {
    long integer = 0;
    double real;
  };
  struct {
    short x = 0, y = 0;
  } place;
};

RESUMABLE int f() {
  Value value;
  perdure::checkpoint();
  return value.kind + value.place.x;
}

RESUMABLE int main() { return f(); }

// CHECK: layout<decltype(Value::place)> {
// CHECK: v.member("x", x.x);
// CHECK: layout<Value> {
// CHECK: v.member("kind", x.kind);
// CHECK-NEXT: v.member("integer|real", bytes_of<8, 8>(x));
// CHECK-NEXT: v.member("place", x.place);
