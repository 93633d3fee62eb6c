#include "route.hpp"

#include "distance.h"

DURABLE static std::size_t nearest(const std::vector<city> &left, const city &from) {
  std::size_t best = 0;
  double least = 1e9;
  for (std::size_t k = 0; k < left.size(); ++k) {
    double d = distance_between(left[k].x, left[k].y, from.x, from.y);
    if (d < least) least = d, best = k;
  }
  SAVE_HERE;
  return best;
}

DURABLE double tour(std::vector<city> left, std::vector<std::string> &order) {
  double length = 0;
  city here = left.front();
  left.erase(left.begin());
  while (!left.empty()) {
    order.push_back(here.name);
    std::size_t next = nearest(left, here);
    length += distance_between(left[next].x, left[next].y, here.x, here.y);
    here = left[next];
    left.erase(left.begin() + long(next));
  }
  order.push_back(here.name);
  return length;
}
