// clang-format off: lines of commands
// RUN: rm -rf %t && mkdir %t
// RUN: cd %t && env PERDURE_FLAGS="--all --safepoints=all" %perdure-c++ -std=c++17 -O1 -c %S/several/inline_work.cpp -o work.o
// RUN: cd %t && ar rcs libwork.a work.o
// RUN: cd %t && env PERDURE_FLAGS="--all --safepoints=all" %perdure-c++ -std=c++17 -O1 %s -iquote %S -o program libwork.a
// RUN: cd %t && g++ -std=c++17 -iquote %S %s %S/several/inline_work.cpp -o plain && ./plain > plain.txt
// RUN: cd %t && ./program > once.txt && diff plain.txt once.txt
// RUN: cd %t && %perdure stress --every 1 -- ./program > stressed.txt && diff plain.txt stressed.txt
// clang-format on
// A program and a static library, built by the drop-in compiler, that share inline functions, templates and variables
// of a header: each object has the same specialisations.
#include "several/inline.hpp"

#include <iostream>

namespace {
struct Scale {
  int by = 10;
  int operator()(int n) const {
    int product = n;
    for (int i = 0; i < 2; ++i) product *= by;
    return product;
  }
};
} // namespace
struct Adder : Visitor {
  int sum = 0;
  int visit(int n) override {
    for (int i = 0; i < n; ++i) ++sum;
    return sum;
  }
};

static int helper(int n) { return slow_sum(n) - 1; }

int main() {
  Register<int> numbers;
  Register<std::string> words;
  Adder adder;
  for (int n : mapped(std::vector<int>{4, 5}, Scale())) numbers.add(n);
  for (int n : mapped(std::vector<int>{4, 5}, [](int x) { return slow_sum(x); })) numbers.add(n);
  words.add("main ");
  int done = work(numbers, words, adder);
  std::cout << done << ' ' << helper(1) << ' ' << numbers.total() << ' ' << words.total() << ' ' << counter << ' '
            << adder.sum << '\n';
  for (auto &[name, f] : operations) std::cout << name << ' ' << f(7) << '\n';
}
