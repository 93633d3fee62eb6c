// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Templates that use macros which are gone at the end of the file.
#include <cstdio>

#define STEP(n) ((n) - 1)
#define TWICE(e)                                                                                                       \
  {                                                                                                                    \
    e;                                                                                                                 \
    e;                                                                                                                 \
  }

template <class T> T down(T n) {
  T sum = 0;
  while (n > 0) {
    n = STEP(n);
    TWICE(sum += n)
  }
  return sum;
}
template <class T> struct counter {
  static int count(T n) { return n > 0 ? 1 + count(STEP(n)) : 0; }
};
int all(int n) { return down(n) + int(down(long(n))) + counter<short>::count(short(n)); }

#undef STEP
#undef TWICE

int main() { std::printf("%d\n", all(4)); }
