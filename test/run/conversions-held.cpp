// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Conversions that nobody wrote, around suspensions: a value that is tested goes through the function that the language
// chooses, also where it has to be held; so do conversions to classes, pointers and functions.
#include <iostream>
#include <string>

class Both {
public:
  explicit Both(int v) : v_(v) {}
  ~Both() { ++gone; }
  explicit operator bool() const { return v_ > 10; }
  operator int() const { return v_; }
  static int gone;

private:
  int v_;
};
int Both::gone;

static int twice(int v) { return 2 * v; }
static int thrice(int v) { return 3 * v; }

struct Callable {
  using F = int (*)(int);
  F f;
  operator F() const { return f; }
};

struct Text {
  explicit Text(const char *s) : s(s) {}
  operator std::string() const { return "text " + s; }
  operator const char *() const { return s.c_str(); }
  std::string s;
};
static std::size_t length(const std::string &s, int more) { return s.size() + more; }
static std::string joined(std::string a, const std::string &b) { return a + b; }

struct Anything {
  template <class T> operator T() const { return T{}; }
};

struct Wide {
  explicit Wide(int v) : v(v) {}
  Wide(double d) : v(int(d * 100)) {}
  int v;
};
static int wide(const Wide &w, int by) { return w.v + by; }

static Both both(int v) { return Both(v); }

int main() {
  int a = Both(5) ? 1 : 2, b = Both(50) ? 1 : 2;
  std::cout << a << b << (Both(5) ? twice(1) : twice(2)) << (both(50) ? twice(1) : twice(2)) << '\n';
  if (Both(5)) std::cout << "wrong\n";
  if (!Both(5) && twice(1)) std::cout << "right\n";
  if (both(5) || both(7)) std::cout << "wrong\n";
  if (both(5) || twice(0) || both(11)) std::cout << "right\n";
  bool held = Both(7) && Both(50), other = both(70) && !both(50);
  std::cout << held << other << (twice(Both(3)) + thrice(Both(4))) << '\n';
  int n = 0;
  while (Both(20 - twice(n))) ++n;
  do ++n;
  while (!Both(n + twice(1)));
  for (int k = 0; both(20 - k); ++k) ++n;
  for (int k = 5; Both down = both(k * 3); k = down / 3 - 1) n += 100;
  std::cout << n << '\n';
  Both named(5);
  std::cout << (named ? "wrong" : "right") << (named + twice(1)) << (both(4) + twice(named)) << '\n';
  switch (both(3)) {
  case 3:
    std::cout << "three\n";
    break;
  default:
    std::cout << "wrong\n";
  }

  Callable c{thrice};
  std::cout << c(5) << c(twice(2)) << Callable{twice}(6) << '\n';
  std::string made = Text("made"), direct{Text("direct")};
  std::cout << made << length(Text("given"), twice(2)) << joined(Text("a"), Text("b")) << '\n';
  int i = Anything();
  std::string s = Anything();
  std::cout << i + twice(2) << s.size() << wide(1, twice(2)) << wide(Wide(1), 0) << '\n';
  std::cout << Both::gone << '\n';
}
