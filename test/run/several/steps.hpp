// Shared by the files of transforms-mixed.cpp.
#pragma once

#include <perdure/perdure.hpp>

#include <string>

struct Visitor {
  virtual ~Visitor() = default;
  RESUMABLE virtual int visit(int x) = 0;
};

RESUMABLE int there(int depth, Visitor &visitor);
RESUMABLE int back(int depth, Visitor &visitor);
RESUMABLE std::string described(int x);
RESUMABLE int guarded(int (*f)(int), int x);

RESUMABLE inline int both(int x) { // each file has one; which one is linked is not known
  perdure::checkpoint();
  return x + 1;
}
