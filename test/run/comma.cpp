// RUN: %triple %s
// The comma operator: left to right, the right operand is the value, an lvalue stays one.
#include <perdure/perdure.hpp>

#include <iostream>

RESUMABLE int step(int x) {
  std::cout << x << ' ';
  perdure::checkpoint();
  return x;
}

RESUMABLE int last(int a, int b) { return step(a), step(b), a * 10 + b; }

RESUMABLE int main() {
  int x = 0, y = 0;
  x = (step(1), step(2));
  y = (x += step(3), x * 2);
  (step(4), x) = 40;
  std::cout << "= " << x << ' ' << y << ' ' << last(5, 6) << '\n';
  int i, j;
  for (i = 0, j = step(9); step(i), i < j; i++, j -= step(2)) std::cout << '(' << i << ',' << j << ") ";
  std::cout << '\n';
  step(1), step(2), step(3);
  if (step(0), step(1)) std::cout << "taken\n";
  int a[2] = {(step(1), 10), (step(2), 20)};
  std::cout << a[0] << a[1] << '\n';
}
