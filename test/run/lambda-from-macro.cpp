// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A lambda that begins in a macro and ends behind it.
#include <cstdio>
template <class F> struct Guard {
  F f;
  Guard(F &&g) : f(g) {}
  Guard(Guard &&o) = default;
  ~Guard() { f(); }
};
struct Tag {};
template <class F> auto operator+(Tag, F &&f) { return Guard<F>(static_cast<F &&>(f)); }
#define ON_EXIT auto guard = Tag() + [&]()
void step(int n) {
  for (int i = 0; i < n; ++i) std::printf("%d\n", i);
}
int main() {
  int n = 3;
  {
    ON_EXIT {
      step(n);
      std::puts("exit");
    };
    step(2);
    n = 4;
  }
}
