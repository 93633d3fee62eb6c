// RUN: %triple %s
// auto, decltype, using and typedef, at file scope and in functions; variables whose type nobody spelled.
#include <perdure/perdure.hpp>

#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

typedef unsigned long count_t;
using Names = std::map<std::string, std::vector<int>>;

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE auto names() -> Names {
  perdure::checkpoint();
  return {{"a", {1, 2}}, {"b", {3}}};
}

RESUMABLE auto pair(int x) {
  perdure::checkpoint();
  return std::pair<int, std::string>(x, "p");
}

RESUMABLE count_t count(const Names &n) {
  using Iterator = Names::const_iterator;
  typedef std::string::size_type length_t;
  count_t total = 0;
  length_t letters = 0;
  for (Iterator it = n.begin(); it != n.end(); ++it) {
    perdure::checkpoint();
    total += it->second.size();
    letters += it->first.length();
  }
  return total * 10 + letters;
}

RESUMABLE int main() {
  auto i = step(1);
  auto l = 2L;
  auto s = std::string("auto");
  auto n = names();
  auto [x, y] = pair(3);
  auto *p = &i;
  auto &r = s;
  const auto c = step(4);
  decltype(n) copy = n;
  decltype((i)) ref = i;
  std::decay_t<decltype(n.begin()->second)> list{5, 6};
  auto smart = std::make_shared<decltype(x)>(7);
  auto ratio = 1.5f * float(step(2));
  auto total = (c + step(13)) * 1u;
  perdure::checkpoint();
  ref += 10;
  *p += 100;
  r += "!";
  copy["c"] = list;
  perdure::checkpoint();
  std::cout << i << l << s << count(n) << ' ' << count(copy) << y << c << *smart << ratio << total << '\n';
}
