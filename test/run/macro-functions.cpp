// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Macros that define several functions, or a class with members, in one invocation; one that begins a function.
#include <iostream>

int step(int k) {
  std::cout << "step " << k << '\n';
  return k + 1;
}

#define FAMILY(type, name)                                                                                             \
  type first_##name(type x) {                                                                                          \
    type y = x * 2;                                                                                                    \
    return y + step(int(x));                                                                                           \
  }                                                                                                                    \
  static type second_##name(type x) { return first_##name(x) + first_##name(x + 1); }                                  \
  struct name##_counter {                                                                                              \
    type sum = 0;                                                                                                      \
    type add(type x) {                                                                                                 \
      sum += second_##name(x);                                                                                         \
      return sum;                                                                                                      \
    }                                                                                                                  \
    void twice(type x) { add(x), add(x); }                                                                             \
  };

#define FUNCTION(name) int name(int x)
#define CHECK(x)                                                                                                       \
  do {                                                                                                                 \
    if (!(x)) std::cout << "failed: " #x << '\n';                                                                      \
  } while (0)

FAMILY(int, whole)
FAMILY(double, real)

FUNCTION(plus) {
  CHECK(step(x) == x + 1);
  return x + 1;
}

int main() {
  whole_counter w;
  real_counter r;
  w.twice(3);
  r.twice(1.5);
  std::cout << w.sum << ' ' << r.sum << ' ' << plus(4) << '\n';
}
