// RUN: %triple %s
// STD: c++20
// C++20: concepts and constrained overloads, the spaceship, ranges and views, span, designated initialisers, templated lambdas,
// consteval and constinit, using enum, init in range-for, three-way comparison of containers, bit operations, source of strings.
#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <concepts>
#include <iostream>
#include <map>
#include <numeric>
#include <ranges>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

template <class T>
concept Shape = requires(const T &t, double by) {
  { t.area() } -> std::convertible_to<double>;
  { t.scaled(by) } -> std::same_as<T>;
};
struct Circle {
  double r;
  double area() const { return 3.0 * r * r; }
  Circle scaled(double by) const { return {.r = r * by}; }
};
struct Box {
  double w = 1, h = 1;
  double area() const { return w * h; }
  Box scaled(double by) const { return {.w = w * by, .h = h * by}; }
};
double total(const Shape auto &...shapes) { return (shapes.area() + ...); }
template <Shape S> S grow(S s, int times) {
  while (times-- > 0) s = s.scaled(2);
  return s;
}

template <class T> std::string kind(const T &) { return "any"; }
template <std::integral T> std::string kind(const T &v) { return "integral " + std::to_string(v); }
template <std::integral T>
  requires(sizeof(T) == 1)
std::string kind(const T &v) {
  return "byte " + std::to_string(+v);
}
template <std::ranges::range R> std::string kind(const R &r) {
  std::string s = "range";
  for (int n = 0; const auto &x : r) s += " " + std::to_string(n++) + "=" + kind(x);
  return s;
}

struct Version {
  int major = 0, minor = 0;
  std::string tag;
  auto operator<=>(const Version &) const = default;
};
struct Caseless {
  std::string text;
  std::weak_ordering operator<=>(const Caseless &o) const {
    for (std::size_t i = 0; i < text.size() && i < o.text.size(); ++i)
      if (auto order = (text[i] | 32) <=> (o.text[i] | 32); order != 0) return order;
    return text.size() <=> o.text.size();
  }
  bool operator==(const Caseless &o) const { return (*this <=> o) == 0; }
};

consteval int cube(int x) { return x * x * x; }
constinit int counter = cube(3);
enum class Suit { clubs, hearts, spades };
static std::string_view symbol(Suit s) {
  switch (s) {
    using enum Suit;
  case clubs: return "c";
  case hearts: return "h";
  case spades: return "s";
  }
  return "?";
}

static int sum(std::span<const int> all) {
  int s = 0;
  for (int x : all) s = s * 2 + x;
  return s;
}
static void rotate(std::span<int> part) {
  int first = part.front();
  for (std::size_t i = 1; i < part.size(); ++i) part[i - 1] = part[i];
  part.back() = first;
}

struct Node {
  int value;
  std::vector<Node> children;
  int fold(auto f) const {
    int r = value;
    for (const Node &c : children) r = f(r, c.fold(f));
    return r;
  }
};

class Iota {
public:
  struct iterator {
    using value_type = int;
    using difference_type = int;
    int at = 0;
    int operator*() const { return at; }
    iterator &operator++() { return ++at, *this; }
    iterator operator++(int) { return {at++}; }
    bool operator==(const iterator &) const = default;
  };
  explicit Iota(int n) : n_(n) {}
  iterator begin() const { return {0}; }
  iterator end() const { return {n_}; }

private:
  int n_;
};
static_assert(std::forward_iterator<Iota::iterator> || std::input_or_output_iterator<Iota::iterator>);

int main() {
  std::cout << total(Circle{2}, Box{.h = 4}, grow(Box{}, 2)) << ' ' << grow(Circle{.r = 0.5}, 3).area() << '\n';
  std::cout << kind(3) << ", " << kind('a') << ", " << kind(2.5) << ", " << kind(std::vector{1, 2}) << ", " << kind(std::array<std::string, 1>{"x"}) << '\n';

  std::vector<Version> versions{{1, 2, "b"}, {1, 2, "a"}, {0, 9, ""}, {.major = 1, .minor = 10, .tag = ""}};
  std::ranges::sort(versions);
  for (int n = 0; auto &[a, b, t] : versions) std::cout << n++ << ':' << a << '.' << b << t << ' ';
  auto spot = std::ranges::find(versions, 10, &Version::minor);
  std::cout << (spot - versions.begin()) << (versions[0] < versions[1]) << (versions[2] == Version{1, 2, "b"}) << '\n';
  std::set<Caseless> words;
  for (const char *w : {"Beta", "alpha", "ALPHA", "beta", "gamma"}) words.insert({w});
  for (auto &w : words) std::cout << w.text << ' ';
  std::cout << (Caseless{"ab"} > Caseless{"AA"}) << (std::vector{1, 2} <=> std::vector{1, 3} < 0) << '\n';

  counter += cube(2);
  std::string suits;
  for (Suit s : {Suit::spades, Suit::clubs, Suit::hearts}) suits += symbol(s);
  std::vector<int> v(8);
  std::iota(v.begin(), v.end(), 1);
  rotate(std::span(v).subspan(2, 3));
  int array[] = {9, 8, 7};
  rotate(array);
  std::cout << counter << suits << ' ' << sum(v) << ' ' << sum(array) << sum(std::span(v).last<2>()) << '\n';

  int calls = 0;
  auto odd = [&calls](int x) { return ++calls, x % 2 == 1; };
  auto view = v | std::views::filter(odd) | std::views::transform([](int x) { return x * x; }) | std::views::take(3);
  int squares = 0;
  for (int x : view) squares = squares * 100 + x;
  std::string text = "split these words";
  std::size_t longest = 0;
  for (auto part : text | std::views::split(' ')) longest = std::max(longest, std::size_t(std::ranges::distance(part)));
  for (int x : v | std::views::reverse | std::views::drop(5)) std::cout << x << ' ';
  std::map<int, std::string> names{{1, "one"}, {2, "two"}};
  for (auto &k : names | std::views::values) k += '!';
  for (int i : std::views::iota(1, 4)) squares += i;
  std::cout << squares << ' ' << calls << ' ' << longest << names[2] << '\n';

  auto generic = []<class T, std::size_t N>(const std::array<T, N> &a, auto &&f) {
    T r{};
    for (std::size_t i = 0; i < N; ++i) r += f(a[i], int(i));
    return r;
  };
  Node tree{1, {{2, {{3, {}}, {4, {}}}}, {5, {}}}};
  int visits = 0;
  int folded = tree.fold([&visits](int a, int b) { return ++visits, a * 3 + b; });
  int iota = 0;
  for (int i : Iota(5)) iota += i * i;
  std::erase_if(v, [&](int x) { return x > 3 && ++visits; });
  std::cout << generic(std::array{1.5, 2.5}, [](double d, int i) { return d * i; }) << ' ' << folded << ' ' << visits << ' ' << iota << v.size() << ' '
            << std::popcount(0xf0u) << std::bit_ceil(37u) << std::countl_zero(std::uint8_t(16)) << text.starts_with("split") << '\n';
}
