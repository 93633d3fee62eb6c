#include "durable.hpp"
#include "route.hpp"

#include <cstdlib>
#include <iostream>

DURABLE int main(int argc, char **argv) {
  std::vector<std::string> order;
  double length = tour(cities(argc > 1 ? std::atoi(argv[1]) : 8), order);
  std::cout << GREETING << ", " << order.size() << " cities, length " << length << ", last " << order.back() << '\n';
}
