// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Who else takes a result that is built in its place: library code that passes it on, code that cannot be suspended,
// initialisers of members, globals and statics; how a function's other variables die around it.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

static std::string log_;
struct Loud {
  int n;
  const Loud *self;
  explicit Loud(int n = 0) : n(n), self(this) { log_ += '+' + std::to_string(n); }
  Loud(const Loud &o) : n(o.n + 100), self(this) { log_ += 'c' + std::to_string(n); }
  Loud(Loud &&o) noexcept : n(std::exchange(o.n, 0)), self(this) { log_ += 'm' + std::to_string(n); }
  Loud &operator=(Loud &&o) noexcept {
    n = std::exchange(o.n, 0);
    log_ += '=' + std::to_string(n);
    return *this;
  }
  ~Loud() { log_ += '-' + std::to_string(n) + (self == this ? "" : "?"); }
  bool operator<(const Loud &o) const { return n < o.n; }
};
static void flush(const char *title) {
  std::printf("%s: %s\n", title, log_.c_str());
  log_.clear();
}
static void work(int n) {
  for (int i = 0; i < n; ++i) log_ += '.';
}
static Loud one(int n) {
  Loud t(n);
  work(1);
  return t;
}
struct By {
  int add;
  Loud operator()(int n) const {
    Loud t(n + add);
    work(1);
    return t;
  }
  Loud method(int n) const {
    Loud t(n + add);
    work(1);
    return t;
  }
};
struct Holder {
  Loud a, b;
  Loud c = one(30);
  explicit Holder(int n) : a(one(n)), b(one(n + 1)) { work(1); }
};
struct Guard {
  int n;
  explicit Guard(int n) : n(n) {}
  ~Guard() {
    Loud t = one(n);
    log_ += 'g' + std::to_string(t.n);
  }
};
static Loud guarded(int n) {
  Guard before(n);
  Loud t(n + 1);
  Guard behind(n + 2);
  work(1);
  return t;
}
template <class... A> static Loud sum(const A &...a) {
  Loud t((0 + ... + a));
  return t;
}
static Loud deep(int n) {
  Loud t(n);
  if (n > 0) {
    Loud u = deep(n - 1);
    t.n += u.n;
  }
  work(1);
  return t;
}
static Loud jumps(int n) {
  int k = 0;
again:
  if (k++ > n) work(1);
  for (;;) {
    work(1);
    if (k < n) goto again;
    break;
  }
  Loud t(k);
  work(1);
  return t;
}
static Loud noexcepted(int n) noexcept {
  Loud t(n);
  work(1);
  return t;
}
static std::unique_ptr<Loud> owned(int n) {
  std::unique_ptr<Loud> p;
  work(1);
  p = std::make_unique<Loud>(n);
  return p;
}
static std::map<int, std::string> table(int n) {
  std::map<int, std::string> out;
  for (int k = 0; k < n; ++k) out[k] = std::string(std::size_t(k), 'x');
  auto *self = &out;
  work(1);
  (*self)[n] = "end";
  return out;
}
static Loud global = one(3);

int main() {
  flush("global");
  {
    std::function<Loud(int)> f = one, g = By{5}, h = [](int n) {
      Loud t(n + 7);
      work(1);
      return t;
    };
    Loud a = f(1), b = g(2), c = h(3), d = std::invoke(one, 4), e = std::apply(one, std::make_tuple(5)),
         k = std::invoke(&By::method, By{1}, 6);
    auto bound = std::bind(one, 7);
    Loud l = bound();
    std::variant<By, int> v = By{2};
    Loud m = std::visit(
        [](auto &&x) -> Loud {
          if constexpr (std::is_same_v<std::decay_t<decltype(x)>, By>)
            return x(8);
          else
            return one(x);
        },
        v);
    f(9);
    log_ += '=' + std::to_string(a.n + b.n + c.n + d.n + e.n + k.n + l.n + m.n);
  }
  flush("library");
  {
    Holder h(10);
    std::vector<Loud> v;
    v.reserve(4);
    std::generate_n(std::back_inserter(v), 3, [k = 20]() mutable { return one(k--); });
    std::sort(v.begin(), v.end());
    work(1);
    log_ += '=' + std::to_string(h.a.n + h.b.n + h.c.n + v[0].n);
  }
  flush("members");
  {
    Loud a = guarded(50), b = sum(1, 2, 3), c = deep(3), d = jumps(3), e = noexcepted(60);
    auto p = owned(61);
    std::string text;
    for (auto &[k, s] : table(3)) text += std::to_string(k) + s;
    log_ += '=' + std::to_string(a.n + b.n + c.n + d.n + e.n + p->n) + text;
  }
  flush("scopes");
  {
    Loud a(70);
    a = one(71);
    const Loud b = a.n > 70 ? one(72) : one(73);
    Loud c = a.n > 72 ? Loud(74) : one(75);
    Loud cast = Loud(one(80));
    if (one(76).n > 1 && one(77).n < 1) work(1);
    int n = one(78).n + 1;
    work(n > 1);
    std::optional<Loud> o;
    o.emplace(79);
    log_ += '=' + std::to_string(a.n + b.n + c.n + o->n + n);
  }
  flush("expressions");
}
