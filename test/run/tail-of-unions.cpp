// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A class with an array behind it, whose elements are a union without a name, and private.
#include <cstdio>
#include <cstdlib>
#include <new>

class Clause {
  unsigned size;
  union {
    int literal;
    float activity;
  } data[0];

public:
  explicit Clause(unsigned n) : size(n) {
    for (unsigned k = 0; k < n; ++k) data[k].literal = int(k) * 3;
    data[n].activity = 0.5f;
  }
  static Clause *make(unsigned n) { return new (std::malloc(sizeof(Clause) + sizeof(int) * (n + 1))) Clause(n); }
  int sum() const {
    int out = 0;
    for (unsigned k = 0; k < size; ++k) out += data[k].literal;
    return out;
  }
  float bump() { return data[size].activity *= 3; }
};

int main() {
  Clause *a = Clause::make(3), *b = Clause::make(7), *same = a;
  for (int k = 0; k < 3; ++k) std::printf("%d %d %.3f %d\n", a->sum(), b->sum(), double(b->bump()), same == a);
  std::free(a);
  std::free(b);
}
