// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Objects of a library of templates: they call back when they begin and end, and are of classes that only it names.
#include "library-objects.hpp"
#include <cstdio>

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

struct account {
  int depth = 0;
  void entered() {
    step(1);
    std::printf("in %d\n", ++depth);
  }
  void left() {
    step(1);
    std::printf("out %d\n", depth--);
  }
  int pay(int n) {
    library::scope s = library::enter(this);
    step(n);
    return n + depth;
  }
};

template <class T> struct queue {
  T last{};
  void push(T x) {
    int before = 0;
    library::at_end check([&] { std::printf("%d -> %d\n", before, int(get())); });
    before = int(get());
    step(1);
    last = x;
  }
  T get() const {
    step(1);
    return last;
  }
};

int main() {
  account a;
  std::printf("%d\n", a.pay(2) + a.pay(3));
  queue<long> q;
  q.push(4);
  q.push(5);
  library::shape *s = library::make_shape();
  step(2);
  std::printf("%s %d\n", s->name(), s->size);
  delete s;
  library::source *from = library::make_source();
  library::sink *to = library::sink_of(from);
  step(1);
  to->put(7);
  step(1);
  std::printf("%d\n", from->next());
  delete from;
}
