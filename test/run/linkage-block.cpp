// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Functions in an extern "C" block, which allows no templates: ordinary code, exceptions, lambdas, static locals.
#include <cstdio>
#include <stdexcept>
#include <string>

static std::string latest;

static int add(int a, int b) {
  if (a < b) throw std::invalid_argument("a is less than b");
  return a + b;
}

extern "C" {
struct pair {
  int a, b;
};
const char *latest_message() { return latest.c_str(); }
int counted(void) {
  static int calls = 0;
  static std::string text = "x";
  text += 'y';
  return ++calls * 100 + int(text.size());
}
int c_add(pair p) {
  try {
    try {
      return add(p.a, p.b);
    } catch (const std::runtime_error &) {
      return -2;
    }
  } catch (const std::exception &e) {
    latest = e.what();
    auto note = [&](const char *more) { latest += more; };
    for (int i = 0; i < 2; ++i) note("!");
    return -1;
  }
}
int (*volatile pointer)(pair) = c_add;
int untouched(int n) noexcept {
  auto twice = [](int x) { return 2 * x; };
  return twice(n);
}
}
extern "C" int single(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += counted();
  return s;
}

int main() {
  std::printf("%d %d\n", c_add({5, 2}), pointer({2, 5}));
  std::printf("%s %d\n", latest_message(), single(2));
  std::printf("%d %d\n", counted(), untouched(4));
}
