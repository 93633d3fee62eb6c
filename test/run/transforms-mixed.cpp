// RUN: %triple %s --transform catch,retval
// RUN: %triple %s --transform retval,catch
// RUN: %triple %s --transform catch
// SOURCES: several/steps.cpp
// Files written with -t catch and with -t retval in one program: they call each other directly, through pointers and
// virtual functions, through inline functions that both have, and inside handlers.
#include "several/steps.hpp"

#include "loud.hpp"

#include <iostream>
#include <stdexcept>

RESUMABLE int there(int depth, Visitor &visitor) {
  Still s("there" + std::to_string(depth));
  try {
    return back(depth, visitor) + both(depth);
  } catch (const std::exception &) {
    perdure::checkpoint();
    return -1;
  } catch (...) {
    std::cout << "must not be seen\n";
    return -2;
  }
}

struct Counting : Visitor {
  int calls = 0;
  RESUMABLE int visit(int x) override {
    ++calls;
    perdure::checkpoint();
    if (x == 1) throw std::runtime_error("one");
    return x * 10;
  }
};

RESUMABLE int risky(int x) {
  std::string s = described(x);
  if (x == 5) throw std::runtime_error("five");
  return int(s.size());
}

RESUMABLE int calm(int x) noexcept {
  perdure::checkpoint();
  return both(x);
}

RESUMABLE int main() {
  Counting counting;
  for (int depth = 0; depth < 4; ++depth) std::cout << there(depth, counting) << '\n';
  std::cout << counting.calls << ' ' << guarded(risky, 2) << ' ' << guarded(risky, 4) << ' ' << guarded(calm, 7) << ' '
            << described(3) << '\n';
}
