// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Objects of local classes with virtual functions, and of templates made of closures and local classes, behind pointers
// to their bases; closures of constructors of templates; friends that are templates.
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct Shape {
  virtual ~Shape() = default;
  virtual int area(int scale) const = 0;
};
struct Named {
  std::string name = "named";
  virtual std::string title() const { return name; }
  virtual ~Named() = default;
};
template <class F> struct Computed : Shape {
  F f;
  explicit Computed(F f) : f(std::move(f)) {}
  int area(int scale) const override { return f(scale); }
};
template <class F> std::unique_ptr<Shape> computed(F f) { return std::make_unique<Computed<F>>(std::move(f)); }

template <class T> class Owner {
public:
  explicit Owner(T *p)
      : Owner(p, [](T *q) {
          for (int i = 0; i < 2; ++i) std::cout << "delete ";
          delete q;
        }) {}
  template <class D> Owner(T *p, D d) : p_(p), dropper_(new DropperOf<D>(std::move(d))) {}
  ~Owner() {
    if (!p_) return;
    dropper_->drop(p_);
    delete dropper_;
  }
  Owner(Owner &&o) noexcept : p_(std::exchange(o.p_, nullptr)), dropper_(std::exchange(o.dropper_, nullptr)) {}
  T &operator*() const { return *p_; }

private:
  struct Dropper {
    virtual ~Dropper() = default;
    virtual void drop(T *p) = 0;
  };
  template <class D> struct DropperOf : Dropper {
    D d;
    explicit DropperOf(D d) : d(std::move(d)) {}
    void drop(T *p) override { d(p); }
  };
  template <class To, class From> friend int peek(const Owner<From> &o);
  T *p_;
  Dropper *dropper_;
};
template <class To, class From> int peek(const Owner<From> &o) {
  int sum = 0;
  for (int i = 0; i < 3; ++i) sum += int(To(*o.p_));
  return sum;
}

int main() {
  struct Square : Shape {
    int side = 2;
    int area(int scale) const override {
      int sum = 0;
      for (int i = 0; i < scale; ++i) sum += side * side;
      return sum;
    }
  };
  struct Both : Named, Shape {
    int area(int scale) const override { return int(title().size()) * scale; }
    std::string title() const override { return name + "!"; }
  };
  int factor = 3;
  std::vector<std::unique_ptr<Shape>> shapes;
  shapes.push_back(std::make_unique<Square>());
  shapes.emplace_back(new Both);
  shapes.push_back(computed([factor](int n) {
    int sum = 0;
    for (int i = 0; i < n; ++i) sum += factor;
    return sum;
  }));
  for (int scale = 1; scale < 3; ++scale)
    for (auto &s : shapes) std::cout << s->area(scale) << ' ';
  std::cout << '\n';
  Owner<long> a(new long(4)), b(new long(5), [&factor](long *p) {
    for (int i = 0; i < factor; ++i) std::cout << '-';
    delete p;
  });
  std::cout << peek<int>(a) << ' ' << *b << '\n';
}
