// RUN: %triple %s
// reserve(): what points into a vector or a string stays valid while its capacity is enough, after a restore, too.
#include <iostream>
#include <string>
#include <vector>

static int twice(int n) { return 2 * n; }

int main() {
  std::vector<int> v;
  v.reserve(12);
  v.push_back(1);
  int *first = v.data();
  auto at = v.begin();
  for (int i = 0; i < 8; ++i) {
    v.push_back(twice(*at));
    *first += 1;
  }
  std::cout << v.capacity() << (first == v.data()) << v.back() << '\n';
  std::string s;
  s.reserve(50);
  char *start = &s[0];
  for (int i = 0; i < 30; ++i) s += char('a' + twice(i) % 26);
  *start = '*';
  std::cout << s << s.capacity() << (start == s.data()) << '\n';
  std::vector<std::string> words{"short", std::string(20, 'x')};
  words[0].reserve(twice(20));
  words.pop_back();
  twice(1);
  std::cout << words.capacity() << words[0].capacity() << words[0] << '\n';
}
