// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Calls of functions that suspend where no call is written: default arguments, default member initialisers, defaulted
// assignments and comparisons, range-for over own iterators, conversions, structured bindings through get, initialisers
// of static locals; in functions that suspend, and in constructors and destructors, which cannot.
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

static int made = 0;
static int next_id() {
  int id = 0;
  for (int i = 0; i < 3; ++i) id += i;
  return id * 10 + ++made;
}

struct Counter {
  int value = 0, copies = 0;
  Counter &operator=(const Counter &other) {
    for (int i = 0; i < 2; ++i) copies += i;
    value = other.value;
    return *this;
  }
  Counter() = default;
  Counter(const Counter &) = default;
  bool operator==(const Counter &other) const { return value == other.value; }
  operator int() const {
    int sum = 0;
    for (int i = 0; i < value; ++i) ++sum;
    return sum;
  }
};

struct Pair { // its assignment is the compiler's, and calls Counter's
  Counter a, b;
  int id = next_id();
};

struct Steps {
  struct Iterator {
    int at;
    int operator*() const { return at * 2; }
    Iterator &operator++() {
      ++at;
      return *this;
    }
    bool operator!=(const Iterator &other) const { return at != other.at; }
  };
  int count;
  Iterator begin() const {
    for (int i = 0; i < 2; ++i) {}
    return {0};
  }
  Iterator end() const { return {count}; }
};

struct Point {
  int x, y;
  template <std::size_t K> int get() const {
    for (int i = 0; i < 2; ++i) {}
    return K == 0 ? x : y;
  }
};
namespace std {
template <> struct tuple_size<Point> : integral_constant<size_t, 2> {};
template <size_t K> struct tuple_element<K, Point> {
  using type = int;
};
} // namespace std

static int with_default(int a, int b = next_id()) { return a * 100 + b; }

struct Built {
  int first = next_id();
  int sum = 0;
  Pair pair;
  Built(int n, int tag = next_id()) : sum(with_default(n)) {
    for (int s : Steps{n}) sum += s;
    Pair other;
    other.a.value = n;
    pair = other;
    sum += pair.a + int(pair.a == other.a);
    auto [x, y] = Point{n, tag};
    sum += x + y + with_default(1);
    if (Counter c = pair.a) sum += c;
  }
  ~Built() {
    int total = 0;
    for (int s : Steps{2}) total += s;
    std::cout << "gone " << total + with_default(2) << '\n';
  }
};

template <class T> struct Kept {
  T value;
  std::vector<T> all;
  Kept(T v, int n) : value(v) {
    for (int s : Steps{n}) all.push_back(value + T(s));
  }
};

[[noreturn]] static void fail(const std::string &what) {
  for (int i = 0; i < 3; ++i) {}
  throw std::runtime_error(what);
}
static int checked(int n) {
  if (n > 2) fail("too large");
  return n;
}

static int lazily(int n) {
  static int start = next_id();
  static const Counter counter = [] {
    Counter c;
    c.value = next_id();
    return c;
  }();
  return start + n + counter.value;
}

static void drop(int *p) {
  for (int i = 0; i < 2; ++i) *p += i;
  std::cout << "dropped " << *p << '\n';
  delete p;
}
struct Dropper {
  void operator()(int *p) const {
    for (int i = 0; i < 2; ++i) *p += i;
    std::cout << "dropper " << *p << '\n';
    delete p;
  }
};
struct Backwards {
  bool operator()(int a, int b) const {
    for (int i = 0; i < 2; ++i) {}
    return a > b;
  }
};

int main() {
  Built built(3);
  std::cout << built.first << ' ' << built.sum << '\n';
  Pair one, two;
  one.a.value = 4;
  two = one;
  std::cout << two.a << ' ' << two.id << ' ' << two.a.copies << '\n';
  std::vector<Pair> pairs(3);
  pairs[1] = two;
  pairs.erase(pairs.begin());
  std::cout << pairs[0].a.value << ' ' << pairs[0].a.copies << '\n';
  Kept<int> kept(5, 2);
  Kept<long> longer(7, 3);
  std::cout << kept.all.back() << longer.all.back() << '\n';
  auto [x, y] = Point{8, 9};
  std::cout << x << y << with_default(3) << '\n';
  for (int n = 1; n < 4; ++n) try {
      std::cout << checked(n) << ' ' << lazily(n) << '\n';
    } catch (const std::exception &e) {
      std::cout << e.what() << '\n';
    }
  {
    std::unique_ptr<int, Dropper> u(new int(1));
    std::unique_ptr<int, void (*)(int *)> f(new int(2), drop);
    std::shared_ptr<int> s(new int(3), drop), t(new int(4), Dropper()), l(new int(5), [](int *p) {
      for (int i = 0; i < 2; ++i) ++*p;
      std::cout << "lambda " << *p << '\n';
      delete p;
    });
    s = t;
    u.reset(new int(6));
  }
  std::map<int, Pair, Backwards> map;
  map[1] = one, map[3] = two;
  auto copy = map;
  copy[2] = map[1];
  for (auto &[k, v] : copy) std::cout << k << v.a.value << ' ';
  std::cout << std::mem_fn(&Counter::operator=)(one.a, two.b).copies << '\n';
}
