// RUN: %triple %s
// The preprocessor around everything: macros that hold statements, loops, whole functions and classes, calls in arguments,
// conditional compilation inside expressions, X-macros, token pasting, variadic macros, __LINE__ and #line, _Pragma, code from
// an included file.
#include <cstdio>
#include <string>
#include <vector>

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define SWAP(T, a, b) do { T swap_ = (a); (a) = (b); (b) = swap_; } while (0)
#define FOR(i, n) for (int i = 0, i##_end = (n); i < i##_end; ++i)
#define REPEAT(n) if (int n_ = 0) {} else for (; n_ < (n); ++n_)
#define RETURN_IF(cond, ...) do { if (cond) return __VA_ARGS__; } while (0)
#define CONCAT_(a, b) a##b
#define CONCAT(a, b) CONCAT_(a, b)
#define UNIQUE(name) CONCAT(name, __LINE__)
#define STRING(x) #x
#define LOG(format, ...) logged += std::snprintf(log_ + logged, sizeof log_ - logged, format "%s", __VA_ARGS__, " ")
#define TRY(expression) try { expression; } catch (int e) { LOG(STRING(expression) "=%d", e); }
#define COLOURS(X) X(red, 1) X(green, 2) X(blue, 4)

static char log_[400];
static int logged;

enum Colour {
#define X(name, value) name = value,
  COLOURS(X)
#undef X
};
static const char *colour_name(int c) {
  switch (c) {
#define X(name, value) case name: return #name;
    COLOURS(X)
#undef X
  }
  return "none";
}

#define DEFINE_SUM(name, T, step)                                                                                      \
  static T name(const T *p, int n) {                                                                                   \
    T total = T();                                                                                                     \
    for (int i = 0; i < n; i += (step)) {                                                                              \
      total += p[i];                                                                                                   \
      if (total > T(1000)) break;                                                                                      \
    }                                                                                                                  \
    return total;                                                                                                      \
  }
DEFINE_SUM(sum_int, int, 1)
DEFINE_SUM(sum_double, double, 2)

#define PROPERTY(T, name)                                                                                              \
private:                                                                                                               \
  T name##_ = T();                                                                                                     \
                                                                                                                       \
public:                                                                                                                \
  T name() const { return name##_; }                                                                                   \
  auto &set_##name(T v) {                                                                                              \
    while (name##_ < v) ++name##_, ++changes;                                                                          \
    return *this;                                                                                                      \
  }
class Thing {
  PROPERTY(int, size)
  PROPERTY(char, kind)
  int changes = 0;
};

static int calls;
static int next(int v) { return ++calls, v + 1; }
static int fail(int v) { return v > 2 ? throw v : v; }
static const char *check(int v) {
  RETURN_IF(v < 0, "negative");
  RETURN_IF(next(v) % 2, v > 9 ? "large even" : "even");
  return "odd";
}
static void many(std::vector<int> &out) {
  REPEAT(3) out.push_back(next(int(out.size())));
  FOR(i, 2) FOR(j, next(1)) out.push_back(i * 10 + j);
  int UNIQUE(a) = next(1), UNIQUE(b) = 2; SWAP(int, UNIQUE(a), UNIQUE(b)); out.push_back(UNIQUE(a) * 10 + UNIQUE(b));
  if (out.size() > 3) SWAP(int, out.front(), out.back());
  else out.clear();
}

static int conditional(int v) {
  return next(v)
#if defined(__clang__) || defined(__GNUC__)
         + next(10)
#else
         + undeclared
#endif
#ifdef NEVER
         * 100
#endif
      ;
}

#define BEGIN {
#define END }
#define UNLESS(c) if (!(c))
static int pascal(int n) BEGIN
  int r = 0;
  UNLESS(n < 1) BEGIN
    r = n + pascal(n - 1);
  END
  return r;
END

int main() {
  int most = MAX(next(3), next(7));
  std::printf("%d %d\n", most, calls);
  std::vector<int> v;
  many(v);
  for (int x : v) std::printf("%d ", x);
  std::printf("%s %s %s %s\n", check(-1), check(2), check(3), check(12));
  logged = 0;
  for (int i = 0; i < 5; ++i) TRY(fail(i))
  LOG("%d-%s", calls, STRING(a "b" + c));
  std::printf("%s\n", log_);
  for (int c = red; c <= blue; c <<= 1) std::printf("%s ", colour_name(c));
  int ints[] = {1, 2, 3, 990, 50, 7};
  double reals[] = {0.5, 100, 1.5, 100, 2.5};
  std::printf("%s %d %g\n", colour_name(red | blue), sum_int(ints, 6), sum_double(reals, 5));
  Thing t;
  t.set_size(3).set_kind('\3').set_size(5);
  std::printf("%d %d %d %d\n", t.size(), t.kind(), conditional(1), pascal(9));
#line 1000 "renamed.cpp"
  int line = __LINE__;
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wunused-variable\"")
  int unused = 0;
  _Pragma("GCC diagnostic pop")
  std::printf("%d %s\n", line, __FILE__);
  const char raw[] = R"x(#define NOT "a macro" MAX(1,2))x";
  std::printf("%s %d\n", raw, (int)std::string(raw).find("MAX"));
}
