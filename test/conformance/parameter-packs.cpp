// RUN: %triple %s
// Function templates with parameter packs, which suspend like others: recursion over a pack, folds, expansions in calls, lists and types,
// index sequences, members, lambdas that capture packs, callables with their arguments.
#include <cstdio>
#include <string>
#include <utility>
#include <vector>
#include <memory>
static int twice(int x) { return 2 * x; }
static std::string join(const std::string &s) { return s; }
template <class T, class... Rest> std::string join(const std::string &first, const T &second, const Rest &...rest) {
  std::string s = first + ",";
  return s + join(second, rest...);
}
template <class... A> int sum(A... a) { return (0 + ... + twice(a)); }
template <class F, class... A> auto call(F &&f, A &&...a) -> decltype(f(std::forward<A>(a)...)) { return f(std::forward<A>(a)...); }
template <class T> void show(const T &x) { printf("%d ", twice(int(x))); }
template <class... A> void each(const A &...a) {
  (show(a), ...);
  puts("");
}
template <class T, class... R> int depth(T first, R... rest) {
  if constexpr (sizeof...(rest) > 0)
    return int(first) + 10 * depth(rest...);
  else
    return int(first);
}
template <std::size_t... I> int indexed(const std::vector<int> &v, std::index_sequence<I...>) {
  int all[] = {twice(v[I])...};
  int n = 0;
  for (int x : all) n = n * 3 + x;
  return n + int(sizeof...(I));
}
struct Registry {
  std::vector<std::string> log;
  template <class... A> int add(const char *name, A... a) {
    log.push_back(name + std::to_string(sum(a...)));
    return int(log.size());
  }
  template <class T, class... A> T &make(A &&...a);
  std::vector<std::shared_ptr<void>> kept;
};
template <class T, class... A> T &Registry::make(A &&...a) {
  auto p = std::make_shared<T>(std::forward<A>(a)...);
  twice(1);
  kept.push_back(p);
  return *p;
}
template <class... A> auto captured(A... a) {
  int n = 0;
  auto f = [=, &n] { n += twice(sum(a...)); return n; };
  f();
  return f();
}
int main() {
  printf("%s\n", join("a", std::string("b"), std::string("c")).c_str());
  printf("%d %d %d\n", sum(), sum(1, 2), sum(1, 2L, char(3)));
  int k = 3;
  printf("%d\n", call([&](int x, int y) { k += x; return twice(x + y + k); }, 4, 5));
  each(1, 2.5, 'c');
  printf("%d\n", depth(1, 2L, 3));
  printf("%d\n", indexed({4, 5, 6}, std::make_index_sequence<3>()));
  Registry r;
  r.add("none");
  r.add("two", 1, 2);
  std::string &s = r.make<std::string>(3, 'x');
  int &i = r.make<int>(5);
  printf("%s %d %s %s\n", s.c_str(), i, r.log[0].c_str(), r.log[1].c_str());
  printf("%d\n", captured(1, 2, 3));
}
