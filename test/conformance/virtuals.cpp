// RUN: %triple %s
// Virtual functions: pure, overridden over several levels, final, called from each other, with covariant results and default
// arguments, hidden and pulled in, through references, pointers and member pointers; templates with virtual members.
#include <iostream>
#include <memory>
#include <string>
#include <vector>

struct Shape {
  virtual ~Shape() { log += "~" + name_; }
  virtual double area() const = 0;
  virtual std::string name() const { return "shape"; }
  virtual Shape *copy() const = 0;
  virtual void scale(double by, int times = 2) = 0;
  double total(int n) const {
    double t = 0;
    for (int i = 0; i < n; ++i) t += area();
    return t;
  }
  std::string describe() const { return name() + " of " + std::to_string(int(area() * 10)); }
  static std::string log;

protected:
  std::string name_ = "s";
};
std::string Shape::log;

double Shape::area() const { return 0.5; } // pure, and yet there

struct Rectangle : Shape {
  Rectangle(double w, double h) : w(w), h(h) { name_ = "r"; }
  double area() const override { return Shape::area() + w * h; }
  std::string name() const override { return "rectangle"; }
  Rectangle *copy() const override { return new Rectangle(*this); }
  void scale(double by, int times = 5) override {
    while (times-- > 0) w *= by;
  }
  double w, h;
};

struct Square final : Rectangle {
  explicit Square(double a) : Rectangle(a, a) { name_ = "q"; }
  std::string name() const final { return "square/" + Rectangle::name(); }
  Square *copy() const override { return new Square(*this); }
  void scale(double by, int times) override {
    Rectangle::scale(by, times);
    h = w;
  }
};

struct Talker {
  virtual ~Talker() = default;
  virtual std::string say(int n) { return "i" + std::to_string(n); }
  virtual std::string say(const char *s) { return s; }
  virtual int next(int n) { return n > 0 ? next(n - 1) + 1 : 0; }
};
struct Loud : Talker {
  using Talker::say;
  std::string say(int n) override { return Talker::say(n) + "!"; }
  int next(int n) override { return n > 1 ? Talker::next(n - 1) * 2 : 1; }
};

template <class T> struct Source {
  virtual ~Source() = default;
  virtual bool get(T &out) = 0;
  std::vector<T> all() {
    std::vector<T> result;
    T item;
    while (get(item)) result.push_back(item);
    return result;
  }
};
struct Numbers : Source<int> {
  explicit Numbers(int n) : n(n) {}
  bool get(int &out) override { return (out = n--) > 0; }
  int n;
};
template <class T> struct Doubled : Source<T> {
  explicit Doubled(Source<T> &from) : from(from) {}
  bool get(T &out) override {
    if (again) {
      again = false;
      out = last;
      return true;
    }
    again = from.get(last);
    out = last;
    return again;
  }
  Source<T> &from;
  T last{};
  bool again = false;
};

class Construction {
public:
  Construction() { trace += hook(); }
  virtual ~Construction() { trace += hook(); }
  virtual std::string hook() { return "base "; }
  static std::string trace;
};
std::string Construction::trace;
class Derived : public Construction {
public:
  Derived() { trace += hook(); }
  ~Derived() override { trace += hook(); }
  std::string hook() override { return "derived "; }
};

static double sum(const std::vector<std::unique_ptr<Shape>> &shapes) {
  double t = 0;
  for (const auto &s : shapes) t += s->area();
  return t;
}

int main() {
  std::vector<std::unique_ptr<Shape>> shapes;
  shapes.emplace_back(new Rectangle(2, 3));
  shapes.emplace_back(new Square(1.5));
  for (int i = 0; i < 2; ++i) shapes.emplace_back(shapes[i]->copy());
  Shape &first = *shapes[0];
  first.scale(2);
  shapes[1]->scale(3);
  static_cast<Rectangle &>(*shapes[2]).scale(2);
  for (auto &s : shapes) std::cout << s->describe() << ", " << s->total(3) << '\n';
  std::cout << sum(shapes) << '\n';
  shapes.pop_back();
  shapes.erase(shapes.begin());
  std::cout << Shape::log << '\n';

  Loud loud;
  Talker talker, *talkers[] = {&talker, &loud};
  std::string (Talker::*say)(int) = &Talker::say;
  for (Talker *t : talkers) std::cout << t->say(7) << ' ' << t->say("text") << ' ' << (t->*say)(8) << ' ' << t->Talker::say(9) << ' ' << t->next(5) << '\n';

  Numbers numbers(3);
  Doubled<int> doubled(numbers), again(doubled);
  for (int n : again.all()) std::cout << n << ' ';
  { Derived d; }
  std::cout << '\n' << Construction::trace << '\n';
}
