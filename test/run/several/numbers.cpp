// Part of several-files.cpp.
#include "shared.hpp"

RESUMABLE static int helper(Shared &s) {
  perdure::checkpoint();
  s.log.push_back(std::to_string(s.count));
  return s.count;
}

int numbers(Shared &s) {
  int total = 0;
  while (s.count > 0) {
    total += helper(s);
    --s.count;
    perdure::checkpoint();
  }
  if (total > 1) s.log.push_back(words(1));
  return total;
}
