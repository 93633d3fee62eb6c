// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// What the file throws may be held by a handler while an image is made: it is saved, and known by name.
#include <perdure/perdure.hpp>

#include <stdexcept>

struct Refused : std::runtime_error {
  explicit Refused(int c) : std::runtime_error("refused"), code(c) {}
  int code;
};

enum class Stop { now, later };

int ask(int n) {
  if (n > 9) throw Refused(n);
  if (n > 8) throw Stop::now;
  return n;
}

RESUMABLE int f(int n) {
  try {
    return ask(n);
  } catch (const Refused &r) {
    perdure::checkpoint();
    return r.code;
  }
}

RESUMABLE int main() { return f(1); }

// CHECK: #include <perdure/detail/io_exception.hpp>
// CHECK: layout<Refused> {
// CHECK: static const void *vtable() { return _ZTV7Refused; }
// CHECK: v.base("std::runtime_error", base_of<0>(x));
// CHECK-NEXT: v.member("code", x.code);
// CHECK: template struct perdure::detail::known_type<Refused>;
// CHECK-NEXT: template struct perdure::detail::known_type<Stop>;
