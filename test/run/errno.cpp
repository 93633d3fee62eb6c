// RUN: %triple %s
// FLAGS: --all --safepoints=all
// errno is zero when main begins, and is the program's own from then on.
#include <cerrno>
#include <cstdio>
#include <cstdlib>

static int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
}

int main() {
  std::printf("%d\n", errno);
  work(3);
  std::printf("%d\n", errno);
  std::strtol("99999999999999999999999", nullptr, 10);
  work(3);
  std::printf("%d\n", errno == ERANGE);
  errno = 77;
  for (int i = 0; i < 3; ++i) work(i);
  std::printf("%d\n", errno);
}
