// RUN: %triple %s
// switch: fallthrough, default in the middle, no default, suspension in selector and bodies, init, enum selector.
#include "loud.hpp"

#include <perdure/perdure.hpp>

enum class Colour { red, green, blue };

RESUMABLE int step(int x) {
  std::cout << '.';
  perdure::checkpoint();
  return x;
}

RESUMABLE Colour next(Colour c) {
  switch (c) {
  case Colour::red:
    perdure::checkpoint();
    return Colour::green;
  case Colour::green:
    return Colour::blue;
  case Colour::blue:
    break;
  }
  perdure::checkpoint();
  return Colour::red;
}

RESUMABLE int falls(int x) {
  int r = 0;
  switch (step(x)) {
  case 0:
    r += 1;
    [[fallthrough]];
  case 1: {
    perdure::checkpoint();
    r += 10;
    [[fallthrough]];
  }
  default:
    r += step(100);
    break;
  case 2:
  case 3:
    r += 1000;
    perdure::checkpoint();
    [[fallthrough]];
  case 4:
    r += step(10000);
  }
  return r;
}

RESUMABLE int scoped(int x) {
  switch (int twice = step(x) * 2; twice) {
  case 2: {
    Still s("two");
    perdure::checkpoint();
    std::cout << s.name << twice << ' ';
    break;
  }
  case 4: {
    Still s("four");
    perdure::checkpoint();
    return twice;
  }
  default:
    twice = -twice;
    return step(twice);
  }
  return 0;
}

RESUMABLE int main() {
  for (int x = -1; x <= 5; ++x) std::cout << falls(x) << ' ';
  std::cout << '\n';
  for (int x = 0; x <= 3; ++x) std::cout << scoped(x) << '\n';
  Colour c = Colour::red;
  for (int i = 0; i < 4; ++i) {
    c = next(c);
    std::cout << int(c);
  }
  switch (step(1))
  case 1:
    std::cout << "one statement";
  switch (step(2)) {}
  switch (step(5)) {
  case 1:
    std::cout << "never";
    break;
  }
  std::cout << '\n';
  for (int i = 0; i < 6; ++i) {
    switch (i) {
    case 1:
      continue;
    case 4:
      break;
    default:
      std::cout << step(i) << ' ';
      break;
    }
    if (i == 4) break;
  }
  std::cout << '\n';
}
