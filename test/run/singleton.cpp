// RUN: %triple %s
// A reference to another function's static local cannot be kept: the next process has not built it. The checkpoint says
// so and nothing is lost; getting the reference again works.
#include <perdure/perdure.hpp>

#include <exception>
#include <iostream>
#include <vector>

std::vector<int> &registry() {
  static std::vector<int> all{1, 2, 3};
  return all;
}

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int again(int x) {
  int a = step(x);
  return a + int(registry().size());
}

RESUMABLE int main() {
  int a = again(3);
  std::cout << a << '\n';
}
