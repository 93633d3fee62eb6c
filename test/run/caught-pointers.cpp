// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Pointers that are thrown, and caught by value and by reference, by a handler that a restart comes to.
#include <cstdio>

struct Base {
  virtual ~Base() {}
  int n = 5;
};
struct Derived : Base {
  int m = 7;
};
static int glob = 42;
static int *to = &glob;
static Derived object;

static int step(int x) { return x + 1; }
static void raise(int kind) {
  if (step(kind) == 1) throw &to;
  if (kind == 1) throw &object;
  throw "text";
}

/// Handlers that suspend.
static void suspended(int kind) {
  typedef int **Pointers;
  try {
    raise(step(kind) - 1);
  } catch (const Pointers &p) {
    step(1);
    std::printf("%d %d\n", **p, step(2));
  } catch (Base *const &b) {
    Base *const *place = &b;
    step(3);
    std::printf("%d %d %d\n", b->n, step(2), (*place)->n);
  } catch (const char *const &text) {
    step(3);
    std::printf("%s %d\n", text, step(kind));
  }
}

int main() {
  typedef int **Pointers;
  for (int kind = 0; kind < 3; ++kind) try {
      raise(step(kind) - 1);
    } catch (const Pointers &p) {
      std::printf("%d\n", **p);
    } catch (Base *const &b) {
      std::printf("%d\n", b->n);
    } catch (const char *text) {
      std::printf("%s %d\n", text, step(kind));
    }
  for (int kind = 0; kind < 3; ++kind) suspended(kind);
}
