// RUN: %triple %s
// std::function: empty, of closures small and large, reassigned while it runs, recursive, in containers, compared, swapped,
// returned, with references and move-only results, captured by each other; the closure example of nested captures that change.
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using Step = std::function<int(int)>;

static Step adder(int by) {
  return [by](int x) { return x + by; };
}
static Step repeat(Step f, int n) {
  return [=](int x) {
    for (int i = 0; i < n; ++i) x = f(x);
    return x;
  };
}
static std::function<std::string()> counter(std::string name) {
  int n = 0;
  auto next = [name, n]() mutable { return name + std::to_string(++n); };
  return next;
}
static int twice(int v) { return 2 * v; }
struct Functor {
  int state = 0;
  int operator()(int v) { return state += v; }
};

static auto account(int balance) {
  auto shared = std::make_shared<int>(balance);
  auto put = [shared](int v) {
    for (int i = 0; i < v; ++i) ++*shared;
    return *shared;
  };
  auto undo = [shared, put, history = std::vector<int>()](int v) mutable {
    if (v) {
      history.push_back(*shared);
      return put(v);
    }
    if (!history.empty()) {
      *shared = history.back();
      history.pop_back();
    }
    return *shared;
  };
  return std::make_pair(Step(put), Step(undo));
}

int main() {
  Step f;
  std::cout << (f ? "full" : "empty");
  try {
    f(1);
  } catch (const std::bad_function_call &) {
    std::cout << " bad call\n";
  }
  f = adder(3);
  Step g = repeat(f, 4), h = g;
  f = adder(100);
  std::cout << f(1) << ' ' << g(1) << ' ' << h(2) << ' ' << repeat(g, 2)(0) << '\n';

  std::function<std::string()> a = counter("a"), b = counter("b");
  a();
  auto c = a;
  a();
  std::string s = a() + b();
  s += c();
  std::cout << s << '\n';

  char big[64] = "a capture that does not fit into the function";
  std::function<char(int)> large = [big, pad = std::string("!")](int i) { return i < 20 ? big[i] : pad[0]; };
  std::cout << large(2) << large(10) << large(30) << '\n';

  Functor functor;
  std::vector<Step> steps{twice, Functor{10}, std::ref(functor), adder(-1), std::negate<int>()};
  for (int round = 0; round < 2; ++round) {
    int x = 1;
    for (Step &step : steps) x = step(x);
    std::cout << x << ' ';
    std::swap(steps[0], steps[4]);
  }
  std::cout << functor.state << '\n';

  std::function<int(int)> fibonacci = [&fibonacci](int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); };
  std::function<bool(int)> odd, even = [&odd](int n) { return n == 0 || odd(n - 1); };
  odd = [&even](int n) { return n != 0 && even(n - 1); };
  std::cout << fibonacci(9) << ' ' << even(10) << odd(10) << '\n';

  std::function<std::string(int)> state, other;
  state = [&](int n) {
    std::string text = "first";
    if (n > 1) other = [text](int m) { return text + "'s other " + std::to_string(m); };
    return text + std::to_string(n);
  };
  std::string told = state(1) + (other ? "!" : ".");
  told += state(2) + " ";
  state = other;
  told += state(3);
  std::cout << told << '\n';

  std::map<std::string, std::function<void(std::vector<int> &)>> commands;
  commands["push"] = [n = 0](std::vector<int> &v) mutable { v.push_back(n += 7); };
  commands["double"] = [](std::vector<int> &v) {
    for (int &x : v) x *= 2;
  };
  commands["twice"] = [&commands](std::vector<int> &v) {
    for (auto *name : {"push", "push", "double"}) commands[name](v);
  };
  std::vector<int> v;
  for (const char *name : {"push", "twice", "push"}) commands[name](v);
  for (int x : v) std::cout << x << ' ';
  std::cout << '\n';

  auto [put, undo] = account(5);
  undo(3);
  put(1);
  undo(2);
  std::cout << put(0) << ' ';
  int u1 = undo(0), u2 = undo(0), u3 = undo(0);
  std::cout << u1 << u2 << u3 << '\n';

  std::function<std::unique_ptr<int>(int &)> maker = [](int &r) {
    r += 1;
    return std::make_unique<int>(r * r);
  };
  int r = 3;
  auto p = maker(r);
  std::cout << *p << ' ' << r << ' ' << (maker.target<int>() == nullptr) << '\n';
}
