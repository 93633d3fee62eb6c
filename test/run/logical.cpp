// RUN: %triple %s
// && || and !: each operand suspends, the right one only when it is reached.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>

RESUMABLE bool ask(const char *name, bool answer) {
  std::cout << name << ' ';
  perdure::checkpoint();
  return answer;
}

RESUMABLE int count(int n) {
  perdure::checkpoint();
  return n;
}

RESUMABLE bool table(bool a, bool b, bool c) {
  bool r1 = ask("a", a) && ask("b", b);
  bool r2 = ask("a", a) || ask("b", b);
  bool r3 = (ask("a", a) && ask("b", b)) || ask("c", c);
  bool r4 = ask("a", a) && (ask("b", b) || ask("c", c));
  bool r5 = !ask("a", a) && !(ask("b", b) && !ask("c", c));
  std::cout << '=' << r1 << r2 << r3 << r4 << r5 << '\n';
  return r1 != r2;
}

RESUMABLE bool plain_left(int x, int y) { return x != 0 && y / x > count(1); }

RESUMABLE bool plain_right(int x, bool fallback) { return count(x) == 0 || fallback; }

RESUMABLE int main() {
  int differ = 0;
  for (int k = 0; k < 8; ++k) differ += table(k & 1, k & 2, k & 4);
  std::cout << differ << '\n';
  std::cout << plain_left(0, 5) << plain_left(2, 5) << plain_left(2, 2) << plain_right(0, false) << plain_right(1, true)
            << '\n';

  int tries = 0;
  while (tries < 3 && !ask("done?", tries == 2)) ++tries;
  do ++tries;
  while (tries < 10 && (tries % 2 == 0 || ask("again", tries < 6)));
  for (int k = 0; k < 5 && ask("for", k != 3); ++k) std::cout << k << ' ';
  if (ask("x", false) || (ask("y", true) && count(3) > 2)) std::cout << "taken ";
  ask("left", true) && ask("for its effect", true);
  ask("left", true) || ask("not seen", true);
  std::cout << tries << '\n';
}
