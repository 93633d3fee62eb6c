// RUN: %triple %s
// Functions that a handler calls, resumed: `throw;`, current_exception() and uncaught_exceptions() in them and on the
// way.
#include <exception>
#include <iostream>
#include <perdure/perdure.hpp>
#include <stdexcept>
#include <string>

struct Counts {
  ~Counts() { std::cout << "uncaught " << std::uncaught_exceptions() << ' '; }
};

RESUMABLE void again(int depth) {
  Counts c;
  perdure::checkpoint();
  if (depth > 0) return again(depth - 1);
  perdure::checkpoint();
  throw;
}

RESUMABLE std::string current() {
  perdure::checkpoint();
  try {
    std::rethrow_exception(std::current_exception());
  } catch (const std::exception &e) {
    perdure::checkpoint();
    return e.what();
  }
}

RESUMABLE std::string nested(int n) {
  try {
    Counts c;
    perdure::checkpoint();
    throw std::runtime_error("outer" + std::to_string(n));
  } catch (...) {
    std::string seen = current();
    try {
      perdure::checkpoint();
      throw std::logic_error("inner");
    } catch (...) {
      seen += current();
    }
    seen += current();
    try {
      again(n);
    } catch (const std::runtime_error &e) {
      perdure::checkpoint();
      seen += e.what();
    }
    return seen + current();
  }
}

RESUMABLE int main() {
  for (int n = 0; n < 3; ++n) {
    std::string s = nested(n);
    std::cout << s << ' ' << std::uncaught_exceptions() << (std::current_exception() == nullptr) << '\n';
  }
}
