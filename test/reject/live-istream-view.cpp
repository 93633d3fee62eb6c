// RUN: not %perdurec %s %t.cpp -- -std=c++20 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A view that can be passed only once has read more than its stream can tell.
#include <perdure/perdure.hpp>

#include <ranges>
#include <sstream>

RESUMABLE int f() {
  std::istringstream in("1 2 3");
  int sum = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}} cannot be saved: it reads a stream that can be passed only once
  for (int x : std::views::istream<int>(in)) {
    perdure::checkpoint();
    sum += x;
  }
  return sum;
}

RESUMABLE int main() {
  return f();
}
