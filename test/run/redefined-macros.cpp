// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Macros that mean something else further down, where the instances of templates are written out: redefined, undefined,
// used by others, lists of X(...).
#include <cstdio>

#define COLOURS(X) X(red) X(green) X(blue)
#define SCALE 2
#define SCALED(x) ((x) * SCALE)
#define NOTHING

static int step(int x) { return x + 1; }

#define X(c) total += SCALED(step(int(sizeof #c)));
template <class T> int lengths(T start) {
  int total = start;
  COLOURS(X)
  NOTHING total += step(total);
  return total;
}
#undef X
#define X(c) std::printf("%s %d\n", #c, step(SCALE));
template <class... A> void all(A... a) {
  COLOURS(X)
  int n = (step(a) + ... + 0);
  std::printf("%d\n", SCALED(n));
}

#undef SCALE
#define SCALE 3
#undef NOTHING
#define NOTHING if (false)

template <class T> struct Box {
  T v;
  int scaled() {
    int r = 0;
    for (int i = 0; i < 2; ++i) r += SCALED(step(v));
    return r;
  }
  template <class... B> int sum(B... b) { return (step(b) + ... + SCALE); }
};

#undef X
#undef SCALE
#define SCALE 1000
#define X(c) +1

int main() {
  std::printf("%d\n", lengths(1));
  all(1, 2, 3);
  Box<int> b{4};
  std::printf("%d %d\n", b.scaled(), b.sum(1, 2));
  auto scaled = [](auto x) { return SCALED(step(x)); };
#undef SCALE
#define SCALE 7
  std::printf("%d %d\n", scaled(1), 0 COLOURS(X));
}
