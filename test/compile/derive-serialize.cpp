// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// A class with a serialize of its own needs no layout, but what it holds may; an inherited serialize does not count.
#include <perdure/perdure.hpp>

struct Part {
  int n = 0;
};

struct Own {
  Part part;
  template <class Archive> void serialize(Archive &ar, unsigned) { ar & part; }
};

struct More : Own {
  int extra = 0;
};

namespace app {
struct Free {
  int n = 0;
};
template <class Archive> void serialize(Archive &ar, Free &x, unsigned) { ar & x.n; }
} // namespace app

RESUMABLE int f() {
  Own own;
  More more;
  app::Free free;
  perdure::checkpoint();
  return own.part.n + more.extra + free.n;
}

RESUMABLE int main() { return f(); }

// CHECK-NOT: layout<Own>
// CHECK-NOT: layout<app::Free>
// CHECK-DAG: layout<Part> {
// CHECK-DAG: layout<More> {
// CHECK-DAG: v.base("Own", base_of<0>(x));
// CHECK-NOT: layout<Own>
// CHECK-NOT: layout<app::Free>
