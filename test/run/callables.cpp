// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Overload sets of lambdas, closures in maps, states in a std::function, a mixin, chains of ->, choice by SFINAE.
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>
template <class... F> struct overloaded : F... {
  using F::operator()...;
};
template <class... F> overloaded(F...) -> overloaded<F...>;
using Value = std::variant<int, double, std::string>;
template <class D> struct Comparable {
  friend bool operator!=(const D &a, const D &b) { return !(a == b); }
  int rank() const {
    int r = 0;
    for (int i = 0; i < 2; ++i) r += static_cast<const D *>(this)->key();
    return r;
  }
};
struct Id : Comparable<Id> {
  int v;
  explicit Id(int v) : v(v) {}
  int key() const { return v * 3; }
  bool operator==(const Id &o) const { return v == o.v; }
};
struct Inner {
  int n = 7;
  int get() const {
    int s = 0;
    for (int i = 0; i < n; ++i) ++s;
    return s;
  }
};
struct Mid {
  Inner i;
  const Inner *operator->() const {
    for (int k = 0; k < 2; ++k) {}
    return &i;
  }
};
struct Outer {
  Mid m;
  Mid operator->() const {
    for (int k = 0; k < 2; ++k) {}
    return m;
  }
  explicit operator bool() const { return m.i.n > 0; }
};
struct Machine {
  std::function<void(char)> state;
  int words = 0;
  Machine() { start(); }
  void start() {
    state = [this](char c) {
      if (c != ' ') {
        ++words;
        word();
      }
    };
  }
  void word() {
    state = [this](char c) {
      if (c == ' ') start();
    };
  }
  int run(const std::string &s) {
    for (char c : s) {
      auto f = state;
      f(c);
    }
    return words;
  }
};
template <class T> auto describe_impl(const T &t, int) -> decltype(t.get(), std::string()) {
  return "get" + std::to_string(t.get());
}
template <class T> std::string describe_impl(const T &, long) {
  std::string s;
  for (int i = 0; i < 2; ++i) s += "none";
  return s;
}
template <class T> std::string describe(const T &t) { return describe_impl(t, 0); }
int main() {
  std::vector<Value> all{1, 2.5, std::string("three")};
  std::string log;
  int total = 0;
  for (const Value &v : all)
    std::visit(overloaded{[&](int i) {
                            for (int k = 0; k < i; ++k) ++total;
                          },
                          [&](double d) { total += int(d * 2); }, [&](const std::string &s) { log += s; }},
               v);
  auto size = overloaded{[](int) { return 1; },
                         [](const std::string &s) {
                           int n = 0;
                           for (char c : s) n += c == 'e';
                           return n;
                         }};
  std::cout << total << log << size(4) << size(std::string("eee")) << '\n';
  std::map<std::string, std::function<int(int, int)>> ops{{"+", std::plus<int>()},
                                                          {"-", [](int a, int b) { return a - b; }}};
  ops.emplace("*", [&ops](int a, int b) {
    int r = 0;
    for (int i = 0; i < b; ++i) r = ops["+"](r, a);
    return r;
  });
  for (auto &[n, f] : ops) std::cout << n << f(7, 3) << ' ';
  std::cout << Id(2).rank() << (Id(1) != Id(2)) << '\n';
  Outer o;
  if (o) std::cout << o->get() << ' ' << describe(o.m.i) << ' ' << describe(3) << '\n';
  Machine m;
  std::cout << m.run("one two  three") << '\n';
}
