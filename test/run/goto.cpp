// RUN: %triple %s
// goto forward, backward and out of nested loops; no jump passes an initialisation.
#include "loud.hpp"

#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int forward(int x) {
  int r = step(1);
  if (x == 0) goto done;
  r += step(10);
  if (x == 1) goto done;
  perdure::checkpoint();
  r += 100;
done:
  perdure::checkpoint();
  return r;
}

RESUMABLE int backward(int n) {
  int i = 0, sum = 0;
again:
  sum += step(i);
  if (++i < n) goto again;
  return sum;
}

RESUMABLE int machine(const std::string &input) {
  std::size_t at = 0;
  int words = 0;
between:
  if (at == input.size()) goto end;
  if (input[at] == ' ') {
    ++at;
    goto between;
  }
  ++words;
  perdure::checkpoint();
inside:
  if (at == input.size()) goto end;
  if (input[at++] == ' ') goto between;
  goto inside;
end:
  return step(words);
}

RESUMABLE int find(int wanted) {
  int i, j;
  for (i = 0; i < 4; ++i) {
    Still row("row" + std::to_string(i));
    for (j = 0; j < 4; ++j) {
      Still cell("c" + std::to_string(j));
      if (step(i * j) == wanted) goto found;
    }
  }
  std::cout << "none ";
  return -1;
found:
  perdure::checkpoint();
  return i * 10 + j;
}

RESUMABLE int retry() {
  int tries = 0;
start:
  Still s("try" + std::to_string(tries));
  perdure::checkpoint();
  if (++tries < 3) goto start; // destroys `s` and builds it again
  return tries;
}

RESUMABLE int main() {
  std::cout << forward(0) << ' ' << forward(1) << ' ' << forward(2) << '\n';
  std::cout << backward(1) << ' ' << backward(5) << '\n';
  std::cout << machine("") << machine("one") << machine("  two  words ") << '\n';
  std::cout << find(2) << '\n';
  std::cout << find(99) << '\n';
  std::cout << retry() << '\n';
}
