// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Virtual bases, covariant results, mixins, expression templates, choice by tags, conversions and operators, events, a
// function that is given itself.
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <vector>
struct Shape {
  virtual ~Shape() = default;
  virtual Shape *clone() const = 0;
  virtual int area() const = 0;
};
struct Round : virtual Shape {
  int r = 1;
  Round *clone() const override { return new Round(*this); }
  int area() const override {
    int a = 0;
    for (int i = 0; i < r; ++i) a += 3;
    return a;
  }
};
struct Big : Round {
  Big *clone() const override {
    for (int i = 0; i < 2; ++i) {}
    return new Big(*this);
  }
  int area() const override { return Round::area() * 10; }
};
template <class Base> struct Logged : Base {
  int calls = 0;
  int twice(int n) {
    ++calls;
    return Base::once(n) + Base::once(n);
  }
};
struct Plain {
  int k = 4;
  int once(int n) {
    for (int i = 0; i < 2; ++i) k += n;
    return k;
  }
};
template <class L, class R> struct Sum {
  const L &l;
  const R &r;
  int at(int i) const { return l.at(i) + r.at(i); }
};
struct Vec {
  std::vector<int> d;
  int at(int i) const {
    for (int k = 0; k < 1; ++k) {}
    return d[i];
  }
  template <class E> Vec &operator=(const E &e) {
    for (std::size_t i = 0; i < d.size(); ++i) d[i] = e.at(int(i));
    return *this;
  }
};
template <class L, class R> Sum<L, R> operator+(const L &l, const R &r) { return {l, r}; }
struct Fast {};
struct Slow {};
template <class T> struct Tag {
  using type = Slow;
};
template <> struct Tag<int> {
  using type = Fast;
};
template <class T> int go(T t, Fast) { return int(t); }
template <class T> int go(T t, Slow) {
  int s = 0;
  for (int i = 0; i < 3; ++i) s += int(t);
  return s;
}
template <class T> int go(T t) { return go(t, typename Tag<T>::type()); }
struct Num {
  int v;
  operator int() const {
    int s = 0;
    for (int i = 0; i < v; ++i) ++s;
    return s;
  }
  Num operator-() const { return {-v}; }
  Num &operator++() {
    ++v;
    return *this;
  }
  Num operator++(int) {
    Num o = *this;
    ++*this;
    return o;
  }
  int operator[](int i) const { return v * i; }
  int operator()(int a, int b) const { return a * b + v; }
  Num operator,(const Num &o) const { return {v * 100 + o.v}; }
};
long operator""_k(unsigned long long n) {
  long s = 0;
  for (int i = 0; i < 10; ++i) s += long(n) * 100;
  return s;
}
class Event {
  std::vector<std::function<void(int)>> hs;

public:
  template <class F> void on(F f) { hs.push_back(f); }
  void fire(int n) {
    for (auto &h : hs) h(n);
  }
};
struct Y {
  std::function<int(const Y &, int)> f;
  int operator()(int n) const { return f(*this, n); }
};
int main() {
  std::vector<std::unique_ptr<Shape>> v;
  v.emplace_back(new Big);
  v.emplace_back(v[0]->clone());
  int t = 0;
  for (auto &s : v) t += s->area();
  Logged<Plain> lp;
  int tw = lp.twice(2);
  Vec a{{1, 2, 3}}, b{{4, 5, 6}}, c{{0, 0, 0}};
  c = a + b + a;
  std::cout << t << ' ' << tw << lp.calls << ' ' << c.at(0) << c.at(2) << ' ' << go(4) << go(2.5) << '\n';
  Num n{3};
  int x = int(n) + n[2] + n(2, 3);
  Num m = (n++, ++n);
  std::cout << x << ' ' << m.v << ' ' << -n << ' ' << 3_k << '\n';
  Event e;
  int got = 0;
  e.on([&](int k) {
    for (int i = 0; i < k; ++i) got += i;
  });
  e.on([&got, factor = 2](int k) mutable { got += k * factor++; });
  e.fire(3);
  e.fire(4);
  Y fact{[](const Y &self, int k) { return k < 2 ? 1 : k * self(k - 1); }};
  std::cout << got << ' ' << fact(5) << '\n';
}
