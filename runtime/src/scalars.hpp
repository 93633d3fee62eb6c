// Small values of known sizes: each is one instruction.
#pragma once

#include <perdure/detail/archive.hpp>

namespace perdure::detail {

inline void put_small(oarchive &a, const void *p, std::size_t size) {
  switch (size) {
  case 8:
    return a.put(p, 8);
  case 4:
    return a.put(p, 4);
  case 1:
    return a.put(p, 1);
  case 2:
    return a.put(p, 2);
  default:
    return a.put(p, size);
  }
}

inline void get_small(iarchive &a, void *p, std::size_t size) {
  switch (size) {
  case 8:
    return a.get(p, 8);
  case 4:
    return a.get(p, 4);
  case 1:
    return a.get(p, 1);
  case 2:
    return a.get(p, 2);
  default:
    return a.get(p, size);
  }
}

} // namespace perdure::detail
