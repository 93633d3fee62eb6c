// RUN: %triple %s
// Initialisers that suspend: copy, direct and list initialisation, aggregates, arrays, several in one declaration.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <array>
#include <map>
#include <memory>
#include <vector>

struct Point {
  int x;
  int y = 5;
};

struct Segment {
  Point from, to;
  std::string name;
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE std::string text(const char *s) {
  perdure::checkpoint();
  return s;
}

RESUMABLE Still still(const char *s) {
  perdure::checkpoint();
  return Still(s);
}

RESUMABLE int main() {
  int a = step(1), b(step(2)), c{step(3)}, d = {step(4)};
  int e = step(5) + a, *p = &e, &r = e, f = *p + step(r);
  std::cout << a << b << c << d << e << ' ' << f << '\n';

  Point origin{step(1)}, corner = {step(2), step(3)};
  Segment s{origin, {step(4), corner.y}, text("seg")};
  perdure::checkpoint();
  std::cout << s.from.x << s.from.y << s.to.x << s.to.y << s.name << '\n';

  int list[] = {step(1), step(2), step(3)};
  int grid[2][2] = {{step(1), 2}, {3, step(4)}};
  const char word[] = "word";
  std::array<int, 3> array{{step(7), 8}};
  perdure::checkpoint();
  std::cout << list[0] + list[1] + list[2] << grid[0][0] << grid[1][1] << word << array[0] << array[2] << '\n';

  std::vector<int> v{step(1), step(2)}, w(std::size_t(step(3)), step(9));
  std::map<int, std::string> m{{step(2), text("two")}, {step(1), text("one")}};
  std::string copy = text("copy"), direct(text("direct")), listed{text("listed")};
  auto shared = std::make_shared<std::string>(text("shared"));
  std::unique_ptr<int> unique(new int(step(6)));
  perdure::checkpoint();
  std::cout << v.size() << w.size() << w[2] << m.begin()->second << m[2] << copy << direct << listed << *shared
            << *unique << '\n';

  const int constant = step(11);
  const std::string &bound = text("bound");
  auto deduced = step(12);
  decltype(auto) exact = (a);
  exact += step(1);
  Still in_place = still("in place");
  const bool yes = step(1), no{step(0) == 1};
  long wide = step(-1);
  unsigned char narrow = static_cast<unsigned char>(step(300));
  perdure::checkpoint();
  std::cout << constant << bound << deduced << a << in_place.name << yes << no << wide << int(narrow) << '\n';
}
