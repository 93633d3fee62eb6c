// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Closures that hold what a template made of closures, of the same function and of others, by turns.
#include <cstdio>
#include <functional>
#include <tuple>
#include <utility>

static int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
}
template <class A, class B> static auto both(A a, B b) {
  return [=](int x, int y) { return a(x) + b(y) + work(x); };
}
template <class F> static auto twice(F f) {
  return [f](int x) { return f(f(x) % 10); };
}
template <class F> struct Held {
  F f;
  int operator()(int x) const { return f(x) + 1; }
};
template <class F> Held(F) -> Held<F>;
static auto scaler(int by) {
  return [=](int x) { return work(x) * by; };
}
static const auto global = both(scaler(2), [](int x) { return work(x) + 1; });

struct Machine {
  int by;
  int run(int n) const {
    auto a = [this](int x) { return work(x) * by; };
    auto s = both(a, scaler(3));
    return s(n, 2) + twice(a)(n);
  }
};
template <class T> static T deep(T n) {
  auto a = [n](int x) { return work(x) + int(n); };
  auto t = twice(a);
  auto u = [t](int x) { return t(x) + 1; };
  return T(twice(u)(3));
}

int main() {
  int k = 2;
  auto others = both(scaler(2), scaler(3));
  auto uses = [=](int x) { return others(x, x + 1); };
  auto a = [=](int x) { return work(x) * k; };
  auto s = both(a, a);
  auto t = [=](int x) { return s(x, x + 1); };
  auto held = Held{twice(t)};
  auto s2 = both(t, held);
  auto u = [&, s2](int x) { return s2(x, 2) + uses(x) + ++k; };
  struct Local {
    decltype(s2) inside;
    int n;
  } local{s2, 4};
  auto last = [local](int x) { return local.inside(x, local.n); };
  auto pair = std::make_pair(last, twice(last));
  std::function<int(int)> f = [pair, &u](int x) { return pair.first(x) + pair.second(x) + u(x); };
  std::printf("%d\n", u(4));
  std::printf("%d\n", f(3));
  std::printf("%d %d\n", global(4, 5), Machine{3}.run(4));
  std::printf("%d %ld\n", deep(3), deep(4L));
}
