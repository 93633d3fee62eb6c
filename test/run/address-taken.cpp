// RUN: %triple %s
// Scalars whose address is taken: through pointers, references, swaps, std::ref, a pointer kept in a struct.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <functional>
#include <iostream>
#include <utility>
#include <vector>

struct Cursor {
  int *at;
  int steps;
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE void bump(int *p) {
  perdure::checkpoint();
  ++*p;
  perdure::checkpoint();
}

RESUMABLE void walk(Cursor c) {
  while (c.steps-- > 0) {
    bump(c.at);
    perdure::checkpoint();
  }
}

RESUMABLE int parameter(int p) {
  int *self = &p;
  bump(self);
  *self *= 2;
  bump(&p);
  return p;
}

void plain(int &x) { x *= 3; }

RESUMABLE int main() {
  int a = 1, b = 2, c = 3;
  bump(&a);
  walk({&b, 3});
  int &alias = c;
  perdure::checkpoint();
  plain(c);
  alias += step(1);
  std::swap(a, b);
  std::cout << a << b << c << parameter(5) << '\n';

  std::reference_wrapper<int> wrapped = std::ref(a);
  std::vector<int *> pointers{&a, &b, &c};
  Cursor cursors[2] = {{&b, 0}, {&c, 1}};
  perdure::checkpoint();
  wrapped.get() += step(100);
  for (int *p : pointers) *p += step(1);
  *cursors[1].at -= step(cursors[1].steps);
  perdure::checkpoint();
  std::cout << a << ' ' << b << ' ' << c << '\n';

  for (int i = 0; i < 3; ++i) {
    int fresh = i;
    int *p = &fresh;
    perdure::checkpoint();
    *p += 10;
    bump(p);
    std::cout << fresh << ' ';
  }
  bool done = false;
  bool *flag = &done;
  double d = 1.5, *pd = &d;
  perdure::checkpoint();
  *flag = true;
  *pd += step(1);
  std::cout << done << d << '\n';
}
