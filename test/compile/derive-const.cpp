// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// Const and volatile members are filled by the loader all the same.
#include <perdure/perdure.hpp>

struct Limits {
  const int low = 1;
  volatile int now = 2;
  const char tag[4] = {'a', 'b', 'c', 0};
};

RESUMABLE int f() {
  Limits limits;
  perdure::checkpoint();
  return limits.low;
}

RESUMABLE int main() { return f(); }

// CHECK: layout<Limits> {
// CHECK: v.member("low", writable(x.low));
// CHECK-NEXT: v.member("now", writable(x.now));
// CHECK-NEXT: v.member("tag", writable(x.tag));
