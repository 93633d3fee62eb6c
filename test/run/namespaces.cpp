// RUN: %triple %s
// Resumable functions in nested, anonymous and inline namespaces, static, as static members, overloaded, extern "C",
// inline, noexcept; called qualified, by using and by argument-dependent lookup.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>

namespace outer {
RESUMABLE int f(int x) {
  perdure::checkpoint();
  return x + 1;
}

namespace inner {
struct Tag {
  int v = 5;
};
RESUMABLE int f(int x) {
  perdure::checkpoint();
  return outer::f(x) * 10;
}
RESUMABLE int found(const Tag &t) {
  perdure::checkpoint();
  return t.v;
}
} // namespace inner

inline namespace v2 {
RESUMABLE int versioned() {
  perdure::checkpoint();
  return 2;
}
} // namespace v2

namespace {
RESUMABLE int hidden(int x) {
  perdure::checkpoint();
  return -x;
}
struct Local {
  int x;
};
RESUMABLE Local local(int x) {
  Local l{x};
  perdure::checkpoint();
  return l;
}
} // namespace

RESUMABLE int use(int x) { return hidden(x) + local(100).x; }
} // namespace outer

namespace outer::inner::deep {
RESUMABLE inline int g(int x) noexcept {
  perdure::checkpoint();
  return f(x) + versioned();
}
} // namespace outer::inner::deep

namespace alias = outer::inner::deep;

RESUMABLE static int f(int x) {
  perdure::checkpoint();
  return x;
}
RESUMABLE static double f(double x) {
  perdure::checkpoint();
  return x / 2;
}
RESUMABLE static std::string f(const std::string &s, int n = 2) {
  perdure::checkpoint();
  return n == 0 ? "" : s + f(s, n - 1);
}
static RESUMABLE int attribute_later(int x) {
  perdure::checkpoint();
  return x;
}

class Tool {
public:
  RESUMABLE static int twice(int x) {
    perdure::checkpoint();
    return helper(x) * 2;
  }
  RESUMABLE static int declared(const std::string &s);

private:
  RESUMABLE static int helper(int x) {
    perdure::checkpoint();
    return x + offset;
  }
  static constexpr int offset = 3;
};

int Tool::declared(const std::string &s) {
  perdure::checkpoint();
  return helper(int(s.size()));
}

extern "C" RESUMABLE int c_function(int x) {
  perdure::checkpoint();
  return x * 3;
}

RESUMABLE int main() {
  using outer::inner::Tag;
  std::cout << outer::f(1) << outer::inner::f(1) << found(Tag()) << outer::versioned() << outer::use(1) << alias::g(2)
            << '\n';
  std::cout << f(1) << f(1.0) << f("s") << attribute_later(4) << ::f(5) << Tool::twice(1) << Tool::declared("abc")
            << c_function(2) << '\n';
  using namespace outer::inner::deep;
  std::cout << g(3) << '\n';
}
