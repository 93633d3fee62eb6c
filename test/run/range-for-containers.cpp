// RUN: %triple %s
// Range-for over std containers: the iterators live across the suspension.
#include <perdure/perdure.hpp>

#include <array>
#include <deque>
#include <iostream>
#include <list>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE void print_all(const std::map<std::string, std::vector<int>> &m) {
  for (const auto &[key, values] : m) {
    std::cout << key << ':';
    for (int v : values) std::cout << step(v) << ',';
    perdure::checkpoint();
    std::cout << values.size() << ' ';
  }
  std::cout << '\n';
}

RESUMABLE int main() {
  std::map<std::string, std::vector<int>> m;
  m["b"] = {1, 2};
  m["a"] = {};
  m["c"].push_back(step(3));
  print_all(m);
  for (auto &[key, values] : m) values.push_back(step(int(key.size())));
  print_all(m);

  std::array<long, 3> fixed{{7, 8, 9}};
  for (long &x : fixed) x *= step(2);
  std::vector<bool> bits{true, false, true};
  for (bool b : bits) std::cout << step(b);
  for (auto &&b : bits) b = !b;
  for (bool b : bits) std::cout << b;
  for (long x : fixed) std::cout << ' ' << x;
  std::cout << '\n';

  std::list<std::string> names{"x", "yy", "zzz"};
  for (std::string &n : names) n += std::to_string(step(int(n.size())));
  std::deque<int> queue(names.size(), 1);
  for (int &q : queue) q += step(1);
  std::set<int> seen;
  for (const std::string &n : names) seen.insert(step(int(n.size())));
  for (int x : seen) std::cout << step(x) << ' ';
  for (const std::string &n : names) {
    perdure::checkpoint();
    std::cout << n << ' ';
  }
  for (int q : queue) std::cout << q;
  std::cout << '\n';

  std::unordered_map<int, int> squares;
  for (int i = 0; i < 10; ++i) squares[i] = i * i;
  int sum = 0;
  for (const auto &entry : squares) sum += step(entry.second);
  std::cout << sum << '\n';

  for (auto it = m.begin(); it != m.end(); ++it) {
    perdure::checkpoint();
    std::cout << it->first << it->second.size();
  }
  auto found = m.find("b");
  auto middle = fixed.begin() + 1;
  auto end = names.end();
  perdure::checkpoint();
  std::cout << found->first << *middle << *--end << '\n';
}
