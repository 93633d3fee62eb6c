// RUN: %triple %s
// FLAGS: --all --safepoints=all
// CXXFLAGS: -w
// Functions that cannot be taken apart stay as they are: setjmp and longjmp, variable-length arrays, alloca, computed
// goto, statement expressions and "?:" without its middle. What they call does not suspend.
#include <alloca.h>
#include <csetjmp>
#include <cstdio>
#include <cstring>

static jmp_buf env;
int depth(int n) {
  char buf[32];
  std::snprintf(buf, sizeof buf, "d%d", n);
  if (n == 5) longjmp(env, 7);
  int r = depth(n + 1);
  return r + (int)std::strlen(buf);
}
int attempt(int k) {
  volatile int tries = k;
  int code = setjmp(env);
  if (code == 0) return depth(0);
  return code + tries;
}
int step(int k) {
  std::printf("step %d\n", k);
  return k + 1;
}
int sum(int n) {
  int a[n];
  for (int k = 0; k < n; ++k) a[k] = step(k);
  int s = 0;
  for (int k = 0; k < n; ++k) s += a[k];
  return s;
}
int other(int n) {
  int *p = (int *)alloca(n * sizeof(int));
  for (int k = 0; k < n; ++k) p[k] = step(k);
  return p[n - 1];
}
#define MAX(a, b)                                                                                                      \
  ({                                                                                                                   \
    auto x_ = (a);                                                                                                     \
    auto y_ = (b);                                                                                                     \
    x_ > y_ ? x_ : y_;                                                                                                 \
  })
int run(const unsigned char *code) {
  static void *table[] = {&&op_end, &&op_inc, &&op_add};
  int acc = 0;
  goto *table[*code];
op_inc:
  acc = step(acc);
  goto *table[*++code];
op_add:
  acc += *++code;
  goto *table[*++code];
op_end:
  return acc;
}
int main() {
  int total = 0;
  for (int k = 0; k < 3; ++k) {
    total += attempt(k) + step(k);
    std::printf("%d %d %d\n", total, sum(k + 1), other(k + 1));
  }
  int m = MAX(step(2), step(5));
  int q = step(3) ?: step(9);
  const unsigned char code[] = {1, 1, 2, 10, 1, 0};
  std::printf("%d %d %d\n", m, q, run(code));
}
