// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Functions that begin in one group of a conditional, or end in one.
#include <cstdio>

#ifdef UNKNOWN
int first(int n) {
#else
int first(int n, int m = 2) {
  n += m;
#endif
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

#ifndef UNKNOWN
int second(int n) {
#else
int second(long n) {
#endif
  const char *text = R"(
#endif
)";
  /*
#endif
  */
  int s = text[1];
  for (int i = 0; i < n; ++i) s += first(i);
  return s;
#ifdef UNKNOWN
  ;
}
#else
}
#endif

int third(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += second(i);
#if __cplusplus > 201103L
  return s;
}
#else
  return s + 1;
}
#endif

template <class T>
#if defined(UNKNOWN)
T fourth(T n) {
#else
T fourth(const T &n) {
#endif
  T s = 0;
  for (T i = 0; i < n; ++i) s += third(int(i));
  return s;
}

struct Class {
#if defined(UNKNOWN)
  int member(int n){
#else
  int member(long n) {
#endif
      int s = 0;
  for (int i = 0; i < n; ++i) s += first(i);
  return s;
}
}
;

#ifdef UNKNOWN
int main() {
#else
int main(int argc, char **argv) {
#endif
  int a = fourth(3);
  long b = fourth(2L);
  std::printf("%d %ld %d %d\n", a, b, Class().member(3), argc);
  return argv ? 0 : 1;
}
