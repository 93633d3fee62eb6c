// RUN: %triple %s
// FLAGS: --all --safepoints=all
// __func__ in a macro of the program, in a function whose result is built in place, and in main.
#include <iostream>
#include <string>
#define WHERE std::cout << __func__ << ':' << __LINE__ << '\n'
#define SAY(x) std::cout << __func__ << ':' << x << '\n'
std::string f(int n) {
  std::string s = "a";
  WHERE;
  for (int i = 0; i < n; ++i) {
    SAY(i);
    s += 'b';
  }
  WHERE;
  return s;
}
int main() {
  std::cout << f(3) << '\n';
  WHERE;
}
