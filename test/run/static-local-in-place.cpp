// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Static locals whose initialisers name locals, other static locals or the object, or suspend.
#include <iostream>
#include <string>
#include <vector>

int calls;

int step(int x) {
  ++calls;
  std::cout << "step " << x << '\n';
  return x * 2;
}

std::string text(const std::string &name, int n) {
  std::string out;
  for (int k = 0; k < n; ++k) out += name;
  return out;
}

int counter(int start) {
  static int first = start;
  static int second = first + step(start);
  static const std::string label = text("ab", second);
  static const std::string &same = label;
  static int numbers[3] = {start, step(start), second};
  ++numbers[1];
  ++second;
  std::cout << first << ' ' << second << ' ' << same << ' ' << numbers[1] << ' ' << (&same == &label) << '\n';
  return first + second + numbers[0] + numbers[1] + numbers[2];
}

struct Box {
  int width;
  int area(int height) {
    static std::vector<int> seen(width, step(height));
    seen.push_back(height);
    int sum = 0;
    for (int x : seen) sum += x;
    return sum;
  }
};

struct Built {
  int n;
  explicit Built(int start) {
    static int base = start * 10;
    static int once = base + step(start);
    n = ++once;
  }
};

int main() {
  int total = 0;
  for (int k = 1; k < 4; ++k) total += counter(k);
  Box box{3};
  for (int k = 1; k < 4; ++k) total += box.area(k);
  for (int k = 1; k < 4; ++k) total += Built(k).n;
  auto lambda = [n = step(total), name = text("x", 2)](int x) mutable {
    static int base = x + n;
    return base + ++n + int(name.size());
  };
  std::cout << lambda(1) << ' ' << lambda(2) << '\n';
  std::cout << total << ' ' << calls << '\n';
}
