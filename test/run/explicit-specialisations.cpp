// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Explicit specialisations are spelled with the full names of their arguments.
#include <cstdio>
#include <vector>
namespace lib {
struct none {
  int n = 2;
};
template <class T> struct post {
  T t;
  int get(int k) const {
    int s = 0;
    for (int i = 0; i < k; ++i) s += int(t.n);
    return s;
  }
};
template <> struct post<none> {
  none kept;
  int n = 7;
  int get(int k) const {
    int s = 0;
    for (int i = 0; i < k; ++i) s += n;
    return s;
  }
};
template <class T> int use(T t) {
  int s = 0;
  for (int i = 0; i < 3; ++i) s += t.get(i);
  return s;
}
} // namespace lib
int main() {
  lib::post<lib::none> p;
  std::vector<lib::post<lib::none>> all(3);
  auto f = [p](int k) { return p.get(k); };
  std::printf("%d %d %d\n", lib::use(p), all[1].get(4), f(2));
}
