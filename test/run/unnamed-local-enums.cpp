// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Local enums without a name: for one variable, for several, under a typedef, in members and templates.
#include <cstdio>
int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
int f(int n) {
  enum { left, right, stay } move = stay;
  for (int i = 0; i < n; ++i) {
    if (step(i) % 2)
      move = left;
    else
      move = right;
    std::printf("%d %d\n", i, move == left);
  }
  return move;
}
struct mesh {
  int k = 0;
  int walk(int n) {
    enum { out, in } where;
    enum { a, b } u = a, v = b;
    where = out;
    while (k < n) {
      where = step(k) % 3 ? in : out;
      ++k;
      std::printf("%d %d%d\n", (int)where, u, v);
    }
    typedef enum { x = 4, y } letter;
    letter l = y;
    step(2);
    switch (where) {
    case out:
      return 1;
    case in:
      return 2 + l;
    }
    return 0;
  }
};
template <class T> T g(T n) {
  enum { p, q } where = p;
  for (T i = 0; i < n; ++i) {
    if (step(i) > 2) where = q;
    std::printf("%d\n", where == q);
  }
  enum { many = 7 };
  T a[many] = {};
  step(3);
  return a[0] + where;
}
template <class T> struct G {
  static T h(T n) {
    enum { p, q } where = p;
    for (T i = 0; i < n; ++i) {
      if (step(i) > 2) where = q;
      std::printf("%d\n", where == q);
    }
    return where;
  }
};
int main() {
  std::printf("%d\n", f(4));
  mesh m;
  std::printf("%d\n", m.walk(5));
  std::printf("%d\n", g(4));
  std::printf("%ld\n", g(5L));
  std::printf("%d\n", G<int>::h(4));
  std::printf("%ld\n", G<long>::h(5L));
}
