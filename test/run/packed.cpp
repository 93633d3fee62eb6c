// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Members of packed classes have no address that a reference could bind to.
#include <cstdio>
#include <cstring>

struct __attribute__((packed)) Header {
  char kind;
  int length;
  short flags[3];
  double ratio;
};
#pragma pack(push, 1)
struct Record {
  unsigned char tag;
  long value;
  struct {
    char c;
    float f;
  } inner;
};
#pragma pack(pop)
/// Numbers, but not trivially copyable.
struct Flags {
  unsigned low : 15;
  signed high : 30;
  Flags &operator=(const Flags &other) {
    low = other.low;
    high = other.high;
    return *this;
  }
};
#pragma pack(push, 1)
struct Tagged {
  char tag;
  Flags flags;
};
#pragma pack(pop)
struct Mixed {
  char c;
  int n __attribute__((packed));
  int *p;
};
Header global = {'g', 1, {1, 2, 3}, 0.5};

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

int main() {
  Header h = {'a', 77, {4, 5, 6}, 2.5};
  Record *r = new Record[2]{{1, 2, {'x', 1.5f}}, {3, 4, {'y', 2.5f}}};
  Tagged tagged[2] = {{'s', {5, -7}}, {'t', {6, -8}}};
  int target = 9;
  Mixed m = {'m', 8, &target};
  h.length += step(3);
  r[1].value += step(4);
  global.flags[1] = short(global.flags[1] + step(2));
  *m.p += step(5);
  tagged[1].flags.low = tagged[0].flags.low;
  tagged[1].flags.high -= step(2);
  unsigned char bytes[sizeof h];
  std::memcpy(bytes, &h, sizeof h);
  step(1);
  int length;
  std::memcpy(&length, bytes + 1, sizeof length);
  std::printf("%d %d %d %g %ld %c %g\n", int(sizeof h), length, h.flags[2], h.ratio, long(r[1].value), r[1].inner.c,
              double(r[1].inner.f));
  std::printf("%d %d %d %g\n", target, m.n, global.flags[1], global.ratio);
  std::printf("%c %d %d\n", tagged[1].tag, int(tagged[1].flags.low), int(tagged[1].flags.high));
  delete[] r;
}
