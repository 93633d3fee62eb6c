// RUN: %triple %s
// f(g(h())): each call suspends, its result goes into the next; also through members, operators and conversions.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>
#include <vector>

RESUMABLE int h() {
  std::cout << "h ";
  perdure::checkpoint();
  return 3;
}

RESUMABLE std::string g(int n) {
  std::cout << "g ";
  perdure::checkpoint();
  return std::string(std::size_t(n), 'g');
}

RESUMABLE std::size_t f(const std::string &s) {
  std::cout << "f ";
  perdure::checkpoint();
  return s.size();
}

RESUMABLE std::string join(std::string a, std::string b) {
  perdure::checkpoint();
  return a + "," + b;
}

struct Metres {
  double value;
  explicit operator double() const { return value; }
  Metres operator+(const Metres &o) const { return {value + o.value}; }
};

RESUMABLE Metres metres(double v) {
  perdure::checkpoint();
  return {v};
}

RESUMABLE int inc(int x) {
  perdure::checkpoint();
  return x + 1;
}

RESUMABLE int main() {
  std::cout << f(g(h())) << '\n';
  std::cout << f(g(h()) + "1") * 2 << ' ' << f("<" + g(int(f("abc")))) << '\n';
  std::cout << inc(inc(inc(inc(inc(0))))) << '\n';
  std::cout << join(join("a", g(1)), join("d", join("b", "c"))) << '\n';
  std::cout << double(metres(1.5) + metres(2) + metres(inc(0))) << '\n';
  std::cout << g(inc(4)).substr(std::size_t(inc(0)), std::size_t(inc(1))).append(join("x", "y")).size() << '\n';
  std::cout << -inc(1) << !inc(-1) << ~inc(0) << (inc(2) - inc(3)) * inc(4) << '\n';
  std::vector<std::string> v(std::size_t(inc(1)), join("p", "q"));
  std::cout << v.at(std::size_t(inc(0))).at(std::size_t(inc(-1))) << static_cast<char>(inc('a')) << '\n';
}
