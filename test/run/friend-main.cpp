// RUN: %triple %s
// FLAGS: --all --safepoints=all
// main is declared before, and is a friend of classes.
#include <cstdio>

int main();

class Counter {
  int n_ = 3;
  void down() { --n_; }
  int sum(int k) const {
    int s = 0;
    for (int i = 0; i < k; ++i) s += n_;
    return s;
  }
  friend int main();

public:
  template <class T> class Inner {
    T value = 5;
    friend int main();
  };
};

int main() {
  Counter c;
  Counter::Inner<int> inner;
  for (int i = 0; i < 2; ++i) c.down();
  std::printf("%d %d %d\n", c.sum(4), c.n_, inner.value);
}
