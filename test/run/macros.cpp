// RUN: %triple %s
// Macros around, inside and as suspension points; stringised and pasted; assert; conditional compilation.
#include <perdure/perdure.hpp>

#include <cassert>
#include <iostream>
#include <string>

#define CHECKPOINT perdure::checkpoint()
#define STEP(x) step(x)
#define TWICE(x) (STEP(x) + STEP(x))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define SHOW(expr) std::cout << #expr "=" << (expr) << ' '
#define DECLARE(type, name) type name##_ = type(step(1))
#define FOREVER for (;;)
#define WHEN(c) if (c) {
#define OTHERWISE                                                                                                      \
  }                                                                                                                    \
  else {
#define DONE }
#define REQUIRE(c)                                                                                                     \
  do {                                                                                                                 \
    if (!(c)) {                                                                                                        \
      std::cout << "failed " #c << ' ';                                                                                \
      return -1;                                                                                                       \
    }                                                                                                                  \
  } while (0)
#define EMPTY

RESUMABLE int step(int x) {
  CHECKPOINT;
  return x;
}

RESUMABLE int doubled(int x) {
  CHECKPOINT;
  return x * 2;
}

RESUMABLE int chosen(int x) {
  WHEN(STEP(x) > 2) CHECKPOINT;
  return 1;
  OTHERWISE return STEP(0);
  DONE
}

RESUMABLE int required(int x) {
  REQUIRE(STEP(x) > 0);
  REQUIRE(doubled(x) < 10 && STEP(1));
  EMPTY CHECKPOINT;
#ifdef NEVER
  return not_even_declared();
#elif 1
  return x EMPTY + __LINE__ * STEP(0);
#else
  CHECKPOINT;
#endif
}

RESUMABLE int main() {
  std::cout << TWICE(3) << MAX(STEP(4), doubled(1)) << '\n';
  SHOW(step(1) + doubled(STEP(2)));
  SHOW(chosen(2));
  SHOW(chosen(3));
  DECLARE(int, a);
  DECLARE(double, b);
  int n = 0;
  FOREVER {
    CHECKPOINT;
    if (++n == MAX(step(3), 2)) break;
  }
  std::cout << a_ << b_ << n << '\n';
  std::cout << required(3) << ' ' << required(-1) << ' ' << required(7) << '\n';
  assert(step(1) == 1 && "suspends inside the macro");
  assert(n == 3);
  std::string where = std::string(__FILE__).substr(std::string(__FILE__).rfind('/') + 1);
  CHECKPOINT;
  std::cout << where << ':' << __LINE__ << ' ' << __func__ << '\n';
}
