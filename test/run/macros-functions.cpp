// RUN: %triple %s
// Whole resumable functions that come out of a macro, with their bodies as arguments.
#include <perdure/perdure.hpp>

#include <iostream>

#define FUNCTION(name, body)                                                                                           \
  RESUMABLE int name(int x) { body }
#define ADDER(n)                                                                                                       \
  RESUMABLE int add##n(int x) {                                                                                        \
    perdure::checkpoint();                                                                                             \
    return x + n;                                                                                                      \
  }

FUNCTION(doubled, perdure::checkpoint(); return x * 2;)
ADDER(1)
ADDER(2)

RESUMABLE int main() { std::cout << doubled(3) << add1(5) << add2(doubled(1)) << '\n'; }
