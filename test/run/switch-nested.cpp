// RUN: %triple %s
// switch inside loops, loops inside switch, switch inside switch; continue and break find their own statement.
#include "loud.hpp"

#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int interpret(const std::string &program) {
  int value = 0;
  for (std::size_t i = 0; i < program.size(); ++i) {
    Still op(std::string(1, program[i]));
    switch (program[i]) {
    case '+':
      ++value;
      break;
    case '*':
      value *= step(2);
      break;
    case ' ':
      continue;
    case '?':
      switch (step(value) % 3) {
      case 0:
        value += 5;
        break;
      case 1:
        continue;
      default:
        for (int k = 0; k < 3; ++k) {
          if (k == step(1)) continue;
          value += k;
          if (value > 20) break;
        }
        break;
      }
      perdure::checkpoint();
      break;
    case '!':
      return value;
    default:
      value = -value;
    }
    std::cout << '=' << value << ' ';
  }
  return step(value) + 1000;
}

RESUMABLE int inside_out(int n) {
  int out = 0;
  switch (n) {
    int shared; // declared before every label, as C++ allows for scalars
  case 0:
    shared = step(1);
    out = shared;
    break;
  case 1:
    shared = step(2);
    while (shared < 10) {
      shared += step(3);
      if (shared == 8) break;
    }
    out = shared;
    break;
  case 2:
    do {
      out += step(1);
      if (out == 1) continue;
      if (out == 3) break;
    } while (out < 5);
  }
  return out;
}

RESUMABLE int main() {
  std::cout << interpret("+++ *?+*?-") << '\n';
  std::cout << interpret("+?++?!+++") << '\n';
  for (int n = 0; n < 4; ++n) std::cout << inside_out(n) << ' ';
  std::cout << '\n';
}
