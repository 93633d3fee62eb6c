// RUN: %triple %s
// Range-for over what a suspending call returned, and over braced lists: the range lives as long as the loop.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE std::vector<int> upto(int n) {
  std::vector<int> v;
  for (int i = 0; i < n; ++i) v.push_back(step(i));
  return v;
}

RESUMABLE int main() {
  for (int x : {step(5), 6, step(7)}) std::cout << step(x);
  for (int x : upto(3)) std::cout << step(x);
  for (auto &&x : upto(4)) std::cout << step(x += 1);
  std::cout << '\n';
  for (const Still &x : {Still("p"), Still("q")}) {
    perdure::checkpoint();
    std::cout << x.name << ' ';
  }
  std::cout << '\n';
  for (Loud x : std::vector<Loud>(1, Loud("original"))) {
    perdure::checkpoint();
    std::cout << x.name << ' ';
  }
  std::cout << '\n';
}
