#include "callers.hpp"

void each(int n, const std::function<void(int)> &f) {
  for (int i = 0; i < n; ++i) f(i);
}

long twice(const std::function<long(long)> &f) { return f(3) + f(f(2)); }
