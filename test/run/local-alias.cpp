// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Type aliases and assertions that name the function's locals, in scopes that suspend.
#include <iostream>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

int step(int k) {
  std::cout << "step " << k << '\n';
  return k + 1;
}

template <class C> int walk(C &values) {
  using Element = std::decay_t<decltype(*values.begin())>;
  typedef decltype(values.size()) Size;
  constexpr Size width = sizeof(Element);
  static_assert(sizeof(values[0]) == width, "the same");
  Element sum{};
  for (Size k = 0; k < values.size(); ++k) {
    using Half = std::conditional_t<(sizeof(sum) > 4), long, int>;
    sum += values[k] + Element(step(int(k)));
    Half half = static_cast<Half>(sum) / 2;
    std::cout << half << '\n';
  }
  return int(sum) + int(width);
}

int main() {
  std::vector<int> a{1, 2, 3};
  std::vector<double> b{1.5, 2.5};
  std::cout << walk(a) << ' ' << walk(b) << '\n';
  std::variant<int, std::string> either = std::string("text");
  auto show = [&](auto &held) {
    using Held = std::decay_t<decltype(held)>;
    if constexpr (std::is_same_v<Held, int>)
      std::cout << "int " << step(held) << '\n';
    else
      std::cout << "string " << held << step(int(held.size())) << '\n';
  };
  int n = 5;
  show(n);
  show(std::get<std::string>(either));
}
