// RUN: %triple %s
// Conversions: user-defined both ways, chains, templates, to references and pointers, explicit ones in conditions, constructors
// that convert arguments, ref-qualified members, the casts, integral and floating rounding.
#include <cstdint>
#include <cstring>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

static int conversions;

class Celsius;
class Fahrenheit {
public:
  explicit Fahrenheit(double d) : degrees(d) {}
  operator Celsius() const;
  double degrees;
};
class Celsius {
public:
  Celsius(double d) : degrees(d) { ++conversions; }
  operator Fahrenheit() const {
    ++conversions;
    return Fahrenheit(degrees * 1.8 + 32);
  }
  double degrees;
};
Fahrenheit::operator Celsius() const { return Celsius((degrees - 32) / 1.8); }

static double warmer(Celsius c, double by) { return c.degrees + by; }
static double inFahrenheit(const Fahrenheit &f) { return f.degrees; }

struct Anything {
  template <class T> operator T() const {
    ++conversions;
    return T{};
  }
};

class Buffer {
public:
  explicit Buffer(const char *s) : text_(s) {}
  std::string &get() & {
    trace += 'l';
    return text_;
  }
  const std::string &get() const & {
    trace += 'c';
    return text_;
  }
  std::string get() && {
    trace += 'r';
    return std::move(text_);
  }
  operator std::string &() & { return text_; }
  operator std::string() && { return std::move(text_) + "!"; }
  operator char *() { return &text_[0]; }
  static std::string trace;

private:
  std::string text_;
};
std::string Buffer::trace;

struct Callable {
  using F = int (*)(int);
  F f;
  operator F() const { return f; }
};
static int thrice(int v) { return 3 * v; }

struct Base {
  virtual ~Base() = default;
  int base = 1;
};
struct Left : virtual Base {
  int left = 2;
};
struct Right : virtual Base {
  int right = 3;
};
struct Bottom : Left, Right {
  int bottom = 4;
};

enum Plain { zero, one, two };
enum class Scoped : unsigned char { low = 200, high = 255 };

class Optional {
public:
  Optional() = default;
  Optional(int v) : has_(true), v_(v) {}
  explicit operator bool() const {
    ++conversions;
    return has_;
  }
  int operator*() const { return v_; }

private:
  bool has_ = false;
  int v_ = 0;
};
static Optional halve(int v) {
  if (v % 2) return {};
  return v / 2;
}

template <class To, class From> static To checked(From v) {
  To to = static_cast<To>(v);
  return static_cast<From>(to) == v ? to : To();
}

int main() {
  Fahrenheit f = Celsius(100);
  Celsius c = f;
  std::cout << f.degrees << ' ' << c.degrees << ' ' << warmer(37.5, 1) << ' ' << warmer(Fahrenheit(50), 2) << ' ' << inFahrenheit(Celsius(-40)) << '\n';
  int i = Anything();
  std::string s = Anything();
  double d = Anything();
  std::cout << i << s << d << ' ' << conversions << '\n';

  Buffer b("text");
  const Buffer fixed("fixed");
  b.get() += "ual";
  std::string &inside = b;
  inside[0] = 'T';
  char *chars = b;
  chars[1] = 'E';
  std::string taken = Buffer("gone").get(), converted = Buffer("temporary");
  std::cout << b.get() << fixed.get() << taken << converted << ' ';
  std::string moved = std::move(b).get();
  std::cout << moved << b.get().size() << ' ' << Buffer::trace << '\n';

  Callable callable{thrice};
  std::function<double(short)> wide = callable;
  std::cout << callable(5) << ' ' << wide(7) << ' ' << std::invoke(callable, 2) << '\n';

  Bottom bottom;
  Base *base = &bottom;
  Left *left = dynamic_cast<Left *>(base);
  Right *right = dynamic_cast<Right *>(left);
  right->right = 33;
  const Bottom &same = dynamic_cast<const Bottom &>(*base);
  const_cast<Bottom &>(same).bottom = 44;
  Left sliced = bottom;
  sliced.base = 11;
  void *anonymous = right;
  std::cout << base->base << left->left << same.right << static_cast<Right *>(anonymous)->right << same.bottom << (dynamic_cast<void *>(right) == &bottom) << '\n';
  std::shared_ptr<Base> shared = std::make_shared<Bottom>();
  if (auto l = std::dynamic_pointer_cast<Left>(shared)) std::cout << l->left + l->base << ' ' << shared.use_count() << '\n';

  int steps = 0;
  for (int v = 48; auto h = halve(v);) {
    v = *h;
    ++steps;
  }
  if (Optional o = 5; o && *o > 4) steps += 100;
  bool b2 = static_cast<bool>(halve(3)) || !halve(4);
  std::cout << steps << b2 << ' ' << (halve(8) ? *halve(8) : -1) << '\n';

  std::int8_t small = static_cast<std::int8_t>(300);
  unsigned negative = -1;
  long long big = 1LL << 40;
  float rounded = static_cast<float>(16777217);
  int truncated = static_cast<int>(-2.9);
  Plain plain = static_cast<Plain>(one + 1);
  auto scoped = static_cast<unsigned>(Scoped::high) - static_cast<int>(Scoped::low);
  std::cout << int(small) << ' ' << negative << ' ' << int(big) << ' ' << (rounded == 16777216) << truncated << plain << scoped << ' '
            << checked<short>(70000) << checked<short>(7) << ' ' << ('a' + true) << char('a' + 1) << '\n';
  float bits = 1.5f;
  std::uint32_t raw;
  std::memcpy(&raw, &bits, sizeof raw);
  std::cout << std::hex << raw << ' ' << std::showbase << 255 << std::dec << ' ' << conversions << '\n';
}
