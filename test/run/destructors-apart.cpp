// RUN: %triple %s
// FLAGS: --all --safepoints=all
// SOURCES: destructors-apart/parts.cpp
// Classes of several files: what a destructor does, and what a pointer leads to, only the class's own file shows.
#include "destructors-apart/parts.hpp"

static int triple(int x) { return 3 * x; }
static int half(int x) { return x / 2; }

int main() {
  Hidden a(5);
  Kept k;
  Callback up(triple), down(half);
  int x = 7;
  for (int i = 0; i < 3; ++i) {
    a.add("w");
    x = down(up(x));
    std::printf("%s%d %d\n", a.text().c_str(), x, k.next());
  }
  Hidden b = a;
  b.add("end");
  std::printf("%s| %s\n", a.text().c_str(), b.text().c_str());
}
