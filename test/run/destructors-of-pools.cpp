// Objects in a pool whose destructors only their own classes may call: they are there no more when they have ended, and
// the pool's links are in their place.
// RUN: %triple %s
// FLAGS: --all --safepoints=all
#include <cstdio>
#include <new>

namespace {

int step(int i) { return i + 1; }
template <class T> T *same(T *p) {
  step(1);
  return p;
}

class pool {
public:
  ~pool() { delete all; }
  void *take() {
    if (!all) {
      all = new block();
      for (int i = 0; i < 4; ++i) all->items[i].next = i < 3 ? &all->items[i + 1] : nullptr;
      free = all->items;
    }
    item *result = free;
    free = free->next;
    return result;
  }
  void give(void *memory) {
    item *i = static_cast<item *>(memory);
    i->next = free;
    free = i;
    step(1);
  }
  int left() const {
    int n = 0;
    for (const item *i = free; i; i = i->next) ++n;
    return n;
  }

private:
  union item {
    item *next;
    char data[64];
  };
  struct block {
    item items[4];
  };
  block *all = nullptr;
  item *free = nullptr;
};

class node {
public:
  static node *make(pool &from, int number) {
    void *memory = from.take();
    return new (memory) node(number);
  }
  static void end(node *n, pool &to) {
    n->~node();
    to.give(n);
  }
  int number() const { return number_; }

protected:
  explicit node(int number) : number_(number) {}
  virtual ~node() {}

private:
  int number_;
  friend class leaf;
};

class leaf : public node {
public:
  static leaf *make(pool &from, int number) {
    void *memory = from.take();
    return new (memory) leaf(number);
  }
  static void end_here(leaf *n, pool &to) {
    same(n)->leaf::~leaf();
    to.give(n);
  }
  static void end_that(leaf *n, pool &to) {
    leaf &l = *n;
    l.~leaf();
    to.give(n);
  }

private:
  explicit leaf(int number) : node(number), twice_(2 * number) {}
  ~leaf() override { std::printf("leaf %d\n", twice_); }
  int twice_;
};

} // namespace

int main() {
  pool p;
  int s = 0;
  for (int i = 0; i < 3; ++i) {
    node *a = node::make(p, i);
    leaf *b = leaf::make(p, i + 10), *c = leaf::make(p, i + 20), *d = leaf::make(p, i + 30);
    s = step(s) + a->number() + b->number() + c->number() + d->number();
    node::end(a, p);
    leaf::end_here(b, p);
    node::end(c, p);
    leaf::end_that(d, p);
    std::printf("%d %d\n", s, p.left());
  }
}
