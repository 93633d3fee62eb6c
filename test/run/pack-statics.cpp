// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Static locals and static members of templates with parameter packs: one for each instance, also for the one that has
// no arguments at all.
#include <cstdio>

template <class... T> int count(T...) {
  static int calls = 0;
  return ++calls;
}
template <class... T> struct Outside {
  static int n;
  int up();
};
template <class... T> int Outside<T...>::n = 3;
template <class... T> int Outside<T...>::up() {
  static int m = 5 + int(sizeof...(T));
  n += 2;
  for (int i = 0; i < 3; ++i) ++m;
  return m * 100 + n;
}
template <class... T> struct Inside {
  inline static int n = 4;
  int up() {
    static int m = 5;
    n += 2;
    for (int i = 0; i < 3; ++i) ++m;
    return m * 100 + n;
  }
  int never() { return n + nothing(T()...); } // does not compile, and nobody calls it
};

int main() {
  for (int i = 0; i < 3; ++i) {
    std::printf("%d", count(1));
    std::printf(" %d", count(1, 2));
    std::printf(" %d", count(1));
    std::printf(" %d\n", count());
  }
  Outside<int, char> c;
  Outside<> e;
  Inside<int, long> d;
  for (int i = 0; i < 3; ++i) {
    std::printf("%d", c.up());
    std::printf(" %d", e.up());
    std::printf(" %d\n", d.up());
  }
}
