// RUN: %triple %s
// Statements: every loop over every kind of range with break, continue and goto out; switches with fallthrough, default in the
// middle, declarations, nested in loops; if with initialisers; conditional, logical and comma operators; shadowed names.
#include <array>
#include <initializer_list>
#include <iostream>
#include <map>
#include <string>
#include <vector>

static int calls;
static std::string trace;
static bool yes(char c) { return trace += c, ++calls, true; }
static bool no(char c) { return !yes(c); }
static int id(int v) {
  trace += char('0' + v % 10);
  return v;
}

struct Countdown {
  int from;
  struct Iterator {
    int at;
    int operator*() const { return at; }
    Iterator &operator++() {
      --at;
      return *this;
    }
    bool operator!=(const Iterator &o) const { return at != o.at; }
  };
  Iterator begin() const { return {from}; }
  Iterator end() const { return {0}; }
};

static int classify(int v) {
  int score = 0;
  switch (int w = v % 8; w) {
  case 0: score += 1; // fall through
  case 1:
  case 2: score += 10; break;
  default:
    score += 100;
    if (v > 20) break;
    [[fallthrough]];
  case 3: {
    int inner = score * 2;
    score = inner + 3;
  } break;
  case 4:
    for (int i = 0; i < 5; ++i) {
      if (i == 1) continue;
      if (i == 3) break;
      switch (i) {
      case 0: score += 7; continue;
      case 2: score *= 2; break;
      }
      score += 1000;
    }
    break;
  case 5: return -1;
  }
  return score;
}

enum class Kind { a, b, c };
static const char *name(Kind k) {
  switch (k) {
  case Kind::a: return "a";
  case Kind::b: return "b";
  case Kind::c: break;
  }
  return "other";
}

static int search(const std::vector<std::vector<int>> &rows, int what) {
  int seen = 0;
  for (const auto &row : rows)
    for (int x : row) {
      ++seen;
      if (x == what) goto found;
      if (x < 0) goto next;
      continue;
    next:
      break;
    }
  return -seen;
found:
  return seen;
}

int main() {
  int array[] = {1, 2, 3, 4};
  std::array<char, 3> letters{{'x', 'y', 'z'}};
  std::vector<std::string> words{"one", "two"};
  std::map<int, std::string> map{{1, "a"}, {2, "b"}};
  int n = 0;
  for (int a : array) n += a;
  for (int &a : array)
    if (a % 2)
      a = 0;
    else
      continue;
  for (char c : letters) n += c;
  for (auto &w : words)
    for (char &c : w) c ^= 32;
  for (auto &[k, v] : map) v += std::to_string(k * n);
  for (int i : {3, 1, 2}) n = n * 2 + i;
  for (int i : Countdown{4}) n += i * array[i - 1];
  for (char c : std::string("temporary")) n ^= c;
  for (const auto &w : std::vector<std::string>{"kept", "alive"}) n += int(w.size());
  std::cout << n << words[0] << words[1] << map[2] << '\n';

  int i = 0, rounds = 0;
  while (++i < 10) {
    if (i % 2) continue;
    do {
      ++rounds;
      if (rounds > 12) goto out;
    } while (rounds % 3 && yes('d'));
    for (;;) {
      if (rounds++ % 4 == 0) break;
    }
  }
out:
  for (int a = 0, b = 10; a < b; a += 2, --b, id(a)) rounds += a * b;
  for (int k = id(5); id(k) > 2; k -= id(2)) {}
  std::cout << i << ' ' << rounds << ' ' << trace << '\n';
  trace.clear();

  for (int v : {0, 1, 3, 4, 5, 7, 31}) std::cout << classify(v) << ' ';
  for (Kind k : {Kind::a, Kind::b, Kind::c}) std::cout << name(k);
  std::cout << ' ' << search({{1, 2}, {-1, 9}, {3}}, 3) << search({{1, -1, 4}}, 4) << '\n';

  if (int v = id(4); v > 3 && yes('a')) {
    if (auto it = map.find(v); it == map.end())
      trace += '!';
    else
      trace += '?';
  } else if (v == 3) {
    trace += v;
  }
  bool b = no('b') && yes('c');
  b |= (yes('d') || no('e')) && (no('f') || yes('g'));
  int c = b ? no('h') ? 1 : id(2) : 3;
  int d = (id(6), yes('i') ? id(7) : id(8)) + (c += 1, id(9));
  (d > 10 ? c : i) += 5;
  std::cout << b << c << d << i << trace << '\n';

  int x = 1;
  {
    int x = 2;
    for (int x = 10; x < 12; ++x) {
      int y = x;
      if (int x = y * 2; x > 20) {
        n = x;
      }
    }
    n += x;
  }
  std::cout << n + x << ' ' << calls << '\n';

  int states = 0;
  const char *input = "aab+ab*b-";
  goto start;
start:
  switch (*input++) {
  case 'a': states = states * 3 + 1; goto start;
  case 'b': states += 2; goto start;
  case '+': goto plus;
  case '*': {
    int twice = states * 2;
    states = twice;
    goto start;
  }
  case '-': goto end;
  default: states = -1; goto end;
  }
plus:
  states += 100;
  if (states < 500) goto start;
end:
  std::cout << states << '\n';
}
