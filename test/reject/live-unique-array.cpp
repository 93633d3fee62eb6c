// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// An owner of an array that does not know the array's length.
#include <perdure/perdure.hpp>

#include <memory>

struct Cell {
  Cell *next;
  int value;
};

RESUMABLE int f(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' of type 'std::unique_ptr<Cell[]>' cannot be saved: it owns an array and does not know how long it is
  std::unique_ptr<Cell[]> p(new Cell[std::size_t(n)]{});
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
  // CHECK: :[[@LINE-3]]:{{[0-9]+}}: note: use std::vector
  return p[0].value;
}

RESUMABLE int main() { return f(3); }
