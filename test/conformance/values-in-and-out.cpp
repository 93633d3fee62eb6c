// RUN: %triple %s
// Arguments and results of every sort: large and small structures, references, arrays, move-only, without default
// constructors, const, volatile, bool, character and wide types, long double, 128-bit, nullptr, void expressions, packs,
// defaults that call, overloads, variadic, noexcept, attributes, trailing and deduced results, structured exits.
#include <array>
#include <cstdarg>
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

struct Big {
  int a[20];
  std::string s;
};
struct Small {
  char c;
  short s;
};
struct Mixed {
  double d;
  int i;
  float f;
};
class Rigid {
public:
  explicit Rigid(int v) : v_(v) {}
  Rigid(const Rigid &) = delete;
  Rigid &operator=(const Rigid &) = delete;
  int v() const { return v_; }

private:
  const int v_;
};
struct MoveOnly {
  std::unique_ptr<int> p;
  MoveOnly(int v) : p(new int(v)) {}
};

static Big big(Big b, int n) {
  for (int i = 0; i < n; ++i) b.a[i] += i * n;
  b.s += std::to_string(n);
  return b;
}
static Small small(Small s) { return {char(s.c + 1), short(s.s * 2)}; }
static Mixed mixed(const Mixed &m, float by) { return {m.d * by, m.i + int(by), m.f - by}; }
static Rigid rigid(int v) { return Rigid(v * 3); }
static MoveOnly pass(MoveOnly m) {
  for (int i = 0; i < 3; ++i) *m.p += i;
  return m;
}
static std::vector<MoveOnly> several(int n) {
  std::vector<MoveOnly> all;
  while (n-- > 0) all.push_back(pass(MoveOnly(n)));
  return all;
}
static const std::string &longest(const std::string &a, const std::string &b) { return a.size() < b.size() ? b : a; }
static int &counter() {
  static int n = 0;
  return ++n;
}
static int (&matrix())[2][2] {
  static int m[2][2] = {{1, 2}, {3, 4}};
  return m;
}
static std::string defaults(int a, int b = counter(), std::string c = std::string(2, 'd'), const Small &s = {'x', 1}) {
  return std::to_string(a + b) + c + s.c + std::to_string(s.s);
}
static long double precise(long double x, int n) {
  long double r = 1;
  while (n-- > 0) r = r * x + 1 / r;
  return r;
}
static __int128 wide(__int128 x, int shift) {
  for (int i = 0; i < shift; ++i) x = x * 3 + i;
  return x;
}
static volatile int sink;
static bool logic(bool a, volatile int v, char16_t c, wchar_t w, std::nullptr_t, unsigned char u, signed char s) {
  sink = v + c + int(w) + u + s;
  return a != (sink > 300);
}
static void nothing(int n) {
  if (n < 0) return;
  return static_cast<void>(counter() += n);
}
static double average(int n, ...) {
  va_list list;
  va_start(list, n);
  double total = 0;
  for (int i = 0; i < n; ++i) total += i % 2 ? va_arg(list, double) : va_arg(list, int);
  va_end(list);
  return total / n;
}
template <class... Ts> static std::string gather(Ts &&...ts) {
  std::string s;
  ((s += std::is_lvalue_reference_v<Ts> ? 'l' : 'r', ts += ts), ...);
  return s;
}
static auto deduced(int n) {
  if (n > 2) return std::make_tuple(n, std::string("large"));
  return std::make_tuple(-n, std::string("small"));
}
static auto trailing(int a, double b) noexcept -> decltype(a * b) { return a * b; }
[[nodiscard]] static std::array<Small, 3> array(Small s) {
  std::array<Small, 3> all;
  for (Small &each : all) each = s = small(s);
  return all;
}
static int over(int) { return 1; }
static int over(long) { return 2; }
static int over(const char *) { return 3; }
static int over(const std::string &) { return 4; }
static int over(...) { return 5; }
enum class Direction : char { north = 'n', south = 's' };
static Direction turn(Direction d) { return d == Direction::north ? Direction::south : Direction::north; }
static std::pair<int, int> *where(std::pair<int, int> *p, int n) {
  while (n-- > 0) p->first += p->second++;
  return p + (n == -1);
}
static std::uint64_t fold(std::uint8_t a, std::int16_t b, std::uint32_t c, std::int64_t d, float e, double f, bool g, char h) {
  return a + std::uint64_t(b) * 3 + c * 5ull + std::uint64_t(d) * 7 + std::uint64_t(e) * 11 + std::uint64_t(f) * 13 + g * 17u + std::uint64_t(h) * 19;
}

int main() {
  Big b{{1, 2, 3}, "big"};
  Big c = big(big(b, 3), 2);
  Small s = small(small({'a', 5}));
  Mixed m = mixed(mixed({1.5, 2, 3}, 2), 0.5f);
  std::cout << c.a[1] << c.a[2] << c.s << b.a[2] << ' ' << s.c << s.s << ' ' << m.d << m.i << m.f << ' ' << rigid(5).v() << '\n';
  MoveOnly moved = pass(pass(10));
  auto all = several(3);
  all.push_back(std::move(moved));
  int sum = 0;
  for (auto &each : all) sum = sum * 20 + *each.p;
  std::string one = "one", three = "three";
  const_cast<std::string &>(longest(one, three)) += '!';
  matrix()[1][0] += counter() = 40;
  std::cout << sum << ' ' << three << ' ' << matrix()[1][0] << counter() << '\n';
  std::string d1 = defaults(1), d2 = defaults(1, 2), d3 = defaults(1, 2, "3"), d4 = defaults(1, 2, "3", {'4', 4});
  nothing(-1);
  nothing(8);
  std::cout << d1 << ' ' << d2 << ' ' << d3 << ' ' << d4 << ' ' << counter() << '\n';
  std::cout << double(precise(1.25L, 9)) << ' ' << (long long)(wide(7, 60) % 1000000007) << ' ' << logic(true, 100, u'a', L'b', nullptr, 200, -1) << ' '
            << average(4, 1, 2.5, 3, 4.5) << '\n';
  int i = 4;
  std::string text = "t";
  std::string kinds = gather(i, 2.5, text, std::string("r"));
  auto [n, word] = deduced(3);
  auto [n2, word2] = deduced(2);
  std::cout << kinds << i << text << ' ' << n << word << n2 << word2 << ' ' << trailing(3, 1.5) << ' ' << array({'a', 1})[2].c << array({'a', 1})[2].s << '\n';
  std::pair<int, int> pairs[2] = {{1, 2}, {100, 200}};
  auto *p = where(pairs, 3);
  std::cout << over(1) << over(1L) << over("x") << over(text) << over(m.d > 0 ? nullptr : &b) << char(turn(turn(turn(Direction::north)))) << ' '
            << pairs[0].first << p->first << ' ' << fold(1, 2, 3, 4, 5.5f, 6.5, true, '!') << '\n';
}
