// RUN: %perdurec %s %t.cpp --all --safepoints=all -- -std=c++17
// RUN: FileCheck-19 %s < %t.cpp
// RUN: %perdurec %s --all --dump=unpacked -- -std=c++17 -DWITHOUT | cmp - %s
// The text behind the system headers, of which there are two where packs are written out, is the one that was written.
#define _GNU_SOURCE 1 // in front of headers, as it must be
#define TWICE(x) ((x) + (x))
#ifdef _WIN32
#include <windows.h>
#else
#include <unistd.h> /* a comment */
#endif
#include <cassert>
/* in between,
   two lines */
#include <cstdio> // "..."

#pragma perdure_behind_headers
// CHECK: #include <cstdio> // "..."
// CHECK-EMPTY:
// CHECK-NEXT: #pragma perdure_behind_headers

#ifndef WITHOUT
// CHECK: int sum(T_0 t_0, T_1 t_1, T_2 t_2)
template <class... T> int sum(T... t) {
  int all = 0;
  for (int k = 0; k < 2; ++k) all += (t + ... + 0);
  return all;
}
#else
template <class T> int sum(T a, T b, T c) { return a + b + c; }
#endif

// CHECK: #line [[#@LINE+2]] "{{.*}}behind-headers.cpp"
// CHECK-NEXT: int line() {
int line() { return TWICE(__LINE__); }

int main() {
  assert(line() == 2 * (__LINE__ - 3));
  std::printf("%d\n", sum(1, 2, 3));
}
