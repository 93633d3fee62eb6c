// RUN: %triple %s
// Classes declared inside resumable functions, named and unnamed, whose objects do not live across a suspension.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int sorted(std::vector<int> v) {
  struct Greater {
    bool operator()(int a, int b) const { return a > b; }
  };
  enum { scale = 10 };
  perdure::checkpoint();
  std::sort(v.begin(), v.end(), Greater());
  int r = 0;
  for (int x : v) r = r * scale + step(x);
  return r;
}

RESUMABLE int summed(int n) {
  struct Pair {
    int a, b;
    int sum() const { return a + b; }
  };
  int total = 0;
  for (int i = 0; i < n; ++i) {
    int x = step(i);
    Pair p{x, 1};
    total += p.sum();
    auto twice = [&](int y) { return y * 2 + p.a; };
    total += twice(i);
  }
  perdure::checkpoint();
  return total;
}

RESUMABLE int unnamed() {
  int total = 0;
  { // an unnamed class must be out of scope when the function suspends
    struct {
      int a, b;
    } pair = {8, 9};
    total = pair.a + pair.b;
  }
  perdure::checkpoint();
  return total;
}

RESUMABLE int main() { std::cout << sorted({3, 1, 2}) << ' ' << summed(4) << ' ' << unnamed() << '\n'; }
