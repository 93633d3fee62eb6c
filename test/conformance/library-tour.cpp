// RUN: %triple %s
// Virtual bases, operators, iterators of the program's own, and most containers of the library.
#include <algorithm>
#include <array>
#include <bitset>
#include <cassert>
#include <deque>
#include <functional>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <set>
#include <sstream>
#include <stack>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>
int busy(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
struct A {
  int a = 1;
  A() { hook(); }
  virtual void hook() { std::cout << "A "; }
  virtual ~A() { hook(); }
  virtual A *clone() const {
    busy(1);
    return new A(*this);
  }
};
struct B : virtual A {
  int b = 2;
  B() { hook(); }
  void hook() override { std::cout << "B" << b << ' '; }
  B *clone() const override {
    busy(1);
    return new B(*this);
  }
};
struct C : virtual A {
  int c = 3;
  void hook() override { std::cout << "C" << c << ' '; }
};
struct D : B, C {
  int d = 4;
  D() { hook(); }
  void hook() override {
    busy(1);
    std::cout << "D" << d << ' ';
  }
  D *clone() const override {
    busy(2);
    return new D(*this);
  }
};
class Fraction {
  long n, d;
  static long gcd(long a, long b) {
    while (b) {
      long t = a % b;
      a = b;
      b = t;
    }
    return a;
  }

public:
  Fraction(long n = 0, long d = 1) : n(n), d(d) {
    long g = gcd(std::abs(n), d);
    if (g > 1) this->n /= g, this->d /= g;
  }
  friend Fraction operator+(Fraction a, const Fraction &b) { return {a.n * b.d + b.n * a.d, a.d * b.d}; }
  Fraction &operator+=(const Fraction &o) { return *this = *this + o; }
  Fraction operator++(int) {
    Fraction old = *this;
    *this += 1;
    return old;
  }
  explicit operator double() const { return double(n) / d; }
  friend std::ostream &operator<<(std::ostream &o, const Fraction &f) {
    busy(1);
    return o << f.n << '/' << f.d;
  }
  friend bool operator<(const Fraction &a, const Fraction &b) {
    busy(1);
    return a.n * b.d < b.n * a.d;
  }
};
template <class T> class Ring {
  std::array<T, 4> d{};
  size_t h = 0, n = 0;

public:
  struct iterator {
    Ring *r;
    size_t i;
    using iterator_category = std::forward_iterator_tag;
    using value_type = T;
    using difference_type = long;
    using pointer = T *;
    using reference = T &;
    T &operator*() const {
      busy(1);
      return r->d[(r->h + i) % 4];
    }
    T *operator->() const { return &**this; }
    iterator &operator++() {
      ++i;
      return *this;
    }
    iterator operator++(int) {
      auto o = *this;
      ++i;
      return o;
    }
    bool operator==(const iterator &o) const { return i == o.i; }
    bool operator!=(const iterator &o) const { return i != o.i; }
  };
  void push(T t) {
    if (n == 4)
      h = (h + 1) % 4;
    else
      ++n;
    d[(h + n - 1) % 4] = std::move(t);
  }
  iterator begin() { return {this, 0}; }
  iterator end() { return {this, n}; }
};
struct Shape {
  double w, h;
  double area() const { return w * h; }
};
enum class Color : unsigned char { red, green, blue };
Color operator++(Color &c) {
  busy(1);
  return c = Color((int(c) + 1) % 3);
}
constexpr unsigned long long operator""_k(unsigned long long v) { return v * 1000; }
template <class T, class = void> struct has_size : std::false_type {};
template <class T> struct has_size<T, std::void_t<decltype(std::declval<T>().size())>> : std::true_type {};
template <class T> auto describe(const T &t) {
  if constexpr (has_size<T>::value) {
    busy(1);
    return t.size();
  } else
    return std::string("no size");
}
template <int N> struct Fact {
  static constexpr long value = N * Fact<N - 1>::value;
};
template <> struct Fact<0> {
  static constexpr long value = 1;
};
template <class D> struct Counter {
  static int live;
  Counter() { ++live; }
  Counter(const Counter &) { ++live; }
  ~Counter() { --live; }
};
template <class D> int Counter<D>::live = 0;
struct X : Counter<X> {
  int v = busy(3);
};
struct Y : Counter<Y> {};
int depth(const std::map<int, std::vector<int>> &g, int n, std::set<int> &seen) {
  if (!seen.insert(n).second) return 0;
  int best = 0;
  if (auto it = g.find(n); it != g.end())
    for (int k : it->second) best = std::max(best, depth(g, k, seen));
  return best + 1;
}
std::optional<int> parse(const std::string &s) {
  std::istringstream in(s);
  int v;
  if (in >> v) {
    busy(1);
    return v;
  }
  return std::nullopt;
}
int main() {
  {
    D d;
    std::cout << d.a << d.b << d.c << d.d << '\n';
    A *a = d.clone();
    B *b = &d;
    busy(1);
    a->hook();
    b->hook();
    delete a;
  }
  std::cout << '\n';
  std::vector<Fraction> fs{{1, 2}, {1, 3}, {5, 4}};
  std::sort(fs.begin(), fs.end());
  Fraction total;
  for (const auto &f : fs) total += f;
  std::cout << total << ' ' << total++ << ' ' << double(total) << ' ' << *std::min_element(fs.begin(), fs.end())
            << '\n';
  Ring<std::string> r;
  for (int i = 0; i < 6; ++i) r.push(std::string(i + 1, char('a' + i)));
  for (auto &s : r) {
    s += '!';
    std::cout << s << ' ';
  }
  std::cout << std::count_if(r.begin(), r.end(), [](const std::string &s) {
    busy(1);
    return s.size() > 5;
  }) << '\n';
  std::list<int> l1{1, 2, 3}, l2{9, 8};
  auto it = std::next(l1.begin());
  l1.splice(it, l2);
  busy(2);
  l1.erase(it);
  for (int x : l1) std::cout << x << ' ';
  std::cout << l2.size() << '\n';
  std::deque<int> dq;
  for (int i = 0; i < 5; ++i) i % 2 ? dq.push_back(busy(i)) : dq.push_front(i);
  int &front = dq.front();
  busy(1);
  front = 77;
  std::cout << dq[0] << dq.back() << '\n';
  std::priority_queue<std::pair<int, std::string>, std::vector<std::pair<int, std::string>>, std::greater<>> pq;
  pq.push({3, "c"});
  pq.push({1, "a"});
  pq.emplace(2, "b");
  while (!pq.empty()) {
    auto [p, s] = pq.top();
    pq.pop();
    busy(1);
    std::cout << p << s;
  }
  std::cout << '\n';
  std::bitset<10> bits(0b1011);
  bits.flip(busy(3));
  std::cout << bits << ' ' << bits.count() << '\n';
  std::stack<Shape> st;
  st.push({1, 2});
  st.push({3, 4});
  const auto area = &Shape::area;
  auto width = &Shape::w;
  busy(1);
  std::cout << (st.top().*area)() << st.top().*width << '\n';
  Color c = Color::red;
  ++c;
  ++c;
  std::cout << int(c) << ' ' << 3_k << ' ' << Fact<10>::value << ' ' << describe(std::string("abc")) << describe(4)
            << '\n';
  {
    X x;
    auto y = std::make_unique<Y>();
    X x2 = x;
    busy(1);
    std::cout << Counter<X>::live << Counter<Y>::live << x2.v << '\n';
  }
  std::cout << Counter<X>::live << Counter<Y>::live << '\n';
  std::map<int, std::vector<int>> g{{1, {2, 3}}, {2, {4}}, {3, {4, 5}}, {5, {6}}};
  std::set<int> seen;
  std::cout << depth(g, 1, seen) << seen.size() << '\n';
  std::variant<int, std::string, Shape> v = std::string("var");
  busy(1);
  if (auto *s = std::get_if<std::string>(&v)) std::cout << *s;
  v = Shape{2, 3};
  busy(1);
  std::cout << std::visit(
                   [](auto &&x) -> double {
                     using T = std::decay_t<decltype(x)>;
                     busy(1);
                     if constexpr (std::is_same_v<T, Shape>)
                       return x.area();
                     else
                       return 0;
                   },
                   v)
            << '\n';
  std::cout << parse("42").value_or(-1) << parse("x").value_or(-1) << std::setw(6) << std::setfill('*') << std::hex
            << 255 << std::dec << std::setprecision(3) << 3.14159 << '\n';
  std::unordered_map<std::string, int> um;
  for (auto w : {"x", "y", "x", "z"}) ++um[w];
  std::vector<std::pair<std::string, int>> sorted(um.begin(), um.end());
  std::sort(sorted.begin(), sorted.end());
  for (auto &[k, n] : sorted) std::cout << k << n << ' ';
  std::cout << '\n';
  std::vector<int> v1(6);
  std::iota(v1.begin(), v1.end(), 1);
  std::vector<int> v2;
  std::transform(v1.begin(), v1.end(), std::back_inserter(v2), [k = 2](int x) mutable {
    busy(1);
    return x * k++;
  });
  std::copy(v2.begin(), v2.end(), std::ostream_iterator<int>(std::cout, ","));
  std::cout << std::accumulate(v2.begin(), v2.end(), 0, [](int a, int b) { return a + b + busy(1); }) << '\n';
  std::function<void(int)> hanoi;
  int moves = 0;
  std::function<void(int, char, char, char)> h = [&](int n, char a, char b, char c) {
    if (!n) return;
    h(n - 1, a, c, b);
    ++moves;
    h(n - 1, c, b, a);
  };
  h(4, 'a', 'b', 'c');
  std::cout << moves << '\n';
  std::stringstream ss;
  ss << "line one\nline two\n";
  std::string line;
  while (std::getline(ss, line)) {
    busy(1);
    std::istringstream ws(line);
    std::string w;
    int n = 0;
    while (ws >> w) ++n, busy(1);
    std::cout << n << w << ' ';
  }
  std::cout << '\n';
  try {
    std::vector<int>().at(3);
  } catch (const std::out_of_range &e) {
    busy(1);
    std::cout << "oor\n";
  }
  try {
    try {
      throw 1;
    } catch (int i) {
      busy(1);
      std::throw_with_nested(std::runtime_error("outer"));
    }
  } catch (const std::exception &e) {
    busy(1);
    try {
      std::rethrow_if_nested(e);
    } catch (int i) {
      std::cout << e.what() << i << '\n';
    }
  }
}
