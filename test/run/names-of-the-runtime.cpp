// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Classes with names that the runtime has in its own namespace.
#include <cstdio>
int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
struct arena {
  static int made;
  int used = 0;
  int take(int n) {
    for (int i = 0; i < n; ++i) used += step(i);
    ++made;
    static int calls = 0;
    return used + ++calls;
  }
};
int arena::made = 0;
template <class T, char C = 'a', char Q = '\''> struct pool {
  static int all;
  T from;
  int take(int n) {
    all += C + Q;
    step(2);
    return from.take(n) + all;
  }
  static int twice(int n) { return 2 * step(n); }
};
template <class T, char C, char Q> int pool<T, C, Q>::all = 0;
class image {
  struct frame {
    static int count;
    int n = 3;
    int run() {
      ++count;
      return step(n);
    }
  };
  frame own;

public:
  int all() { return own.run() + step(2) + frame::count; }
};
int image::frame::count = 0;
namespace graph {
struct point {
  int x = 2;
  int y(int n) { return step(n) + x; }
};
} // namespace graph
struct function {
  int call(int n) { return step(n); }
};
int main() {
  arena a;
  std::printf("%d\n", a.take(4));
  pool<arena> p;
  std::printf("%d\n", p.take(3));
  std::printf("%d %d\n", pool<arena>::twice(4), arena::made);
  image i;
  std::printf("%d\n", i.all());
  std::printf("%d\n", pool<graph::point>::twice(2));
  graph::point q;
  std::printf("%d\n", q.y(3));
  std::printf("%d\n", function().call(4));
}
