// RUN: %triple %s
// A local's constructor throws after suspensions: what was built before dies, the unbuilt object does not.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <stdexcept>
#include <vector>

struct Picky {
  Still first;
  Still second;
  explicit Picky(int n) : first("first" + std::to_string(n)), second(check(n)) {
    if (n == 2) throw std::runtime_error("body");
  }
  ~Picky() { std::cout << "-picky "; }
  static std::string check(int n) {
    if (n == 1) throw std::runtime_error("member");
    return "second" + std::to_string(n);
  }
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int build(int n) {
  Still before("before");
  perdure::checkpoint();
  Picky p(step(n));
  perdure::checkpoint();
  Still after("after");
  return n;
}

RESUMABLE int argument(const Picky &p, int n) {
  perdure::checkpoint();
  return int(p.first.name.size()) + n;
}

RESUMABLE int main() {
  for (int n = 0; n < 3; ++n) {
    try {
      std::cout << build(n) << '\n';
    } catch (const std::runtime_error &e) {
      std::cout << e.what() << '\n';
    }
    try {
      std::cout << argument(Picky(n), 3) << '\n';
    } catch (const std::runtime_error &e) {
      std::cout << e.what() << '\n';
    }
  }
}
