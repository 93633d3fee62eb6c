// RUN: %triple %s
// A lambda that lives across a suspension.
#include <perdure/perdure.hpp>

RESUMABLE int f(int n) {
  auto twice = [n](int x) { return x * 2 + n; };
  perdure::checkpoint();
  return twice(1);
}

RESUMABLE int main() { return f(1); }
