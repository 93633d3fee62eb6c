// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Initialisations of the form `T x = e`, returns and arguments: the constructors and conversion functions that they may
// use are not those of `T x(e)`.
#include <iostream>
#include <memory>
#include <string>

struct Strict {
  explicit Strict(int v) : text("explicit " + std::to_string(v)) {}
  Strict(double d) : text("implicit " + std::to_string(int(d))) {}
  template <class T> explicit Strict(T *) : text("pointer") {}
  Strict(const void *) : text("void pointer") {}
  std::string text;
};
struct Many {
  operator std::string &() { return s; }
  operator const char *() const { return "const"; }
  operator int() const { return 42; }
  explicit operator long() const { return 43; }
  std::string s = "reference";
};
static int one(int v) { return v + 1; }
static Strict returned(int v) { return one(v); }
static Strict address(int *p) {
  if (p && one(*p) == 0) return *p;
  return p;
}
static std::string &inside(Many &m) { return m; }
static std::string copied(Many &m) { return m; }
static std::string chosen(Many &m, bool first) { return first ? m : copied(m) + "!"; }
static const std::string &taken(const Strict &s, int) {
  static std::string kept;
  return kept = s.text;
}
static long sum(long a, const std::string &s, int b) { return a + long(s.size()) + b; }
struct Fields {
  Strict strict;
  int n;
};
static Fields fields(int v) { return {one(v), v}; }

int main() {
  int i = 3;
  Strict a = 1, b = one(1), c(1), d{one(1)}, e = &i, f(&i);
  std::cout << a.text << ' ' << b.text << ' ' << c.text << ' ' << d.text << ' ' << e.text << ' ' << f.text << '\n';
  std::cout << returned(5).text << ' ' << address(&i).text << ' ' << taken(7, one(1)) << ' ' << taken(&i, one(1))
            << '\n';
  const Strict &bound = one(6);
  Strict list[] = {one(1), Strict(one(2)), 3};
  std::cout << bound.text << ' ' << list[0].text << ' ' << list[1].text << ' ' << list[2].text << ' '
            << fields(8).strict.text << '\n';

  Many m;
  std::string s = m, &r = m;
  const char *chars = m;
  int n = m;
  std::string t(inside(m));
  r += one(1) ? "!" : "?";
  std::cout << s << t << r << chars << n << static_cast<long>(m) << ' ' << copied(m) << chosen(m, true)
            << chosen(m, false) << '\n';
  std::cout << sum(m, m, one(1)) << ' ' << sum(one(1), inside(m), m) << ' ' << (one(0) ? sum(m, "x", m) : 0) << '\n';
  std::string late;
  late = one(1) ? inside(m) : copied(m);
  Strict w = one(1) > 1 ? Strict(one(4)) : Strict(2.0);
  w = one(9);
  std::cout << late << w.text << ' ' << (one(1) ? std::string("yes") : copied(m)) << '\n';
}
