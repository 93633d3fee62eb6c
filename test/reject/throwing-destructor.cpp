// RUN: not %perdurec %s %t.cpp --all --safepoints=all -- -std=c++17 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// What is built already when a destructor throws has to be destroyed in an order that only a compiler knows.
struct Risky {
  int n;
  ~Risky() noexcept(false) {
    if (n) throw n;
  }
};
struct Result {
  int n = 0;
  ~Result() { n = -1; }
};
int look(const Risky &r) {
  for (int i = 0; i < 3; ++i) return r.n + i;
  return 0;
}
Result make() {
  // CHECK: :[[# @LINE + 2]]:{{.*}}error: 'local' of type 'Risky' has a destructor that may throw, while the function's result may be built already
  // CHECK: note: make the destructor noexcept, or return the result by a parameter
  Risky local{look({1})};
  look(local);
  return {};
}
int main() {
  // CHECK: :[[# @LINE + 2]]:{{.*}}error: a temporary of type 'Risky' has a destructor that may throw, while a variable may be built already
  // CHECK: note: make the destructor noexcept, or give the object a name
  Result r{look(Risky{2})};
  return r.n;
}
