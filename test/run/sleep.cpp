// RUN: %triple %s
// sleep_for and sleep_until wait at least as long as they say, in whatever process.
#include <perdure/perdure.hpp>

#include <chrono>
#include <iostream>

using namespace std::chrono_literals;

RESUMABLE int nap(int n) {
  perdure::sleep_for(std::chrono::milliseconds(n));
  return n;
}

RESUMABLE int main() {
  const auto begin = std::chrono::system_clock::now();
  std::cout << nap(5) + nap(10) << '\n';
  perdure::sleep_until(begin + 30ms);
  perdure::sleep_for(0s);
  perdure::sleep_until(begin);
  for (int i = 0; i < 2; ++i) perdure::sleep_for(2.5ms);
  std::cout << (std::chrono::system_clock::now() - begin >= 35ms) << '\n';
}
