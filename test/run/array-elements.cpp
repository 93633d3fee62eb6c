// RUN: %triple %s
// Arrays and aggregates whose elements' initialisers suspend: elements built before a suspension live on, and die when
// a later element's constructor throws. They can be moved; test/reject/immovable-elements.cpp has those that cannot.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <stdexcept>

struct Picky {
  Loud name;
  explicit Picky(int n) : name("p" + std::to_string(n)) {
    if (n == 2) throw std::runtime_error("two");
  }
};

struct Both {
  Picky first;
  int number;
  Picky second;
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int array(int n) {
  Picky list[3] = {Picky(step(5)), Picky(step(n)), Picky(step(6))};
  perdure::checkpoint();
  return int(list[1].name.name.size());
}

RESUMABLE int aggregate(int n) {
  Both both{Picky(step(7)), step(8), Picky(step(n))};
  perdure::checkpoint();
  return both.number + int(both.second.name.name.size());
}

RESUMABLE int main() {
  for (int n = 1; n < 4; ++n) {
    try {
      std::cout << array(n) << '\n';
    } catch (const std::runtime_error &e) {
      std::cout << e.what() << '\n';
    }
    try {
      std::cout << aggregate(n) << '\n';
    } catch (const std::runtime_error &e) {
      perdure::checkpoint();
      std::cout << e.what() << '\n';
    }
  }
}
