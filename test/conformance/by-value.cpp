// RUN: %triple %s
// Parameters of class type by value: how often they are copied and moved, and when they die, in calls of every sort: of
// functions, members, virtual functions, operators, templates, closures, through pointers and std::function, with
// defaults and braces, recursive, throwing, returned, bound to references, in conditions and in short circuits.
#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

static std::string log_;
struct V {
  std::string n;
  V(const char *s) : n(s) { log_ += '+' + n; }
  V(const V &o) : n(o.n + '\'') { log_ += '=' + n; }
  V(V &&o) noexcept : n(std::move(o.n)) {
    o.n = "~";
    log_ += '>' + n;
  }
  V &operator=(V o) {
    std::swap(n, o.n);
    log_ += "<-";
    return *this;
  }
  ~V() { log_ += '-' + n; }
};
static void flush(const char *title) {
  std::cout << title << ": " << log_ << '\n';
  log_.clear();
}
static std::size_t size(V v) {
  log_ += "(size)";
  return v.n.size();
}
static V same(V v) { return v; }
static V grown(V v, const char *more = "!") {
  v.n += more;
  log_ += "(grown)";
  return v;
}
static int unnamed(V, int n) { return n + 1; }
static int constant(const V v) { return int(v.n.size()); }
static const V &refer(const V &v) { return v; }
static int depth(V v, int n) {
  const V &inside = v;
  if (n == 0) return int(inside.n.size());
  int d = depth(v, n - 1);
  return d + int(inside.n.size());
}
static int fails(V v, bool really) {
  V local("local");
  if (really) throw std::runtime_error(v.n);
  return 1;
}
static int byDefault(V v = "default", int n = 4) { return int(v.n.size()) + n; }
static V *kept;
static std::string points(V v) {
  kept = &v;
  std::string s = size("in") ? kept->n : "";
  kept->n += "+";
  return s + v.n;
}

class Base {
public:
  virtual ~Base() = default;
  virtual int take(V v) const { return int(v.n.size()); }
  int twice(V v) { return take(v) + privately(std::move(v)); }

protected:
  int guarded(V v) { return int(v.n.size()) * 3; }

private:
  int privately(V v) const { return int(v.n.size()) * 2; }
};
class Derived : public Base {
public:
  int take(V v) const override { return 100 + int(v.n.size()); }
  int open(V v) { return guarded(v) + guarded("x"); }
  static int sum(V v, int n) { return int(v.n.size()) + n; }
  Derived &operator+=(V v) {
    total += v.n;
    return *this;
  }
  std::string total;
};
static V operator+(V a, const V &b) {
  a.n += b.n;
  return a;
}
template <class T> static std::size_t measure(T t, std::size_t extra) { return t.n.size() + extra; }
template <class... T> static std::size_t all(T... t) { return (t.n.size() + ... + 0); }
template <class F> static int apply(F f, V &v) { return f(std::move(v)); }

struct Owner {
  std::unique_ptr<V> v;
  std::size_t hold(std::unique_ptr<V> given) {
    v = std::move(given);
    return v ? v->n.size() : 0;
  }
};

int main() {
  int r = 0;
  {
    V a("a");
    r += int(size(a) + size(std::move(a)) * 10 + size("temporary"));
    V b = same("b"), c = same(b), d = grown("d"), e = grown(d, "?");
    r += constant(b) + unnamed(c, 5) + int(size(grown(same(V("nested")))));
    log_ += std::to_string(r) + refer(same("bound")).n;
  }
  flush("functions");
  r = depth("deep", 3);
  for (bool really : {false, true}) try {
      r += fails("thrown", really);
    } catch (const std::exception &e) {
      log_ += e.what();
    }
  r += byDefault() + byDefault("given") + byDefault({"braced"}, 1);
  log_ += points("kept") + std::to_string(r);
  flush("bodies");
  {
    Derived d;
    Base &b = d;
    auto p = std::make_unique<Derived>();
    r = b.take("virtual") + b.twice("twice") + d.open("open") + d.sum("static", 1) + p->take("arrow");
    (d += "one") += V("two");
    V x("x");
    x = "assigned";
    x = d.total.c_str();
    const V w("w");
    V y = x + w + w;
    int (Base::*member)(V) const = &Base::take;
    r += (d.*member)("pointer");
    log_ += std::to_string(r) + y.n;
  }
  flush("members");
  {
    V a("a");
    r = int(measure(a, 2) + measure<V>("explicit", 1) + all(a) + all());
    int n = 3;
    auto closure = [&n, a](V v) { return n += int(v.n.size() + a.n.size()); };
    r += closure("closure") + apply(closure, a) + apply([](V v) { return int(v.n.size()); }, a);
    std::size_t (*pointer)(V) = size;
    r += int(pointer("pointed"));
    auto generic = [](auto v, int k) { return int(v.n.size()) + k; };
    r += generic(V("generic"), 1);
    log_ += std::to_string(r);
  }
  flush("callables");
  {
    V a("a");
    if (size("if") == 2 && size(a) == 1) log_ += "yes";
    if (size("no") == 3 && size("never") == 5) log_ += "wrong";
    for (std::size_t k = 0; k < size("abc"); ++k) log_ += std::to_string(k);
    while (size(a.n.size() < 3 ? "short" : "long") == 5) a.n += "a";
    int x = a.n.size() > 2 ? int(size("then")) : int(size("else"));
    switch (size("sw")) {
    case 2: log_ += "two" + std::to_string(x); break;
    default: log_ += "default";
    }
    std::vector<std::size_t> v{size("1"), size("22"), x + size("333")};
    log_ += std::to_string(v[0] + v[1] + v[2]);
    Owner o;
    r = int(o.hold(std::make_unique<V>("owned")) + o.hold(nullptr));
  }
  flush("expressions");
  std::cout << r << '\n';
}
