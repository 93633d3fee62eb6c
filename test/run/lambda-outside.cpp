// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Lambdas outside of functions' bodies: in a constructor's initialisers, in initialisers of globals and static members.
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace calculator {
using Operation = std::function<int(int, int)>;
static std::map<std::string, Operation> table = {
    {"add", [](int a, int b) { return a + b; }},
    {"power",
     [](int a, int b) {
       int result = 1;
       for (int i = 0; i < b; ++i) result *= a;
       return result;
     }},
};
std::function<int(int)> factorial = [](int n) { return n < 2 ? 1 : n * factorial(n - 1); };
static auto greet = [](const auto &name) {
  std::string s = "hello ";
  for (int i = 0; i < 2; ++i) s += name;
  return s;
};
static int seed = 5;
static const auto next = [] {
  for (int i = 0; i < 3; ++i) seed = seed * 7 % 101;
  return seed;
};
constexpr auto square = [](int x) { return x * x; };
static_assert(square(4) == 16);
} // namespace calculator

class Machine {
public:
  explicit Machine(int weight)
      : weight_(weight), cost_([weight](int n) { return n * weight; }), step_([this](int n) {
          for (int i = 0; i < n; ++i) position_ += cost_(1);
          return position_;
        }) {}
  int run(int n) { return step_(n); }
  static int total() { return sum_(3); }

private:
  int weight_, position_ = 0;
  std::function<int(int)> cost_, step_;
  static int secret_;
  static std::function<int(int)> sum_;
};
int Machine::secret_ = 40;
std::function<int(int)> Machine::sum_ = [](int n) {
  int sum = secret_;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
};

template <class T> int apply(T f, int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += f(i, 2);
  return sum;
}
static int applied = apply([](int a, int b) { return a * b; }, 4);

int main() {
  Machine machine(3);
  std::cout << machine.run(2) << ' ';
  std::cout << machine.run(1) << ' ' << Machine::total() << '\n';
  for (auto &[name, f] : calculator::table) std::cout << name << ' ' << f(2, 10) << '\n';
  calculator::table["minus"] = [](int a, int b) { return a - b; };
  int f = calculator::factorial(5), n = calculator::next(), m = calculator::next();
  std::cout << f << ' ' << calculator::greet("you") << ' ' << n << ' ' << m << '\n';
  std::cout << calculator::table["minus"](3, 4) << applied << calculator::square(3) << '\n';
}
