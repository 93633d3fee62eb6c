// Inline functions, templates, classes and variables that several translation units have in common.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

inline int counter = 0;
inline std::map<std::string, std::function<int(int)>> operations = {{"double", [](int n) { return n * 2; }}};

inline int slow_sum(int n) {
  static int calls = 0;
  int sum = ++calls;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
}

template <class T, class F> std::vector<T> mapped(const std::vector<T> &all, F f) {
  std::vector<T> out;
  for (const T &x : all) out.push_back(f(x));
  return out;
}

template <class T> class Register {
public:
  void add(const T &x) {
    for (int i = 0; i < 2; ++i) ++counter;
    all_.push_back(x);
  }
  T total() const {
    T sum{};
    for (const T &x : all_) sum += x;
    return sum;
  }

private:
  std::vector<T> all_;
};

struct Visitor {
  virtual ~Visitor() = default;
  virtual int visit(int n) = 0;
};

int work(Register<int> &numbers, Register<std::string> &words, Visitor &visitor);
