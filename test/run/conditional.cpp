// RUN: %triple %s
// The conditional operator: suspension in each operand, nested, as an lvalue, with class results and with throw.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <stdexcept>

RESUMABLE int step(int x) {
  std::cout << '[' << x << ']';
  perdure::checkpoint();
  return x;
}

RESUMABLE std::string text(const std::string &s) {
  perdure::checkpoint();
  return "<" + s + ">";
}

RESUMABLE int &pick(bool left, int &a, int &b) { return step(left) ? a : b; }

RESUMABLE int nested(int x) { return step(x) > 2 ? step(x) > 3 ? step(40) : 30 : step(x) > 1 ? 20 : step(10); }

RESUMABLE int checked(int x) {
  return step(x) > 0 ? step(x) : throw std::invalid_argument("not positive: " + std::to_string(step(x)));
}

RESUMABLE int main() {
  for (int x = 1; x <= 4; ++x) std::cout << nested(x) << ' ';
  std::cout << '\n';

  int a = 1, b = 2;
  (step(1) ? a : b) = step(7);
  pick(false, a, b) += 10;
  pick(true, a, b) += 100;
  std::cout << a << ' ' << b << '\n';

  for (int x = 0; x < 2; ++x) {
    std::string s = step(x) ? text("yes") : "no" + text("!");
    const std::string &t = x ? text("bound") : text("to const");
    std::cout << s << t << '\n';
  }

  try {
    std::cout << checked(1) << '\n';
    std::cout << checked(-1) << '\n';
  } catch (const std::invalid_argument &e) {
    std::cout << e.what() << '\n';
  }

  int n = 3;
  double mixed = step(0) ? step(1) : 2.5;
  step(1) ? void(n += step(4)) : void(n -= step(5));
  std::cout << mixed << ' ' << n << ' ' << '\n';
}
