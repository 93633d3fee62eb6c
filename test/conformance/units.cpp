// RUN: %triple %s
// EVERY: 7
// Physical quantities: dimensions as template parameters, literals, arithmetic that makes new types; a fixed-point number, an
// angle that wraps, a colour space, a rocket simulated with them by Euler and Runge-Kutta.
#include <cmath>
#include <cstdint>
#include <functional>
#include <iomanip>
#include <iostream>
#include <ratio>
#include <string>
#include <utility>
#include <vector>

template <int M, int L, int T> struct Quantity {
  double value = 0;
  constexpr explicit Quantity(double v = 0) : value(v) {}
  constexpr Quantity operator+(Quantity o) const { return Quantity(value + o.value); }
  constexpr Quantity operator-(Quantity o) const { return Quantity(value - o.value); }
  constexpr Quantity operator-() const { return Quantity(-value); }
  constexpr Quantity &operator+=(Quantity o) {
    value += o.value;
    return *this;
  }
  constexpr bool operator<(Quantity o) const { return value < o.value; }
  friend constexpr Quantity operator*(double d, Quantity q) { return Quantity(d * q.value); }
};
template <int M, int L, int T, int m, int l, int t> constexpr auto operator*(Quantity<M, L, T> a, Quantity<m, l, t> b) {
  return Quantity<M + m, L + l, T + t>(a.value * b.value);
}
template <int M, int L, int T, int m, int l, int t> constexpr auto operator/(Quantity<M, L, T> a, Quantity<m, l, t> b) {
  return Quantity<M - m, L - l, T - t>(a.value / b.value);
}
template <int M, int L, int T> std::ostream &operator<<(std::ostream &out, Quantity<M, L, T> q) {
  out << q.value;
  for (auto [power, unit] : {std::pair(M, "kg"), {L, "m"}, {T, "s"}}) {
    if (!power) continue;
    out << ' ' << unit;
    if (power != 1) out << power;
  }
  return out;
}
using Mass = Quantity<1, 0, 0>;
using Length = Quantity<0, 1, 0>;
using Time = Quantity<0, 0, 1>;
using Speed = Quantity<0, 1, -1>;
using Acceleration = Quantity<0, 1, -2>;
using Force = Quantity<1, 1, -2>;
constexpr Mass operator""_kg(long double v) { return Mass(double(v)); }
constexpr Length operator""_km(unsigned long long v) { return Length(double(v) * 1000); }
constexpr Time operator""_s(long double v) { return Time(double(v)); }
static_assert((10.0_kg * 1_km).value == 10000);

template <int Bits> class Fixed {
  std::int32_t raw_ = 0;

public:
  Fixed() = default;
  Fixed(double d) : raw_(std::int32_t(std::lround(d * (1 << Bits)))) {}
  static Fixed of_raw(std::int64_t r) {
    Fixed f;
    f.raw_ = std::int32_t(r);
    return f;
  }
  template <int B> explicit Fixed(Fixed<B> o) : raw_(B > Bits ? o.raw() >> (B > Bits ? B - Bits : 0) : o.raw() << (B > Bits ? 0 : Bits - B)) {}
  std::int32_t raw() const { return raw_; }
  friend Fixed operator+(Fixed a, Fixed b) { return of_raw(std::int64_t(a.raw_) + b.raw_); }
  friend Fixed operator*(Fixed a, Fixed b) { return of_raw(std::int64_t(a.raw_) * b.raw_ >> Bits); }
  friend Fixed operator/(Fixed a, Fixed b) { return of_raw(std::int64_t(a.raw_) * (1 << Bits) / b.raw_); }
  explicit operator double() const { return double(raw_) / (1 << Bits); }
  static Fixed root(Fixed x) {
    Fixed r = x;
    for (int i = 0; i < 8; ++i) r = (r + x / r) * Fixed(0.5);
    return r;
  }
};

