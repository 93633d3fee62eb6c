// RUN: %triple %s
// STD: c++20
// C++20 in small programs: views in range-for loops, spans, concepts, spaceships, class types as template arguments.
#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <concepts>
#include <iostream>
#include <map>
#include <memory>
#include <numbers>
#include <numeric>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <vector>
int work(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
template <class T>
concept Number = std::integral<T> || std::floating_point<T>;
template <Number T> T clampTo(T v, T lo, T hi) {
  work(1);
  return v < lo ? lo : v > hi ? hi : v;
}
template <class T>
  requires requires(T t) { t.size(); }
auto total(const T &t) {
  std::size_t n = 0;
  for (const auto &e : t) n += e.size(), work(1);
  return n;
}
struct Version {
  int major{}, minor{};
  std::string tag;
  auto operator<=>(const Version &) const = default;
};
struct Temp {
  double c;
  std::partial_ordering operator<=>(const Temp &o) const {
    work(1);
    return c <=> o.c;
  }
  bool operator==(const Temp &) const = default;
};
enum class Dir { north, east, south, west };
constexpr Dir turn(Dir d) {
  using enum Dir;
  switch (d) {
  case north:
    return east;
  case east:
    return south;
  case south:
    return west;
  case west:
    return north;
  }
  return d;
}
struct Grid {
  int w, h;
  std::vector<char> cells;
  Grid(int w, int h) : w(w), h(h), cells(std::size_t(w * h), '.') {}
  char &operator()(int x, int y) { return cells[std::size_t(y * w + x)]; }
  std::span<char> row(int y) { return std::span(cells).subspan(std::size_t(y * w), std::size_t(w)); }
};
template <class... Fs> struct Over : Fs... {
  using Fs::operator()...;
};
template <std::size_t N> struct Fixed {
  char s[N];
  constexpr Fixed(const char (&a)[N]) { std::copy_n(a, N, s); }
};
template <Fixed F> std::string name() {
  work(1);
  return F.s;
}
struct Point {
  int x = 0, y = 0;
};
consteval int sq(int n) { return n * n; }
constinit int counter = sq(3);
auto make_adder(auto x) {
  return [x]<class T>(T y) {
    work(1);
    return x + y;
  };
}
int main() {
  std::cout << clampTo(15, 0, 10) << clampTo(-1.5, -1.0, 1.0) << total(std::vector<std::string>{"a", "bcd"}) << '\n';
  std::vector<Version> vs{{1, 2, "b"}, {1, 2, "a"}, {0, 9, ""}};
  std::ranges::sort(vs);
  for (auto &v : vs) {
    work(1);
    std::cout << v.major << v.minor << v.tag << ' ';
  }
  std::cout << (vs[0] < vs[1]) << (Temp{1.5} > Temp{0.5}) << '\n';
  Dir d = Dir::north;
  for (int i = 0; i < 5; ++i) d = turn(d);
  std::cout << int(d) << '\n';
  Grid g(5, 3);
  for (char &c : g.row(1)) {
    c = '#';
    work(1);
  }
  g(2, 2) = '@';
  auto row = g.row(2);
  work(2);
  row.front() = '!';
  for (int y = 0; y < 3; ++y) {
    for (char c : g.row(y)) std::cout << c;
    std::cout << '\n';
  }
  Over o{[](int i) {
           work(1);
           return i * 2;
         },
         [](const std::string &s) {
           work(1);
           return int(s.size());
         }};
  std::cout << o(4) << o(std::string("four")) << name<"fixed">() << '\n';
  Point p{.x = 3, .y = work(4)};
  auto [x, y] = p;
  counter += x;
  work(1);
  std::cout << p.x << y << counter << '\n';
  std::cout << make_adder(3)(4) << make_adder(std::string("s"))("t") << std::popcount(255u) << std::bit_width(17u)
            << '\n';
  std::map<std::string, int> m{{"a", 1}, {"b", 2}, {"c", 3}};
  std::erase_if(m, [](const auto &kv) { return kv.second % 2; });
  std::cout << m.size() << m.contains("b") << '\n';
  if (auto it = m.find("b"); it != m.end()) [[likely]] {
    it->second += work(3);
    std::cout << it->second << '\n';
  }
  for (int n = 0; int v : {1, 2, 3}) {
    n += v;
    work(1);
    std::cout << n;
  }
  std::cout << '\n';
  std::string text = "a,b,,c";
  int parts = 0;
  for (auto part : text | std::views::split(',')) {
    ++parts;
    (void)part;
  }
  std::cout << parts << text.starts_with("a,") << '\n';
  auto even = [](int i) { return i % 2 == 0; };
  int s = 0;
  std::vector<int> nums(10);
  std::iota(nums.begin(), nums.end(), 0);
  for (int i : nums | std::views::filter(even) | std::views::transform([](int i) { return i * i; })) s += i;
  std::cout << s << '\n';
  std::array a{3, 1, 2};
  std::ranges::sort(a, std::ranges::greater{});
  std::cout << a[0] << std::midpoint(2, 6) << std::ssize(a) << '\n';
  auto up = std::make_unique<int[]>(4);
  up[2] = work(5);
  std::span<int> sp(up.get(), 4);
  work(1);
  std::cout << sp[2] << sp.size() << '\n';
  auto gen = [i = 0]() mutable -> std::optional<int> {
    if (i < 3) {
      work(1);
      return i++;
    }
    return std::nullopt;
  };
  while (auto v = gen()) std::cout << *v;
  std::cout << '\n';
}
