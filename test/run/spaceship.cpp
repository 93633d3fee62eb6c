// RUN: %triple %s
// STD: c++20
// FLAGS: --all --safepoints=all
// Comparisons that are rewritten into calls of operator<=> and operator==, which suspend.
#include <algorithm>
#include <compare>
#include <iostream>
#include <set>
#include <vector>

int work(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
struct A {
  int v;
  std::weak_ordering operator<=>(const A &o) const {
    work(1);
    return v <=> o.v;
  }
  bool operator==(const A &o) const { return work(1) == 0 && v == o.v; }
  std::strong_ordering operator<=>(int n) const {
    work(2);
    return v <=> n;
  }
  bool operator==(int n) const { return work(2) == 1 && v == n; }
};
struct Walk { // an iterator that has nothing but ==
  int at;
  int operator*() const { return at + work(2); }
  Walk &operator++() {
    ++at;
    return *this;
  }
  bool operator==(const Walk &o) const { return work(1) == 0 && at == o.at; }
};
struct Walks {
  Walk begin() const { return {1}; }
  Walk end() const { return {4}; }
};
A make(int v) {
  work(1);
  std::cout << '(' << v << ')';
  return {v};
}

int main() {
  std::set<A> s;
  s.insert({3});
  s.insert({1});
  s.insert({2});
  for (const A &a : s) std::cout << a.v << ' ';
  std::vector<A> v(s.rbegin(), s.rend());
  std::ranges::sort(v);
  std::cout << v[0].v << (v[0] < v[1]) << (v < std::vector<A>{{5}}) << '\n';
  std::pair<A, int> p{{1}, 2}, q{{1}, 3};
  std::cout << (p < q) << (p != q) << '\n';
  const A three = make(3);
  std::cout << (make(2) <= three) << (three != make(2)) << (make(1) > 4) << (4 > make(1)) << (7 <= make(7))
            << (3 != make(4)) << ((5 <=> make(6)) < 0) << '\n';
  if (make(1) < three && !(make(2) >= three)) std::cout << "in order\n";
  while (v.size() != 5 && v[0] != A{4}) v.insert(v.begin(), A{int(v.size()) + 1});
  std::cout << v.size() << '\n';
  for (int n : Walks()) std::cout << n << ' ';
  std::cout << '\n';
}
