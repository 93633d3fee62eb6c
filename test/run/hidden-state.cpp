// RUN: %triple %s
// FLAGS: --all --safepoints=all
// CXXFLAGS: -w
// Whatever keeps a value between two calls belongs to the image: variable templates, structured bindings, members of
// nested and template classes, unions, arrays, static locals of friends, constructors, local classes, lambdas.
#include <cstdio>
#include <string>
#include <utility>
#include <vector>
template <class T> T counter = T();
template <class T> inline std::vector<T> log_of;
template <class T> struct holder {
  static int made;
  static std::vector<T> all;
  static inline int other = 5;
};
template <class T> int holder<T>::made = 0;
template <class T> std::vector<T> holder<T>::all;
auto [ga, gb] = std::pair<int, std::string>{1, "g"};
inline int shared_counter = 3;
namespace {
int hidden = 4;
namespace deep {
static std::string s = "s";
}
} // namespace
struct with {
  struct in {
    static int n;
  };
  static std::string name;
};
int with::in::n = 1;
std::string with::name = "n";
union U {
  int a;
  float b;
} gu = {1};
static struct {
  int x, y;
} anon = {1, 2};
enum { A, B } ge = A;
int garr[2][3];
int *gp = &garr[1][1];
int &gref = garr[0][2];
const int *const cp = &garr[0][0];
extern "C" {
int c_var = 7;
}
volatile int vol = 1;
thread_local int tl = 1;
static thread_local std::vector<int> tv;
template <class T> int pack(T a, T = T()) {
  static int calls = 0;
  static std::string text;
  ++calls;
  text += "p";
  return calls + int(a) + int(text.size());
}
constexpr int sq(int x) { return x * x; }
struct F {
  friend int fr(F) {
    static int n = 0;
    return ++n;
  }
};
int untouched(int n, ...) {
  static int k = 0;
  __builtin_va_list a;
  __builtin_va_start(a, n);
  k += __builtin_va_arg(a, int);
  __builtin_va_end(a);
  return k;
}
struct ctor {
  int v;
  ctor() {
    static int n = 10;
    static std::string s = "c";
    v = ++n;
    s += "x";
    v += s.size();
  }
  ~ctor() {
    static int d = 0;
    ++d;
    std::printf("d%d ", d);
  }
};
template <class T> struct tmm {
  int m() {
    static T t = T();
    return int(++t);
  }
  template <class U> int n(U) {
    static int k = 0;
    return ++k;
  }
  static int s() {
    static int z = 5;
    return ++z;
  }
};
auto glam = [n = 0]() mutable {
  static int s = 0;
  return ++n * 10 + ++s;
};
int viaLocal() {
  struct L {
    int f() {
      static int n = 0;
      return ++n;
    }
  };
  static L l;
  return l.f();
}
int lam() {
  auto f = [](int i) {
    static int acc = 100;
    return acc += i;
  };
  return f(1);
}
int gen() {
  auto f = [](auto i) {
    static int acc = 100;
    return acc += int(i);
  };
  return f(1) + f(2.5);
}
int main() {
  for (int i = 0; i < 3; i++) {
    counter<int> += i;
    counter<double> += 0.5;
    log_of<int>.push_back(i);
    holder<int>::made++;
    holder<int>::all.push_back(i);
    holder<char>::other += 2;
    ga += 1;
    gb += "!";
    shared_counter++;
    hidden++;
    deep::s += "t";
    with::in::n++;
    with::name += "m";
    gu.b = i;
    anon.y++;
    ge = B;
    garr[1][1]++;
    ++*gp;
    gref += 2;
    c_var++;
    vol = vol + 1;
    tl++;
    tv.push_back(i);
    ctor c;
    int sep = 0;
    std::printf("%d %.1f %zu | %d %zu %d | %d %s %d %d %s %d %s | %g %d %d %d %d %d | %d %d %zu | %d %d %d %d %d | %d "
                "%d %d %d | %d %d %d %d\n",
                counter<int>, counter<double>, log_of<int>.size(), holder<int>::made, holder<int>::all.size(),
                holder<char>::other, ga, gb.c_str(), shared_counter, hidden, deep::s.c_str(), with::in::n,
                with::name.c_str(), gu.b, anon.y, ge, garr[1][1], gref, *cp, c_var, (int)vol + tl, tv.size(),
                pack(1, 2), pack(1.5), fr(F()), untouched(1, 2), c.v, tmm<int>().m(), tmm<char>().m(), tmm<int>().n(1),
                tmm<int>::s(), glam(), viaLocal(), lam(), gen());
  }
}
