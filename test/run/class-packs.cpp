// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Classes with parameter packs: events, signals by the type of a function, recursive inheritance, values, mixins.
#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>
static int work(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
template <class... A> class Event {
public:
  using handler = std::function<void(A...)>;
  int on(handler h) {
    handlers.push_back(std::move(h));
    return int(handlers.size());
  }
  void fire(A... a) {
    for (auto &h : handlers) h(a...);
    ++fired;
  }
  int count() const;

private:
  std::vector<handler> handlers;
  int fired = 0;
};
template <class... A> int Event<A...>::count() const {
  int n = 0;
  for (int k = 0; k < fired; ++k) n += work(k + int(sizeof...(A)));
  return n;
}
template <class S> class Signal;
template <class R, class... A> class Signal<R(A...)> {
public:
  explicit Signal(std::function<R(A...)> f) : f_(std::move(f)) {}
  R operator()(A... a) const {
    work(3);
    return f_(std::forward<A>(a)...);
  }

private:
  std::function<R(A...)> f_;
};
template <class... T> struct List;
template <> struct List<> {
  int sum() const { return 0; }
};
template <class H, class... T> struct List<H, T...> : List<T...> {
  H head;
  List(H h, T... t) : List<T...>(t...), head(h) {}
  int sum() const { return work(int(head)) + List<T...>::sum(); }
};
template <int first = 1, int... rest> struct Numbers {
  int total() const {
    int s = work(first);
    ((s += work(rest)), ...);
    return s;
  }
};
template <class... B> struct Overloaded : B... {
  using B::operator()...;
};
template <class... B> Overloaded(B...) -> Overloaded<B...>;
template <class Base, class... Mixins> struct Mixed : Base, Mixins... {
  int all() {
    int s = Base::value();
    ((s = s * 10 + Mixins::value()), ...);
    return s;
  }
};
struct A1 {
  int value() { return work(3); }
};
struct A2 {
  int value() { return work(4); }
};
struct A3 {
  int value() { return work(2); }
};
int main() {
  Event<int, const std::string &> e;
  int got = 0;
  e.on([&](int n, const std::string &s) { got += work(n) + int(s.size()); });
  e.on([&](int n, const std::string &) { got *= n; });
  e.fire(3, "abc");
  e.fire(4, "de");
  Event<> none;
  none.on([&] { got += work(2); });
  none.fire();
  std::printf("%d %d %d\n", got, e.count(), none.count());
  Signal<int(int, int)> add([](int a, int b) { return work(a) + b; });
  std::printf("%d\n", add(4, 5));
  Signal<void()> say([] { std::printf("said %d\n", work(5)); });
  say();
  List<int, long, char> list(3, 4L, 'a');
  std::printf("%d\n", list.sum());
  std::printf("%d %d\n", Numbers<>().total(), Numbers<2, 3, 4>().total());
  Overloaded o{[](int x) { return work(x); }, [](const char *s) { return s[0]; }};
  std::printf("%d %d\n", o(4), o("x"));
  Mixed<A1, A2, A3> m;
  std::printf("%d\n", m.all());
}
