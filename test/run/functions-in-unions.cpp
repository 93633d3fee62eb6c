// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Function pointers in unions and behind untyped pointers.
#include <cstdio>
#include <vector>
double twice(double x) { return 2 * x; }
double add(double x, double y) { return x + y; }
static double third(double x) { return x / 3; }
struct Callable {
  double (*raw)(double);
  void *user;
  double operator()(double x) const { return raw(x); }
};
struct Token {
  int code;
  union {
    struct {
      double *ptr;
      double data, data2;
    } val;
    struct {
      Callable cb;
      int argc, idx;
    } fun;
    struct {
      double (*two)(double, double);
    } bin;
  };
};
struct Erased {
  void *fun;
  int n;
};
union Either {
  double (*f)(double);
  void *p;
  long n;
};
int main() {
  double v = 3;
  std::vector<Token> code;
  Token t{};
  t.code = 0;
  t.val.ptr = &v;
  t.val.data = 1;
  t.val.data2 = 4;
  code.push_back(t);
  t.code = 1;
  t.fun.cb = {twice, nullptr};
  t.fun.argc = 1;
  t.fun.idx = 7;
  code.push_back(t);
  t.code = 1;
  t.fun.cb = {third, &v};
  code.push_back(t);
  t.code = 2;
  t.bin.two = add;
  code.push_back(t);
  Erased e{reinterpret_cast<void *>(&twice), 5};
  Either u;
  u.f = third;
  double acc = 0;
  for (int k = 0; k < 3; k++)
    for (Token &x : code) {
      switch (x.code) {
      case 0:
        acc += *x.val.ptr * x.val.data + x.val.data2;
        v += 1;
        break;
      case 1:
        acc = x.fun.cb(acc);
        std::printf("%d %d\n", x.fun.cb.user == &v, x.fun.idx);
        break;
      case 2:
        acc = x.bin.two(acc, v);
        break;
      }
      std::printf("%.6f %d %d\n", acc, e.fun == reinterpret_cast<void *>(&twice), u.f == third);
    }
  std::printf("%.3f\n", reinterpret_cast<double (*)(double)>(e.fun)(u.f(9)));
}
