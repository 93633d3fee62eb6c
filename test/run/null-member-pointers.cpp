// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A null pointer to a data member is not made of zeros.
#include <cstdio>

struct point {
  int x, y;
};
struct choice {
  int point::*which;
  int weight;
};

int main() {
  static int point::*member;
  static int point::*members[2];
  static choice c;
  for (int i = 0; i < 2; ++i) {
    std::printf("%d %d %d\n", member == nullptr, members[1] == nullptr, c.which == nullptr);
    member = members[1] = c.which = &point::y;
  }
}
