#pragma once
#include "deep/types.hpp"
struct A {
  Num n = 1;
  int step(int k) {
    for (int i = 0; i < k; ++i) n += i;
    return n;
  }
};
