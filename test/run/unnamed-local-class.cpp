// RUN: %triple %s
// An unnamed class in a scope that suspends: its definition moves out of the function under a name of its own.
#include <perdure/perdure.hpp>

RESUMABLE int f() {
  struct {
    int a, b;
  } pair = {8, 9};
  int total = pair.a + pair.b;
  perdure::checkpoint();
  return total;
}

RESUMABLE int main() { return f(); }
