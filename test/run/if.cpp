// RUN: %triple %s
// if and else: suspension in the condition, in the init, in the branches and in nested ones.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE bool odd(int x) {
  if (x < 0) return odd(-x);
  perdure::checkpoint();
  return x % 2 != 0;
}

RESUMABLE std::string kind(int x) {
  std::string out;
  if (step(x) < 0)
    out += "negative";
  else if (step(x) == 0)
    out += "zero";
  else if (int half = step(x) / 2; odd(half))
    out += "half is odd " + std::to_string(half);
  else if (half > 4) {
    perdure::checkpoint();
    out += "half is big and even " + std::to_string(half);
  } else {
    int twice = half * 2;
    perdure::checkpoint();
    out += "small " + std::to_string(twice) + "/" + std::to_string(half);
  }
  return out;
}

RESUMABLE int nested(int a, int b) {
  int r = 1;
  if (step(a)) {
    if (step(b))
      r = 2;
    else
      r = 3;
  }
  if (step(b)) {
    if (step(a)) r += 10;
  } else
    r += 20;
  return r;
}

RESUMABLE int declared(int x) {
  if (int y = step(x)) {
    perdure::checkpoint();
    return y + 1;
  } else {
    perdure::checkpoint();
    return y - 1;
  }
}

RESUMABLE const char *known(int x) {
  if constexpr (sizeof(int) >= 2) {
    if (!odd(x)) perdure::checkpoint();
    return "wide";
  } else {
    return "narrow";
  }
}

RESUMABLE int main() {
  for (int x = -2; x <= 12; x += 2) std::cout << x << ": " << kind(x) << '\n';
  std::cout << nested(0, 0) << nested(0, 1) << nested(1, 0) << nested(1, 1) << '\n';
  std::cout << declared(0) << declared(5) << '\n';
  std::cout << known(1) << known(2) << '\n';
  if (odd(3))
    ;
  else
    std::cout << "never\n";
  if (bool b = odd(4); !b) std::cout << "even\n";
}
