// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// A reference member is the pointer that it is made of, at the offset that Clang found.
#include <perdure/perdure.hpp>

struct Cursor {
  int &at;
  const long &limit;
};

RESUMABLE int f() {
  int n = 1;
  long m = 2;
  Cursor cursor{n, m};
  perdure::checkpoint();
  return cursor.at + int(cursor.limit);
}

RESUMABLE int main() { return f(); }

// CHECK: template struct perdure::detail::reveal_type<perdure::detail::nth_referent<Cursor, 0>, int>;
// CHECK-NEXT: template struct perdure::detail::reveal_type<perdure::detail::nth_referent<Cursor, 1>, const long>;
// CHECK-NEXT: layout<Cursor> {
// CHECK: static_assert(sizeof(T) == 16 && alignof(T) == 8
// CHECK-NEXT: v.reference("at", reference_of<0, 0>(x));
// CHECK-NEXT: v.reference("limit", reference_of<1, 8>(x));