class Angle {
  double degrees_;

public:
  explicit Angle(double d) : degrees_(d) {
    while (degrees_ >= 180) degrees_ -= 360;
    while (degrees_ < -180) degrees_ += 360;
  }
  Angle operator+(Angle o) const { return Angle(degrees_ + o.degrees_); }
  operator double() const { return degrees_; }
  static Angle mean(const std::vector<Angle> &all) {
    double x = 0, y = 0;
    for (const Angle &a : all) x += std::cos(a.degrees_ * std::acos(-1) / 180), y += std::sin(a.degrees_ * std::acos(-1) / 180);
    return Angle(std::round(std::atan2(y, x) * 180 / std::acos(-1)));
  }
};

struct Rocket {
  Length height;
  Speed speed;
  Mass mass{50};
  Force thrust() const { return Mass(20) < mass ? Force(1200) : Force(0); }
  Acceleration acceleration() const { return thrust() / mass - Acceleration(9.81); }
};
static Rocket euler(Rocket r, Time dt) {
  Acceleration a = r.acceleration();
  r.height += r.speed * dt;
  r.speed += a * dt;
  if (Mass(20) < r.mass) r.mass += -dt * Quantity<1, 0, -1>(4);
  return r;
}
template <class S, class F> S runge_kutta(S y, double t, double h, F f) {
  S k1 = f(t, y), k2 = f(t + h / 2, y + k1 * (h / 2)), k3 = f(t + h / 2, y + k2 * (h / 2)), k4 = f(t + h, y + k3 * h);
  return y + (k1 + k2 * 2 + k3 * 2 + k4) * (h / 6);
}
struct Pair {
  double a, b;
  Pair operator+(Pair o) const { return {a + o.a, b + o.b}; }
  Pair operator*(double d) const { return {a * d, b * d}; }
};

struct Colour {
  int r, g, b;
  static Colour of_hue(double h) {
    Colour c{0, 0, 0};
    int *order[6][2] = {{&c.r, &c.g}, {&c.g, &c.r}, {&c.g, &c.b}, {&c.b, &c.g}, {&c.b, &c.r}, {&c.r, &c.b}};
    int sector = int(h / 60) % 6;
    double part = h / 60 - int(h / 60);
    *order[sector][0] = 255;
    *order[sector][1] = int(255 * (sector % 2 ? 1 - part : part));
    return c;
  }
};

int main() {
  std::cout << 2_km / 4.0_s << ", " << 3.0_kg * (2_km / 4.0_s) / 2.0_s << ", " << 1_km * 1_km << ", " << 1.0_s / 2.0_s << '\n';
  Rocket rocket;
  Length highest;
  int ticks = 0;
  for (; ticks < 100; ++ticks) {
    rocket = euler(rocket, 0.5_s);
    if (highest < rocket.height) highest = rocket.height;
    if (rocket.height < Length(0)) break;
  }
  std::cout << std::fixed << std::setprecision(3) << highest << " after " << ticks << ' ' << rocket.speed << ' ' << rocket.mass << '\n';
  Pair spring{1, 0};
  for (int i = 0; i < 16; ++i) spring = runge_kutta(spring, i * 0.25, 0.25, [](double, Pair p) { return Pair{p.b, -p.a}; });
  std::cout << spring.a << ' ' << spring.b << '\n';
  using F = Fixed<12>;
  F sum;
  for (double d : {0.5, 1.25, -3.75}) sum = sum + F(d) * F(1.5);
  std::cout << double(sum) << ' ' << double(F::root(F(2))) << ' ' << double(Fixed<4>(F(1.99))) << ' ' << double(Fixed<20>(F(1.5))) << '\n';
  std::cout << Angle(170) + Angle(30) << ' ' << Angle::mean({Angle(350), Angle(20), Angle(-10)}) << ' ';
  for (double h : {0.0, 90.0, 200.0, 330.0}) {
    Colour c = Colour::of_hue(h);
    std::cout << c.r << '/' << c.g << '/' << c.b << ' ';
  }
  std::cout << '\n';
}
