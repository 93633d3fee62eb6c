// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Comments behind a statement that go on in the next line, by a backslash or as a block: what they hold does not run,
// and what comes behind them does.
#include <cstdio>

// clang-format off
#pragma GCC diagnostic ignored "-Wcomment"

static int step(int x) {
  std::printf("%d ", x);
  return x;
}

static int spliced(int n) {
  int r = step(n); // a comment \
  r = step(99);
  r += step(1); // and one \
  r = step(98); \
  r = step(97);
  // a path: C:\dir\

  r += step(2);
  // drawn:  /\_/\
  r = step(95);
  r += step(3); // \

  r *= step(2);
  return r;
}

static int blocks(int n) {
  int r = step(n); /* a comment
  r = step(99); */
  r += step(1); /**/ /* one that
  r = step(98); /* looks nested */
  r += step(2); // a line's /*
  r += step(3); /* // */ /*
  r = step(97); // */
  // before /* this
  r *= step(2); /*/ r = step(96);
  r = step(95); /*/
  return r; // */
}

int main() {
  std::printf("%d\n", spliced(5));
  std::printf("%d\n", blocks(5));
}
