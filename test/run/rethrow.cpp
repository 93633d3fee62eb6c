// RUN: %triple %s
// throw; after a suspension in the handler, in the same process or another; exception_ptr held across suspensions.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <exception>
#include <stdexcept>

RESUMABLE void step() { perdure::checkpoint(); }

RESUMABLE void once(int kind) {
  try {
    step();
    if (kind == 0) throw std::invalid_argument("invalid");
    if (kind == 1) throw std::string("string");
    throw kind;
  } catch (...) {
    Still s("handler");
    step();
    throw;
  }
}

RESUMABLE void twice(int kind) {
  try {
    once(kind);
  } catch (const std::logic_error &e) {
    step();
    std::cout << "logic " << e.what() << ' ';
    step();
    throw;
  } catch (int n) {
    step();
    std::cout << "int " << n << ' ';
    if (n > 2) throw;
    throw n + 100;
  }
}

RESUMABLE std::exception_ptr keep() {
  try {
    step();
    throw std::out_of_range("kept");
  } catch (...) {
    std::exception_ptr p = std::current_exception();
    step();
    return p;
  }
}

RESUMABLE int main() {
  for (int kind = 0; kind < 4; ++kind) {
    try {
      twice(kind);
    } catch (const std::invalid_argument &e) {
      step();
      std::cout << "invalid " << e.what() << '\n';
    } catch (const std::string &s) {
      std::cout << "string " << s << '\n';
    } catch (int n) {
      std::cout << "int " << n << '\n';
    }
  }
  std::exception_ptr p = keep();
  step();
  try {
    std::rethrow_exception(p);
  } catch (const std::exception &e) {
    std::cout << e.what() << '\n';
  }
}
