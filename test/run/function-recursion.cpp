// RUN: %triple %s
// A recursive lambda in a std::function: frames that were captured once stay frames.
// EVERY: 5
#include <perdure/perdure.hpp>

#include <functional>
#include <iostream>
#include <string>

RESUMABLE int main() {
  std::function<long(int)> sum = [&sum](int n) -> long {
    if (n % 250 == 0) perdure::checkpoint();
    return n == 0 ? 0 : sum(n - 1) + n;
  };
  std::cout << sum(10000) << '\n';
  int depth = 0;
  std::function<void(const std::string &)> down = [&](const std::string &s) {
    if (++depth % 250 == 0) perdure::checkpoint();
    if (depth < 5000) down(s);
  };
  down("tag");
  std::cout << depth << '\n';
}
