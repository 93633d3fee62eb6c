// RUN: %triple %s
// Static locals that never change after their initialisation are built anew in a new process; suspensions pass them.
#include <perdure/perdure.hpp>

#include <array>
#include <iostream>
#include <map>
#include <string>
#include <vector>

std::vector<int> squares(int n) {
  std::vector<int> v;
  for (int i = 0; i < n; ++i) v.push_back(i * i);
  return v;
}

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int lookup(int i) {
  static const std::vector<int> table = squares(10);
  static constexpr int offset = 1000;
  static const char *const names[] = {"zero", "one", "two"};
  perdure::checkpoint();
  int value = table[std::size_t(step(i))];
  std::cout << names[i % 3] << ' ';
  return value + offset;
}

RESUMABLE const std::string &word(const std::string &key) {
  static const std::map<std::string, std::string> words{{"a", "alpha"}, {"b", "beta"}};
  perdure::checkpoint();
  auto found = words.find(key);
  static const std::string none = "none";
  return found == words.end() ? none : found->second;
}

RESUMABLE int main() {
  for (int i = 3; i < 6; ++i) std::cout << lookup(i) << ' ';
  std::cout << word("a").size() << word("b").size() << word("c").size() << '\n';
}
