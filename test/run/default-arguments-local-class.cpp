// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A local class whose members call the function around them again, and leave arguments to their defaults.
#include <cstdio>
#include <string>
#include <utility>

namespace tower {
int start = 3;

int climb(int depth, int by = 2, const std::string &name = {"ladder", 3},
          std::pair<int, int> range = std::pair<int, int>(1, start)) {
  if (depth <= 0) return by + static_cast<int>(name.size()) + range.second;
  struct Step {
    int height;
    int up(int left) {
      height += left;
      int reached = climb(left);
      return reached + height + climb(left - 1, 5);
    }
  };
  Step step{by};
  int sum = step.up(depth - 1);
  std::printf("%d: %d %s %d\n", depth, sum, name.c_str(), step.height);
  return sum;
}

static int wide(int n, int (*way)(int, int, const std::string &, std::pair<int, int>) = &climb, int = 7) noexcept {
  struct Inner {
    static int again(int m) { return m > 0 ? wide(m - 1) : 1; }
  };
  return Inner::again(n) + way(1, n, "", {n, n});
}
} // namespace tower

int main() {
  std::printf("%d\n", tower::climb(3));
  std::printf("%d\n", tower::climb(2, 1, "rope"));
  std::printf("%d\n", tower::wide(2));
}
