// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Elements that cannot be moved, of an array or aggregate whose initialisers suspend: an element that was built before a
// suspension would have to be moved to its place after it.
#include <perdure/perdure.hpp>

struct Still {
  int n;
  explicit Still(int x) : n(x) {}
  Still(const Still &) = delete;
};

struct Both {
  Still first, second;
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int array() {
  // CHECK: :[[@LINE+1]]:20: error: an object of type 'Still' is built before a suspension in the same expression and would have to be moved
  Still list[2] = {Still(1), Still(step(2))};
  // CHECK: :[[@LINE-1]]:20: note: build it in a variable first, or move the suspending call in front
  return list[0].n;
}

RESUMABLE int aggregate() {
  // CHECK: :[[@LINE+1]]:13: error: an object of type 'Still' is built before a suspension in the same expression and would have to be moved
  Both both{Still(step(1)), Still(step(2))};
  return both.first.n;
}

RESUMABLE int main() { return array() + aggregate(); }
