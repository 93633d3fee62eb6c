// RUN: %triple %s
// FLAGS: --all --safepoints=all
// An exception of the library's streams, and others nested around it.
#include <exception>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>

static void show(const std::exception &e, int depth = 0) {
  std::cout << std::string(depth, ' ') << e.what() << '\n';
  try {
    std::rethrow_if_nested(e);
  } catch (const std::ios_base::failure &inner) {
    show(inner, depth + 1);
    std::cout << inner.code().value() << ' ' << inner.code().category().name() << '\n';
  } catch (const std::exception &inner) {
    show(inner, depth + 1);
  }
}

static void read(const std::string &text) {
  try {
    std::istringstream in(text);
    in.exceptions(std::ios_base::failbit);
    int n;
    in >> n;
    std::cout << n << '\n';
  } catch (...) {
    std::throw_with_nested(std::runtime_error("cannot read '" + text + "'"));
  }
}

int main() {
  try {
    read("12");
    read("twelve");
  } catch (const std::exception &e) {
    show(e);
  }
}
