// Closures in std::function that call each other, checkpoint in the middle, and change what they have captured: by
// value, each its own copy; by reference, all the same variable. Every process that goes on with them finds the same
// values.
#include <perdure/perdure.hpp>

#include <functional>
#include <iostream>
#include <string>
#include <vector>

using step = std::function<int(int)>;

/// Counts its own calls, wherever it is copied to. (What makes a closure that suspends is RESUMABLE itself.)
RESUMABLE step counter(int start, int by) {
  return [count = start, by](int times) mutable {
    for (int i = 0; i < times; ++i) {
      count += by;
      perdure::checkpoint();
    }
    return count;
  };
}

/// A closure around closures: gives to each what the one before it made.
RESUMABLE step chain(std::vector<step> links, std::string &log) {
  return [links = std::move(links), &log, round = 0](int value) mutable {
    ++round;
    for (step &link : links) {
      value = link(value);
      log += std::to_string(value) + (&link == &links.back() ? ";" : ",");
    }
    perdure::checkpoint();
    return value % 5 + round;
  };
}

RESUMABLE int main() {
  std::string log;
  int shared = 0;
  step ones = counter(0, 1), tens = counter(100, 10);
  step both = chain({ones, tens,
                     [&shared](int value) {
                       shared += value;
                       perdure::checkpoint();
                       return shared;
                     }},
                    log);
  step outer = chain({both, ones, both}, log); // `both` twice: two copies, each with its own counters
  for (int i = 1; i <= 3; ++i) std::cout << "round " << i << ": " << outer(i) << '\n';
  std::cout << log << '\n' << "shared " << shared << ", ones " << ones(1) << ", tens " << tens(1) << '\n';

  // A closure that calls itself, through the std::function that holds it.
  step fibonacci = [&fibonacci](int n) {
    if (n < 2) {
      perdure::checkpoint();
      return n;
    }
    return fibonacci(n - 1) + fibonacci(n - 2);
  };
  std::cout << "fibonacci " << fibonacci(8) << '\n';
}
