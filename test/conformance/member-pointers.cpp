// RUN: %triple %s
// Pointers to members, data and functions, virtual and const, in tables, as template arguments, through multiple inheritance,
// with std::invoke and std::mem_fn; and plain function pointers, to overloads, templates and static members.
#include <algorithm>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

struct Point {
  int x, y, z;
  int sum(int weight) const { return weight * (x + y + z); }
  int product(int weight) const {
    int p = weight;
    for (int Point::*m : {&Point::x, &Point::y, &Point::z}) p *= this->*m;
    return p;
  }
  Point &move(int by) {
    x += by, y -= by;
    return *this;
  }
};

struct Animal {
  virtual ~Animal() = default;
  virtual std::string speak(int n) const = 0;
};
struct Named {
  std::string name;
  int age = 1;
  int older(int years) { return age += years; }
  virtual ~Named() = default;
  virtual std::string title() const { return "the " + name; }
};
struct Dog : Animal, Named {
  std::string speak(int n) const override {
    std::string s = name;
    while (n-- > 0) s += " woof";
    return s;
  }
  std::string title() const override { return "dog " + name; }
};

class Machine {
public:
  using State = bool (Machine::*)(char);
  bool feed(const std::string &text) {
    for (char c : text)
      if (!(this->*state)(c)) return false;
    return state == &Machine::after;
  }
  void reset() { state = &Machine::before; }
  int digits = 0;

private:
  bool before(char c) {
    if (c == ' ') return true;
    state = &Machine::inside;
    return (this->*state)(c);
  }
  bool inside(char c) {
    if (c >= '0' && c <= '9') return ++digits;
    state = &Machine::after;
    return after(c);
  }
  bool after(char c) { return c == ';'; }
  State state = &Machine::before;
};

template <int Point::*Member> int get(const Point &p) { return p.*Member; }
template <class C, class R, class... A> R apply(C &object, R (C::*f)(A...) const, A... arguments) { return (object.*f)(arguments...); }

static int add(int a, int b) { return a + b; }
static double add(double a, double b) { return a + b; }
template <class T> static T larger(T a, T b) { return a < b ? b : a; }
struct Statics {
  static int twice(int a, int b) { return 2 * (a + b); }
};
using Operation = int (*)(int, int);
static Operation choose(char c) {
  switch (c) {
  case '+': return add;
  case '>': return larger<int>;
  case '2': return &Statics::twice;
  }
  return nullptr;
}
static int (*indirect(int n))(int, int) { return choose("+>2"[n]); }

int main() {
  Point p{1, 2, 3}, *q = &p;
  int Point::*coordinate = &Point::y;
  int (Point::*functions[])(int) const = {&Point::sum, &Point::product};
  p.*coordinate += 10;
  for (auto f : functions) std::cout << (p.*f)(2) << ' ' << (q->*f)(1) << ' ';
  coordinate = nullptr;
  std::cout << (coordinate == nullptr) << get<&Point::x>(p) << get<&Point::z>(p) << ' ' << apply(p, &Point::sum, 5) << '\n';
  std::cout << ((p.*&Point::move)(4).*&Point::move)(1).x << ' ' << std::invoke(&Point::y, p) << ' ' << std::mem_fn(&Point::sum)(p, 1) << '\n';

  Dog dog;
  dog.name = "Rex";
  std::string (Animal::*speak)(int) const = &Animal::speak;
  int (Dog::*older)(int) = &Named::older;
  std::string (Dog::*title)() const = &Named::title;
  std::string Dog::*name = &Dog::name;
  for (int i = 1; i <= 2; ++i) (dog.*older)(i);
  (dog.*name) += "y";
  std::cout << (dog.*speak)(2) << ", " << (dog.*title)() << ", " << dog.age << '\n';

  Machine machine;
  for (const char *text : {"  123;;", "12x", "7", ";"}) {
    std::cout << machine.feed(text) << machine.digits << ' ';
    machine.reset();
  }
  std::cout << '\n';

  double (*reals)(double, double) = add;
  std::vector<Operation> operations;
  for (int i = 0; i < 3; ++i) operations.push_back(indirect(i));
  int total = 0;
  for (Operation o : operations) total = o(total, 4);
  Operation &last = operations.back();
  last = choose('>');
  std::cout << total << ' ' << last(9, 8) << ' ' << (choose('?') == nullptr) << ' ' << reals(0.5, 1) << ' ' << (*operations[0])(1, 1) << '\n';

  std::vector<Point> points{{3, 1, 0}, {1, 2, 9}, {2, 0, 5}};
  for (int Point::*by : {&Point::x, &Point::y, &Point::z}) {
    std::sort(points.begin(), points.end(), [by](const Point &a, const Point &b) { return a.*by < b.*by; });
    for (const Point &each : points) std::cout << each.x;
    std::cout << ' ';
  }
  std::cout << '\n';
}
