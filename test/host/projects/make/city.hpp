#pragma once
#include <string>
#include <vector>

struct city {
  std::string name;
  double x, y;
};

inline bool before(const city &a, const city &b) { return a.name < b.name; }

std::vector<city> cities(int n);
