// RUN: %triple %s
// Member functions: const, static, overloaded, chained, recursive, inline and outside the class, with default arguments, in
// nested and local classes; objects in frames, on the heap, in containers, in globals.
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

class Counter {
public:
  Counter() : Counter(0) {}
  explicit Counter(int start, int step = 1) : value_(start), step_(step) { ++made; }

  Counter &add() {
    value_ += step_;
    return *this;
  }
  Counter &add(int times) {
    for (int i = 0; i < times; ++i) add();
    return *this;
  }
  Counter &add(const Counter &other);
  int value() const { return value_; }
  int &value() { return value_; }
  static int total() { return made * 100; }
  static Counter largest(const std::vector<Counter> &all);
  int down(int to) const { return value_ <= to ? 0 : 1 + Counter(value_ - 1).down(to); }
  Counter twice() const {
    Counter copy = *this;
    copy.value_ *= 2;
    return copy;
  }
  const Counter *self() const { return this; }
  template <class F> auto with(F f) { return f(*this); }

  static int made;

private:
  int value_, step_;
};

int Counter::made = 0;

Counter &Counter::add(const Counter &other) {
  int before = value_;
  for (int i = 0; i < 2; ++i) this->value_ += other.value() / 2;
  if (&other == this) value_ = before * 2;
  return *this;
}

Counter Counter::largest(const std::vector<Counter> &all) {
  const Counter *best = &all.front();
  for (const Counter &c : all)
    if (c.value() > best->value()) best = &c;
  return *best;
}

class Outer {
public:
  class Inner {
  public:
    explicit Inner(Outer &outer) : outer_(outer) {}
    int sum(int n) {
      int s = 0;
      for (int i = 1; i <= n; ++i) s += outer_.step(i);
      return s;
    }

  private:
    Outer &outer_;
  };
  Inner inner() { return Inner(*this); }
  int calls() const { return calls_; }

private:
  int step(int i) {
    ++calls_;
    return i * factor_;
  }
  int calls_ = 0;
  int factor_ = 3;
};

struct Tree {
  int key;
  std::unique_ptr<Tree> left, right;
  explicit Tree(int key) : key(key) {}
  void insert(int k) {
    auto &side = k < key ? left : right;
    if (side)
      side->insert(k);
    else
      side.reset(new Tree(k));
  }
  int depth() const {
    int l = left ? left->depth() : 0;
    int r = right ? right->depth() : 0;
    return 1 + (l > r ? l : r);
  }
  void walk(std::string &out, int level = 0) const {
    if (left) left->walk(out, level + 1);
    out += std::to_string(key) + ":" + std::to_string(level) + " ";
    if (right) right->walk(out, level + 1);
  }
};

Counter global(7);
static Outer outers[2];

int main() {
  Counter c, d(10, 5);
  c.add().add(3).add(d);
  d.value() += 1;
  std::cout << c.value() << ' ' << d.add().add(2).value() << ' ' << d.twice().add().value() << ' ' << (c.self() == &c) << '\n';
  std::cout << c.add(c).value() << ' ' << d.down(20) << ' ' << c.with([&](Counter &x) { return x.add(d).value(); }) << '\n';

  auto heap = std::make_unique<Counter>(1, 2);
  Counter *raw = new Counter(5);
  raw->add(*heap).add(2);
  heap->add(*raw);
  std::vector<Counter> row(3, Counter(2));
  std::map<std::string, Counter> named;
  std::list<Counter *> pointers{raw, heap.get(), &row[1]};
  for (Counter *p : pointers) p->add(2);
  for (const char *n : {"a", "b", "a"}) named[n].add();
  std::cout << raw->value() << ' ' << heap->value() << ' ' << row[1].value() << ' ' << named["a"].value() << '\n';
  delete raw;
  row.push_back(*heap);
  std::cout << Counter::largest(row).value() << ' ' << global.add(row.back()).value() << ' ' << (Counter::total() > 0) << '\n';

  int a = outers[0].inner().sum(4), b = outers[1].inner().sum(2);
  auto inner = outers[1].inner();
  int e = inner.sum(3);
  std::cout << a << ' ' << b << ' ' << e << ' ' << outers[0].calls() << outers[1].calls() << '\n';

  Tree tree(50);
  for (int k : {30, 70, 20, 40, 60, 10}) tree.insert(k);
  std::string text;
  tree.walk(text);
  std::cout << text << tree.depth() << '\n';

  struct Local {
    int n;
    int half() { return n /= 2, n; }
    static int twice(int v) { return 2 * v; }
  } local{40};
  int halves = 0;
  while (local.half() > 0) ++halves;
  std::cout << halves << ' ' << Local::twice(halves) << ' ' << Counter::made << '\n';
}
