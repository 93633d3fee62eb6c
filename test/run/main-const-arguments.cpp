// RUN: %triple %s
// ARGS: one two
// FLAGS: --all --safepoints=all
// The arguments of main may be const.
#include <cstdio>

int main(int argc, const char *argv[]) {
  const char *last = argv[argc - 1];
  for (int i = 1; i < argc; ++i) std::printf("%s\n", argv[i]);
  std::printf("%s\n", last);
}
