// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A variable is used in the scope in which another one of its name is declared later.
#include <iostream>
#include <string>
#include <utility>

static int step(int n) { return n + 1; }

static std::string text(int n) {
  int same = step(n);
  int *pointer = &same;
  std::pair<int, int> both{step(1), 2};
  auto &[first, second] = both;
  {
    int result = step(*pointer);
    same += result + first;
    std::string same = "inner " + std::to_string(*pointer);
    long first = second;
    std::cout << same << ' ' << first << '\n';
  }
  return std::to_string(same + step(first));
}

int main() { std::cout << text(3) << '\n'; }
