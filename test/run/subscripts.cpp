// RUN: %triple %s
// Subscripts: suspending index, suspending base, both sides of an assignment; array, vector, map, string, pointer.
#include <perdure/perdure.hpp>

#include <iostream>
#include <map>
#include <string>
#include <vector>

RESUMABLE std::size_t at(std::size_t i) {
  perdure::checkpoint();
  return i;
}

RESUMABLE std::vector<int> &self(std::vector<int> &v) {
  perdure::checkpoint();
  return v;
}

RESUMABLE int *decayed(int *p) {
  perdure::checkpoint();
  return p;
}

RESUMABLE std::string key(const char *k) {
  perdure::checkpoint();
  return k;
}

RESUMABLE int main() {
  int plain[4] = {10, 20, 30, 40};
  std::cout << plain[at(2)] << at(1)[plain] << decayed(plain)[at(3)] << *(plain + at(0)) << '\n';
  plain[at(0)] = plain[at(1)] + plain[at(2)];
  plain[at(1)]++;
  --plain[at(2)];
  std::cout << plain[0] << ' ' << plain[1] << ' ' << plain[2] << '\n';

  int grid[3][3] = {};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) grid[at(i)][at(j)] = int(i * 3 + j);
  std::cout << grid[at(1)][at(2)] << grid[2][at(0)] << '\n';

  std::vector<int> v{0, 1, 2, 3};
  self(v)[at(1)] = self(v)[at(3)] * 5;
  v[v[at(2)]] = int(at(9));
  v.at(at(0)) -= int(at(4));
  for (int x : v) std::cout << x << ' ';
  std::cout << '\n';

  std::map<std::string, std::map<int, std::string>> m;
  m[key("a")][int(at(1))] = key("one");
  m["b"][2] = m[key("a")][1] + key("!");
  m[key("a")][int(at(3))] += "three";
  for (const auto &[k, inner] : m)
    for (const auto &[n, s] : inner) std::cout << k << n << s << ' ';
  std::string s = "hello";
  s[at(0)] = char(at('J'));
  std::cout << s << s[at(4)] << key("xyz")[at(1)] << "literal"[at(3)] << '\n';
}
