// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Functions that are given a va_list, names that generated code shares with a namespace in use (std::binary_function),
// a class that hides what it holds behind a void pointer.
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <new>

using namespace std;

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

namespace sat {
struct watch {
  int size;
  bool binary() const { return step(size) == 1; } // std::binary_function
  bool unary() const { return step(size) == 0; }  // std::unary_function
};
} // namespace sat
bool binary(int n) { return step(n) == 1; }
bool input_iterator(int n) { return step(n) == 1; } // std::input_iterator_tag

void writeDefault(const char *format, va_list arguments) {
  step(2);
  vprintf(format, arguments);
}
void writeTo(char *to, const char *format, va_list *arguments) { vsprintf(to, format, *arguments); }
void writeLine(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  writeDefault(format, arguments);
  va_end(arguments);
  char text[100];
  va_start(arguments, format);
  writeTo(text, format, &arguments);
  va_end(arguments);
  fputs(text, stdout);
}

struct hidden {
  int depth = 0;
  hidden *next = nullptr;
  static hidden *create(int depth) {
    void *memory = malloc(sizeof(hidden));
    hidden *one = new (memory) hidden();
    one->depth = depth;
    if (depth) one->next = create(depth - 1);
    return one;
  }
  static void destroy(hidden *one) {
    if (one->next) destroy(one->next);
    free(one);
  }
};
class query {
  void *impl;

public:
  explicit query(int depth) : impl(hidden::create(depth)) {}
  query(const query &) = delete;
  query &operator=(const query &) = delete;
  ~query() {
    if (impl) hidden::destroy(static_cast<hidden *>(impl));
  }
  int sum() const {
    int s = 0;
    for (hidden *at = static_cast<hidden *>(impl); at; at = at->next) s += step(at->depth);
    return s;
  }
};

int main() {
  sat::watch w{2};
  printf("%d %d %d %d\n", w.binary(), w.unary(), binary(2), input_iterator(3));
  writeLine("%d %s\n", step(4), "four");
  query q(4);
  printf("%d\n", q.sum());
}
