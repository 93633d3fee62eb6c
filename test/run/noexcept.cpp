// RUN: %triple %s
// noexcept functions: they suspend and resume like others; an exception that would leave one ends the program.
#include <perdure/perdure.hpp>

#include <iostream>
#include <stdexcept>

RESUMABLE int risky(int x) {
  perdure::checkpoint();
  if (x > 2) throw std::runtime_error("too big");
  return x;
}

RESUMABLE int safe(int x) noexcept {
  perdure::checkpoint();
  try {
    return risky(x) + risky(x + 1);
  } catch (const std::exception &e) {
    perdure::checkpoint();
    std::cout << e.what() << ' ';
    return -1;
  }
}

struct Counter {
  RESUMABLE static int twice(int x) noexcept {
    int r = safe(x);
    perdure::checkpoint();
    return r * 2;
  }
};

RESUMABLE int main() {
  static_assert(noexcept(safe(1)) && noexcept(Counter::twice(1)) && !noexcept(risky(1)), "");
  for (int x = 0; x < 4; ++x) std::cout << Counter::twice(x) << ' ';
  std::cout << '\n';
}
