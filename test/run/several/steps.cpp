// The other file of transforms-mixed.cpp.
#include "steps.hpp"

#include "../loud.hpp"

RESUMABLE int back(int depth, Visitor &visitor) {
  Still s("back" + std::to_string(depth));
  int sum = visitor.visit(depth) + both(depth);
  if (depth > 0) sum += there(depth - 1, visitor);
  perdure::checkpoint();
  return sum;
}

RESUMABLE std::string described(int x) {
  std::string s = "<" + std::to_string(both(x));
  perdure::checkpoint();
  return s + ">";
}

RESUMABLE int guarded(int (*f)(int), int x) {
  try {
    return f(x) + f(x + 1);
  } catch (...) {
    perdure::checkpoint();
    return -1;
  }
}
