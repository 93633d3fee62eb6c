// RUN: %triple %s
// Everything of static storage duration: globals with and without constructors, dependent initialisers, static locals (also in
// recursion, templates, lambdas and members), thread_local, namespaces nested, unnamed and inline, static members, destruction
// in reverse, references and pointers between globals, atexit.
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

static std::string &journal() {
  static std::string text;
  return text;
}

struct Traced {
  explicit Traced(const char *n, int v = 0) : name(n), value(v) { journal() += std::string("+") + n; }
  ~Traced() { std::cout << "-" << name << value << ' '; }
  std::string name;
  int value;
};

int zeroed;
int counted = [] {
  int n = 0;
  for (int i = 0; i < 4; ++i) n += i * i;
  return n;
}();
static const int fixed = counted * 2;
constexpr int table[] = {1, 1, 2, 3, 5, 8};
const char *message = "literal";
char buffer[16] = "buffer";
Traced first("first", 1), *pointer = &first;
Traced &reference = first;
std::vector<std::string> names{"a", "b"};
std::map<std::string, int> ages;
std::unique_ptr<Traced> owned;
int *into = &zeroed;
static int (*operation)(int) = [](int x) { return x + 1; };
thread_local int per_thread = 5;
static thread_local std::string per_thread_text = "t";
extern int declared_before;
int uses = declared_before;
int declared_before = 6;

namespace outer {
int value = 10;
namespace inner {
int value = 20;
static int hidden = 30;
int sum() { return value + hidden + outer::value; }
} // namespace inner
inline namespace v2 {
int versioned = 2;
}
namespace {
int value_of_unit = 40;
}
} // namespace outer
namespace alias = outer::inner;
using outer::versioned;

struct Members {
  static int count;
  static inline std::vector<int> log{7};
  static const int limit = 3;
  static std::string &last() {
    static std::string text = "none";
    return text;
  }
  int id = ++count;
};
int Members::count = 100;

template <class T> struct PerType {
  static int made;
  static T &instance() {
    static T object{};
    ++made;
    return object;
  }
};
template <class T> int PerType<T>::made = 0;

static int next_id() {
  static int id = 1000;
  static const int step = id / 100;
  return id += step;
}
static int depth(int n) {
  static int deepest = 0, calls;
  ++calls;
  if (n > deepest) deepest = n;
  return n > 3 ? deepest * 100 + calls : depth(n + 1);
}
static Traced &lazy(int n) {
  static Traced made("lazy", n);
  made.value += n;
  return made;
}
static int maybe(bool use) {
  if (!use) return -1;
  static std::vector<int> cache{counted, fixed};
  cache.push_back(int(cache.size()));
  return cache.back() + cache.front();
}
static const char *cycle() {
  static const char *const words[] = {"x", "y", "z"};
  static unsigned at;
  return words[at++ % 3];
}
static void farewell() { std::cout << "\nbye " << outer::value << names.size() << '\n'; }

int main() {
  std::atexit(farewell);
  std::cout << journal() << ' ' << counted << fixed << uses << '\n';
  *into += 3;
  zeroed *= table[4];
  pointer->value += 10;
  reference.name += '!';
  buffer[0] = 'B';
  names.push_back(message);
  message = "changed";
  for (const std::string &n : names) ages[n] += int(n.size()) + operation(zeroed);
  operation = [](int x) { return x * x; };
  int total = 0;
  for (auto &[n, a] : ages) total = total * 7 + a;
  std::cout << zeroed << first.value << first.name << buffer << total << operation(5) << message << '\n';

  outer::value += alias::sum();
  outer::inner::value = versioned++ + outer::value_of_unit;
  std::cout << outer::value << ' ' << alias::sum() << ' ' << outer::v2::versioned << '\n';

  for (int i = 0; i < 3; ++i) {
    per_thread += i;
    per_thread_text += char('0' + next_id() % 10);
    Members m;
    Members::log.push_back(m.id);
    Members::last() += cycle();
  }
  std::cout << per_thread << per_thread_text << ' ' << Members::count << Members::log.size() << Members::limit << Members::last() << '\n';

  PerType<int>::instance() += 5;
  PerType<int>::instance() *= 3;
  PerType<std::string>::instance() += "text";
  std::cout << PerType<int>::instance() << PerType<std::string>::instance() << PerType<int>::made << PerType<std::string>::made << '\n';

  std::cout << depth(0) << ' ' << depth(2) << ' ' << maybe(false) << maybe(true) << ' ' << maybe(true) << '\n';
  auto counter = [] {
    static int n = 0;
    return ++n;
  };
  auto twin = counter;
  counter();
  std::cout << twin() << counter() << ' ' << lazy(3).value << ' ' << lazy(4).value << '\n';
  owned = std::make_unique<Traced>("owned", next_id());
  std::cout << journal() << '\n';
}
