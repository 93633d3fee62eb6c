// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Generic lambdas with parameter packs, alive across suspensions: combinators, partial application, capture of
// closures, of this, mutable state; generic lambdas that become function pointers; decltype of variables.
#include <iostream>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

static int slow(int n) {
  int sum = 0;
  for (int i = 0; i <= n; ++i) sum += i;
  return sum;
}

class Adder {
public:
  explicit Adder(int base) : base_(base) {}
  int run(int a, int b) {
    auto all = [this](auto first, auto &&...rest) {
      calls_ += 1 + int(sizeof...(rest));
      return base_ + slow(first) + (0 + ... + slow(rest));
    };
    int one = all(a), two = all(a, b, 1);
    return one * 1000 + two + calls_;
  }

private:
  int base_, calls_ = 0;
};

int main() {
  const int factor = 3;
  auto fix = [](auto f) { return [f](auto... xs) { return f(f, xs...); }; };
  auto factorial = fix([](auto self, int k) -> long { return k < 2 ? 1 : k * self(self, k - 1); });
  auto partial = [](auto f, auto x) {
    return [f = std::move(f), x, count = 0](auto &&...rest) mutable -> decltype(f(x, rest...)) {
      ++count;
      return f(x, std::forward<decltype(rest)>(rest)...) * count;
    };
  };
  auto times = partial([](int a, int b) { return slow(a) * b; }, 4);
  int first = times(2), second = times(2);
  std::cout << factorial(10) << ' ' << first << ' ' << second << '\n';

  auto print = [&](const auto &...all) mutable noexcept {
    std::string text;
    ((text += std::to_string(slow(all) * factor) + ' '), ...);
    return text;
  };
  std::string a = print(1, 2, 3), b = print();
  std::cout << a << b << '\n';
  std::cout << Adder(2).run(3, 4) << '\n';

  auto half = [](auto x) { return x / 2; };
  int (*whole)(int) = half;
  double (*real)(double) = half;
  int h = whole(slow(4));
  std::cout << h << ' ' << real(h) << '\n';

  auto kind = [](auto x) {
    using T = decltype(x);
    static_assert(!std::is_reference_v<decltype(x)>);
    std::string s = std::is_pointer_v<T> ? "pointer" : std::is_same_v<T, int> ? "int" : "other";
    for (int i = 0; i < 2; ++i) s += '.';
    decltype(s) copy = s;
    return copy + std::to_string(slow(int(s.size())));
  };
  std::string k = kind(&h) + kind(h) + kind(0.5);
  std::cout << k << '\n';
}
