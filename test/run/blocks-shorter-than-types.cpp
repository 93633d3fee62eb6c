// Arrays of no elements, and structures that the program has allocated the beginning of only.
// RUN: %triple %s
// FLAGS: --all --safepoints=all
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace {

struct plain {
  int number;
  char text[20];
};
struct named {
  std::string name;
  ~named() {}
};
struct counted { // not trivial, and no cookie
  int number;
  counted() : number(1) {}
  counted(const counted &x) : number(x.number + 1) {}
};
struct node {
  node *next;
  int number;
};
struct keyword {
  int length;
  const unsigned *characters;
  std::unique_ptr<int[]> places;
};
struct event { // who makes one allocates what its kind needs
  int kind;
  event *before;
  double value;
  char name[40];
};

int step(int i) { return i + 1; }

event *make_event(int kind, event *before) {
  auto *e = static_cast<event *>(std::malloc(kind == 0 ? offsetof(event, value) : offsetof(event, name)));
  e->kind = kind;
  e->before = before;
  if (kind > 0) e->value = kind * 0.5;
  return e;
}

void arrays_of_none(int none) {
  auto *a = new unsigned[none];
  const unsigned *same = a, *end = a + none;
  auto *b = new plain[none];
  auto *c = new std::string[none];
  auto *d = new named[none];
  auto *e = new counted[none];
  auto *f = new char[none];
  auto *g = new node *[none];
  auto *h = static_cast<int *>(std::malloc(none));
  auto *i = static_cast<node *>(std::calloc(none, sizeof(node)));
  auto *j = static_cast<char *>(std::malloc(none));
  void *k = std::malloc(none);
  void *l = operator new(none);
  auto *m = new (std::nothrow) int[none];
  std::unique_ptr<named[]> n(new named[none]);
  auto o = std::make_unique<double[]>(none);
  int s = step(none);
  std::printf("%d %d %d\n", s, same == a, int(end - a));
  std::printf("%d\n", b && c && d && e && f && g && h && i && j && k && l && m && n && o);
  s = step(s);
  h = static_cast<int *>(std::realloc(h, 40));
  h[9] = s;
  s = step(s);
  std::printf("%d %d\n", s, h[9]);
  delete[] a;
  delete[] b;
  delete[] c;
  delete[] d;
  delete[] e;
  delete[] f;
  delete[] g;
  std::free(h);
  std::free(i);
  std::free(j);
  std::free(k);
  operator delete(l);
  delete[] m;
  n.reset();
  o.reset();
  std::printf("%d\n", step(s));
}

} // namespace

int main() {
  arrays_of_none(0);

  std::vector<keyword> all;
  for (int k = 0; k < 3; ++k) all.push_back({k, new unsigned[k], std::make_unique<int[]>(k)});
  int s = 0;
  for (keyword &k : all) {
    s += step(k.length);
    delete[] k.characters;
  }
  std::printf("%d\n", s);

  event *last = nullptr;
  for (int k = 0; k < 4; ++k) last = make_event(k % 2, last);
  for (const event *e = last; e; e = e->before) s = step(s) + e->kind + (e->kind ? int(e->value * 4) : 0);
  std::printf("%d\n", s);
  while (last) {
    event *before = last->before;
    std::free(last);
    last = before;
    s = step(s);
  }
  std::printf("%d\n", s);
}
