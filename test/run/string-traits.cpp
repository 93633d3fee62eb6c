// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Strings with traits of the program's own, which have no more than their use needs, and change what they copy.
#include <cctype>
#include <cstdio>
#include <map>
#include <string>

static constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

struct lowering : std::char_traits<char> {
  static constexpr void assign(char &to, const char &from) { to = lower(from); } // hides the other one
  static char *copy(char *to, const char *from, std::size_t n) {
    for (std::size_t k = 0; k < n; ++k) to[k] = lower(from[k]);
    return to;
  }
};
struct caseless : std::char_traits<char> {
  static bool eq(char a, char b) { return lower(a) == lower(b); }
  static bool lt(char a, char b) { return lower(a) < lower(b); }
  static int compare(const char *a, const char *b, std::size_t n) {
    for (; n; ++a, ++b, --n)
      if (lower(*a) != lower(*b)) return lower(*a) < lower(*b) ? -1 : 1;
    return 0;
  }
};
using lower_string = std::basic_string<char, lowering>;
using caseless_string = std::basic_string<char, caseless>;

static int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
}

int main() {
  lower_string s("Foo Bar Baz, and a tail that is Long enough for the heap");
  s[0] = 'F'; // no traits are asked
  const char *inside = &s[4];
  work(2);
  std::printf("%s|%s\n", s.c_str(), inside);
  lower_string t = s;
  work(2);
  std::printf("%s\n", t.c_str());
  std::map<caseless_string, int> count;
  for (const char *word : {"One", "ONE", "two", "one", "Two"}) count[word] += work(3);
  for (const auto &[word, n] : count) std::printf("%s %d\n", word.c_str(), n);
}
