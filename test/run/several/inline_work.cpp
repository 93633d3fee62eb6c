#include "inline.hpp"

namespace {
struct Scale { // another one than main's
  int by = 3;
  int operator()(int n) const {
    int sum = 0;
    for (int i = 0; i < by; ++i) sum += n;
    return sum;
  }
};
} // namespace

static int helper(int n) { return slow_sum(n) + 1; }

int work(Register<int> &numbers, Register<std::string> &words, Visitor &visitor) {
  for (int n : mapped(std::vector<int>{1, 2, 3}, [](int x) { return slow_sum(x); })) numbers.add(n);
  for (int n : mapped(std::vector<int>{1, 2}, Scale())) numbers.add(visitor.visit(n));
  words.add("work");
  operations["triple"] = [](int n) {
    int sum = 0;
    for (int i = 0; i < 3; ++i) sum += n;
    return sum;
  };
  return helper(2);
}
