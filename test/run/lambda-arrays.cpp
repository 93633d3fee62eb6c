// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Arrays that lambdas copy, of several dimensions, of objects, const, through nested lambdas and structured bindings;
// and members whose result is deduced inside the class, lambdas among them.
#include <functional>
#include <iostream>
#include <string>
#include <vector>

struct Cell {
  std::string text;
  int copies = 0;
  Cell(const char *t) : text(t) {}
  Cell(const Cell &other) : text(other.text), copies(other.copies + 1) {}
};
struct Held {
  int numbers[2];
  std::string word;
};

struct Widget {
  int size = 3;
  auto grower() {
    return [this](int n) {
      for (int i = 0; i < n; ++i) ++size;
      return size;
    };
  }
  auto twice() const { return size * 2; }
  const auto &self() const {
    for (int i = 0; i < 2; ++i) {}
    return *this;
  }
  decltype(auto) mine() {
    for (int i = 0; i < 2; ++i) {}
    return (size);
  }
  int grown(int n) {
    auto grow = grower();
    int sum = 0;
    for (int i = 0; i < n; ++i) sum += grow(i) + self().twice();
    return sum;
  }
  auto *pointer() { return &size; }
};

int main() {
  int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
  const char name[] = "name";
  Cell cells[2] = {"a", "b"};
  auto copy = [grid, cells, name]() mutable {
    int sum = 0;
    for (auto &row : grid)
      for (int &v : row) sum += v++;
    std::string s = name;
    for (Cell &c : cells) s += c.text += "!";
    return s + std::to_string(sum) + std::to_string(cells[0].copies);
  };
  grid[0][0] = 100;
  std::string one = copy(), two = copy();
  std::cout << one << ' ' << two << ' ' << cells[0].text << '\n';
  auto outer = [=](int n) {
    auto inner = [=] {
      int sum = n;
      for (auto &row : grid)
        for (int v : row) sum += v;
      return sum;
    };
    return inner() + inner();
  };
  std::function<int(int)> f = outer;
  grid[1][1] = 0;
  std::cout << outer(1) << ' ' << f(2) << '\n';
  auto [numbers, word] = Held{{7, 8}, "held"};
  auto bound = [n = numbers, &w = word](int k) {
    for (int i = 0; i < k; ++i) w += '.';
    return n[k] + int(w.size());
  };
  int b0 = bound(0), b1 = bound(1);
  std::cout << b0 << ' ' << b1 << '\n';
  Widget w;
  int a = w.grown(3);
  w.mine() += 5;
  ++*w.pointer();
  std::cout << a << ' ' << w.twice() << ' ' << w.self().size << '\n';
}
