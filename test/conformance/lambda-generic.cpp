// RUN: %triple %s
// Generic lambdas: auto parameters, packs, forwarding, returned closures of different types, recursion through themselves,
// if constexpr inside, overload sets, conversion to several function pointers, template instantiations with local types.
#include <iostream>
#include <list>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

template <class... Fs> struct Overload : Fs... {
  explicit Overload(Fs... fs) : Fs(std::move(fs))... {}
  using Fs::operator()...;
};

int main() {
  auto sum = [](const auto &all) {
    auto total = *all.begin();
    total = {};
    for (const auto &x : all) total += x;
    return total;
  };
  std::cout << sum(std::vector<int>{1, 2, 3}) << ' ' << sum(std::list<std::string>{"a", "b"}) << ' ' << sum(std::vector<double>{0.5, 1}) << '\n';

  int calls = 0;
  auto describe = [&calls](auto x) -> std::string {
    ++calls;
    using T = decltype(x);
    if constexpr (std::is_pointer_v<T>)
      return "*" + std::to_string(*x);
    else if constexpr (std::is_integral_v<T>)
      return std::to_string(x + 1);
    else
      return x + std::string("?");
  };
  int n = 4;
  std::cout << describe(1) << describe(&n) << describe("text") << describe('a') << calls << '\n';

  auto each = [](auto f, auto &&...xs) {
    int i = 0;
    (f(i++, std::forward<decltype(xs)>(xs)), ...);
    return i;
  };
  std::string log;
  std::string temporary = "moved";
  int count = each([&log](int i, auto &&x) {
    for (int k = 0; k <= i; ++k)
      if constexpr (std::is_same_v<std::decay_t<decltype(x)>, std::string>)
        log += x;
      else
        log += std::to_string(x);
    log += std::is_lvalue_reference_v<decltype(x)> ? "& " : " ";
  }, 1, n, std::move(temporary), 2.5f);
  std::cout << log << count << '\n';

  auto fix = [](auto f) { return [f](auto... xs) { return f(f, xs...); }; };
  auto factorial = fix([](auto self, int k) -> long { return k < 2 ? 1 : k * self(self, k - 1); });
  auto power = fix([](auto self, auto base, int k) -> decltype(base) { return k ? base * self(self, base, k - 1) : 1; });
  std::cout << factorial(10) << ' ' << power(2, 10) << ' ' << power(0.5, 2) << '\n';

  Overload kind([](int) { return "int"; }, [](double) { return "double"; }, [&](const std::string &s) { return calls += int(s.size()), "string"; },
                [](auto...) { return "other"; });
  std::cout << kind(1) << ' ' << kind(1.0) << ' ' << kind(std::string("xyz")) << ' ' << kind(nullptr) << ' ' << kind(1, 2) << ' ' << calls << '\n';

  auto twice = [](auto x) { return x + x; };
  int (*whole)(int) = twice;
  std::string (*text)(std::string) = twice;
  std::cout << whole(4) << text("ab") << '\n';

  struct Local {
    int v;
    Local operator+(Local o) const { return {v * o.v}; }
  };
  auto local = twice(Local{9});
  auto make = [](auto start) { return [start](auto by) mutable { return start += by; }; };
  auto ints = make(10);
  auto strings = make(std::string("s"));
  ints(5);
  strings("t");
  int i = ints(2.9);
  std::cout << local.v << ' ' << i << ' ' << strings('u') << '\n';

  auto tuple = std::make_tuple(1, std::string("two"), 3.5);
  std::apply([&](auto... xs) { ((std::cout << describe(xs) << ' '), ...); },
             std::make_tuple(std::get<0>(tuple), std::get<1>(tuple), 7L));
  std::apply([](const auto &first, const auto &...rest) { std::cout << first << '/' << sizeof...(rest) << '\n'; }, tuple);

  auto compose = [](auto... fs) {
    return [=](auto x) {
      auto go = [&](auto self, auto value, auto f, auto... rest) {
        if constexpr (sizeof...(rest) == 0)
          return f(value);
        else
          return self(self, f(value), rest...);
      };
      return go(go, x, fs...);
    };
  };
  auto pipeline = compose([](int x) { return x * 1.5; }, [](double d) { return std::to_string(d); }, [](const std::string &s) { return s.size(); });
  std::cout << pipeline(3) << ' ' << compose(twice, twice, twice)(1) << '\n';
}
