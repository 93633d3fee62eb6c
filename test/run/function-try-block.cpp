// RUN: %triple %s
// Function-try-blocks: the handler sees the parameters, returns or rethrows, and may suspend.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <stdexcept>

RESUMABLE int risky(int x) {
  perdure::checkpoint();
  if (x < 0) throw std::invalid_argument("negative");
  return x;
}

RESUMABLE int whole(int x, const std::string &name) try {
  Still s("body");
  int r = risky(x);
  perdure::checkpoint();
  return r + int(name.size());
} catch (const std::invalid_argument &e) {
  perdure::checkpoint();
  std::cout << name << ' ' << e.what() << ' ';
  return -x;
}

RESUMABLE void nothing(int x) try { std::cout << risky(x) << ' '; } catch (...) {
  std::cout << "any ";
}

RESUMABLE int again(int x) try { return risky(x) * 2; } catch (const std::exception &) {
  Still s("handler");
  perdure::checkpoint();
  throw;
}

RESUMABLE int main() try {
  std::cout << whole(3, "abc") << '\n';
  std::cout << whole(-3, "abc") << '\n';
  nothing(1);
  nothing(-1);
  std::cout << again(4) << '\n';
  std::cout << again(-4) << '\n';
  return 1;
} catch (const std::exception &e) {
  perdure::checkpoint();
  std::cout << "main " << e.what() << '\n';
  return 2;
}
