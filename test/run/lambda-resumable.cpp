// RUN: %triple %s
// Resumable lambdas.
#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int main() {
  auto twice = [](int x) RESUMABLE { return step(x) * 2; };
  return twice(1);
}
