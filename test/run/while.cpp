// RUN: %triple %s
// while: suspension in the condition, in a declared condition, in the body; nested and never entered.
#include "loud.hpp"

#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int collatz(long n) {
  int steps = 0;
  while (n != 1) {
    if (n % 2 == 0) {
      n /= 2;
    } else {
      perdure::checkpoint();
      n = 3 * n + 1;
    }
    ++steps;
  }
  return steps;
}

RESUMABLE int main() {
  std::cout << collatz(7) << ' ' << collatz(1) << '\n';

  int i = 5;
  while (step(i) > 0) {
    std::cout << i << ' ';
    i -= 2;
  }
  std::cout << "i=" << i << '\n';

  int left = 3;
  while (int k = step(left)) {
    perdure::checkpoint();
    std::cout << k * 10 << ' ';
    --left;
  }
  std::cout << '\n';

  while (step(0)) std::cout << "never\n";

  int row = 0;
  while (row < 3) {
    int column = 0;
    Still inside("row" + std::to_string(row));
    while (column < step(row)) {
      Still cell("cell" + std::to_string(column));
      perdure::checkpoint();
      ++column;
    }
    ++row;
  }
  std::cout << '\n';

  int n = 0;
  while (true) {
    if (n == 3) break;
    while (step(++n) % 2) {}
    std::cout << n << ' ';
    if (n == 2) n = step(4);
    if (n > 5) break;
  }
  std::cout << '\n';
}
