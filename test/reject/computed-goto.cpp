// RUN: not %perdurec %s %t.cpp -- -std=gnu++17 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Labels as values mean addresses in one body; a resumable function has two.
#include <perdure/perdure.hpp>

RESUMABLE int f(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: computed goto in a resumable function
  static void *const labels[] = {&&one, &&two};
  goto *labels[n & 1];
one:
  perdure::checkpoint();
  return 1;
two:
  perdure::checkpoint();
  return 2;
}

RESUMABLE int main() {
  return f(1);
}
