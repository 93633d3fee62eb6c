// RUN: %triple %s
// break and continue in every loop, with variables to destroy on the way.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int main() {
  for (int i = 0; i < 5; ++i) {
    Still a("a" + std::to_string(i));
    if (step(i) == 1) continue;
    Still b("b" + std::to_string(i));
    perdure::checkpoint();
    if (i == 3) break;
  }
  std::cout << '\n';

  int n = 6;
  while (n-- > 0) {
    Still w("w" + std::to_string(n));
    {
      Still inner("i");
      if (step(n) % 2) continue;
      perdure::checkpoint();
      if (n == 2) break;
    }
    std::cout << "end ";
  }
  std::cout << n << '\n';

  do {
    Still d("d" + std::to_string(n));
    if (step(++n) < 4) continue;
    perdure::checkpoint();
    break;
  } while (n < 100);
  std::cout << n << '\n';

  std::vector<int> v{1, 2, 3, 4, 5, 6};
  for (int x : v) {
    Still r("r" + std::to_string(x));
    if (x == 2) continue;
    perdure::checkpoint();
    if (step(x) == 4) break;
    for (int y : v) {
      if (y == x) break;
      if (step(y) % 2) continue;
      std::cout << x << y << ' ';
    }
  }
  std::cout << '\n';

  for (int i = 0;; ++i) {
    for (int j = 0;; ++j) {
      if (step(j) == 2) break;
      if (i == 1) break;
      std::cout << i << j << ' ';
    }
    if (i == 2) break;
  }
  std::cout << '\n';
}
