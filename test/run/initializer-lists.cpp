// RUN: %triple %s
// Variables and parameters of type std::initializer_list: the array behind them lives as long as the standard says.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <initializer_list>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int total(std::initializer_list<int> list) {
  int sum = 0;
  for (const int *p = list.begin(); p != list.end(); ++p) sum += step(*p);
  return sum + int(list.size());
}

RESUMABLE std::string joined(const std::initializer_list<std::string> &list) {
  std::string s;
  for (const std::string &part : list) {
    perdure::checkpoint();
    s += part + ",";
  }
  return s;
}

RESUMABLE int main() {
  auto list = {step(1), 2, step(3)};
  std::initializer_list<std::string> words = {"a", "b"};
  perdure::checkpoint();
  std::cout << total(list) << joined(words) << total({step(4), 5}) << joined({"x"}) << total({}) << '\n';
  for (const Still &s : std::initializer_list<Still>{Still("p"), Still("q")}) std::cout << s.name << step(1) << ' ';
  std::cout << '\n';
}
