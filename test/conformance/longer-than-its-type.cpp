// RUN: %triple %s
// CXXFLAGS: -w
// Blocks that are longer than their type says, filled to the last byte: arrays of one at the end, also at the end of the last
// member, with pointers in front of them and in them; sizes computed before, in wrappers, by offsetof; realloc and calloc;
// arrays of the same structures; objects with data behind them; what lies in padding.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

struct text {
  text *below;
  int length;
  char chars[1];
};
struct inner {
  short id;
  char name[1];
};
struct outer {
  double weight;
  char kind;
  inner last;
};
struct branch {
  int n;
  branch *kids[1];
};
struct plain {
  int n;
  char c;
};
struct named {
  const char *name;
  int n;
};
struct flexible {
  char kind;
  int n;
  struct {
    char c;
    double d;
  } rows[];
};
struct bits {
  char c;
  unsigned low : 3, high : 9;
  char d;
};
union either {
  char small;
  struct {
    char c;
    long l;
  } both;
};

static void *xmalloc(size_t n) {
  void *p = malloc(n);
  if (!p) abort();
  return p;
}
static int f(int x) { return x + 1; }
static void fill(char *to, const char *end, char with) {
  while (to < end) *to++ = with;
}
static unsigned sum(const void *p, size_t n) {
  unsigned all = 0;
  for (const unsigned char *c = (const unsigned char *)p; n--; ++c) all = all * 31 + *c;
  return all;
}
static text *push(text *below, const char *chars, int how) {
  const int length = (int)strlen(chars);
  text *t;
  if (how == 0) {
    t = (text *)malloc(sizeof *t + strlen(chars));
  } else if (how == 1) {
    t = (text *)malloc(offsetof(text, chars) + length + 1);
  } else if (how == 2) {
    const size_t size = sizeof(text) + length;
    t = (text *)malloc(size);
  } else if (how == 3) {
    size_t size = sizeof(text);
    size += length;
    t = (text *)malloc(size);
  } else {
    t = (text *)xmalloc(sizeof(text) + length);
  }
  t->below = below;
  t->length = f(length) - 1;
  strcpy(t->chars, chars);
  return t;
}
static void texts() {
  // Of many lengths, so that some fill as much as two or three structures; some look like small numbers.
  text *top = nullptr;
  for (int length = 0; length < 40; ++length) {
    char chars[64] = "";
    for (int k = 0; k < length; ++k) chars[k] = char('a' + (k + length) % 26);
    for (int how = 0; how < 5; ++how) top = push(top, chars, how);
  }
  const char *into = top->chars + 20;
  f(1);
  unsigned all = sum(into, 5);
  for (text *t = top; t; t = t->below) all = all * 31 + sum(t->chars, t->length + 1) + t->length;
  printf("%u\n", all);
  while (top) {
    text *gone = top;
    top = top->below;
    free(gone);
  }
}
static void nested() {
  outer *o = (outer *)malloc(sizeof(outer) + 30);
  strcpy(o->last.name, "a name that is longer than one");
  o->weight = f(2);
  o->kind = 'k';
  o = (outer *)realloc(o, sizeof(outer) + 60);
  strcat(o->last.name, ", and longer");
  f(3);
  outer *zeroed = (outer *)calloc(1, sizeof(outer) + 16);
  strcpy(zeroed->last.name + f(0), "behind a zero");
  printf("%s %g %c %s\n", o->last.name, o->weight, o->kind, zeroed->last.name + 1);
  free(o);
  free(zeroed);
}
static branch *grow(int depth, int n) {
  branch *b = depth % 2 ? (branch *)malloc(sizeof(branch) + (n - 1) * sizeof(branch *))
                        : (branch *)xmalloc(sizeof(branch) + (n - 1) * sizeof(branch *));
  b->n = depth ? n : 0;
  for (int k = 0; k < n; ++k) b->kids[k] = depth ? grow(depth - 1, k + 1) : nullptr;
  return b;
}
static int count(branch *b) {
  int all = 1;
  for (int k = 0; k < b->n; ++k) all += count(b->kids[k]) * (k + 1);
  return all;
}
static void cut(branch *b) {
  for (int k = 0; k < b->n; ++k) cut(b->kids[k]);
  free(b);
}
static void arrays() {
  const size_t n = f(3);
  plain *p = (plain *)malloc(n * sizeof(plain)), *q = (plain *)calloc(n, sizeof *q);
  memset(p, 0x5a, n * sizeof(plain));
  const size_t bytes = n * sizeof(named);
  named *all = (named *)malloc(bytes), *more = (named *)xmalloc(bytes);
  for (size_t k = 0; k < n; ++k) {
    p[k].n = q[k].n = int(k);
    fill(&q[k].c, (char *)(q + k + 1), char('a' + k));
    all[k].name = k ? all[k - 1].name + 1 : "names";
    all[k].n = more[k].n = f(int(k));
    more[k].name = all[k].name;
  }
  printf("%u %u", sum(p, n * sizeof *p), sum(q, n * sizeof *q));
  for (size_t k = 0; k < n; ++k) printf(" %s%d%s%d", all[k].name, all[k].n, more[k].name, more[k].n);
  puts("");
  free(p);
  free(q);
  free(all);
  free(more);
}
static void behind() {
  // "abc" in eight bytes would be a small number, were it taken for a pointer.
  named *one = (named *)malloc(sizeof(named) + 3 * 8);
  one->name = "one";
  one->n = 1;
  memset(one + 1, 0, 24);
  strcpy((char *)(one + 1), "abc");
  strcpy((char *)(one + 1) + 8, "defghi");
  const char *inside = (char *)(one + 1) + 9;
  plain *head = (plain *)malloc(sizeof(plain) + 4 * sizeof(named *));
  named **list = (named **)(head + 1);
  for (int k = 0; k < 4; ++k) list[k] = k % 2 ? one : nullptr;
  head->n = f(4);
  struct object {
    int n;
    char c;
    explicit object(int x) : n(x), c('o') {}
    char *data() { return (char *)(this + 1); }
  };
  object *o = new (::operator new(sizeof(object) + 40)) object(f(5));
  strcpy(o->data(), "data behind an object");
  struct own {
    std::unique_ptr<int> owned{new int(7)};
    named *kept[1];
    void *operator new(size_t size, int more) { return ::operator new(size + more * sizeof(named *)); }
    void operator delete(void *p) { ::operator delete(p); }
    void operator delete(void *p, int) { ::operator delete(p); }
  };
  own *w = new (3) own;
  for (int k = 0; k < 4; ++k) (&w->kept[0])[k] = list[k];
  f(6);
  printf("%s %d %s %s %s %d %s %d\n", one->name, one->n, (char *)(one + 1), inside, list[3]->name, head->n, o->data(), o->n);
  printf("%d %d %d\n", *w->owned, (&w->kept[0])[1] == one, (&w->kept[0])[2] == nullptr);
  delete w;
  ::operator delete(o);
  free(head);
  free(one);
}
struct release {
  void operator()(void *p) const { free(p); }
};
static void odd() {
  flexible *x = (flexible *)malloc(sizeof(flexible) + 2 * sizeof x->rows[0] + 5);
  memset(x, 0x11, sizeof(flexible) + 2 * sizeof x->rows[0] + 5);
  x->n = f(1);
  bits *b = (bits *)malloc(sizeof(bits));
  memset(b, 0x77, sizeof *b);
  b->low = 5;
  either *e = (either *)malloc(sizeof(either));
  memset(e, 0x33, sizeof *e);
  e->both.l = f(8);
  std::unique_ptr<text, release> owner(push(nullptr, "owned by a unique_ptr, and long", 0));
  std::unique_ptr<plain, release> alone((plain *)malloc(sizeof(plain) + 40));
  strcpy((char *)(alone.get() + 1), "behind what has an owner");
  alone->n = f(9);
  printf("%u %u %u", sum(x, sizeof(flexible) + 2 * sizeof x->rows[0] + 5), sum(b, sizeof *b), sum(e, sizeof *e));
  printf(" %s %s\n", owner->chars, (char *)(alone.get() + 1));
  free(x);
  free(b);
  free(e);
}
struct key {
  char c;
  int n;
  bool operator<(const key &k) const { return memcmp(this, &k, sizeof k) < 0; }
};
static key table[3];
static void hashed() {
  key k;
  memset(&k, 0, sizeof k);
  k.c = 'k';
  k.n = f(10);
  table[1] = k;
  key *heap = new key;
  memset(heap, 0, sizeof *heap);
  heap->n = f(11);
  printf("%u %u %u\n", sum(&k, sizeof k), sum(table, sizeof table), sum(heap, sizeof *heap));
  delete heap;
}

int main() {
  texts();
  nested();
  branch *tree = grow(3, 3);
  printf("%d\n", count(tree));
  cut(tree);
  arrays();
  behind();
  odd();
  hashed();
}
