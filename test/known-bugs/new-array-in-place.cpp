// RUN: %triple %s
// XFAIL: *
// FLAGS: --all --safepoints=all
// The elements of a new array are moved to their places when something suspends between them: an image cannot hold an
// array on the heap that is not complete.
#include <iostream>
#include <memory>

struct Loud {
  int id;
  explicit Loud(int i) : id(i) { std::cout << '+' << id << '\n'; }
  Loud(Loud &&other) noexcept : id(other.id) { std::cout << "move " << id << '\n'; }
  ~Loud() { std::cout << '-' << id << '\n'; }
};

static int step(int n) { return n + 1; }

int main() {
  std::unique_ptr<Loud[]> group(new Loud[2]{Loud(1), Loud(step(1))});
  std::cout << group[1].id << '\n';
}
