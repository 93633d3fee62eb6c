// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// Each instantiation of a class template has its own layout, with concrete types.
#include <perdure/perdure.hpp>

namespace app {
template <class T, int N> class Box {
public:
  T &first() { return items_[0]; }

private:
  T items_[N] = {};
};
} // namespace app

RESUMABLE int f() {
  app::Box<int, 3> box;
  perdure::checkpoint();
  return box.first();
}

RESUMABLE int main() { return f(); }

// CHECK: template struct perdure::detail::reveal<{{.*}}nth_member<app::Box<int, 3>, 0>, &app::Box<int, 3>::items_>;
// CHECK-NEXT: template <> struct perdure::detail::layout<app::Box<int, 3>> {
