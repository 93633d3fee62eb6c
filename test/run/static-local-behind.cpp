// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A static local that a resumed body comes by first is built there, not where it is used.
#include <iostream>

struct Loud {
  int id;
  explicit Loud(int i) : id(i) { std::cout << '+' << id << '\n'; }
};

static int step(int n) {
  std::cout << "step " << n << '\n';
  return n + 1;
}

static int once(int n) {
  int value = step(n);
  static Loud loud(8);
  static Loud unused(9);
  static int constant = 4;
  value += step(value);
  return value + loud.id + constant++;
}

int main() {
  for (int k = 0; k < 3; ++k) std::cout << once(k) << '\n';
}
