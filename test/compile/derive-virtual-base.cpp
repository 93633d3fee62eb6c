// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// Virtual bases lie at their places in the whole object and are visited once, by the class that is the whole object.
#include <perdure/perdure.hpp>

struct Base {
  int n = 0;
};
struct Left : virtual Base {
  int l = 1;
};
struct Right : virtual Base {
  int r = 2;
};
struct Both : Left, Right {
  int b = 3;
};

RESUMABLE int f() {
  Both both;
  perdure::checkpoint();
  return both.n;
}

RESUMABLE int main() { return f(); }

// CHECK: extern "C" const char _ZTV4Left[] __attribute__((weak));
// CHECK: template <> struct perdure::detail::layout<Left> {
// CHECK-NEXT: name = "Left";
// CHECK-NEXT: static const void *vtable() { return _ZTV4Left; }
// CHECK-NEXT: static constexpr table_pointer tables[] = {{[{][{]}}0, 3}};
// CHECK-NEXT: static constexpr bool has_virtual_bases = true;
// CHECK-NEXT: template <class V, class T> static void virtual_bases(V &v, T &x) {
// CHECK-NEXT: static_assert(sizeof(T) == 16
// CHECK-NEXT: v.base("Base", virtual_base_of<1, 12>(x));
// CHECK: template <class V, class T> static void members(V &v, T &x) {
// CHECK-NEXT: v.member("l", x.l);
// CHECK: template <> struct perdure::detail::layout<Both> {
// CHECK: tables[] = {{[{][{]}}0, 3}, {16, 6}};
// CHECK: v.base("Base", virtual_base_of<2, 32>(x));
// CHECK: members(V &v, T &x) {
// CHECK-NEXT: v.base("Left", base_of<0>(x));
// CHECK-NEXT: v.base("Right", base_of<1>(x));
// CHECK-NEXT: v.member("b", x.b);
