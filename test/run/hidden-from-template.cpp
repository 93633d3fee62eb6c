// RUN: %triple %s
// FLAGS: --all --safepoints=all
// An unqualified name in a template means what was declared in front of it, and what its arguments lead to.
#include <cstdio>

namespace shapes {
struct circle {};
} // namespace shapes

void g(double) { std::puts("g(double)"); }
void show(const shapes::circle &) { std::puts("show(circle)"); }

template <class T> struct S {
  void f() const {
    for (int i = 0; i < 2; ++i) g(1); // bound here
  }
};
template <class T> void each(T value) {
  for (int i = 0; i < 2; ++i) g(value);
}

void g(int) { std::puts("g(int)"); }

namespace shapes {
void draw(const circle &) { std::puts("draw(circle)"); }
} // namespace shapes
template <class T> void paint(const T &shape) {
  for (int i = 0; i < 2; ++i) draw(shape), show(shape);
}
namespace shapes {
void draw(int) { std::puts("draw(int)"); }
} // namespace shapes

int main() {
  S<int>().f();
  each(2);
  each(2.5);
  paint(shapes::circle());
  g(1);
}
