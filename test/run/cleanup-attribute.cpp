// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A function with a variable that has a cleanup function stays as it is.
#include <cstdio>

static int order;
struct loud {
  ~loud() { std::printf("~loud %d\n", ++order); }
};
static void finish(loud *) { std::printf("finish %d\n", ++order); }

static void work(int n) {
  loud l __attribute__((cleanup(finish)));
  for (int i = 0; i < n; ++i) std::printf("work %d\n", i);
}

int main() {
  for (int i = 0; i < 2; ++i) work(i);
  std::printf("%d\n", order);
}
