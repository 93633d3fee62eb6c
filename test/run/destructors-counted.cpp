// RUN: %triple %s
// Each object that was built dies exactly once: counted through a reference to a tally that is part of the image.
#include <perdure/perdure.hpp>

#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

struct Tally {
  int built = 0, copied = 0, died = 0;
  int alive() const { return built + copied - died; }
};

class Counted {
public:
  explicit Counted(Tally &t) : tally_(t) { ++tally_.built; }
  Counted(const Counted &o) : tally_(o.tally_) { ++tally_.copied; }
  Counted &operator=(const Counted &) = delete;
  ~Counted() { ++tally_.died; }
  int alive() const { return tally_.alive(); }

private:
  Tally &tally_;
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE Counted make(Tally &t) {
  perdure::checkpoint();
  return Counted(t);
}

RESUMABLE int alive(const Counted &c) {
  perdure::checkpoint();
  return c.alive();
}

RESUMABLE int dive(Tally &t, int n) {
  Counted here(t);
  if (n == 0) {
    perdure::checkpoint();
    if (alive(make(t)) > 5) throw std::runtime_error("deep");
    return here.alive();
  }
  Counted pair[2] = {Counted(t), make(t)};
  int below = dive(t, n - 1);
  perdure::checkpoint();
  return below + alive(pair[1]);
}

RESUMABLE int main() {
  Tally tally;
  std::cout << dive(tally, 1) << ' ' << tally.alive() << '\n';
  try {
    dive(tally, 4);
  } catch (const std::runtime_error &e) {
    perdure::checkpoint();
    std::cout << e.what() << ' ' << tally.alive() << '\n';
  }
  {
    std::vector<Counted> v;
    v.reserve(4);
    for (int i = 0; i < 4; ++i) v.emplace_back(tally);
    std::vector<Counted> w = v;
    for (const Counted &c : w) std::cout << alive(c);
    perdure::checkpoint();
  }
  for (int i = 0; i < 4; ++i) {
    const Counted &kept = make(tally);
    if (step(i) == 1) continue;
    Counted other = kept;
    if (step(i) == 3) break;
    std::cout << ' ' << alive(make(tally)) + kept.alive() * 0;
  }
  std::cout << '\n' << tally.alive() << ' ' << (tally.built > 0) << '\n';
}
