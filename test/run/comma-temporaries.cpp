// RUN: %triple %s
// FLAGS: --all --safepoints=all
// The left side of a comma keeps its temporaries until the whole expression is done.
#include <iostream>
#include <string>

struct Loud {
  int n;
  explicit Loud(int k) : n(k) { std::cout << '+' << n << '\n'; }
  Loud(const Loud &other) : n(other.n) { std::cout << "copy " << n << '\n'; }
  ~Loud() { std::cout << '-' << n << '\n'; }
  Loud &add(int k) {
    n += k;
    std::cout << "add " << k << '\n';
    return *this;
  }
};

int step(int k) {
  std::cout << "step " << k << '\n';
  return k + 1;
}

Loud make(int k) {
  step(k);
  return Loud(k);
}

int size(const Loud &loud) { return loud.n; }

int main() {
  (Loud(1), Loud(2)).add(step(3));
  Loud(4), step(5);
  make(6), make(7), step(8);
  int x = (size(Loud(9)), Loud(10).n + step(11));
  int y = (make(12), size(make(13)), step(14));
  for (int k = 0; Loud(15), k < step(0) + 1; ++k, Loud(16)) step(k);
  std::cout << x << ' ' << y << '\n';
}
