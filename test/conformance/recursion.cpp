// RUN: %triple %s
// EVERY: 7
// Recursion of every sort: deep, mutual, through pointers, members, lambdas and templates, with results of class type, in
// arguments of itself, through containers, and exceptions that cross many levels.
#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

static long deep(int n, int &most) {
  int here = n * 2;
  if (n > most) most = n;
  return n == 0 ? 0 : deep(n - 1, most) + here % 3;
}
static bool odd(unsigned n);
static bool even(unsigned n) { return n == 0 ? true : odd(n - 1); }
static bool odd(unsigned n) { return n == 0 ? false : even(n - 1); }
static int ackermann(int m, int n) {
  if (m == 0) return n + 1;
  return n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}
static int mc_carthy(int n) { return n > 20 ? n - 3 : mc_carthy(mc_carthy(n + 4)); }
static std::string hanoi(int n, char a, char b, char c) {
  if (n == 0) return "";
  std::string first = hanoi(n - 1, a, c, b);
  return first + a + c + ' ' + hanoi(n - 1, b, a, c);
}
static void permute(std::string &s, std::size_t at, std::vector<std::string> &out) {
  if (at == s.size()) out.push_back(s);
  for (std::size_t i = at; i < s.size(); ++i) {
    std::swap(s[at], s[i]);
    permute(s, at + 1, out);
    std::swap(s[at], s[i]);
  }
}
static int ways(int amount, const std::vector<int> &coins, std::size_t first, std::map<std::pair<int, std::size_t>, int> &memo) {
  if (amount == 0) return 1;
  if (amount < 0 || first == coins.size()) return 0;
  auto found = memo.find({amount, first});
  if (found != memo.end()) return found->second;
  int n = ways(amount - coins[first], coins, first, memo) + ways(amount, coins, first + 1, memo);
  return memo[{amount, first}] = n;
}
static int (*collatz_step)(int, int);
static int collatz(int n, int steps) { return n == 1 ? steps : collatz_step(n, steps + 1); }
static int half_or_more(int n, int steps) { return collatz(n % 2 ? 3 * n + 1 : n / 2, steps); }

static int unwind(int n, std::string &log) {
  struct Mark {
    std::string &log;
    int n;
    ~Mark() { log += std::to_string(n); }
  } mark{log, n};
  if (n == 7) throw std::out_of_range("bottom");
  try {
    return unwind(n + 1, log);
  } catch (const std::out_of_range &) {
    log += '!';
    if (n > 4) throw;
    if (n == 4) throw std::runtime_error("middle");
    throw;
  } catch (const std::runtime_error &e) {
    log += e.what()[0];
    if (n > 1) throw;
    return n * 100;
  }
}
template <unsigned N> struct Unrolled {
  template <class F> static int run(F &f) { return Unrolled<N - 1>::run(f) + f(N); }
};
template <> struct Unrolled<0> {
  template <class F> static int run(F &f) { return f(0); }
};
struct Expression {
  const char *p;
  int sum() {
    int v = product();
    while (*p == '+' || *p == '-') v += *p++ == '+' ? product() : -product();
    return v;
  }
  int product() {
    int v = atom();
    while (*p == '*') ++p, v *= atom();
    return v;
  }
  int atom() {
    if (*p == '(') {
      ++p;
      int v = sum();
      ++p;
      return v;
    }
    int v = 0;
    while (*p >= '0' && *p <= '9') v = v * 10 + *p++ - '0';
    return v;
  }
};
static void flood(std::vector<std::string> &m, int r, int c, int &n) {
  if (r < 0 || c < 0 || r >= int(m.size()) || c >= int(m[std::size_t(r)].size())) return;
  char &cell = m[std::size_t(r)][std::size_t(c)];
  if (cell != '.') return;
  cell = char('a' + n++ % 26);
  for (auto [dr, dc] : {std::pair(0, 1), {1, 0}, {0, -1}, {-1, 0}}) flood(m, r + dr, c + dc, n);
}

int main() {
  int most = 0;
  std::cout << deep(300, most) << ' ' << most << ' ' << even(41) << odd(41) << '\n';
  std::cout << ackermann(2, 3) << ' ' << mc_carthy(5) << ' ' << hanoi(3, 'a', 'b', 'c') << '\n';
  std::string letters = "abc";
  std::vector<std::string> all;
  permute(letters, 0, all);
  for (auto &s : all) std::cout << s << ' ';
  std::map<std::pair<int, std::size_t>, int> memo;
  std::cout << ways(20, {7, 3, 2}, 0, memo) << ' ' << memo.size() << '\n';
  collatz_step = half_or_more;
  std::string log;
  std::cout << collatz(27 % 13 + 5, 0) << ' ';
  std::cout << unwind(0, log) << ' ' << log << '\n';
  int weight = 3;
  auto f = [&weight](unsigned i) { return int(i) * weight++; };
  int unrolled = Unrolled<5>::run(f);
  std::cout << unrolled << ' ' << weight << ' ' << Expression{"2*(3+4*(5-1))-7"}.sum() << '\n';
  std::vector<std::string> map{"..#.", ".#..", "....", "###."};
  int n = 0;
  flood(map, 0, 0, n);
  for (auto &row : map) std::cout << row << ' ';
  std::function<int(int)> lucas = [&](int k) { return k < 2 ? 2 - k : lucas(k - 1) + lucas(k - 2); };
  std::cout << n << ' ' << lucas(7) << '\n';
}
