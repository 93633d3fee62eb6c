// RUN: %triple %s
// Targets that a std::function converts something for: safe points wait while they run, and nothing gets lost.
// FLAGS: --all --safepoints=all
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

static int add(int a, int b) {
  int sum = a;
  for (int i = 0; i < b; ++i) ++sum;
  return sum;
}
struct Base {
  int id = 1;
};
struct Derived : Base {
  int more = 2;
};
struct Functor {
  const char *operator()(int n) const {
    int k = 0;
    while (k < n) ++k;
    return k % 2 ? "odd" : "even";
  }
};

template <class R, class F> R through(F f) {
  std::function<R(int)> held = f;
  R sum = R();
  for (int i = 0; i < 3; ++i) sum += held(i);
  return sum;
}

struct Machine { // made inside of a class
  std::function<long(int)> step;
  std::function<double(int)> other;
  Machine() : other(std::bind(add, std::placeholders::_1, 2)) {
    step = [](int n) {
      for (int i = 0; i < 2; ++i) ++n;
      return n;
    };
  }
  double run(int n) { return double(step(n)) + other(n); }
};

static std::function<long(long, long)> table[] = {add, [](int a, int b) { return add(a, b) * 2; }};

int main() {
  int total = 0;
  // The result is another one.
  std::function<long(int)> wide = [&](int n) {
    for (int i = 0; i < n; ++i) ++total;
    return total;
  };
  std::cout << wide(3) << ' ' << wide(2) << '\n';
  std::function<void(int)> drops = wide;
  drops(4);
  std::function<void()> dropsText = [&] {
    for (int i = 0; i < 2; ++i) ++total;
    return std::string(100, 'x');
  };
  dropsText();
  std::function<void()> dropsInt = [&] {
    for (int i = 0; i < 2; ++i) ++total;
    return total;
  };
  dropsInt();
  std::cout << total << '\n';
  std::function<std::string(int)> text = Functor();
  std::cout << text(3) << text(4) << '\n';
  std::function<bool(int)> test = [&](int n) { return total % n; };
  std::cout << test(2) << test(5) << test(7) << '\n';
  std::function<double(float)> number = [](double x) {
    for (int i = 0; i < 3; ++i) x *= 2;
    return int(x);
  };
  std::cout << number(1.3f) << '\n';
  std::function<Base *(Derived *)> up = [](Derived *d) {
    for (int i = 0; i < 2; ++i) ++d->id;
    return d;
  };
  Derived derived;
  std::cout << up(&derived)->id << '\n';
  std::function<int(int)> value = [&](int n) -> int & { // a value of a reference
    for (int i = 0; i < n; ++i) ++total;
    return total;
  };
  std::cout << value(1) << '\n';
  std::function<std::shared_ptr<const Base>()> share = [] {
    auto made = std::make_shared<Derived>();
    for (int i = 0; i < 2; ++i) ++made->id;
    return made;
  };
  std::cout << share()->id << '\n';
  // The parameter refers to what the function was given.
  std::function<int(int, int)> refers = [](const int &a, int &&b) {
    for (int i = 0; i < 2; ++i) ++b;
    return a * b;
  };
  std::cout << refers(3, 4) << '\n';
  std::function<std::size_t(const char *)> converted = [](const std::string &s) {
    std::size_t n = 0;
    for (char c : s) n += c == 'a';
    return n;
  };
  std::cout << converted("banana, a long text with as in it") << '\n';
  std::function<void(int)> generic = [&](auto &&n) {
    for (int i = 0; i < n; ++i) ++total;
  };
  generic(3);
  std::cout << total << ' ' << through<long>([](int n) { return add(n, 1); }) << ' '
            << through<double>([](long n) { return float(add(int(n), 2)); }) << '\n';
  Machine m;
  std::cout << m.run(5) << ' ' << table[0](1, 2) << ' ' << table[1](3, 4) << '\n';
}
