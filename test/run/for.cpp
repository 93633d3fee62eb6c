// RUN: %triple %s
// for: suspension in init, condition, increment and body; parts left out; several variables; nested.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <vector>

RESUMABLE int step(int x) {
  std::cout << '.';
  perdure::checkpoint();
  return x;
}

RESUMABLE long sum_to(int n) {
  long sum = 0;
  for (int i = 1; i <= n; ++i) {
    sum += i;
    if (i % 3 == 0) perdure::checkpoint();
  }
  return sum;
}

RESUMABLE int main() {
  std::cout << sum_to(10) << '\n';
  for (int i = step(2); i < step(6); i += step(2)) std::cout << i;
  std::cout << '\n';
  for (int i = 0, j = step(3); i != j; ++i, j -= step(0)) std::cout << i << j << ' ';
  std::cout << '\n';

  int k = 0;
  for (;;) {
    if (step(++k) == 3) break;
  }
  for (; step(k) < 5;) ++k;
  for (;; k += step(1))
    if (k > 7) break;
  std::cout << k << '\n';

  for (Still s("init"); k > step(6); --k) {
    Still t("body" + std::to_string(k));
    perdure::checkpoint();
    std::cout << s.name << ' ';
  }
  std::cout << '\n';

  std::vector<std::vector<int>> triangle;
  for (int row = 0; row < 4; ++row) {
    triangle.emplace_back();
    for (int column = 0; column <= row; ++column) {
      int v = column == 0 || column == row ? 1 : triangle[row - 1][column - 1] + triangle[row - 1][column];
      triangle.back().push_back(step(v));
    }
  }
  for (const std::vector<int> &row : triangle) {
    for (int v : row) std::cout << v << ' ';
    std::cout << '/';
  }
  std::cout << '\n';

  for (int i = 0; int left = step(3 - i); ++i) {
    if (left == 2) continue;
    std::cout << left;
  }
  for (int i = 0; i < 2; perdure::checkpoint(), ++i) std::cout << 'i' << i;
  std::cout << '\n';
}
