// RUN: %triple %s
// Pointers and references to what belongs to the program, not to the execution: constant tables and constant globals.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>

struct Unit {
  const char *name;
  double factor;
};

static constexpr Unit units[] = {{"mm", 0.001}, {"cm", 0.01}, {"m", 1}};
const std::string title = "units";
const int limit = 2;

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE const Unit *find(const std::string &name) {
  for (const Unit &u : units) {
    perdure::checkpoint();
    if (u.name == name) return &u;
  }
  return nullptr;
}

RESUMABLE int main() {
  static constexpr int table[] = {10, 20, 30};
  int sum = 0;
  for (const int &t : table) sum += step(t);
  const std::string &name = title;
  const int *const last = &table[2];
  const int &most = limit;
  perdure::checkpoint();
  const Unit *u = find("cm");
  perdure::checkpoint();
  std::cout << sum << name << *last << most << u->name << u->factor << (find("km") == nullptr) << u - units << '\n';
}
