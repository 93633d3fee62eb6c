// RUN: %triple %s
// do: suspension in the body and in the condition; continue goes to the condition.
#include "loud.hpp"

#include <perdure/perdure.hpp>

RESUMABLE bool more(int x) {
  std::cout << '?';
  perdure::checkpoint();
  return x > 0;
}

RESUMABLE int digits(unsigned n) {
  int d = 0;
  do {
    ++d;
    perdure::checkpoint();
    n /= 10;
  } while (n);
  return d;
}

RESUMABLE int main() {
  std::cout << digits(0) << digits(7) << digits(12345) << '\n';
  int i = 4;
  do std::cout << i;
  while (more(--i));
  std::cout << '\n';

  do {
    Still s("body" + std::to_string(i));
    ++i;
    if (i == 2) continue;
    perdure::checkpoint();
    if (i == 4) break;
    std::cout << i << ' ';
  } while (more(9 - i));
  std::cout << i << '\n';

  int outer = 0;
  do {
    int inner = 0;
    do {
      perdure::checkpoint();
      std::cout << outer << inner << ' ';
    } while (++inner < 2 && more(1));
  } while (++outer < 2);
  std::cout << '\n';
  do perdure::checkpoint();
  while (false);
}
