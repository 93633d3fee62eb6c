// RUN: %triple %s
// std::visit<R> converts what the visitor returns, so safe points wait while that runs.
// STD: c++20
// FLAGS: --all --safepoints=all
#include <iostream>
#include <string>
#include <variant>

int main() {
  std::variant<int, std::string> v = std::string("abc");
  auto length = [](const auto &x) {
    int n = 0;
    if constexpr (sizeof x > 8)
      for (char c : x) n += c > 0;
    else
      for (int i = 0; i < x; ++i) ++n;
    return n;
  };
  double d = std::visit<double>(length, v);
  v = 5;
  std::visit<void>(length, v);
  std::variant<int, long> w = 7L; // two of them
  auto two = [&](const auto &x, const auto &y) {
    int n = 0;
    for (int i = 0; i < 3; ++i) n += int(sizeof x + sizeof y);
    return n;
  };
  std::cout << std::visit<long>(two, v, w) << std::visit(two, w, w) << '\n';
  std::cout << d << ' ' << std::visit<long>(length, v) << ' ' << std::visit<int>(length, v) << '\n';
}
