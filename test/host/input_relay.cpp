// Reads standard input in one of several ways, a number at a time, and goes on in a new process after each: what it
// prints must be what one process would have printed. input_relay WAY [COUNT STATE]
#include "../../runtime/host/src/streams.hpp"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <unistd.h>

namespace {

bool read(const std::string &way, int count, int &x) {
  if (way == "scanf") return std::scanf("%d", &x) == 1;
  if (way == "mixed" && count % 3 == 1) return std::scanf("%d", &x) == 1;
  if (way == "mixed" && count % 3 == 2) {
    const int c = std::getchar();
    if (c == EOF) return false;
    std::ungetc(c, stdin);
  }
  return bool(std::cin >> x);
}

} // namespace

int main(int argc, char **argv) {
  const std::string way = argc > 1 ? argv[1] : "";
  const int count = argc > 3 ? std::atoi(argv[2]) : 0;
  if (argc > 3) {
    perdure::host::restore_streams(argv[3]);
  } else {
    std::srand(7);
    ::srand48(9);
    std::cout << std::hex;
    if (way == "unsynced") {
      std::ios::sync_with_stdio(false);
      std::cin.tie(nullptr);
    }
  }
  int x = 0;
  if (!read(way, count, x)) {
    std::cout << (std::cin.tie() ? "tied" : "untied") << std::endl;
    return 0;
  }
  std::cout << x << ':' << std::rand() << ':' << ::lrand48() << '\n' << std::flush;
  const std::string state = perdure::host::capture_streams(), next = std::to_string(count + 1);
  ::execl("/proc/self/exe", argv[0], argv[1], next.c_str(), state.c_str(), nullptr);
  return 1;
}
