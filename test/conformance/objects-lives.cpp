// RUN: %triple %s
// The lives of objects: constructors that delegate, loop and throw, bases and members in order, destructors with work, early
// exits by return, break, continue, goto and exceptions, temporaries and their extension, copies elided or not, parameters by
// value, reference, rvalue and default, results of every sort, variables in conditions.
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

static std::string log_;
static int alive;
struct T {
  int n;
  explicit T(int n) : n(n) {
    ++alive;
    log_ += '+' + std::to_string(n);
  }
  T(const T &o) : n(o.n + 100) {
    ++alive;
    log_ += 'c' + std::to_string(n);
  }
  T(T &&o) noexcept : n(std::exchange(o.n, 0)) {
    ++alive;
    log_ += 'm';
  }
  T &operator=(const T &) = default;
  ~T() {
    --alive;
    log_ += '-' + std::to_string(n);
  }
  T next() const { return T(n + 1); }
  const T &self() const { return *this; }
};
static void flush(const char *title) {
  std::cout << title << ": " << log_ << " | " << alive << '\n';
  log_.clear();
}

class Sum {
public:
  Sum() : Sum(3) { log_ += 'd'; }
  explicit Sum(int n) : values(), total(0), last(n * 10) {
    for (int i = 1; i <= n; ++i) values.push_back(i), total += i;
    if (n > 5) throw std::length_error("too many");
    log_ += 's';
  }
  ~Sum() {
    while (!values.empty()) total -= values.back(), values.pop_back();
    log_ += total ? "?" : ".";
  }

private:
  std::vector<int> values;
  int total;
  T last;
};

struct Base {
  explicit Base(T t) : t(std::move(t)) {}
  virtual ~Base() { log_ += 'B'; }
  T t;
};
struct Derived : Base {
  explicit Derived(int n) : Base(T(n)), a(n + 1), b(a.next()) { log_ += 'D'; }
  ~Derived() override { log_ += 'd'; }
  T a, b;
};

static int leave(int how) {
  T outer(1);
  for (int i = 0; i < 3; ++i) {
    T inner(2 + i);
    if (how == 0) return i;
    if (how == 1) break;
    if (how == 2 && i == 1) goto end;
    if (how == 3) throw std::runtime_error("thrown");
    if (how == 4) continue;
    log_ += 'x';
  }
  {
    T block(9);
  }
end:
  T late(8);
  return 10;
}

static T make(int n) {
  T t(n);
  if (n > 50) t.n++;
  return t;
}
static T choose(bool first, T a, const T &b) {
  if (first) return a;
  return b;
}
static int by_value(T value, const T &reference) { return value.n += reference.n; }
static int by_right(T &&right, T *pointer) {
  T taken = std::move(right);
  return pointer->n += taken.n;
}
static int by_default(int n = T(60).next().n) { return n * 2; }
static const T &longer(const T &a, const T &b) { return a.n < b.n ? b : a; }
static std::unique_ptr<T> owner(int n) { return n ? std::make_unique<T>(n) : nullptr; }
struct NoDefault {
  NoDefault(int a, int &r) : a(a), r(r) {}
  NoDefault(NoDefault &&) = default;
  int a, &r;
};
static NoDefault refer(int &x) { return NoDefault(x++, x); }
static void nothing(T t) {
  if (t.n) return;
  log_ += 'n';
}

int main() {
  {
    Sum a, b(2);
    try {
      Sum c(6);
    } catch (const std::length_error &e) {
      log_ += e.what();
    }
  }
  flush("constructors");
  {
    std::unique_ptr<Base> p = std::make_unique<Derived>(20);
    Derived copy(static_cast<Derived &>(*p));
    copy.a = copy.b;
  }
  flush("bases");
  for (int how = 0; how < 6; ++how) {
    try {
      log_ += '=' + std::to_string(leave(how));
    } catch (const std::exception &e) {
      log_ += e.what();
    }
    flush("exit");
  }
  {
    const T &extended = T(30).next();
    T &&right = make(31);
    const T &chain = longer(extended, right);
    log_ += '/';
    int sum = T(32).next().next().self().n + chain.n;
    log_ += '/' + std::to_string(sum);
    if (T t = make(33); t.n > 10) log_ += 'y';
    if (T t = make(34).next(); t.n < 0) log_ += 'z';
    for (T t(35); t.n < 37; ++t.n) log_ += 'f';
    right.n = 1;
  }
  flush("temporaries");
  {
    T a(40), b = make(51), c = choose(true, T(41), b), d = choose(false, T(41), b);
    int r = by_value(a, b);
    r += by_right(T(42), &c);
    r += by_value(std::move(b), a);
    r += by_right(std::move(a), &c);
    r += by_default();
    r += by_default(7);
    log_ += '=' + std::to_string(r) + ',' + std::to_string(c.n) + ',' + std::to_string(d.n);
    nothing(a);
    nothing(std::move(c));
    int x = 5;
    NoDefault one = refer(x), two = std::move(one);
    two.r += 10;
    auto p = owner(44), q = owner(0);
    log_ += '=' + std::to_string(x + two.a) + (q ? "q" : "-");
    p.reset();
  }
  flush("arguments");
  {
    std::vector<T> v;
    v.reserve(4);
    v.emplace_back(1);
    v.push_back(T(2));
    v.insert(v.begin(), T(3));
    v.erase(v.begin() + 1);
    T array[2] = {T(4), v[0]};
    std::pair<T, int> pair(array[1], 5);
    log_ += '=' + std::to_string(pair.first.n);
  }
  flush("elements");
  return alive;
}
