// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Functions that stand in for packs must not change what anything calls: one of these would stand behind an overload
// that its template does not see.
#include "pack-lookup.hpp"

#include <cstdio>

static int twice(int n) { return 2 * n; }
template <class... A> int all(A... a) { return (0 + ... + twice(a)); }
template <class T> int all(T first, double second) { return twice(first) + int(second) * 1000; }

int main() {
  std::printf("%d %d\n", calls(1, 2, 3), calls(4));
  std::printf("%d %d\n", later(1, 2, 3), later(4));
  std::printf("%d %d\n", use(), Used<int>().sum(3));
  std::printf("%d %d %d\n", all(1, 2), all(1, 2.5), all(1, 2, 3));
}
