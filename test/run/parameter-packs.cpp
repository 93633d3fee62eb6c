// RUN: %triple %s
// Function templates with parameter packs that are marked: the suspension lies inside of folds and expansions.
#include <cstdio>
#include <perdure/perdure.hpp>
#include <string>
#include <tuple>
RESUMABLE int twice(int x) {
  perdure::checkpoint();
  return 2 * x;
}
template <class... A> RESUMABLE int sum(A... a) { return (0 + ... + twice(a)); }
template <class F, class... A> RESUMABLE int all(F f, const A &...a) {
  int n = 0;
  ((n += f(a)), ...);
  return n;
}
RESUMABLE int main() {
  printf("%d\n", sum(1, 2, 3));
  printf("%d\n", all([](int x) { return twice(x) + 1; }, 4, 5));
}
