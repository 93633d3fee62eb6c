// RUN: %triple %s
// FLAGS: --func
// A host that saves and loads its coroutine at every suspension, through bytes; one image is resumed three times.
// EXPECT: fib 0 1 1 2 3 5 8 13
// EXPECT: words alpha beta gamma
// EXPECT: thrice 3 5 end 3 5 end 3 5 end
// EXPECT: accumulated 60 in 3 steps
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>
#include <vector>

RESUMABLE void fibonacci(int n) {
  long a = 0, b = 1;
  while (n-- > 0) {
    perdure::yield(a);
    long next = a + b;
    a = b;
    b = next;
  }
}

RESUMABLE void words(const std::vector<std::string> &all) {
  for (const std::string &w : all) perdure::yield(w);
}

RESUMABLE std::string accumulate(int &sum) {
  int steps = 0;
  while (int x = perdure::yield<int>()) {
    sum += x;
    ++steps;
  }
  return std::to_string(sum) + " in " + std::to_string(steps) + " steps";
}

perdure::continuation again(const perdure::continuation &co) {
  return perdure::load(perdure::image(perdure::save(co).bytes()));
}

int main() {
  std::cout << "fib";
  for (auto co = perdure::start(fibonacci, 8); co.suspended(); co.resume()) {
    co = again(co);
    std::cout << ' ' << co.yielded<long>();
  }
  std::cout << "\nwords";
  for (auto co = perdure::start(words, std::vector<std::string>{"alpha", "beta", "gamma"}); co.suspended();) {
    co = again(co);
    std::cout << ' ' << co.yielded<std::string>();
    co = again(co);
    co.resume();
  }
  std::cout << "\nthrice";
  auto first = perdure::start(fibonacci, 6);
  for (int i = 0; i < 4; ++i) first.resume();
  perdure::image image = perdure::save(first);
  for (int i = 0; i < 3; ++i) {
    auto co = perdure::load(image);
    for (; co.suspended(); co.resume()) std::cout << ' ' << co.yielded<long>();
    std::cout << " end";
  }
  auto sum = perdure::start(accumulate, 0);
  for (int x : {10, 20, 30, 0}) {
    sum = again(sum);
    sum.resume(x);
  }
  std::cout << "\naccumulated " << sum.result<std::string>() << '\n';
}
