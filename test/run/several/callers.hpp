#pragma once
#include <functional>

void each(int n, const std::function<void(int)> &f);
long twice(const std::function<long(long)> &f);
