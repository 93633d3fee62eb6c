// clang-format off: lines of commands
// RUN: rm -rf %t && mkdir %t
// RUN: cd %t && env PERDURE_FLAGS="--all --safepoints=all" %perdure-c++ -std=c++17 -O1 -c %S/several/callers.cpp -o callers.o && ar rcs libcallers.a callers.o
// RUN: cd %t && env PERDURE_FLAGS="--all --safepoints=all" %perdure-c++ -std=c++17 -O1 %s -iquote %S -o program libcallers.a
// RUN: cd %t && g++ -std=c++17 -iquote %S %s %S/several/callers.cpp -o plain && ./plain > plain.txt
// RUN: cd %t && ./program > once.txt && diff plain.txt once.txt
// RUN: cd %t && %perdure stress --every 1 -- ./program > stressed.txt && diff plain.txt stressed.txt
// clang-format on
// A static library calls what the program has put into std::functions, fitting targets and others.
#include "several/callers.hpp"

#include <iostream>
#include <string>

int main() {
  int sum = 0;
  each(3, [&sum](int k) {
    for (int i = 0; i < k; ++i) sum += i + 1;
  });
  std::cout << sum << '\n';
  each(3, [&sum](const int &k) { // refers to what the function holds
    for (int i = 0; i < k; ++i) sum += i + 1;
    return sum;
  });
  std::cout << sum << '\n';
  std::cout << twice([](long n) {
    int k = 0;
    while (k < n) ++k;
    return k;
  }) << ' ' << twice([](long n) {
    long k = 0;
    while (k < n) ++k;
    return k;
  }) << '\n';
}
