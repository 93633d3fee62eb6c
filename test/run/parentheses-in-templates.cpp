// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Variables that a template initialises between parentheses, from what does not depend on its parameters.
#include <cstdio>
#include <string>

void step(int n) {
  for (int i = 0; i < n; ++i) std::printf("%d", i);
}
template <class T> void print(T rows) {
  for (unsigned row = 0; row < 3; ++row) {
    bool top(row == 0), bottom(row + 1 == 3);
    const int twice(row * 2);
    double half(row / 2.0);
    std::string text(row + 1, 'x');
    static int count(7);
    const unsigned *where(&row);
    step(2);
    count += twice;
    where += top - bottom;
    std::printf(" %d %d %d %g %s %d %d %d\n", top, bottom, twice, half, text.c_str(), count, int(where - &row),
                int(rows));
  }
  auto inner = [](int k) {
    int same(k), other{k + 1};
    step(1);
    return same + other;
  };
  std::printf("%d\n", inner(4));
}
int main() {
  print(3);
  print(4L);
}
