// RUN: %triple %s
// Several suspending calls among the arguments of one call. C++ leaves their order open, so nothing here shows it.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE std::string text(int x) {
  perdure::checkpoint();
  return std::string(std::size_t(x), 'x');
}

int plain(int a, int b, int c) { return a * 100 + b * 10 + c; }

RESUMABLE int resumable(int a, const std::string &b, long c, double d) {
  perdure::checkpoint();
  return int(a * 1000 + int(b.size()) * 100 + c * 10 + std::lround(d));
}

RESUMABLE void set(int &out, int value) {
  perdure::checkpoint();
  out = value;
}

RESUMABLE int &at(std::vector<int> &v, int i) {
  perdure::checkpoint();
  return v[std::size_t(i)];
}

RESUMABLE int by_value(std::string a, std::vector<int> b, int c) {
  perdure::checkpoint();
  a += "!";
  b.push_back(c);
  perdure::checkpoint();
  return int(a.size() * 10 + b.size());
}

struct Adder {
  int base;
  int add(int a, int b) const { return base + a + b; }
};

RESUMABLE int main() {
  std::cout << plain(step(1), 2, step(3)) << ' ' << plain(4, step(5), 6) << '\n';
  std::cout << resumable(step(1), text(2), step(3), step(4)) << '\n';
  std::cout << resumable(plain(0, 0, step(5)), text(step(6)), plain(step(0), 0, step(7)), 8.2) << '\n';
  std::cout << std::max(step(3), step(9)) << std::min({step(4), step(2), step(8)}) << std::pow(step(2), step(5))
            << '\n';
  std::vector<int> v{1, 2, 3};
  set(at(v, step(0)), step(10));
  set(v[std::size_t(step(1))], at(v, 2) + step(20));
  std::cout << v[0] << ' ' << v[1] << ' ' << v[2] << '\n';
  std::cout << by_value(text(3), v, step(4)) << by_value("ab", {step(1), step(2)}, 0) << '\n';
  std::cout << Adder{step(100)}.add(step(10), step(1)) << '\n';
  std::printf("%d %s %c\n", step(42), text(3).c_str(), char(step('c')));
  std::fflush(stdout);
  v.insert(v.begin() + step(1), std::size_t(step(2)), step(7));
  std::string s = text(2).append(text(3)).append(std::size_t(step(2)), 'y');
  for (int x : v) std::cout << x << ' ';
  std::cout << s << ' ' << std::string(std::size_t(step(4)), char(step('z'))) << '\n';
}
