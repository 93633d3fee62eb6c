// RUN: %triple %s
// FLAGS: --all --safepoints=all
// NULL is a null pointer only as it is written: no variable can hold it.
#include <cstddef>
#include <cstdio>
struct L {
  L *next = nullptr;
  int v = 0;
  L *&rest() { return next; }
};
void (*fp)(int);
struct F {
  void (*&f())(int) { return fp; }
};
int main() {
  L a, b;
  a.rest() = &b;
  std::printf("%d\n", a.next == &b);
  a.rest() = NULL;
  std::printf("%d\n", a.next == nullptr);
  a.rest() = 0;
  F().f() = NULL;
  int L::*m = &L::v;
  a.*m = 3;
  std::printf("%d\n", (a.rest() = nullptr) == NULL ? a.v : 0);
}
