#include "city.hpp"

#include <algorithm>

std::vector<city> cities(int n) {
  std::vector<city> all;
  for (int k = 0; k < n; ++k) all.push_back({"city " + std::to_string(n - k), double(k * 37 % 11), double(k * 17 % 7)});
  std::sort(all.begin(), all.end(), before);
  return all;
}
