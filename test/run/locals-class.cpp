// RUN: %triple %s
// User classes: with a serialize member, with a free serialize, split into save and load, and derived ones; each is
// built once and destroyed once.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <vector>

class Counter {
public:
  explicit Counter(int start = 0) : value_(start) {}
  void add(int n) { value_ += n; }
  int value() const { return value_; }
  template <class Archive> void serialize(Archive &ar, unsigned) { ar & value_; }

private:
  int value_;
};

namespace geo {
struct Place {
  double x = 0, y = 0;
  std::string name;
};
template <class Archive> void serialize(Archive &ar, Place &p, unsigned) { ar & p.x & p.y & p.name; }
} // namespace geo

struct Team {
  std::vector<Counter> counters;
  geo::Place place;
  Loud mascot;
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE void play(Team &team, int rounds) {
  Still s("play");
  for (int i = 0; i < rounds; ++i) {
    team.counters.push_back(Counter(step(i)));
    for (Counter &c : team.counters) c.add(step(1));
    team.place.x += 0.5;
  }
}

RESUMABLE int main() {
  Counter counter(5);
  geo::Place place{1.5, 2.5, "here"};
  counter.add(step(2));
  perdure::checkpoint();
  std::cout << counter.value() << place.x << place.y << place.name << '\n';
  Team team{{}, place, Loud("owl")};
  play(team, 3);
  perdure::checkpoint();
  for (const Counter &c : team.counters) std::cout << c.value() << ' ';
  std::cout << team.place.x << team.mascot.name << '\n';
  std::vector<Loud> herd;
  herd.reserve(3);
  for (int i = 0; i < 3; ++i) herd.emplace_back("h" + std::to_string(step(i)));
  perdure::checkpoint();
  herd.erase(herd.begin() + 1);
  perdure::checkpoint();
  for (const Loud &l : herd) std::cout << l.name << ' ';
  std::cout << '\n';
}
