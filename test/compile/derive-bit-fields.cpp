// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// A run of bit-fields is visited as the bytes that it occupies alone, under the names and widths of all.
#include <perdure/perdure.hpp>

struct Flags {
  char before = 'b';
  unsigned fast : 1;
  unsigned level : 9;
  unsigned : 0;
  unsigned late : 2;
  char after = 'a';
};

RESUMABLE int f() {
  Flags flags{};
  perdure::checkpoint();
  return int(flags.level);
}

RESUMABLE int main() { return f(); }

// CHECK: layout<Flags> {
// CHECK: static_assert(sizeof(T) == 8 && alignof(T) == 4
// CHECK-NEXT: v.member("before", x.before);
// CHECK-NEXT: v.member("fast:1|level:9|late:2", bytes_of<1, 4>(x));
// CHECK-NEXT: v.member("after", x.after);
