// RUN: %triple %s
// Every operator that can be overloaded, as member or not, each with work inside: arithmetic, comparison, assignment, shift,
// call, subscript, arrow, star, comma, logic, address, new and delete, literals, conversions.
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <new>
#include <string>

static std::string trace;

struct Number {
  int v;
  Number(int v = 0) : v(v) {}
#define ARITHMETIC(op)                                                                                                 \
  Number operator op(const Number &o) const {                                                                          \
    int r = v;                                                                                                         \
    for (int i = 0; i < 2; ++i) trace += #op;                                                                          \
    return Number(r op o.v);                                                                                           \
  }                                                                                                                    \
  Number &operator op##=(const Number &o) { return *this = *this op o; }
  ARITHMETIC(+)
  ARITHMETIC(-)
  ARITHMETIC(*)
  ARITHMETIC(/)
  ARITHMETIC(%)
  ARITHMETIC(^)
  ARITHMETIC(&)
  ARITHMETIC(|)
  ARITHMETIC(<<)
  ARITHMETIC(>>)
  Number operator-() const { return -v; }
  Number operator+() const { return v < 0 ? -v : v; }
  Number operator~() const { return ~v; }
  bool operator!() const { return v == 0; }
  Number &operator++() {
    ++v;
    return *this;
  }
  Number operator++(int) {
    Number old = *this;
    ++*this;
    return old;
  }
  Number &operator--() { return *this -= 1; }
  Number operator--(int) {
    Number old = *this;
    --*this;
    return old;
  }
};

static bool noted(bool b, char c) {
  trace += c;
  return b;
}
bool operator==(const Number &a, const Number &b) { return noted(a.v == b.v, '='); }
bool operator!=(const Number &a, const Number &b) { return !(a == b); }
bool operator<(const Number &a, const Number &b) { return noted(a.v < b.v, '<'); }
bool operator>(const Number &a, const Number &b) { return b < a; }
bool operator<=(const Number &a, const Number &b) { return !(b < a); }
bool operator>=(const Number &a, const Number &b) { return !(a < b); }
Number operator&&(const Number &a, const Number &b) { return a.v ? b : a; } // both operands are evaluated
Number operator||(const Number &a, const Number &b) { return a.v ? a : b; }
Number operator,(const Number &a, const Number &b) { return a.v * 100 + b.v; }
std::ostream &operator<<(std::ostream &out, const Number &n) { return out << '#' << n.v; }

struct Row {
  int *cells;
  int &operator[](int i) {
    trace += '[';
    return cells[i];
  }
};
class Grid {
public:
  Row operator[](int r) { return Row{cells_ + 3 * r}; }
  int operator()(int r, int c) const { return cells_[3 * r + c]; }
  int &operator()(int i) { return cells_[i]; }
  int operator()() const {
    int s = 0;
    for (int c : cells_) s += c;
    return s;
  }

private:
  int cells_[6] = {};
};

struct Target {
  int hits = 0;
  int hit(int by) { return hits += by; }
};
class Handle {
public:
  explicit Handle(Target *t) : t_(t) {}
  Target *operator->() {
    trace += '>';
    return t_;
  }
  Target &operator*() const { return *t_; }
  int operator->*(int (Target::*f)(int)) { return (t_->*f)(1000); }
  Handle *operator&() {
    trace += '&';
    return this;
  }

private:
  Target *t_;
};
struct Indirect {
  Handle h;
  Handle &operator->() { return h; }
};

class Conversions {
public:
  explicit Conversions(int v) : v_(v) {}
  operator int() const { return v_; }
  operator std::string() const { return std::string(std::size_t(v_), 'x'); }
  explicit operator bool() const {
    trace += '?';
    return v_ > 2;
  }
  operator const char *() const { return "chars"; }

private:
  int v_;
};

struct Tracked {
  static int news, deletes;
  static void *operator new(std::size_t n) {
    ++news;
    return std::malloc(n);
  }
  static void operator delete(void *p) {
    ++deletes;
    std::free(p);
  }
  static void *operator new[](std::size_t n) {
    news += 10;
    return std::malloc(n);
  }
  static void operator delete[](void *p) {
    deletes += 10;
    std::free(p);
  }
  int v = 4;
};
int Tracked::news, Tracked::deletes;

Number operator""_n(unsigned long long v) { return int(v); }
std::string operator""_twice(const char *s, std::size_t n) { return std::string(s, n) + std::string(s, n); }

static Number side(int v) {
  trace += std::to_string(v);
  return v;
}

int main() {
  Number a = 17, b = 5;
  std::cout << a + b << a - b << a * b << a / b << a % b << (a ^ b) << (a & b) << (a | b) << (a << b) << (a >> b) << '\n';
  std::cout << -a << +Number(-3) << ~b << !a << !Number() << ' ' << a++ << a << ++a << a-- << --a << '\n';
  std::cout << (a == b) << (a != b) << (a < b) << (a > b) << (a <= b) << (a >= b) << '\n';
  a += b *= 2;
  a <<= 2;
  a %= 7_n;
  std::cout << a << b << (side(0) && side(2)) << (side(3) || side(4)) << (side(1), side(2), side(3)) << '\n';
  Number n = 3;
  int turns = 0;
  for (n = 10; n > 0_n && turns < 20; n -= 3) ++turns;
  std::cout << turns << n << '\n';

  Grid g;
  g[0][1] = 4;
  g[1][2] += g[0][1]++ * 3;
  g(3) = g(0, 1);
  std::cout << g() << ' ' << g(1, 2) << ' ' << g[1][0] << '\n';

  Target t;
  Handle h(&t);
  Indirect i{h};
  h->hit(1);
  (*h).hit(10);
  i->hit(100);
  std::cout << (h->*&Target::hit) << ' ' << t.hits << ' ' << (&h)->operator->()->hits << '\n';

  Conversions c(4);
  std::string s = c;
  int sum = c + 1;
  const char *chars = c;
  std::cout << s << sum << chars << (c ? "yes" : "no") << (Conversions(1) ? "yes" : "no") << bool(c) << '\n';

  Tracked *one = new Tracked, *many = new Tracked[3];
  many[2].v = one->v * 2;
  std::cout << many[2].v << ' ';
  delete one;
  delete[] many;
  std::cout << Tracked::news << Tracked::deletes << ' ' << "ab"_twice << 12_n << '\n' << trace << '\n';
}
