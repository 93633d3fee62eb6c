// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Local constants that are made of others, whose names mean something else elsewhere in the function, or stand in a
// type that a template's instance no longer spells.
#include <cstdio>
#include <cstring>
int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
enum shade { dark, light };
template <class T> int buckets(const T *first, int n) {
  const int bits = 3;
  const unsigned w = (1 << bits);
  const unsigned mask = w - 1;
  const double half{mask / 2.0};
  const shade s = static_cast<shade>(mask > 3);
  const bool much(mask > 2);
  int count[w];
  std::memset(count, 0, sizeof count);
  for (int i = 0; i < n; ++i) count[step(int(first[i])) & mask]++;
  for (unsigned k = 0; k < w; ++k) std::printf("%d ", count[k]);
  step(1);
  std::printf("%g %d %d\n", half, s, much);
  return bits;
}
int nested(int n) {
  const int w = 4;
  const int m = w + 1;
  {
    const int w = 9;
    const int m2 = w + m;
    for (int i = 0; i < n; ++i) std::printf("%d %d %d %d\n", step(i), w, m, m2);
  }
  step(m);
  return w + m;
}
int main() {
  const long a[] = {5, 3, 6, 2};
  const char b[] = {3, 1};
  std::printf("%d\n", buckets(a, 4));
  std::printf("%d\n", buckets(b, 2));
  std::printf("%d\n", nested(3));
}
