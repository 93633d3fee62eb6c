// RUN: %triple %s
// Default arguments: evaluated at each call that leaves them out, and copied into parameters that live on.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>
#include <vector>

RESUMABLE int step(int x) {
  std::cout << '.';
  perdure::checkpoint();
  return x;
}

RESUMABLE int plain(int a, int b = 10, const std::string &s = "abc");

RESUMABLE int plain(int a, int b, const std::string &s) {
  perdure::checkpoint();
  return a + b + int(s.size());
}

RESUMABLE std::string list(std::vector<int> v = {1, 2, 3}, char sep = ',') {
  std::string s;
  for (int x : v) {
    perdure::checkpoint();
    s += std::to_string(x) + sep;
  }
  return s;
}

int foreign(int a, int b = 5) { return a * b; }

RESUMABLE int main() {
  std::cout << plain(1) << ' ' << plain(1, 2) << ' ' << plain(step(1), 2, "x") << '\n';
  std::cout << list() << ' ' << list({7}) << ' ' << list({8, 9}, ';') << ' ' << foreign(step(3)) << '\n';
  for (int i = 0; i < 2; ++i) std::cout << plain(i) << ' ';
  std::cout << '\n';
}
