// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Scalars that are initialised in parentheses.
#include <cstdio>
void show(const double &d) {
  for (int i = 0; i < 1; ++i) std::printf("%g\n", d);
}
int main() {
  static int calls(2), *where(&calls);
  double y(11), w((2 + 1) * 2);
  const int fixed(7);
  const int *const to(&fixed);
  show(w);
  int k(3), m{4};
  show(y);
  const int *p = &k;
  ++calls;
  std::printf("%d %d %d %d %d\n", *p, m, calls, *where, *to);
  {
    double z(5);
    show(z);
  }
}
