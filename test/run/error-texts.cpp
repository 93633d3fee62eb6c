// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Texts of the C library's: constants are found again where they are, "Unknown error" is one object.
#include <cerrno>
#include <cstdio>
#include <cstring>

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

int main() {
  const char *known = std::strerror(ENOENT);
  char *other = strerror(12345);
  step(2);
  std::printf("%s %d\n", known, known == strerror(ENOENT));
  std::printf("%s %d\n", other, other == std::strerror(12345));
  std::strerror(54321);
  step(2);
  std::printf("%s\n", other);
  const char *signal = strsignal(11);
  step(1);
  std::printf("%s %d\n", signal, signal == strsignal(11));
}
