// RUN: %triple %s
// ARGS: first "second word" -3 ""
// main with arguments: argc, argv and its terminating null survive, as does what points into them.
#include <perdure/perdure.hpp>

#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

RESUMABLE int length(const char *s) {
  perdure::checkpoint();
  return int(std::strlen(s));
}

RESUMABLE int main(int argc, char **argv) {
  perdure::checkpoint();
  std::vector<std::string> all(argv + 1, argv + argc);
  char **at = argv + 1;
  const char *inside = argv[2] + 7;
  perdure::checkpoint();
  for (; *at; ++at) std::cout << *at << ':' << length(*at) << ' ';
  std::cout << inside << ' ' << (argv[argc] == nullptr) << argc << ' ' << all.size() << '\n';
  argv[1][0] = 'F';
  perdure::checkpoint();
  std::cout << argv[1] << '\n';
  return std::atoi(argv[3]) + 10;
}
