// RUN: %triple %s
// FLAGS: --all --safepoints=all
// In lambdas, operands that are not evaluated name members, captured variables and `this`, which may not be captured.
#include <cstdio>
#include <typeinfo>
#include <utility>

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

template <class T> struct old {
  T value;
};
template <class T> T keep(T x) { return x; }
#define OLD(value)                                                                                                     \
  old<decltype(value)> { keep(true ? (value) : 0) }

struct stack {
  long n = 1;
  virtual ~stack() = default;
  virtual long size() const { return step(int(n)); }

  long macros() {
    auto f = [&] {
      auto o = OLD(size());
      step(2);
      return o.value + int(sizeof(size())) + int(sizeof(this->n));
    };
    return f();
  }
  long not_captured() {
    auto f = [=] {
      old<decltype(n + size())> o{};
      o.value = step(3);
      return o.value + noexcept(size()) + long(sizeof n) + long(sizeof(decltype(this->n)));
    };
    return f();
  }
  long copied() {
    auto f = [*this] {
      old<decltype(size())> o{size()};
      step(1);
      return o.value + long(sizeof n) + (typeid(n) == typeid(long));
    };
    return f();
  }
  int nothing_suspends() {
    int by = 3;
    auto f = [&] {
      decltype(by) copy = by;
      decltype(n) other = n;
      ++by;
      return copy + int(other) + int(sizeof(size()));
    };
    return f() + by;
  }
};

template <class T> struct box : stack {
  T get() {
    auto f = [&] {
      old<decltype(this->size() + T())> o{T(this->size())};
      step(2);
      return T(o.value);
    };
    return f();
  }
};

int main() {
  stack s;
  std::printf("%ld %ld %ld %d\n", s.macros(), s.not_captured(), s.copied(), s.nothing_suspends());
  box<double> b;
  b.n = 4;
  std::printf("%.1f\n", b.get());
}
