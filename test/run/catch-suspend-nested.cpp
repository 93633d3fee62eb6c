// RUN: %triple %s
// Handlers inside handlers, all suspended: each keeps its exception, and `throw;` means the innermost.
#include <perdure/perdure.hpp>

#include <iostream>
#include <stdexcept>
#include <string>

RESUMABLE void raise(const std::string &what) {
  perdure::checkpoint();
  throw std::runtime_error(what);
}

RESUMABLE std::string nested() {
  std::string log;
  try {
    raise("outer");
  } catch (const std::runtime_error &outer) {
    perdure::checkpoint();
    log += outer.what();
    try {
      raise("inner");
    } catch (const std::runtime_error &inner) {
      perdure::checkpoint();
      log += std::string(",") + inner.what() + "," + outer.what();
      try {
        perdure::checkpoint();
        throw;
      } catch (const std::exception &again) {
        perdure::checkpoint();
        log += std::string(",again ") + again.what();
      }
      perdure::checkpoint();
    }
    log += std::string(",") + outer.what();
    try {
      perdure::checkpoint();
      throw;
    } catch (const std::exception &e) {
      log += std::string(",rethrown ") + e.what();
    }
  }
  return log;
}

RESUMABLE std::string recovering(int n) {
  try {
    if (n == 0) {
      raise("bottom");
      return "never";
    }
    return recovering(n - 1);
  } catch (const std::runtime_error &e) {
    perdure::checkpoint();
    std::string s = std::string(e.what()) + std::to_string(n);
    if (n == 2) return s;
    throw std::runtime_error(s);
  }
}

RESUMABLE int main() {
  std::string s = nested();
  std::cout << s << '\n' << recovering(4) << '\n';
}
