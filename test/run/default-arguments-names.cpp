// RUN: %triple %s
// FLAGS: --all --safepoints=all
// What a default argument names is looked up where it stands: the caller may know the names for something else, or not.
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

int start = 1;
static int twice(int n) { return 2 * n; }

namespace tower {
namespace {
int hidden = 4;
}
inline namespace v1 {
enum Colour { red, green = 7 };
}
enum class Shape { round = 3, square };
using Number = unsigned long;
struct Step {
  int height = 5;
  Step() = default;
  explicit Step(int h) : height(h) {}
  std::string text() const { return std::to_string(height); }
};
template <class T> struct Box {
  T value;
  using type = T;
  template <int n> static T times(T x) { return x * n; }
};
template <class T> Box(T) -> Box<T>;
int start = 30;
int twice(int n) { return n > 0 ? 2 + tower::twice(n - 1) : 0; }
template <class T> T pick(T a, T b) { return a < b ? b : a; }
constexpr int table[] = {3, 1, 4};

int climb(int n, const std::string &text = std::to_string(start), int more = twice(start)) {
  return n + int(text.size()) + more;
}
int mixed(const Step &s = Step(hidden), Step t = {}, const std::string &c = std::string(green, 'x'),
          Number k = Number(table[2])) {
  return s.height * 1000 + t.height * 100 + int(c.size()) * 10 + int(k);
}
int generic(const std::string &s = Step{6}.text(), int k = pick<int>(start, 2), int m = Box<int>::times<3>(4),
            int shape = int(Shape::square)) {
  return int(s.size()) + k + m + shape;
}
int deduced(Box<int> b = Box{twice(2)}, const std::string &s = pick(std::string("a"), Step().text())) {
  return b.value + int(s.size());
}

class Counter {
public:
  static const int limit = 9;
  enum Kind { one = 1, two };
  using Text = std::string;
  static Text name(int n) { return Text(n, 'n'); }
  int count(const Text &t = name(limit), Kind k = two, const Text &u = Text(one, 'u')) const {
    return int(t.size()) * 100 + k * 10 + int(u.size());
  }
  int again() const { return count() + own(); }

private:
  static int secret(int n) { return n + 1; }
  int own(const std::string &s = std::to_string(secret(98))) const { return int(s.size()); }
};

template <class T, int n> struct Grid {
  static T zero() { return T(); }
  int size(const std::vector<T> &v = std::vector<T>(n, zero()), T x = T(n), int m = n) const {
    return int(v.size()) * 10 + int(x) + m;
  }
};
template <class T> int measure(T x, const std::string &s = std::to_string(T(start))) { return int(x) + int(s.size()); }
} // namespace tower

static int local_names() {
  // None of these is what a default argument means.
  int start = 500, table = 2, green = 3, hidden = 9, limit = 2, one = 4;
  struct Step {
    int n;
  } step{start};
  using Number = char;
  auto twice = [](int n) { return n; };
  int sum = tower::climb(twice(1)) + tower::mixed();
  sum += step.n + table + green + hidden + limit + one + int(sizeof(Number));
  tower::Counter counter;
  sum += counter.count() + counter.again();
  sum += tower::Grid<unsigned long, 4>().size() + tower::Grid<char, 2>().size();
  return sum + tower::measure(2.5) + tower::measure(3u) + tower::deduced();
}

int main() {
  std::printf("%d %d\n", start, twice(3));
  std::printf("%d %d\n", tower::climb(1), tower::climb(1, "two"));
  std::printf("%d\n", tower::mixed());
  std::printf("%d\n", tower::mixed(tower::Step(1)));
  std::printf("%d %d\n", tower::deduced(), tower::generic());
  std::printf("%d\n", local_names());
}
