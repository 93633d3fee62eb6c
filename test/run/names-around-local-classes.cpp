// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Local classes move out of their functions: what they name there, template parameters, typedefs, other scopes' names,
// static locals and constants, they name still.
#include <cstdio>
#include <functional>
#include <string>
#include <vector>
static int step(int x) { return x + 1; }
template <class T> T run(T from) {
  static T total = T();
  const int factor = 2;
  constexpr double half = 0.5;
  static const char *const names[] = {"a", "b"};
  struct Adder {
    T by;
    T add(T x) {
      total += x * factor;
      return total + T(half * 2);
    }
    const char *name(int k) const { return names[k % 2]; }
  };
  Adder a{from};
  T r = 0;
  for (int k = 0; k < 3; ++k) {
    r += a.add(T(step(k)));
    std::printf("%s ", a.name(k));
  }
  return r;
}
struct Widget {
  int go() {
    static int calls = 0;
    static std::vector<int> seen{1, 2};
    const bool loud = true;
    enum Mode { quiet, noisy = 4 };
    const Mode mode = noisy;
    struct Count {
      int n = calls;
      Count() {
        ++calls;
        seen.push_back(step(n));
        if (loud) std::printf("[%d %d]", calls, mode);
      }
      ~Count() { --calls; }
    } c, d;
    return step(c.n) + d.n + calls + (int)seen.size();
  }
};
void text() {
  using std::string;
  using namespace std;
  typedef vector<string> Words;
  using Pair = pair<int, Words>;
  struct Base {
    Words words;
    virtual ~Base() {}
    virtual string join() const {
      string s;
      for (const string &w : words) s += w + ",";
      return s;
    }
  };
  struct Book : Base {
    Pair p{1, {"x"}};
    string join() const override { return Base::join() + to_string(p.first) + p.second[0]; }
    Words copy(const Pair &q) {
      Words w = words;
      w.push_back(q.second[0]);
      return w;
    }
  };
  Book b;
  for (int k = 0; k < 3; ++k) {
    b.words.push_back(to_string(step(k)));
    printf("%s %zu\n", b.join().c_str(), b.copy(b.p).size());
  }
  {
    typedef double Words;
    struct Other {
      Words w;
      Words twice() const { return 2 * w; }
    } o{1.5};
    for (int k = 0; k < 2; ++k) {
      o.w += step(k);
      printf("%.2f\n", o.twice());
    }
  }
}
template <int N, class... Ts> int count() {
  struct Box {
    int all[N];
    int size() const { return N + int(sizeof...(Ts)); }
  };
  Box b{};
  for (int k = 0; k < N; ++k) b.all[k] = step(k);
  return b.size() + b.all[N - 1];
}
template <class K, class V> struct Map {
  std::vector<std::pair<K, V>> items;
  V find(K k) {
    struct Finder {
      K key;
      bool match(const std::pair<K, V> &p) const { return p.first == key; }
      V none = V();
    };
    Finder f{k};
    for (auto &p : items) {
      step(0);
      if (f.match(p)) return p.second;
    }
    return f.none;
  }
};
void constructors() {
  static int plain = 0;
  static std::string text = "x";
  const int limit = 3;
  enum { five = 5 };
  struct Local {
    int n;
    Local(int k) : n(k + plain) {
      plain += five;
      text += 'y';
    }
    int get() const { return n + plain + limit + (int)text.size(); }
    static int all() { return plain; }
    ~Local() { std::printf("~%d %d\n", n, plain); }
  };
  Local a{1}, b{2};
  std::printf("%d %d %d\n", a.get(), b.get(), Local::all());
}
int main() {
  constructors();
  std::printf("%d\n", count<3, char, int>());
  Map<int, std::string> map{{{1, "one"}, {2, "two"}}};
  std::string found = map.find(2), missing = map.find(3);
  std::printf("%s [%s]\n", found.c_str(), missing.c_str());
  std::printf("%d %.3f\n", run(3), run(1.5));
  Widget w;
  std::printf("%d\n", w.go());
  std::printf("%d\n", w.go());
  auto f = [](int x) {
    static int last = 7;
    struct In {
      int v;
      int next() const { return v + last++; }
    };
    In i{step(x)};
    return i.next();
  };
  int one = f(1), two = f(2);
  std::printf("%d %d\n", one, two);
  text();
}
