// RUN: %triple %s
// An exception crosses many resumed frames, destroys what they hold, and finds its handler, which may be far out.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <stdexcept>

struct Custom {
  int code;
  std::string text;
};

RESUMABLE int dig(int depth, int kind) {
  Still s("d" + std::to_string(depth));
  if (depth == 0) {
    perdure::checkpoint();
    switch (kind) {
    case 0:
      throw std::logic_error("bottom");
    case 1:
      throw Custom{42, "custom"};
    case 2:
      throw 7;
    default:
      return kind;
    }
  }
  int below = dig(depth - 1, kind);
  perdure::checkpoint();
  return below + 1;
}

RESUMABLE int filter(int kind) {
  Still s("filter");
  try {
    return dig(2, kind);
  } catch (const Custom &c) {
    std::cout << c.text << c.code << ' ';
    throw std::runtime_error("translated " + std::to_string(c.code));
  }
}

RESUMABLE int guard(int kind) {
  try {
    Still s("guard");
    return filter(kind) + filter(kind);
  } catch (const std::runtime_error &e) {
    std::cout << e.what() << ' ';
    return -1;
  } catch (const std::logic_error &e) {
    std::cout << e.what() << ' ';
    return -2;
  }
}

RESUMABLE int main() {
  for (int kind = 0; kind < 4; ++kind) {
    try {
      std::cout << kind << ": ";
      int r = guard(kind);
      std::cout << "= " << r << '\n';
    } catch (int n) {
      std::cout << "int " << n << '\n';
    }
  }
}
