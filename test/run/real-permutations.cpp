// RUN: %triple %s
// Permutations, combinations, partitions and subsets: recursion with shared state, and an odometer without.
#include <perdure/perdure.hpp>

#include <iostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

struct Collector {
  std::vector<std::string> found;
  std::set<std::string> seen;
  int doubles = 0;
};

RESUMABLE void collect(Collector &c, const std::string &s) {
  if (c.found.size() % 5 == 0) perdure::checkpoint();
  if (!c.seen.insert(s).second) {
    ++c.doubles;
    return;
  }
  c.found.push_back(s);
}

RESUMABLE void permute(std::string &s, std::size_t from, Collector &c) {
  if (from + 1 >= s.size()) return collect(c, s);
  for (std::size_t i = from; i < s.size(); ++i) {
    std::swap(s[from], s[i]);
    permute(s, from + 1, c);
    std::swap(s[from], s[i]);
  }
}

RESUMABLE void choose(const std::string &from, std::size_t k, std::string chosen, std::size_t next, Collector &c) {
  if (chosen.size() == k) {
    collect(c, chosen);
    return;
  }
  for (; next < from.size(); ++next) choose(from, k, chosen + from[next], next + 1, c);
}

RESUMABLE int partitions(int n, int largest, std::vector<int> &parts, std::string &out) {
  if (n == 0) {
    perdure::checkpoint();
    for (std::size_t i = 0; i < parts.size(); ++i) out += (i ? "+" : " ") + std::to_string(parts[i]);
    return 1;
  }
  int count = 0;
  for (int k = largest < n ? largest : n; k > 0; --k) {
    parts.push_back(k);
    count += partitions(n - k, k, parts, out);
    parts.pop_back();
  }
  return count;
}

RESUMABLE bool advance(std::vector<int> &digits, int base) {
  for (auto d = digits.rbegin(); d != digits.rend(); ++d) {
    if (++*d < base) {
      if (*d == 1) perdure::checkpoint();
      return true;
    }
    *d = 0;
  }
  return false;
}

RESUMABLE int main() {
  Collector c;
  std::string word = "abca";
  permute(word, 0, c);
  for (const std::string &s : c.found) std::cout << s << ' ';
  std::cout << c.doubles << '\n';
  Collector d;
  choose("abcde", 3, "", 0, d);
  for (const std::string &s : d.found) std::cout << s << ' ';
  std::cout << '\n';
  std::vector<int> parts;
  std::string out;
  std::cout << partitions(6, 6, parts, out);
  std::cout << out << '\n';
  std::vector<int> digits{0, 0, 0};
  int sum = 0, count = 0;
  do {
    ++count;
    for (int x : digits) sum = (sum * 31 + x) % 10007;
  } while (advance(digits, 3));
  std::cout << count << ' ' << sum << '\n';
}
