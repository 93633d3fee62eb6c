// RUN: %triple %s
// In braces the order is fixed, left to right: aggregates, constructors, initializer lists, nested and as arguments.
#include <perdure/perdure.hpp>

#include <initializer_list>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

RESUMABLE int step(int x) {
  std::cout << x << ' ';
  perdure::checkpoint();
  return x;
}

RESUMABLE std::string text(const char *s) {
  std::cout << s << ' ';
  perdure::checkpoint();
  return s;
}

struct Triple {
  int a, b, c;
};

struct Pair {
  Triple first;
  std::string second;
};

struct Made {
  int value;
  Made(int a, int b) : value(a * 10 + b) {}
};

RESUMABLE int sum(Triple t) {
  perdure::checkpoint();
  return t.a + t.b * 10 + t.c * 100;
}

RESUMABLE int count(std::initializer_list<std::string> list) {
  int n = 0;
  for (const std::string &s : list) {
    perdure::checkpoint();
    n += int(s.size());
  }
  return n;
}

RESUMABLE Pair pair() { return {{step(1), step(2), step(3)}, text("four")}; }

RESUMABLE int main() {
  Triple t{step(1), step(2), step(3)};
  std::cout << "= " << t.a << t.b << t.c << '\n';
  Pair p{{step(4), 0, step(5)}, text("six")};
  std::cout << "= " << p.first.a << p.first.b << p.first.c << p.second << '\n';
  Made m{step(7), step(8)};
  std::cout << "= " << m.value << '\n';
  std::cout << "= " << sum({step(1), step(2), 0}) + sum(Triple{step(3), step(4), step(5)}) << '\n';
  std::cout << "= " << count({text("a"), "bb", text("ccc")}) << '\n';
  std::vector<std::pair<int, std::string>> v{{step(1), text("x")}, {step(2), text("y")}};
  std::map<std::string, std::vector<int>> all{{text("k"), {step(1), step(2)}}, {text("l"), {}}};
  p = {{step(9), 8, 7}, text("z")};
  v.push_back({step(3), text("w")});
  std::cout << "= " << v.size() << v[1].second << all["k"].size() << p.first.a << v[2].second << '\n';
  Pair q = pair();
  int a[2][2] = {{step(1), step(2)}, {step(3)}};
  std::cout << "= " << q.first.c << q.second << a[1][0] << a[1][1] << int{step(6)} << '\n';
}
