// RUN: %triple %s
// main may end without a return; std::exit ends the program from any depth with its code.
#include <perdure/perdure.hpp>

#include <cstdlib>
#include <iostream>

RESUMABLE void stop(int depth, int code) {
  perdure::checkpoint();
  if (depth > 0) return stop(depth - 1, code);
  if (code) std::exit(code);
}

RESUMABLE int main(int, char *argv[]) {
  std::cout << "begin " << (argv[1] == nullptr) << '\n';
  stop(2, 0);
  stop(3, 7);
  std::cout << "never\n";
}
