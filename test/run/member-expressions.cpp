// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Expressions whose operands are calls of members that suspend: assignments, conversions by constructors, pointers to
// members, delete, throw, commas and ?: of class type.
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

static std::string trace;

class Number {
public:
  Number(int v = 0) : v_(v) {
    trace += 'n';
    ++alive;
  }
  Number(const Number &o) : v_(o.v_) { ++alive; } // how often one is copied is the compiler's choice
  Number &operator=(const Number &o) {
    v_ = o.v_;
    trace += '=';
    return *this;
  }
  ~Number() { --alive; }
  Number operator+(const Number &o) const { return Number(v_ + o.v_); }
  Number operator-() const { return Number(-v_); }
  Number &operator+=(const Number &o) {
    v_ += o.v_;
    return *this;
  }
  Number &operator++() {
    ++v_;
    return *this;
  }
  Number operator++(int) {
    Number old(*this);
    ++v_;
    return old;
  }
  bool operator<(const Number &o) const { return v_ < o.v_; }
  int &operator[](int k) { return k ? v_ : first; }
  Number operator,(const Number &o) const { return Number(v_ * 100 + o.v_); }
  int operator()(int a, int b = 3) const { return v_ + a * b; }
  Number *operator->() { return this; }
  int value() const { return v_; }
  static int first, alive;

private:
  int v_;
};
int Number::first = 1, Number::alive;

struct Shape {
  explicit Shape(std::string n) : name(std::move(n)) {}
  virtual ~Shape() { trace += name; }
  virtual int area() const { return 1; }
  std::string name;
};
struct Square : Shape {
  explicit Square(int side) : Shape("square" + std::to_string(side)), side(side) {}
  int area() const override { return side * side; }
  int side;
};

class Maker {
public:
  Number number(int v) { return Number(v + ++calls_); }
  int plain(int v) const { return v * 2; }
  Number &kept() { return kept_; }
  Maker &self() { return *this; }
  Maker *other() { return this; }
  Shape *shape(int side) { return new Square(side); }
  std::runtime_error error(int v) const { return std::runtime_error("error " + std::to_string(plain(v))); }
  int (Maker::*choose(bool p))(int) const { return p ? &Maker::plain : &Maker::same; }
  int same(int v) const { return v; }
  Number Maker::*data() { return &Maker::kept_; }
  void fail(int v) const { throw v ? error(v) : std::runtime_error("nothing"); }

private:
  int calls_ = 0;
  Number kept_{7};
};

struct Pair {
  Number a;
  int b;
};
static int sum(const Number &a, Number b, Pair p) { return a.value() + b.value() + p.a.value() + p.b; }
static void show(const char *what) {
  std::cout << what << ": " << trace << ' ' << Number::alive << '\n';
  trace.clear();
}

int main() {
  Maker m;
  Number x, y(2);
  x = y = m.number(3) + m.number(4);
  std::cout << x.value() << y.value() << ' ';
  m.self().kept() = m.other()->number(5) + x;
  (m.kept() += m.number(1)) += -m.number(2);
  std::cout << m.kept().value() << ' ' << (++m.kept()).value() << m.kept()++.value() << (m.number(3) < m.number(2))
            << '\n';
  show("assignments");

  std::cout << sum(m.plain(4), m.number(5), {m.plain(6), m.plain(7)}) << ' '
            << sum(Number(m.plain(1)), m.plain(2), Pair{m.number(3), m.plain(4)}) << ' ';
  Number z = m.plain(8), w{m.plain(9)}, list[2] = {m.plain(10), m.number(11)};
  std::cout << z.value() << w.value() << list[0].value() << list[1].value() << '\n';
  show("constructors");

  std::cout << (m.*m.choose(true))(21) << (m.other()->*m.choose(false))(22) << (m.self().*m.data()).value()
            << (m.other()->*m.data())->value() << '\n';
  m.kept()[m.plain(1)] = m.plain(50);
  m.kept()[0] += m.plain(3);
  std::cout << m.kept().value() << Number::first << m.kept()(m.plain(2)) << m.number(1)(2, m.plain(3))
            << m.kept()->value() << '\n';
  show("members");

  delete m.shape(3);
  std::unique_ptr<Shape> owned(m.shape(m.plain(2)));
  std::cout << owned->area() + m.plain(1) << ' ';
  owned.reset(m.shape(5));
  try {
    throw m.error(7);
  } catch (const std::runtime_error &e) {
    std::cout << e.what() << ' ';
  }
  try {
    m.fail(8);
  } catch (const std::runtime_error &e) {
    std::cout << e.what() << ' ';
  }
  for (int k = 0; k < 2; ++k) try {
      k ? throw m.plain(4) : m.fail(0);
    } catch (int v) {
      std::cout << v << '\n';
    } catch (const std::exception &e) {
      std::cout << e.what() << ' ';
    }
  show("delete and throw");

  std::cout << (m.plain(1), m.plain(2)) << (m.number(1), m.number(2)).value() << ' ';
  for (int k = 0; k < 4; ++k) {
    Number chosen = k % 2              ? (m.plain(k) > 2 ? m.number(k) : Number(k))
                    : k                ? m.kept()
                    : m.plain(100) > 3 ? m.number(9)
                                       : Number(5);
    int n = k < 2 ? (m.plain(1), m.plain(k)) : k == 3 ? m.number(1).value() : m.kept().value();
    (k % 2 ? x : y) = m.number(k);
    std::cout << chosen.value() << ',' << n << ' ';
  }
  std::cout << x.value() << y.value()
            << (m.plain(0)                   ? "no"
                : m.number(0) < Number(1000) ? std::string("yes")
                                             : "no")
            << '\n';
  show("conditionals");
}
