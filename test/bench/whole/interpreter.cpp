// A tree of expressions that evaluates itself: virtual calls.
#include <cstdio>
#include <memory>
#include <vector>

struct Machine {
  long variables[8] = {};
};

struct Expression {
  virtual ~Expression() = default;
  virtual long value(Machine &m) const = 0;
};
using Pointer = std::unique_ptr<Expression>;

struct Constant : Expression {
  long n;
  explicit Constant(long v) : n(v) {}
  long value(Machine &) const override { return n; }
};
struct Variable : Expression {
  int index;
  explicit Variable(int k) : index(k) {}
  long value(Machine &m) const override { return m.variables[index]; }
};
struct Binary : Expression {
  char op;
  Pointer left, right;
  Binary(char o, Pointer l, Pointer r) : op(o), left(std::move(l)), right(std::move(r)) {}
  long value(Machine &m) const override {
    long a = left->value(m), b = right->value(m);
    switch (op) {
    case '+':
      return a + b;
    case '*':
      return a * b;
    case '%':
      return b ? a % b : 0;
    default:
      return a < b;
    }
  }
};
struct Assign : Expression {
  int index;
  Pointer right;
  Assign(int k, Pointer r) : index(k), right(std::move(r)) {}
  long value(Machine &m) const override { return m.variables[index] = right->value(m); }
};
struct Loop : Expression {
  Pointer test;
  std::vector<Pointer> body;
  long value(Machine &m) const override {
    long n = 0;
    while (test->value(m)) {
      for (const Pointer &p : body) p->value(m);
      ++n;
    }
    return n;
  }
};

static Pointer number(long n) { return std::make_unique<Constant>(n); }
static Pointer variable(int k) { return std::make_unique<Variable>(k); }
static Pointer binary(char op, Pointer l, Pointer r) {
  return std::make_unique<Binary>(op, std::move(l), std::move(r));
}
static Pointer assign(int k, Pointer r) { return std::make_unique<Assign>(k, std::move(r)); }

int main() {
  Loop loop; // while (i < 6000000) { sum = (sum * 31 + i) % 1000003; i = i + 1; }
  loop.test = binary('<', variable(0), number(6000000));
  loop.body.push_back(
      assign(1, binary('%', binary('+', binary('*', variable(1), number(31)), variable(0)), number(1000003))));
  loop.body.push_back(assign(0, binary('+', variable(0), number(1))));
  Machine m;
  long n = loop.value(m);
  std::printf("%ld rounds: %ld\n", n, m.variables[1]);
}
