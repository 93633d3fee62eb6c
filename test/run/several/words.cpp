// Part of several-files.cpp.
#include "shared.hpp"

RESUMABLE static std::string helper(int n) {
  perdure::checkpoint();
  return "w" + std::to_string(n);
}

std::string words(int n) {
  if (n == 0) {
    Shared s{1, {"from words"}};
    int total = numbers(s);
    return "|" + std::to_string(total) + s.log.back();
  }
  return helper(n) + words(n - 1);
}
