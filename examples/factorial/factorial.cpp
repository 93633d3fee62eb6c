// A factorial that suspends in the middle of an expression: when the checkpoint is made, ten multiplications are
// waiting for their right operand.
#include <perdure/perdure.hpp>

#include <cstdlib>
#include <iostream>

RESUMABLE long factorial(int n) {
  if (n == 0) {
    perdure::checkpoint();
    return 1;
  }
  return n * factorial(n - 1);
}

RESUMABLE int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  std::cout << n << "! = " << factorial(n) << '\n';
}
