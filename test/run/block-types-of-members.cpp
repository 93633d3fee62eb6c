// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Types that a block declares under the name of a member of another class, or of another block's type.
#include <cstddef>
#include <cstdio>

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

struct narrow {
  typedef int type;
  static int decode(int n) { return step(n) + 1; }
};
struct wide {
  typedef long type;
  static int decode(int n) { return step(n) + 2; }
};
template <std::size_t size> struct selector;
template <> struct selector<4> {
  typedef narrow decoder;
};
template <> struct selector<8> {
  typedef wide decoder;
};

template <class T> int decoded(T n) {
  typedef selector<sizeof(int)>::decoder decoder;
  typename decoder::type x = n;
  return decoder::decode(int(x)) + step(2);
}
template <class T> int both(T n) {
  int sum = 0;
  {
    typedef selector<sizeof(int)>::decoder decoder;
    sum += decoder::decode(int(n)) + step(int(sizeof(typename decoder::type)));
  }
  {
    typedef typename selector<sizeof(T)>::decoder decoder;
    sum += decoder::decode(int(n)) + step(int(sizeof(typename decoder::type)));
  }
  return sum;
}
int plain(int n) {
  typedef selector<8>::decoder decoder;
  for (int i = 0; i < n; ++i) {
    typedef selector<4>::decoder decoder;
    n += decoder::decode(i) > 2;
    if (n > 6) break;
  }
  return decoder::decode(n);
}

int main() {
  std::printf("%d\n", decoded(3));
  std::printf("%d\n", both(3));
  std::printf("%d\n", both(3L));
  std::printf("%d\n", plain(4));
}
