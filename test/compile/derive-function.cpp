// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// What the file puts into a std::function or a std::any is made known; what it only asks about is not.
#include <perdure/perdure.hpp>

#include <any>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

struct Add {
  int n;
  int operator()(int x) const { return x + n; }
};
struct Times {
  int n;
  int operator()(int x) const { return x * n; }
};
struct Never {
  int operator()(int x) const { return x; }
};
static_assert(std::is_constructible_v<std::function<int(int)>, Never>);

RESUMABLE int f() {
  std::function<int(int)> g = Add{1};
  std::vector<std::function<int(int)>> all;
  all.emplace_back(Times{2});
  std::any any = std::string("text");
  perdure::checkpoint();
  return g(1) + all[0](1) + int(std::any_cast<std::string &>(any).size());
}

RESUMABLE int main() { return f(); }

// CHECK: #include <perdure/detail/io_any.hpp>
// CHECK: #include <perdure/detail/io_functional.hpp>
// CHECK: layout<Add> {
// CHECK: layout<Times> {
// CHECK: held by a std::function, a std::any or a shared_ptr of another type
// CHECK-NOT: Never
// CHECK-DAG: template struct perdure::detail::known_callable<int (int), Add>;
// CHECK-DAG: template struct perdure::detail::known_callable<int (int), Times>;
// CHECK-DAG: template struct perdure::detail::known_content<std::string, &std::any::_Manager<std::string>::_S_manage>;
