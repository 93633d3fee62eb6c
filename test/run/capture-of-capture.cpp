// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A lambda captures what the lambda around it has captured with an initialiser, by value, by reference and anew.
#include <iostream>
#include <string>

int calls;

int start(int k) {
  ++calls;
  return k * 10;
}

int main() {
  auto outer = [n = start(1), text = std::string("t")]() mutable {
    auto add = [&n, &text](int k) {
      n += k;
      text += "+";
    };
    auto read = [n, text, n2 = n + 1] { return std::to_string(n) + text + std::to_string(n2); };
    auto all = [&] {
      auto inner = [=] { return n + int(text.size()); };
      ++n;
      return inner() + n;
    };
    add(2);
    std::cout << read() << ' ' << n << ' ' << text << ' ' << all() << '\n';
    return n;
  };
  const int first = outer(), second = outer();
  std::cout << first << ' ' << second << ' ' << calls << '\n';
}
