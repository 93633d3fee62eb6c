// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A variable of a type that is declared inside the function: nothing outside can name the type.
#include <perdure/perdure.hpp>

RESUMABLE int f() {
  struct Pair {
    int a, b;
  };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' cannot be kept in a frame: its type is local to function 'f'
  Pair p{1, 2};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
  return p.a + p.b;
}

RESUMABLE int main() {
  return f();
}
