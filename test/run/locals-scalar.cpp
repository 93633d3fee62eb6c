// RUN: %triple %s
// Scalar locals and parameters of every kind keep value and type across a suspension.
#include <perdure/perdure.hpp>

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <limits>

RESUMABLE void all(bool b, char c, signed char sc, unsigned char uc, wchar_t w, char16_t c16, char32_t c32, short s,
                   unsigned short us, int i, unsigned u, long l, unsigned long ul, long long ll, unsigned long long ull,
                   float f, double d, long double ld, std::size_t z, std::nullptr_t null) {
  perdure::checkpoint();
  std::cout << b << c << int(sc) << ' ' << int(uc) << ' ' << int(w) << ' ' << int(c16) << ' ' << unsigned(c32) << ' '
            << s << ' ' << us << ' ' << i << ' ' << u << ' ' << l << ' ' << ul << ' ' << ll << ' ' << ull << ' ' << f
            << ' ' << d << ' ' << ld << ' ' << z << ' ' << (null == nullptr) << '\n';
}

RESUMABLE std::uint64_t mix(std::uint64_t seed, int rounds) {
  std::uint64_t x = seed;
  for (int i = 0; i < rounds; ++i) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    if (i % 4 == 0) perdure::checkpoint();
  }
  return x;
}

RESUMABLE int late(int n) {
  int declared_only;
  bool set = false;
  perdure::checkpoint();
  if (n > 0) {
    declared_only = n;
    set = true;
  } else
    declared_only = 0;
  perdure::checkpoint();
  return set ? declared_only : -1;
}

RESUMABLE int main() {
  all(true, 'x', -5, 250, L'\u00e9', u'\u20ac', U'\U0001F600', -30000, 60000, -2000000000, 4000000000u,
      std::numeric_limits<long>::min(), std::numeric_limits<unsigned long>::max(), -1, 1, 1.5f, 0.1, 0.25L, 99,
      nullptr);
  std::cout << mix(88172645463325252ull, 10) << ' ' << late(3) << late(0) << '\n';

  double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  double zero = -0.0, tiny = std::numeric_limits<double>::denorm_min();
  float third = 1.0f / 3;
  long double precise = 1.0L / 3;
  perdure::checkpoint();
  std::cout << (nan != nan) << inf << ' ' << 1 / zero << ' ' << (tiny > 0) << (third == 1.0f / 3)
            << (precise == 1.0L / 3) << '\n';

  volatile int steady = 3;
  int a = 1, b = 2, c = 3;
  a = b;
  perdure::checkpoint();
  b = c;
  perdure::checkpoint();
  std::cout << a << b << c << steady << '\n';
}
