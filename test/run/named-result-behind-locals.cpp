// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A result that is built in its place, behind locals that no frame holds, because nothing is suspended behind them.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <set>
struct P {
  int n;
  explicit P(int k) : n(k) {
    for (int i = 0; i < k; ++i) ++n;
  }
  P(const P &p) : n(p.n) {}
  bool operator<(const P &o) const { return n < o.n; }
};
static std::set<P> gen() {
  P arr[] = {P(1), P(2), P(2)};
  const int num = sizeof(arr) / sizeof(P);

  std::set<P> ps;
  std::insert_iterator<std::set<P>> itr(ps, ps.begin());
  std::copy(arr, arr + num, itr);
  return ps;
}
int main() { std::printf("%d\n", (int)gen().size()); }
