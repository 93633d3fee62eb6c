// RUN: %triple %s
// FLAGS: --all --safepoints=all
// How floating-point numbers are rounded is the program's own business, in the next process, too; so is the sign that
// lgamma() leaves.
#include <cfenv>
#include <cmath>
#include <cstdio>
#include <math.h>

volatile double one = 1, three = 3, half = 2.5;

void show(const char *what) {
  for (int i = 0; i < 2; ++i) std::printf("%s %.20g %g\n", what, one / three, std::nearbyint(half));
}
int main() {
  show("nearest");
  std::fesetround(FE_UPWARD);
  show("up");
  std::fesetround(FE_TOWARDZERO);
  show("toward zero");
  std::fesetround(FE_TONEAREST);
  lgamma(-half / 5);
  show("nearest again");
  std::printf("%d\n", signgam);
}
