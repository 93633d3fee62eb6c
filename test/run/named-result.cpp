// RUN: %triple %s
// FLAGS: --all --safepoints=all
// `T t; ... return t;`: the object is built in the place of the result, and never moved or destroyed by its function.
#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

static std::string log_;
static int alive;
struct Loud {
  int n;
  const Loud *self; // its address matters
  explicit Loud(int n) : n(n), self(this) { log_ += '+' + std::to_string(n), ++alive; }
  Loud(const Loud &o) : n(o.n + 100), self(this) { log_ += 'c' + std::to_string(n), ++alive; }
  Loud(Loud &&o) noexcept : n(std::exchange(o.n, 0)), self(this) { log_ += 'm' + std::to_string(n), ++alive; }
  Loud &operator=(const Loud &) = delete;
  ~Loud() { log_ += '-' + std::to_string(n) + (self == this ? "" : "?"), --alive; }
  bool here() const { return self == this; }
};
static void flush(const char *title) {
  std::printf("%s: %s | %d\n", title, log_.c_str(), alive);
  log_.clear();
}
static void work(int n) {
  for (int i = 0; i < n; ++i) log_ += '.';
}

static Loud one(int n) {
  Loud t(n);
  work(2);
  if (t.n > 50) return t;
  work(1);
  return t;
}
static Loud late(int n) {
  work(2);
  Loud t(n);
  return (t);
}
static const Loud constant(int n) {
  const Loud t(n);
  work(1);
  return t;
}
static Loud nested(int n) {
  Loud t = one(n);
  t.n++;
  work(1);
  return t;
}
static Loud tail(int n) { return nested(n); }
static Loud tails(int n) {
  work(1);
  return tail(n);
}
static Loud branch(int n) {
  Loud t(n), u(n + 1);
  for (int k = 0; k < 3; ++k) {
    Loud v(n + 2);
    work(1);
    if (k == 1) switch (n) {
      case 3:
        return t;
      default:
        continue;
      }
  }
  return t;
}
static Loud choice(bool first) {
  Loud t = first ? one(1) : nested(2);
  work(1);
  return t;
}
static Loud thrower(int n) {
  Loud t(n);
  Loud u(n + 1);
  work(1);
  if (n > 10) throw std::runtime_error("thrown");
  work(1);
  return t;
}
static Loud catcher(int n) {
  Loud t(n);
  try {
    Loud u = thrower(n);
    work(1);
  } catch (const std::exception &e) {
    log_ += e.what();
    work(1);
    if (n > 20) return t;
    t.n = 5;
  }
  work(1);
  return t;
}
static Loud never(int n) {
  Loud t(n);
  work(1);
  if (n) throw n;
  return t;
}
static int by_value(Loud t, const Loud &u) {
  work(1);
  return t.n + u.n + t.here() + u.here();
}

struct Base {
  virtual ~Base() {}
  virtual Loud make(int n) const = 0;
};
struct Maker : Base {
  int add = 7;
  Loud make(int n) const override {
    Loud t(n + add);
    work(1);
    return t;
  }
  static Loud fresh() {
    Loud t(90);
    work(1);
    return t;
  }
  operator Loud() const {
    Loud t(add);
    work(1);
    return t;
  }
  Loud operator+(int n) const {
    Loud t(add + n);
    work(1);
    return t;
  }
};
template <class T, int N> T made() {
  T t(N);
  work(1);
  return t;
}
static Loud defaults(int a, const std::string &text = "dd", const Loud &by = Loud(70)) {
  Loud t(a + int(text.size()));
  work(1);
  t.n += by.n;
  return t;
}
static std::vector<std::string> words(int n) {
  std::vector<std::string> out;
  for (int k = 0; k < n; ++k) out.push_back(std::string(std::size_t(k), 'w'));
  return out;
}
static const Loud *seen;
static Loud pointed() {
  Loud t(60);
  seen = &t;
  work(2);
  log_ += seen == &t ? 'y' : 'n';
  return t;
}

int main() {
  {
    Loud a = one(1), b = one(51), c(late(2)), d{constant(3)};
    log_ += a.here() && b.here() && c.here() && d.here() ? 'h' : 'x';
  }
  flush("locals");
  {
    one(4);
    const Loud &e = tails(5);
    Loud &&r = nested(6);
    int sum = one(7).n + e.n + r.n;
    log_ += '=' + std::to_string(sum) + (e.here() && r.here() ? 'h' : 'x');
  }
  flush("temporaries");
  {
    Loud a = branch(3), b = branch(4), c = choice(true), d = choice(false);
    log_ += '=' + std::to_string(a.n + b.n + c.n + d.n);
  }
  flush("branches");
  {
    const Loud &e = Loud(10);
    log_ += '=' + std::to_string(by_value(one(9), e));
    log_ += '=' + std::to_string(by_value(defaults(12), e));
  }
  flush("arguments");
  for (int n : {1, 11, 21}) {
    Loud t = catcher(n);
    work(1);
    try {
      Loud u = thrower(n);
      work(1);
      never(n);
    } catch (const std::exception &) {
      log_ += '!';
      work(1);
    } catch (int k) {
      log_ += 'i' + std::to_string(k);
    }
  }
  flush("exceptions");
  {
    Maker m;
    Base *base = &m;
    Loud (Base::*member)(int) const = &Base::make;
    Loud (*function)(int) = &one;
    Loud a = base->make(1), b = (base->*member)(2), c = function(3), d = Maker::fresh(), e = m, f = m + 1;
    auto lambda = [&](int n) {
      Loud t(n + a.n);
      work(1);
      return t;
    };
    Loud g = lambda(30), h = made<Loud, 40>();
    log_ += '=' + std::to_string(a.n + b.n + c.n + d.n + e.n + f.n + g.n + h.n);
  }
  flush("functions");
  {
    Loud p = pointed();
    log_ += seen == &p ? 'y' : 'n';
    for (const std::string &w : words(4)) log_ += w + ',';
    if (Loud t = one(61); t.n) work(1);
    for (Loud t = one(62); t.n < 64; ++t.n) work(1);
  }
  flush("pointers");
  return alive;
}
