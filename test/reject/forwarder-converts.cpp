// RUN: not %perdurec %s %t.cpp 2>&1 -- -std=c++20 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Library code that would have to do something with the result of a function that suspends, or that holds what the
// function refers to.
#include <perdure/perdure.hpp>

#include <functional>
#include <string>
#include <tuple>
#include <variant>

RESUMABLE void show(const std::string &s) {
  perdure::checkpoint();
  static_cast<void>(s);
}

RESUMABLE int main() {
  std::variant<int, long> v = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'std::visit' calls a function that suspends, and cannot be suspended itself: it converts the result
  double d = std::visit<double>([](auto x) {
    perdure::checkpoint();
    return x > 0;
  }, v);
  // CHECK: note: let both have the same result and parameters, or call it yourself
  auto show_it = [](const std::string &s) {
    perdure::checkpoint();
    return s.size();
  };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'std::invoke' {{.*}}: a parameter would refer to a value that it holds
  std::invoke(show_it, "text");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'std::_Not_fn<{{.*}}>::operator()' {{.*}}: it does more than pass a call on
  return std::not_fn(show_it)(std::to_string(d));
}
