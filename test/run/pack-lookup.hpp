// A call in a template that is bound where the template is defined, and a class that is used before the header ends;
// see pack-lookup.cpp.
#pragma once

#include <initializer_list>

inline int bound(long) { return 1; }
template <class... A> int calls(A... a) { return bound(1) * 100 + (0 + ... + int(a)); }
inline int bound(int) { return 2; }
template <class... A> int later(A... a) {
  int sum = 0;
  for (int n : {int(a)...}) sum += n * bound(1);
  return sum;
}

template <class... A> struct Used {
  int sum(A... a) const { return (0 + ... + int(a)); }
};
inline int use() { return Used<int, long>().sum(1, 2L); }
