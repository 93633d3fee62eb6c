// RUN: %triple %s
// Range-for over arrays, strings and braced lists; by value and by reference; suspension in the body.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <initializer_list>
#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int total(std::initializer_list<int> list) {
  int sum = 0;
  for (int x : list) sum += step(x);
  return sum;
}

struct Bag {
  std::vector<std::string> words;
  std::string label;
};

RESUMABLE Bag bag(const char *label) {
  perdure::checkpoint();
  return {{"one", "two", "three"}, label};
}

RESUMABLE int main() {
  int numbers[] = {3, 1, 2};
  for (int n : numbers) std::cout << step(n);
  for (int &n : numbers) n = step(n) * 10;
  for (const int &n : numbers) {
    perdure::checkpoint();
    std::cout << ' ' << n << '@' << (&n - numbers);
  }
  std::cout << '\n';

  int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
  for (auto &row : grid)
    for (int &cell : row) cell += step(1);
  for (const auto &row : grid) {
    for (int cell : row) std::cout << cell;
    perdure::checkpoint();
  }
  std::cout << '\n';

  std::string s = "abc";
  for (char &c : s) c = char(c - 'a' + step('A'));
  for (char c : s) std::cout << c << step(c) << ' ';
  for (char c : "xy") std::cout << step(c) << ' ';
  std::cout << '\n';

  Bag words = bag("kept");
  for (const std::string &w : words.words) std::cout << w.size() + step(0);
  std::cout << ' ' << total({1, 2, 3}) << ' ' << total({}) << '\n';

  std::cout << '\n';
}
