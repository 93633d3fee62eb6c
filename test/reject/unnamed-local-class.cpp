// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// An unnamed class in a scope that suspends: its definition moves out of the function, where it would need a name.
#include <perdure/perdure.hpp>

RESUMABLE int f() {
  // CHECK: :[[@LINE+1]]:3: error: an unnamed class is in scope at a suspension point
  struct {
    int a, b;
  } pair = {8, 9};
  // CHECK: :[[@LINE-3]]:3: note: give it a name
  int total = pair.a + pair.b;
  perdure::checkpoint();
  return total;
}

RESUMABLE int main() { return f(); }
