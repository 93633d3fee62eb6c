// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Lists of macros that are included in the middle of functions, and mean something else each time.
#include <cstdio>

static int step(int x) {
  std::printf("%d ", x);
  return x;
}

#define ENTRY(name, value) name = value,
enum Color {
#include "macro-lists.inc"
};
#undef ENTRY

static const char *nameOf(int color) {
  step(color);
  switch (color) {
#define ENTRY(name, value)                                                                                             \
  case name:                                                                                                           \
    return #name;
#include "macro-lists.inc"
#undef ENTRY
  }
  return "?";
}

static int several(int n) {
  int r = n;
#define ENTRY(name, value) r += step(value);
#include "macro-lists.inc"
#undef ENTRY
#define ENTRY(name, value) r = r * 10 + name;
#include "macro-lists.inc"
#undef ENTRY
  step(r);
#define ENTRY(name, value) r -= value;
#include "macro-lists.inc"
  return r;
}
#undef ENTRY
#define ENTRY(name, value) values[name] += step(value * 100);

int main() {
  for (int i = 0; i < 4; ++i) std::printf("%s\n", nameOf(i));
  std::printf("%d\n", several(1));
  int values[3] = {};
  while (values[1] < 200) {
#include "macro-lists.inc"
  }
  std::printf("%d %d\n", values[1], values[2]);
}
