// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Elements of an aggregate that are built of nothing, or have an end of their own, keep their turn.
#include <cstdio>
#include <initializer_list>

int made, ended;
struct Quiet { // an aggregate with a destructor
  ~Quiet() { std::printf("quiet %d\n", ++ended); }
};
struct Loud {
  Loud() { std::printf("loud %d\n", ++made); }
  Loud(const Loud &) { std::puts("copied"); }
  ~Loud() { std::printf("~loud %d\n", ++ended); }
};
struct Filled { // the same with members
  int a, b;
  ~Filled() { std::printf("filled %d %d\n", a, b); }
};
int count(int n, bool fails) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  std::printf("count %d\n", sum);
  if (fails) throw sum;
  return sum;
}
struct First {
  Quiet quiet;
  int n;
};
struct Middle {
  int i;
  Quiet quiet;
  Loud loud;
  int n;
};
struct Last {
  Filled filled;
  Loud loud;
  int n;
};

int main() {
  for (bool fails : {false, true}) {
    try {
      First f{{}, count(3, fails)};
      std::printf("first %d\n", f.n);
    } catch (int n) {
      std::printf("caught %d\n", n);
    }
    try {
      Middle m{count(2, false), {}, {}, count(4, fails)};
      std::printf("middle %d %d\n", m.i, m.n);
    } catch (int n) {
      std::printf("caught %d\n", n);
    }
    try {
      Last l{{1, count(2, false)}, {}, count(3, fails)};
      std::printf("last %d %d\n", l.filled.b, l.n);
    } catch (int n) {
      std::printf("caught %d\n", n);
    }
  }
}
