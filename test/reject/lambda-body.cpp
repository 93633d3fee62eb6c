// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A lambda calls a resumable function: it is not resumable, and the library that calls it could not be suspended.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int f(std::vector<int> &v) {
  int sum = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}lambda
  std::for_each(v.begin(), v.end(), [&](int x) { sum += step(x); });
  return sum;
}

RESUMABLE int main() {
  std::vector<int> v{1, 2};
  return f(v);
}
