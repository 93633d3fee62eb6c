// RUN: %triple %s
// Default arguments that suspend: evaluated at each call that leaves them out.
#include <perdure/perdure.hpp>

#include <iostream>

RESUMABLE int step(int x) {
  std::cout << '.';
  perdure::checkpoint();
  return x;
}

RESUMABLE int plain(int a, int b = 10) {
  perdure::checkpoint();
  return a + b;
}

RESUMABLE int suspending(int a, int b = step(20)) {
  perdure::checkpoint();
  return a + b;
}

RESUMABLE int main() {
  std::cout << suspending(1) << ' ' << suspending(2, 3) << ' ' << suspending(step(3)) << '\n';
  for (int i = 0; i < 2; ++i) std::cout << suspending(i) + plain(i) << ' ';
  std::cout << '\n';
}
