// RUN: %triple %s
// FLAGS: --all --safepoints=all
// std::visit: one variant and several, results of all sorts, more alternatives than fit a switch, a converted result.
#include <iostream>
#include <string>
#include <variant>
#include <vector>

template <class... F> struct overloaded : F... {
  using F::operator()...;
};
template <class... F> overloaded(F...) -> overloaded<F...>;

template <int N> struct Tag {
  int value = N;
};
using Many = std::variant<Tag<0>, Tag<1>, Tag<2>, Tag<3>, Tag<4>, Tag<5>, Tag<6>, Tag<7>, Tag<8>, Tag<9>, Tag<10>,
                          Tag<11>, Tag<12>>;
struct Sum {
  int total = 0;
  template <int N> int operator()(Tag<N> &t) {
    for (int i = 0; i < 2; ++i) total += t.value;
    t.value += 100;
    return total;
  }
};
using Value = std::variant<int, double, std::string>;

struct Printer {
  std::string operator()(int i) const {
    std::string s;
    for (int k = 0; k < i; ++k) s += '|';
    return s;
  }
  std::string operator()(double d) const {
    int n = 0;
    while (n < d) ++n;
    return "under " + std::to_string(n);
  }
  std::string operator()(const std::string &s) const {
    std::string r;
    for (char c : s) r.insert(r.begin(), c);
    return r;
  }
};

int main() {
  std::vector<Value> values{3, 2.5, std::string("stressed, and longer than a small buffer")};
  for (const Value &v : values) std::cout << std::visit(Printer(), v) << '\n';
  int count = 0;
  for (Value &v : values)
    std::visit(overloaded{[&](int &i) {
                            for (int k = 0; k < 3; ++k) ++i, ++count;
                          },
                          [&](double &d) {
                            for (int k = 0; k < 2; ++k) d *= 2, ++count;
                          },
                          [&](std::string &s) {
                            for (char &c : s) c = c == 's' ? 'z' : c, ++count;
                          }},
               v);
  std::cout << count << ' ' << std::get<int>(values[0]) << ' ' << std::get<double>(values[1]) << ' '
            << std::get<std::string>(values[2]) << '\n';
  for (const Value &a : values)
    for (const Value &b : values) {
      std::size_t both = std::visit(
          [&](const auto &x, const auto &y) {
            std::size_t n = 0;
            for (int k = 0; k < 2; ++k) n += sizeof x + 2 * sizeof y;
            return n;
          },
          a, b);
      std::cout << both << ' ';
    }
  std::cout << '\n';
  Many many[] = {Tag<0>(), Tag<11>(), Tag<12>(), Tag<5>()};
  Sum sum;
  for (Many &m : many) std::cout << std::visit(sum, m) << ' ';
  std::cout << std::get<Tag<12>>(many[2]).value << '\n';
  std::string &inside = std::visit(
      [](auto &x) -> std::string & {
        static std::string none = "none";
        for (int i = 0; i < 2; ++i) none += '.';
        if constexpr (std::is_same_v<std::decay_t<decltype(x)>, std::string>)
          return x;
        else
          return none;
      },
      values[2]);
  inside += "!";
  std::cout << std::get<std::string>(values[2]) << '\n';
  try {
    std::visit(
        [](auto &&x) {
          int k = 0;
          while (k < 3) ++k;
          if (sizeof x > 0) throw k;
        },
        values[1]);
  } catch (int k) {
    std::cout << "caught " << k << '\n';
  }
}
