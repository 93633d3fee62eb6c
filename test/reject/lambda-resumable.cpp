// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Resumable lambdas are refused.
#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int main() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}lambda
  auto twice = [](int x) RESUMABLE { return step(x) * 2; };
  return twice(1);
}
