// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Constants in braces that become another type stay constants, although a region begins in front of one.
#include <cmath>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

struct Point {
  double x, y;
};
struct Nearer {
  bool operator()(const Point &a, const Point &b) const {
    for (int i = 0; i < 1; ++i)
      if (a.x == b.x) return a.y < b.y;
    return std::hypot(a.x, a.y) < std::hypot(b.x, b.y);
  }
};
struct Cell {
  float weight;
  unsigned char kind;
  std::string name;
  bool operator<(const Cell &other) const {
    for (int i = 0; i < 2; ++i)
      if (weight != other.weight) return weight < other.weight;
    return kind < other.kind;
  }
};

int main() {
  std::set<Point, Nearer> points = {{2, 5}, {3, 4}, {1, 1}};
  for (const Point &p : points) std::printf("(%g %g)", p.x, p.y);
  std::set<Cell> cells{{2, 200, "b"}, {1, 'x', "a"}, {2, 7, "c"}};
  for (const Cell &c : cells) std::printf(" %s", c.name.c_str());
  std::set<float> numbers = {3, 1, 2};
  std::printf(" %g\n", double(*numbers.begin()));
}
