// RUN: not %perdurec %s %t.cpp --all --safepoints=all 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// What a reference of a thread is made of has no name, and an image could not bind it again.
#include <vector>

static int tick(int n) { return n + 1; }

thread_local std::vector<int> &seen = *new std::vector<int>;
// CHECK: :[[@LINE-1]]:32: error: reference 'seen' cannot be saved: each thread binds it when it first uses it
// CHECK: note: make it a pointer, or a function that returns the reference

int main() {
  seen.push_back(tick(0));
  return int(seen.size()) - 1;
}
