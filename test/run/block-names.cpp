// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Names that a block brings in from elsewhere hold from there to its end, after a restart, too: using declarations and
// directives, aliases of namespaces, functions and variables declared in blocks.
#include <cstdio>

static int step(int x) {
  std::printf("%d ", x);
  return x;
}

namespace A {
int f(int) { return 1; }
int quiet = 7;
enum class Color { red = 3, green };
} // namespace A
namespace B {
int g(int) { return 1; }
int quiet = 6;
} // namespace B
int f(double) { return 3; }
int g(double) { return 3; }
int quiet = 8;
int red = 9;
template <class T> int h(T) { return 1; }

static int behind(int n) {
  step(0);
  int r = f(n) + quiet;
  using A::f;
  using A::quiet;
  r = r * 10 + f(n) + quiet;
  step(n);
  return r + quiet;
}

static int inside(int n) {
  int r = 0;
  for (int i = 0; i < 2; i++) {
    r = r * 10 + f(n) + quiet;
    {
      using A::f;
      step(1);
      r = r * 10 + f(n);
      using A::quiet;
      const int constant = 5;
      step(2);
      r = r * 10 + f(n) + quiet + constant;
    }
    step(3);
    r = r * 10 + f(n) + quiet;
  }
  return r;
}

static int directives(int n) {
  int r = 0;
  for (int i = 0; i < 2; i++) {
    r = r * 10 + g(n);
    {
      using namespace B;
      typedef int number;
      step(1);
      number more = g(n);
      step(4);
      r = r * 10 + more;
    }
    step(2);
    r = r * 10 + g(n);
  }
  return r;
}

static int declared(int n) {
  int r = 0;
  for (int i = 0; i < 2; i++) {
    r = r * 10 + h(n);
    {
      int h(int);
      extern int behind_all;
      step(1);
      r = r * 10 + h(n) + behind_all;
    }
    step(2);
    r = r * 10 + h(n);
  }
  return r;
}
int h(int) { return 2; }
int behind_all = 4;

static int aliases() {
  int r = quiet;
  {
    namespace Q = A;
    step(1);
    r = r * 10 + Q::quiet;
  }
  {
    namespace Q = B;
    step(2);
    r = r * 10 + Q::quiet;
  }
  return step(r);
}

static int hiding(int n) {
  using A::quiet;
  int r = quiet;
  step(n);
  {
    int quiet = 2;
    step(quiet);
    quiet += step(1);
    r = r * 10 + quiet;
    {
      using B::quiet;
      step(4);
      r = r * 10 + quiet;
    }
    step(5);
    r = r * 10 + quiet;
  }
  return r * 10 + step(quiet);
}

static int lambdas(int n) {
  int r = 0;
  auto before = [&](int x) { return f(step(x)) + quiet; };
  {
    using A::f;
    using A::quiet;
    namespace Q = B;
    auto l = [&](int x) {
      auto deeper = [=](int y) { return f(step(y)) + quiet; };
      return f(step(x)) + quiet + Q::quiet + deeper(x);
    };
    r += l(n);
    step(2);
    r = r * 100 + l(n);
  }
  {
    using namespace B;
    auto l = [&](int x) { return g(step(x)); };
    r = r * 10 + l(n);
  }
  auto behind = [&](int x) { return f(step(x)) + g(x) + quiet; };
  return r * 100 + before(n) + behind(n);
}

int main() {
  std::printf("%d\n", lambdas(1));
  std::printf("%d\n", behind(1));
  std::printf("%d\n", inside(1));
  std::printf("%d\n", directives(1));
  std::printf("%d\n", declared(1));
  std::printf("%d\n", aliases());
  std::printf("%d\n", hiding(1));
}
