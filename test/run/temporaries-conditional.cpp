// RUN: %triple %s
// Temporaries that an untaken branch never builds: in ?:, &&, ||, nested in arguments, and with exceptions.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <stdexcept>

RESUMABLE bool test(const Still &s, bool answer) {
  perdure::checkpoint();
  std::cout << s.name << (answer ? "? yes " : "? no ");
  return answer;
}

RESUMABLE int size(const Still &s) {
  perdure::checkpoint();
  return int(s.name.size());
}

RESUMABLE int thrown(const Still &s) {
  perdure::checkpoint();
  throw std::runtime_error(s.name);
}

RESUMABLE int main() {
  for (int k = 0; k < 4; ++k) {
    bool x = k & 1, y = k & 2;
    std::cout << k << ": ";
    std::cout << (test(Still("a"), x) && test(Still("b"), y)) << ' ';
    std::cout << (test(Still("a"), x) || test(Still("b"), y)) << ' ';
    std::cout << (x ? size(Still("then")) : size(Still("or else"))) << ' ';
    std::cout << ((x && test(Still("c"), y)) ? size(Still("d")) : y ? 0 : size(Still("ee"))) << '\n';
    if (test(Still("p"), x) && (y || test(Still("q"), true)) && size(Still("r"))) std::cout << "body ";
    std::cout << '\n';
  }
  for (int k = 0; k < 3; ++k) {
    try {
      std::cout << (k == 0 ? size(Still("fine")) : k == 1 ? thrown(Still("one")) : thrown(Still("two")) + 1) << '\n';
    } catch (const std::runtime_error &e) {
      std::cout << "caught " << e.what() << '\n';
    }
  }
  const Still &s = size(Still("choose")) > 3 ? Still("long") : Still("short");
  perdure::checkpoint();
  std::cout << s.name << '\n';
}
