// RUN: %triple %s
// Callbacks of every sort: function pointers with a void pointer, qsort and bsearch, functors, std::function, std::bind,
// member functions, a table of menus, continuation passing, a memo of closures.
// EVERY: 3
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <vector>

typedef int (*binary)(int, int);

static int add(int a, int b) { return a + b; }
static int subtract(int a, int b) { return a - b; }
static int multiply(int a, int b) { return a * b; }

static int fold(const int *first, const int *last, int start, binary f)
{
  while (first != last) start = f(start, *first++);
  return start;
}

struct entry {
  const char *name;
  int year;
};
static int comparisons;
static int by_name(const void *a, const void *b)
{
  ++comparisons;
  return strcmp(((const entry *)a)->name, ((const entry *)b)->name);
}
static int by_year(const void *a, const void *b)
{
  ++comparisons;
  return ((const entry *)a)->year - ((const entry *)b)->year;
}

static void each(const entry *e, int n, void (*visit)(const entry *, void *), void *user)
{
  for (int i = 0; i < n; i++) visit(e + i, user);
}
static void collect(const entry *e, void *user) { static_cast<std::vector<std::string> *>(user)->push_back(e->name); }

class Accumulator {
public:
  explicit Accumulator(int factor) : factor(factor) {}
  void operator()(int v) { total += factor * v; }
  int total = 0;

private:
  int factor;
};

class Menu {
public:
  void on(const std::string &key, std::function<int(int)> action) { actions[key].push_back(std::move(action)); }
  int fire(const std::string &key, int value)
  {
    auto found = actions.find(key);
    if (found == actions.end()) return -1;
    for (auto &action : found->second) value = action(value);
    return value;
  }

private:
  std::map<std::string, std::vector<std::function<int(int)>>> actions;
};

class Counter {
public:
  int step(int by)
  {
    count += by;
    return count;
  }
  int peek() const { return count; }
  int count = 0;
};

// Continuation passing.
using Continue = std::function<void(long)>;
static void factorial(int n, const Continue &then)
{
  if (n == 0) return then(1);
  factorial(n - 1, [n, &then](long below) { then(n * below); });
}
static void divide(int a, int b, const Continue &then, const std::function<void(const char *)> &otherwise)
{
  b ? then(a / b) : otherwise("by zero");
}

static std::function<int(int)> compose(std::vector<std::function<int(int)>> functions)
{
  return [functions = std::move(functions)](int x) {
    for (const auto &f : functions) x = f(x);
    return x;
  };
}

int main()
{
  int numbers[] = {3, 1, 4, 1, 5, 9, 2, 6};
  struct {
    const char *name;
    binary f;
  } table[] = {{"add", add}, {"subtract", &subtract}, {"multiply", *multiply}};
  for (auto &row : table) printf("%s %d\n", row.name, fold(numbers, numbers + 8, row.f == multiply, row.f));

  entry entries[] = {{"Ada", 1815}, {"Grace", 1906}, {"Alan", 1912}, {"Edsger", 1930}, {"Barbara", 1928}};
  std::vector<std::string> names;
  int (*orders[])(const void *, const void *) = {by_name, by_year};
  for (auto order : orders) {
    qsort(entries, 5, sizeof(entry), order);
    each(entries, 5, collect, &names);
  }
  for (auto &n : names) printf("%s ", n.c_str());
  entry key = {"", 1912}, missing = {"", 2000};
  entry *found = (entry *)bsearch(&key, entries, 5, sizeof(entry), by_year);
  printf("| %s %d %d\n", found ? found->name : "none", bsearch(&missing, entries, 5, sizeof(entry), by_year) != nullptr,
         comparisons > 10);

  Accumulator twice(2), thrice = std::for_each(numbers, numbers + 8, Accumulator(3));
  std::for_each(std::begin(numbers), std::end(numbers), std::ref(twice));
  printf("%d %d\n", twice.total, thrice.total);

  using namespace std::placeholders;
  Menu menu;
  Counter counter;
  menu.on("a", std::bind(subtract, 100, _1));
  menu.on("a", std::bind(subtract, _1, 100));
  menu.on("a", [&counter](int v) { return counter.step(v); });
  menu.on("b", std::bind(&Counter::step, &counter, _1));
  menu.on("b", [&menu](int v) { return menu.fire("a", v); });
  menu.on("c", [calls = 0](int v) mutable { return v + ++calls; });
  for (const char *k : {"a", "b", "c", "c", "d"}) {
    int v = menu.fire(k, 7);
    printf("%s %d %d\n", k, v, counter.count);
  }
  std::function<int(const Counter &)> peek = &Counter::peek;
  std::function<int(Counter *, int)> step = std::mem_fn(&Counter::step);
  int stepped = step(&counter, 5);
  printf("%d %d\n", stepped, peek(counter));

  factorial(6, [](long v) { printf("6! = %ld\n", v); });
  int failures = 0;
  for (int d : {3, 0, 5})
    divide(100, d, [d](long q) { printf("100/%d = %ld\n", d, q); },
           [&](const char *why) {
             ++failures;
             printf("%s\n", why);
           });
  auto f = compose({[](int x) { return x + 1; }, std::negate<int>(), std::bind(multiply, _1, _1), abs});
  printf("%d %d %d\n", f(2), f(-5), failures);
  auto g = compose({f, f});
  printf("%d\n", g(1));
}
