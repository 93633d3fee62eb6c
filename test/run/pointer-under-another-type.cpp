// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Pointers that lead to what has another type: void ** to a pointer, a struct to one that begins alike.
#include <cstdio>
#include <cstdlib>

struct matrix {
  int rows;
};
static int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
static void exchange(void **a, void **b) {
  void *t = *a;
  *a = *b;
  *b = t;
}
struct shape { // what all shapes begin with
  int kind;
  const char *name;
};
struct circle {
  int kind;
  const char *name;
  double radius;
};
static void rename(shape *s, const char *name) {
  step(2);
  s->name = name;
}

int main() {
  matrix x{1}, y{2};
  matrix *m = &x, *other = &y;
  exchange((void **)&m, (void **)&other);
  step(3);
  std::printf("%d %d\n", m->rows, other->rows);
  circle c = {1, "circle", 2.5};
  circle *allocated = static_cast<circle *>(std::malloc(sizeof(circle)));
  *allocated = c;
  rename(reinterpret_cast<shape *>(&c), "round");
  rename(reinterpret_cast<shape *>(allocated), "on the heap");
  step(2);
  std::printf("%s %g %s %g\n", c.name, c.radius, allocated->name, allocated->radius);
  const void **where = reinterpret_cast<const void **>(&c.name);
  step(1);
  *where = "by its place";
  std::puts(c.name);
  std::free(allocated);
}
