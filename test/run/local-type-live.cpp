// RUN: %triple %s
// A variable of a type that is declared inside the function.
#include <perdure/perdure.hpp>

RESUMABLE int f() {
  struct Pair {
    int a, b;
  };
  Pair p{1, 2};
  perdure::checkpoint();
  return p.a + p.b;
}

RESUMABLE int main() { return f(); }
