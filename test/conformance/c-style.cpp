// RUN: %triple %s
// C++ as C programmers write it: intrusive lists, tables of functions, unions, arenas, void pointers, callbacks.
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>
typedef struct list_head {
  struct list_head *next, *prev;
} list_head;
#define container_of(p, T, m) ((T *)((char *)(p) - offsetof(T, m)))
#define LIST_INIT(h) ((h)->next = (h)->prev = (h))
static void list_add(list_head *n, list_head *h) {
  n->next = h->next;
  n->prev = h;
  h->next->prev = n;
  h->next = n;
}
static void list_del(list_head *n) {
  n->prev->next = n->next;
  n->next->prev = n->prev;
}
struct item {
  int key;
  list_head link;
  char name[12];
};
static list_head all = {&all, &all};
static int busy(int n) {
  volatile int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
static int vsum(int n, ...) {
  va_list ap;
  va_start(ap, n);
  int s = 0;
  for (int i = 0; i < n; ++i) s += va_arg(ap, int);
  va_end(ap);
  return s;
}
typedef int (*op)(int, int);
static int add(int a, int b) {
  busy(1);
  return a + b;
}
static int mul(int a, int b) {
  busy(2);
  return a * b;
}
static const struct {
  const char *name;
  op f;
} table[] = {{"add", add}, {"mul", mul}};
union value {
  int i;
  float f;
  unsigned char bytes[4];
};
struct tagged {
  enum kind { INT, FLOAT, STR } k;
  union {
    int i;
    double d;
    char s[8];
  };
};
struct __attribute__((packed)) pack {
  char c;
  int i;
  short s;
};
struct arena {
  char *base;
  size_t used, size;
};
static void *arena_alloc(arena *a, size_t n) {
  n = (n + 15) & ~size_t(15);
  if (a->used + n > a->size) return nullptr;
  void *p = a->base + a->used;
  a->used += n;
  return p;
}
struct tree {
  tree *l, *r;
  int v;
};
static tree *insert(arena *a, tree *t, int v) {
  busy(1);
  if (!t) {
    t = (tree *)arena_alloc(a, sizeof(tree));
    t->l = t->r = nullptr;
    t->v = v;
  } else if (v < t->v)
    t->l = insert(a, t->l, v);
  else
    t->r = insert(a, t->r, v);
  return t;
}
static void walk(tree *t, void (*f)(int, void *), void *ctx) {
  if (!t) return;
  walk(t->l, f, ctx);
  f(t->v, ctx);
  walk(t->r, f, ctx);
}
struct ctx {
  int n;
  int sum;
  int *last;
};
static void visit(int v, void *p) {
  ctx *c = static_cast<ctx *>(p);
  busy(1);
  c->n++;
  c->sum += v;
  *c->last = v;
}
static int cmp(const void *a, const void *b) {
  busy(1);
  return *(const int *)a - *(const int *)b;
}
static char *reverse(char *s) {
  for (char *p = s, *q = s + strlen(s) - 1; p < q; ++p, --q) {
    char t = *p;
    *p = *q;
    *q = t;
  }
  return s;
}
struct matrix {
  int rows, cols;
  double **m;
};
static matrix *mk(int r, int c) {
  matrix *x = (matrix *)malloc(sizeof *x);
  x->rows = r;
  x->cols = c;
  x->m = (double **)malloc(r * sizeof(double *));
  for (int i = 0; i < r; ++i) {
    x->m[i] = (double *)calloc(c, sizeof(double));
    for (int j = 0; j < c; ++j) x->m[i][j] = i * c + j;
  }
  return x;
}
static void rm(matrix *x) {
  for (int i = 0; i < x->rows; ++i) free(x->m[i]);
  free(x->m);
  free(x);
}
static void swap_ptr(void **a, void **b) {
  void *t = *a;
  *a = *b;
  *b = t;
}
int main() {
  for (int i = 0; i < 4; ++i) {
    item *n = (item *)malloc(sizeof(item));
    n->key = i;
    snprintf(n->name, sizeof n->name, "n%d", i);
    list_add(&n->link, &all);
  }
  for (list_head *p = all.next, *q; p != &all; p = q) {
    q = p->next;
    item *it = container_of(p, item, link);
    printf("%s ", it->name);
    if (it->key & 1) {
      list_del(p);
      free(it);
    }
  }
  puts("");
  for (list_head *p = all.next; p != &all; p = p->next) printf("%d ", container_of(p, item, link)->key);
  printf("%d\n", vsum(3, busy(2), 2, busy(3)));
  for (auto &t : table) printf("%s=%d ", t.name, t.f(3, 4));
  op chosen = table[1].f;
  op *pp = &chosen;
  busy(2);
  printf("%d\n", (*pp)(5, 6));
  value v;
  v.f = 1.5f;
  busy(2);
  printf("%x %d\n", v.i, v.bytes[3]);
  tagged tg[2];
  tg[0].k = tagged::STR;
  strcpy(tg[0].s, "hello");
  tg[1].k = tagged::FLOAT;
  tg[1].d = 2.5;
  busy(1);
  printf("%s %g\n", tg[0].s, tg[1].d);
  pack pk = {'a', 77, 3};
  busy(1);
  int copy;
  memcpy(&copy, &pk.i, 4);
  printf("%d %d %zu\n", copy, pk.s, sizeof pk);
  arena ar;
  ar.size = 4096;
  ar.used = 0;
  ar.base = (char *)malloc(ar.size);
  tree *root = nullptr;
  int keys[] = {5, 2, 8, 1, 9, 3};
  for (int k : keys) root = insert(&ar, root, k);
  int last = 0;
  ctx c = {0, 0, &last};
  walk(root, visit, &c);
  printf("%d %d %d\n", c.n, c.sum, last);
  qsort(keys, 6, sizeof *keys, cmp);
  int key = 8;
  int *found = (int *)bsearch(&key, keys, 6, sizeof *keys, cmp);
  busy(1);
  printf("%ld %d\n", long(found - keys), *found);
  char text[] = "stressed";
  char *mid = text + 3;
  busy(1);
  printf("%s %s\n", reverse(text), mid);
  matrix *m = mk(2, 3), *m2 = mk(1, 1);
  swap_ptr((void **)&m, (void **)&m2);
  busy(3);
  printf("%g %d\n", m2->m[1][2], m->rows);
  rm(m);
  rm(m2);
  alignas(std::max_align_t) unsigned char room[sizeof(tree) * 2];
  tree *pt = new (room) tree{nullptr, nullptr, 4};
  tree *pu = new (room + sizeof(tree)) tree{pt, nullptr, 5};
  busy(2);
  printf("%d\n", pu->l->v);
  char **argvs = (char **)malloc(3 * sizeof(char *));
  argvs[0] = strdup("one");
  argvs[1] = strdup("two");
  argvs[2] = nullptr;
  busy(1);
  for (char **a = argvs; *a; ++a) {
    printf("%s ", *a);
    busy(1);
    free(*a);
  }
  free(argvs);
  puts("");
  uintptr_t hidden = (uintptr_t)root ^ 1;
  (void)hidden;
  free(ar.base);
  static int calls;
  int grid[4][4] = {};
  for (int(*row)[4] = grid; row < grid + 4; ++row)
    for (int *cell = *row; cell < *row + 4; ++cell) *cell = ++calls;
  busy(1);
  printf("%d %d\n", grid[2][1], calls);
  for (list_head *p = all.next; p != &all;) {
    list_head *q = p->next;
    free(container_of(p, item, link));
    p = q;
  }
register_again:
  if (calls++ < 18) {
    busy(1);
    goto register_again;
  }
  printf("%d\n", calls);
}
