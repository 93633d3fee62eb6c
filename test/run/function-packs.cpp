// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Function templates with parameter packs in a program that never heard of Perdure.
#include <cstdio>
#include <string>
#include <tuple>
#include <utility>
int work(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
template <class... A> int total(A... a) {
  int s = 0;
  ((s += work(a)), ...);
  return s;
}
template <class F, class... A> auto apply_all(F f, A &&...a) { return (f(std::forward<A>(a)) + ...); }
template <class T> void show(const T &t) { std::printf("%d\n", (int)t); }
template <class T, class... R> void show(const T &t, const R &...r) {
  show(t);
  show(r...);
}
struct V {
  template <class... A> int sum(A... a) {
    int x[] = {work(a)...};
    int s = 0;
    for (int y : x) s += y;
    return s;
  }
};
template <class... B> struct Multi : B... {
  using B::operator()...;
};
template <class... B> Multi(B...) -> Multi<B...>;
template <std::size_t... I, class T> int indexed(const T &t, std::index_sequence<I...>) {
  return (work(std::get<I>(t)) + ...);
}
int main() {
  std::printf("%d\n", total(1, 2, 3));
  std::printf("%d\n", apply_all([](int x) { return work(x); }, 4, 5));
  show(1, 2.0, 'c');
  V v;
  std::printf("%d\n", v.sum(3, 4, 5));
  Multi m{[](int x) { return work(x); }, [](const char *s) { return work(s[0] - 'a'); }};
  std::printf("%d %d\n", m(4), m("d"));
  std::printf("%d\n", indexed(std::make_tuple(3, 4, 5), std::make_index_sequence<3>()));
  auto g = [](auto... xs) { return (work(xs) + ...); };
  std::printf("%d\n", g(3, 4));
}
