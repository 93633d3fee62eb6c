// RUN: %triple %s
// Tuples and pairs that hold references, std::tie, structured bindings of them.
#include <iostream>
#include <map>
#include <string>
#include <tuple>
#include <utility>
static std::tuple<int &, std::string &> both(int &a, std::string &b) { return std::tie(a, b); }
static int swapped(std::pair<int &, const std::string &> p) { return p.first += int(p.second.size()); }
int main() {
  int a = 1, b = 2;
  std::string s = "text";
  auto t = both(a, s);
  for (int i = 0; i < 2; ++i) {
    std::get<0>(t) += i + 1;
    std::get<1>(t) += "!";
  }
  std::tie(a, b) = std::make_pair(b, a);
  std::pair<int &, double> mixed(b, 1.5);
  mixed.first += 10;
  auto [x, y] = std::tie(a, b);
  x += 100;
  std::cout << a << ' ' << b << s << swapped({b, s}) << y << mixed.second << '\n';
}
