// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Temporaries that members of an aggregate refer to live as long as the aggregate: a variable, an array, a reference.
#include <cstdio>
#include <vector>

static int step(int x) {
  std::printf("%d ", x);
  return x;
}

struct Loud {
  int v;
  explicit Loud(int v) : v(v) { std::printf("+%d ", v); }
  Loud(const Loud &) = delete;
  ~Loud() {
    std::printf("-%d ", v);
    v = -9;
  }
};

struct Pair {
  int a;
  const Loud &left;
  Loud &&right;
};

struct Deep {
  Pair pair;
  std::vector<int> rest;
  int last;
};

int main() {
  {
    Pair p{1, Loud(2), Loud(3)};
    step(p.left.v);
    std::printf("%d %d: ", p.left.v, p.right.v);
  }
  std::printf("\n");
  {
    Pair p = {step(1), Loud(step(2)), Loud(step(3))};
    step(p.left.v);
    p.right.v = 4;
    std::printf("%d %d: ", p.left.v, p.right.v);
  }
  std::printf("\n");
  {
    Deep d{{1, Loud(2), Loud(3)}, {step(4), 5}, step(6)};
    step(d.pair.left.v);
    std::printf("%d %d: ", d.pair.right.v, d.rest[0]);
  }
  std::printf("\n");
  {
    const Deep &d = Deep{{1, Loud(step(2)), Loud(3)}, {}, 0};
    Pair &&p = {1, Loud(4), Loud(5)};
    step(d.pair.left.v);
    std::printf("%d %d %d: ", d.pair.right.v, p.left.v, p.right.v);
  }
  std::printf("\n");
  {
    Pair pairs[2] = {{1, Loud(step(2)), Loud(3)}, {4, Loud(5), Loud(step(6))}};
    step(pairs[0].left.v);
    std::printf("%d %d: ", pairs[1].left.v, pairs[1].right.v);
  }
  std::printf("\n");
  for (int k = 0; k < 2; ++k) {
    const int &n = step(k);
    const Pair p{n, Loud(n + 10), Loud(n + 20)};
    if (step(k) == 0) continue;
    std::printf("%d %d: ", p.left.v, p.right.v);
  }
  std::printf("\n");
}
