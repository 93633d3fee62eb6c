// RUN: %triple %s
// A stack 10,000 frames deep is captured, saved, loaded and resumed.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>

RESUMABLE long sum(int n, const std::string &tag) {
  if (n == 0) {
    perdure::checkpoint();
    return long(tag.size());
  }
  long below = sum(n - 1, tag);
  if (n % 4000 == 0) perdure::checkpoint();
  return below + n;
}

RESUMABLE void down(int n, long &out) {
  if (n == 0) {
    perdure::checkpoint();
    ++out;
    return;
  }
  down(n - 1, out);
}

RESUMABLE int main() {
  long out = 0;
  std::cout << sum(10000, "tag") << '\n';
  down(10000, out);
  std::cout << out << '\n';
}
