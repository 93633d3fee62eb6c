// RUN: %triple %s
// Aliases, enums and function declarations inside resumable functions.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>
#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int folded(const std::vector<int> &v) {
  enum { scale = 10 };
  using Iterator = std::vector<int>::const_iterator;
  typedef int Number, *Pointer;
  Number r = 0;
  Pointer p = &r;
  for (Iterator i = v.begin(); i != v.end(); ++i) *p = r * scale + step(*i);
  int later(int); // a declaration of the function below
  return later(r) + step(scale);
}

int later(int x) { return x * 1000; }

RESUMABLE int main() {
  std::cout << folded({3, 1, 2}) << '\n';
  using Word = std::string;
  enum class Mode { on, off };
  Mode mode = step(1) ? Mode::on : Mode::off;
  Word w = mode == Mode::on ? "on" : "off";
  perdure::checkpoint();
  std::cout << w << '\n';
}
