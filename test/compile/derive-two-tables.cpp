// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// A second polymorphic base has a pointer to a virtual table of its own.
#include <perdure/perdure.hpp>

struct Named {
  virtual ~Named() = default;
  int name = 1;
};
struct Sized {
  virtual ~Sized() = default;
  virtual int size() const { return 0; }
  int bytes = 2;
};
struct File : Named, Sized {
  int size() const override { return bytes; }
};

RESUMABLE int f() {
  File file;
  perdure::checkpoint();
  return file.size();
}

RESUMABLE int main() { return f(); }

// CHECK: template <> struct perdure::detail::layout<File> {
// CHECK: static const void *vtable() { return _ZTV4File; }
// CHECK-NEXT: static constexpr table_pointer tables[] = {{[{][{]}}0, 2}, {16, 7}};
// CHECK: v.base("Named", base_of<0>(x));
// CHECK-NEXT: v.base("Sized", base_of<1>(x));
