// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Elements of arrays and aggregates are built where they stay, whatever suspends between them: nothing is moved.
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

struct Loud {
  int id;
  const Loud *self;
  explicit Loud(int i) : id(i), self(this) { std::cout << '+' << id << '\n'; }
  Loud() : Loud(0) {}
  Loud(const Loud &other) : id(other.id), self(this) { std::cout << "copy " << id << '\n'; }
  Loud(Loud &&other) noexcept : id(other.id), self(this) { std::cout << "move " << id << '\n'; }
  ~Loud() { std::cout << '-' << id << (self == this ? "" : " elsewhere") << '\n'; }
};

static int step(int n) {
  if (n > 90) throw std::runtime_error("too large");
  return n + 1;
}
static Loud made(int n) { return Loud(step(n)); }

static int array(int n) {
  Loud trio[] = {Loud(n), Loud(step(n)), Loud(3)};
  return step(trio[1].id) + trio[2].id;
}

struct Holder {
  Loud a;
  int between;
  const std::string name;
  Loud b;
};

static int aggregate(int n) {
  Holder holder{Loud(step(n)), step(2), "holder" + std::to_string(step(3)), Loud(step(n + 4))};
  const Holder other{made(n), 2, std::string("other"), made(7)};
  return step(holder.between) + other.b.id;
}

struct Deep {
  Holder pair[2];
  Loud last[2];
  int rest[3];
};

static int nested(int n) {
  Deep deep = {{{Loud(n), 1, "one", Loud(step(2))}, {made(3), step(4), "two", Loud()}}, {Loud(step(5))}, {6, step(7)}};
  return deep.pair[1].between + deep.rest[1] + deep.rest[2] + step(deep.last[1].id);
}

static int temporary(int n) {
  int sum = 0;
  for (const Loud &l : std::vector<Loud>{Loud(n), Loud(step(n)), made(n)}) sum += step(l.id);
  return sum;
}

static int chosen(bool yes) {
  Holder h = yes ? Holder{Loud(1), step(2), "yes", made(3)} : Holder{made(4), 5, "no", Loud(step(6))};
  return step(h.a.id);
}

static int thrown(int n) {
  try {
    Loud trio[3] = {Loud(n), Loud(step(n)), Loud(step(n + 91))};
    return trio[0].id;
  } catch (const std::exception &e) {
    std::cout << e.what() << ' ' << step(1) << '\n';
  }
  try {
    Loud trio[3] = {made(n), Loud(step(n + 91)), Loud(step(n))};
    return trio[0].id;
  } catch (const std::exception &e) {
    std::cout << e.what() << ' ' << step(2) << '\n';
  }
  return step(3);
}

int main() {
  for (int k = 0; k < 2; ++k) std::cout << array(k) << '\n';
  std::cout << aggregate(4) << '\n';
  std::cout << nested(5) << '\n';
  std::cout << temporary(6) << '\n';
  std::cout << chosen(true) << chosen(false) << '\n';
  std::cout << thrown(1) << '\n';
}
