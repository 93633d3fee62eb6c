// RUN: %triple %s
// A recursive lambda in a std::function, 100,000 calls deep: the native stack, which would not hold them, is as deep as
// what is called between two suspensions.
// EXPECT: 5000050000
#include <perdure/perdure.hpp>

#include <functional>
#include <iostream>

RESUMABLE int main() {
  std::function<long(int)> sum = [&sum](int n) -> long {
    if (n % 1000 == 0) perdure::checkpoint();
    return n == 0 ? 0 : sum(n - 1) + n;
  };
  std::cout << sum(100000) << '\n';
}
