// RUN: %triple %s
// CXXFLAGS: -Wno-inaccessible-base
// Virtual inheritance in depth: repeated and shared bases, members of each, overriders found by dominance, calls up through
// every base, conversions while an object lives in a frame, on the heap, in a container and in a global; empty bases.
#include <functional>
#include <iostream>
#include <list>
#include <memory>
#include <string>
#include <vector>

struct Top {
  int top = 1;
  explicit Top(int v = 1) : top(v) {}
  virtual ~Top() = default;
  virtual std::string who() const { return "top" + std::to_string(top); }
  virtual int climb(int n) { return top += n; }
};
struct Plain : Top {
  int plain = 2;
  int climb(int n) override { return Top::climb(n) + plain; }
};
struct Left : virtual Top {
  int left = 3;
  Left() : Top(10) {}
  std::string who() const override { return "left" + std::to_string(left) + Top::who(); }
};
struct Right : virtual Top {
  int right = 4;
  Right() : Top(20) {}
  int climb(int n) override {
    int s = 0;
    for (int i = 0; i < n; ++i) s += Top::climb(i);
    return s + right++;
  }
};
struct Empty {
  static int calls;
  void touch() { ++calls; }
};
int Empty::calls = 0;
struct Diamond : Left, Right, Empty {
  int diamond = 5;
  Diamond() : Top(30) {}
  virtual Left &as_left() { return *this; }
};
struct Twice : Plain, Diamond { // two Tops: Plain's own and the shared one
  int twice = 6;
  Twice() : Top(40) { Plain::top = 50; }
  std::string who() const override { return Plain::who() + "/" + Diamond::who(); }
  int climb(int n) override { return Plain::climb(n) * 1000 + Diamond::climb(n); }
  Twice &as_left() override { return *this; }
};

struct Interface {
  virtual ~Interface() = default;
  virtual int value(int n) = 0;
};
struct Other {
  virtual ~Other() = default;
  virtual int other(int n) { return -n; }
  int pad[3] = {7, 8, 9};
};
template <class Base> struct Cached : Base {
  int value(int n) override {
    for (auto &[k, v] : known)
      if (k == n) return v;
    known.emplace_back(n, Base::value(n) + int(known.size()));
    return known.back().second;
  }
  std::vector<std::pair<int, int>> known;
};
struct Square : Other, Interface {
  int value(int n) override { return n * n + other(pad[n % 3]); }
};
struct Final : Cached<Square>, private Empty {
  int other(int n) override {
    touch();
    return n;
  }
};

static int through(Top &t, int depth) { return depth ? through(t, depth - 1) + 1 : t.climb(2); }
static Diamond global;

int main() {
  Twice twice;
  Plain &plain = twice;
  Diamond &diamond = twice;
  Left &left = diamond.as_left();
  Right &right = twice;
  Top &own = plain, &shared = right, &same = left;
  std::cout << own.who() << ' ' << shared.who() << ' ' << (&shared == &same) << (&own == &shared) << '\n';
  std::cout << through(own, 2) << ' ' << through(shared, 1) << ' ' << plain.top << ' ' << left.top << ' ' << right.right << '\n';
  left.top = 100;
  plain.Top::climb(7);
  twice.touch();
  std::cout << twice.Plain::top << ' ' << right.top << ' ' << twice.who() << '\n';

  Diamond copy = diamond;
  copy.left *= 2;
  Left sliced = copy;
  Top *tops[] = {&copy, &sliced, &global, static_cast<Left *>(&twice)};
  int sum = 0;
  for (Top *t : tops) sum = sum * 7 % 10007 + t->climb(3);
  std::cout << sum << ' ' << copy.who() << ' ' << sliced.who() << ' ' << global.climb(2) << '\n';

  std::list<std::unique_ptr<Top>> all;
  all.push_back(std::make_unique<Plain>());
  all.emplace_back(new Diamond);
  all.emplace_front(static_cast<Plain *>(new Twice(twice)));
  for (auto &t : all) {
    std::cout << t->climb(1) << ' ' << t->who() << ' ';
    if (auto *r = dynamic_cast<Right *>(t.get())) std::cout << r->right << (dynamic_cast<Plain *>(r) ? 'P' : '-');
    std::cout << '\n';
  }
  std::vector<Diamond> row(2);
  row.push_back(copy);
  int (Top::*climb)(int) = &Top::climb;
  std::function<std::string(const Top &)> who = &Top::who;
  for (Diamond &d : row) std::cout << (d.*climb)(2) << who(d) << ' ';
  std::cout << '\n';

  Final f;
  Interface &interface = f;
  Other &other = f;
  std::shared_ptr<Interface> heap = std::make_shared<Final>(f);
  for (int n : {3, 4, 3, 5}) std::cout << interface.value(n) << ' ' << heap->value(n + 1) << ' ';
  other.pad[0] = 70;
  std::cout << interface.value(6) << ' ' << dynamic_cast<Other *>(heap.get())->pad[0] << ' ' << dynamic_cast<Cached<Square> &>(other).known.size() << Empty::calls << '\n';
}
