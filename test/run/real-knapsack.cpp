// RUN: %triple %s
// Dynamic programming: knapsack with the items read back, longest common subsequence, edit distance, coin change.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <climits>
#include <iostream>
#include <string>
#include <vector>

struct Item {
  const char *name;
  int weight, value;
};

RESUMABLE std::vector<Item> choose(const std::vector<Item> &items, int capacity, int &total) {
  std::vector<std::vector<int>> best(items.size() + 1, std::vector<int>(std::size_t(capacity) + 1, 0));
  for (std::size_t i = 1; i <= items.size(); ++i) {
    const Item &item = items[i - 1];
    for (int w = 0; w <= capacity; ++w) {
      best[i][std::size_t(w)] = best[i - 1][std::size_t(w)];
      if (item.weight <= w)
        best[i][std::size_t(w)] =
            std::max(best[i][std::size_t(w)], best[i - 1][std::size_t(w - item.weight)] + item.value);
    }
    perdure::checkpoint();
  }
  std::vector<Item> chosen;
  int w = capacity;
  for (std::size_t i = items.size(); i > 0; --i)
    if (best[i][std::size_t(w)] != best[i - 1][std::size_t(w)]) {
      chosen.push_back(items[i - 1]);
      w -= items[i - 1].weight;
      perdure::checkpoint();
    }
  total = best.back().back();
  return chosen;
}

RESUMABLE std::string common(const std::string &a, const std::string &b) {
  std::vector<std::vector<unsigned>> length(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j)
      length[i][j] = a[i - 1] == b[j - 1] ? length[i - 1][j - 1] + 1 : std::max(length[i - 1][j], length[i][j - 1]);
    if (i % 2 == 0) perdure::checkpoint();
  }
  std::string out;
  for (std::size_t i = a.size(), j = b.size(); i && j;) {
    if (a[i - 1] == b[j - 1]) {
      out.insert(out.begin(), a[i - 1]);
      --i, --j;
      perdure::checkpoint();
    } else if (length[i - 1][j] >= length[i][j - 1])
      --i;
    else
      --j;
  }
  return out;
}

RESUMABLE int distance(const std::string &a, const std::string &b, std::size_t i, std::size_t j, int (&memo)[16][16]) {
  if (i == 0 || j == 0) return int(i + j);
  int &known = memo[i][j];
  if (known >= 0) return known;
  if ((i + j) % 4 == 0) perdure::checkpoint();
  int change = distance(a, b, i - 1, j - 1, memo) + (a[i - 1] != b[j - 1]);
  int shorter = 1 + std::min(distance(a, b, i - 1, j, memo), distance(a, b, i, j - 1, memo));
  return known = std::min(change, shorter);
}

RESUMABLE int coins(const std::vector<int> &kinds, int amount) {
  std::vector<int> least(std::size_t(amount) + 1, INT_MAX);
  least[0] = 0;
  for (int a = 1; a <= amount; ++a) {
    for (int k : kinds)
      if (k <= a && least[std::size_t(a - k)] != INT_MAX)
        least[std::size_t(a)] = std::min(least[std::size_t(a)], least[std::size_t(a - k)] + 1);
    if (a % 16 == 0) perdure::checkpoint();
  }
  return least.back() == INT_MAX ? -1 : least.back();
}

RESUMABLE int main() {
  const std::vector<Item> items{{"map", 9, 150},     {"compass", 13, 35}, {"water", 153, 200}, {"sandwich", 50, 160},
                                {"glucose", 15, 60}, {"tin", 68, 45},     {"banana", 27, 60},  {"apple", 39, 40}};
  int total = 0;
  for (const Item &i : choose(items, 200, total)) std::cout << i.name << ' ';
  std::cout << total << '\n' << common("checkpointing", "the appointing") << '\n';
  int memo[16][16];
  for (auto &row : memo) std::fill(std::begin(row), std::end(row), -1);
  const std::string a = "kitten sits", b = "sitting kit";
  std::cout << distance(a, b, a.size(), b.size(), memo) << ' ' << coins({1, 7, 23}, 60) << ' ' << coins({4, 6}, 31)
            << '\n';
}
