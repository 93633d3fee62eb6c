// RUN: %triple %s
// References to locals, parameters, elements, members, results and other frames' variables stay what they were.
#include <perdure/perdure.hpp>

#include <iostream>
#include <map>
#include <string>
#include <vector>

struct Pair {
  int first;
  std::string second;
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE void down(int &outermost, int depth) {
  int mine = depth;
  if (depth > 0) {
    down(depth % 2 ? mine : outermost, depth - 1);
    perdure::checkpoint();
  }
  outermost += mine;
}

RESUMABLE int &larger(int &a, int &b) {
  perdure::checkpoint();
  return a > b ? a : b;
}

RESUMABLE std::string &append(std::string &s, const std::string &t) {
  perdure::checkpoint();
  s += t;
  perdure::checkpoint();
  return s;
}

RESUMABLE int parameter(int p, std::string s) {
  int &r = p;
  std::string &t = s;
  perdure::checkpoint();
  r *= 2;
  t += "!";
  perdure::checkpoint();
  return p + int(s.size());
}

RESUMABLE void consume(std::string &&s, std::vector<std::string> &out) {
  perdure::checkpoint();
  out.push_back(std::move(s));
}

RESUMABLE int main() {
  int n = 1, m = 2;
  int &r = n;
  const int &c = n;
  int &second = r;
  perdure::checkpoint();
  r += step(10);
  second += 100;
  std::cout << n << c << '\n';

  larger(n, m) = step(5);
  larger(n, m) += 1;
  std::cout << n << m << '\n';

  std::vector<int> v{1, 2, 3};
  int &element = v[1];
  const int &last = v.back();
  perdure::checkpoint();
  element = step(20);
  v[2] = 30;
  perdure::checkpoint();
  std::cout << v[1] << last << '\n';

  Pair pair{1, "one"};
  int &first = pair.first;
  std::string &text = pair.second;
  char &letter = text[0];
  perdure::checkpoint();
  first = step(9);
  letter = 'O';
  std::cout << pair.first << pair.second << append(append(text, "-"), "+").size() << text << '\n';

  std::map<std::string, Pair> map{{"k", pair}};
  Pair &entry = map["k"];
  auto &[number, word] = entry;
  perdure::checkpoint();
  number += step(1);
  word = "w";
  std::cout << map["k"].first << map["k"].second << '\n';

  int grid[2][2] = {{1, 2}, {3, 4}};
  int(&row)[2] = grid[1];
  int &cell = row[0];
  perdure::checkpoint();
  cell = step(7);
  std::cout << grid[1][0] << row[1] << '\n';

  int total = 0;
  down(total, 5);
  std::cout << total << ' ' << parameter(3, "abc") << '\n';
  std::vector<std::string> out;
  std::string moved = "moved";
  consume(std::move(moved), out);
  consume("temporary", out);
  std::vector<std::string> &alias = out;
  perdure::checkpoint();
  std::cout << alias[0] << alias[1] << '\n';
}
