// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Overriders whose result is a base at another address: the callers that know the base get it adjusted.
#include <iostream>

int step(int k) {
  std::cout << "step " << k << '\n';
  return k + 1;
}

struct A {
  int a = 1;
  virtual A *self() { return step(1) ? this : nullptr; }
  virtual ~A() = default;
};
struct B {
  int b = 2;
  virtual B *self() { return step(2) ? this : nullptr; }
  virtual const B &same() const { return step(3), *this; }
  virtual ~B() = default;
};
struct AB : A, B {
  int c = 3;
  AB *self() override { return step(4) ? this : nullptr; }
  const AB &same() const override { return step(5), *this; }
};
struct Last : AB {
  Last *self() override { return step(6) ? this : nullptr; }
};

int main() {
  AB ab;
  Last last;
  for (AB *one : {&ab, static_cast<AB *>(&last)}) {
    A *a = one;
    B *b = one;
    std::cout << (a->self() == a) << (b->self() == b) << (&b->same() == b) << one->self()->c << b->self()->b << '\n';
  }
}
