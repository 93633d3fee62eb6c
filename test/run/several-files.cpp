// RUN: %triple %s
// SOURCES: several/words.cpp several/numbers.cpp
// Several translation units, a header that declares resumable functions, mutual recursion across files, statics of
// the same name in each.
#include "several/shared.hpp"

#include <iostream>

RESUMABLE static int helper(int x) {
  perdure::checkpoint();
  return x + 1;
}

RESUMABLE int main() {
  std::string s = words(helper(2));
  std::cout << s << '\n';
  Shared shared{4, {}};
  numbers(shared);
  for (const std::string &n : shared.log) std::cout << n << ' ';
  std::cout << helper(shared.count) << '\n';
}
