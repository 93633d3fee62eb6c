// RUN: %triple %s
// Compound assignment with suspending operands. The right operand comes first, and the left is read after it.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>
#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE std::string text(const char *s) {
  perdure::checkpoint();
  return s;
}

RESUMABLE int set(int &target, int value, int result) {
  target = value;
  perdure::checkpoint();
  return result;
}

RESUMABLE int &element(std::vector<int> &v, std::size_t i) {
  std::cout << "left ";
  perdure::checkpoint();
  return v[i];
}

RESUMABLE int right(int x) {
  std::cout << "right ";
  perdure::checkpoint();
  return x;
}

RESUMABLE int main() {
  int x = 1;
  x += step(2);
  x -= step(5);
  x *= step(-7);
  x <<= step(2);
  x |= step(1);
  x ^= step(3);
  x /= step(2);
  x %= step(8);
  x &= ~step(1);
  x >>= step(1);
  std::cout << x << '\n';

  int y = 1;
  y += set(y, 100, 5); // reads y after the call: 105
  std::cout << y << '\n';
  int z = 3;
  z += z += step(4);
  std::cout << z << '\n';

  std::vector<int> v{1, 2, 3};
  element(v, 0) += right(10);
  element(v, 1) = right(20);
  element(v, 2) *= element(v, 0) -= right(1);
  std::cout << v[0] << ' ' << v[1] << ' ' << v[2] << '\n';

  std::string s = "a";
  s += text("b");
  (s += text("c")) += text("d");
  s += char(step('e'));
  std::cout << s << '\n';

  double d = 1.5;
  d += step(2);
  unsigned char c = 250;
  c = static_cast<unsigned char>(c + step(10));
  int numbers[3] = {1, 2, 3}, *p = numbers;
  p += step(1);
  *p++ += step(40);
  *p-- -= step(1);
  ++*p;
  bool b = true;
  b &= step(2) > 1;
  std::cout << d << ' ' << int(c) << ' ' << numbers[0] << numbers[1] << numbers[2] << *p << b << '\n';

  int at = 0; // g++ evaluates the left side first where the right side does nothing but read
  numbers[at++] += step(1) + at;
  numbers[at++] *= at - step(3);
  p = numbers;
  *p++ -= step(1) + *p;
  std::cout << numbers[0] << ' ' << numbers[1] << ' ' << at << ' ' << p - numbers << '\n';
}
