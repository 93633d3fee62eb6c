// RUN: %triple %s
// What a lambda captures and how: by value, by reference, both, this and *this, packs, structured bindings' copies, init
// captures that move, mutable state, references to references, const, arrays; with loops inside the bodies.
#include <array>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

static int global = 1;

struct Widget {
  int size = 3;
  std::vector<int> parts{1, 2, 3};
  auto by_this() {
    return [this](int n) {
      for (int i = 0; i < n; ++i) parts.push_back(size++);
      return int(parts.size());
    };
  }
  auto by_copy() {
    return [*this, extra = size * 2]() mutable {
      for (int &p : parts) p += extra;
      return parts.back() + size++;
    };
  }
  int nested(int n) {
    auto outer = [=](int a) {
      auto inner = [&](int b) {
        size += b;
        return a * b + n;
      };
      int s = 0;
      for (int i = 1; i <= 2; ++i) s += inner(i);
      return s;
    };
    return outer(10);
  }
};

template <class... Ts> static std::string pack_sum(Ts... ts) { return "=" + std::to_string((0 + ... + ts)); }
template <class... Ts> static std::string pack(Ts... ts) {
  auto all = [ts...](const std::string &by) {
    std::string s;
    ((s += std::to_string(ts) + by), ...);
    return s;
  };
  auto count = [&ts...] {
    int n = 0;
    ((ts += 1, ++n), ...);
    return n;
  };
  int n = count();
  return all("-") + std::to_string(n) + pack_sum(ts...);
}

int main() {
  int value = 10, reference = 20;
  const int fixed = 5;
  static int kept = 100;
  int array[3] = {1, 2, 3};
  auto copies = [=](int n) {
    int s = 0;
    for (int a : array) s += a * n;
    return s + value + fixed + kept + global;
  };
  auto refers = [&](int n) {
    while (n-- > 0) array[n] *= 2, reference += array[n];
    return reference;
  };
  value = 11;
  array[0] = 50;
  kept = global = 0;
  int c1 = copies(1), r1 = refers(3), c2 = copies(2), r2 = refers(1);
  std::cout << c1 << ' ' << r1 << ' ' << c2 << ' ' << r2 << ' ' << reference << array[0] << '\n';

  auto mixed = [&, value](int by) mutable {
    value += by;
    reference -= by;
    return value * 1000 + reference;
  };
  int m1 = mixed(1), m2 = mixed(1);
  auto twin = mixed;
  int m3 = twin(5), m4 = mixed(1);
  std::cout << m1 << ' ' << m2 << ' ' << m3 << ' ' << m4 << ' ' << value << ' ' << reference << '\n';

  auto owner = std::make_unique<std::string>("owned");
  auto moved = [p = std::move(owner), n = 0, &r = reference](char ch) mutable -> const std::string & {
    for (int i = 0; i <= n; ++i) *p += ch;
    r += ++n;
    return *p;
  };
  moved('x');
  moved('y');
  auto further = std::move(moved);
  std::cout << further('z') << ' ' << (owner == nullptr) << ' ' << reference << '\n';

  int &alias = reference;
  auto of_alias = [alias]() mutable { return ++alias; };
  auto to_alias = [&alias] { return ++alias; };
  of_alias();
  int a1 = of_alias(), a2 = to_alias(), a3 = of_alias();
  std::cout << a1 - reference << ' ' << a2 - reference << ' ' << a3 - reference << '\n';

  Widget w;
  auto grow = w.by_this();
  auto snapshot = w.by_copy();
  int g1 = grow(2), s1 = snapshot(), s2 = snapshot(), g2 = grow(1);
  std::cout << g1 << ' ' << s1 << ' ' << s2 << ' ' << g2 << ' ' << w.size << ' ' << w.nested(7) << ' ' << w.size << '\n';

  auto [first, second] = std::array<int, 2>{7, 8};
  auto bound = [first = first, second = second](int n) { return n ? first : second; };
  std::cout << bound(0) << bound(1) << ' ' << pack(1, 2L, 3u) << '\n';

  std::vector<int> log;
  auto noisy = [&log, tag = 0](int v) mutable {
    log.push_back(v * 10 + tag++);
    return log.size() < 5;
  };
  for (int i = 1; noisy(i); ++i) {}
  for (int v : log) std::cout << v << ' ';
  [] { std::cout << "at once\n"; }();
  std::cout << [](auto x) { return x + global; }(41) << '\n';
}
