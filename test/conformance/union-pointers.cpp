// RUN: %triple %s
// Unions that may hold pointers, destructors that delete and free, flexible arrays, deleters of malloc.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <functional>
#include <memory>
#include <string>
#include <vector>
struct Node;
union Word { long i; double d; const char *s; Node *node; };
struct Node { int tag; Word w; Node *next; };
class Tree {
  struct N { int k; N *l = nullptr, *r = nullptr; N(int k) : k(k) {} };
  N *root = nullptr; int n = 0;
  void drop(N *p) { if (!p) return; drop(p->l); drop(p->r); delete p; }
  void put(N *&p, int k) { if (!p) { p = new N(k); ++n; } else put(k < p->k ? p->l : p->r, k); }
  void walk(N *p, void (*f)(int, int *), int *s) { if (!p) return; walk(p->l, f, s); f(p->k, s); walk(p->r, f, s); }
public:
  ~Tree() { drop(root); }
  void put(int k) { put(root, k); }
  void each(void (*f)(int, int *), int *s) { walk(root, f, s); }
};
struct Buf { char *data; int len; Buf(const char *s) : data((char *)malloc(strlen(s) + 1)), len((int)strlen(s)) { strcpy(data, s); } ~Buf() { free(data); } Buf(const Buf &) = delete; };
struct Blob { int n; int data[]; };
void show(const Node *p) {
  for (; p; p = p->next) {
    switch (p->tag) { case 0: std::cout << p->w.i; break; case 1: std::cout << p->w.d; break; case 2: std::cout << p->w.s; break; case 3: std::cout << '('; show(p->w.node); std::cout << ')'; break; }
    std::cout << ' ';
  }
}
int main() {
  Node a{0, {}, nullptr}, b{1, {}, &a}, c{2, {}, &b}; a.w.i = 123456789; b.w.d = 2.5; c.w.s = "text";
  Node *heap = new Node{3, {}, &c}; heap->w.node = new Node{1, {}, nullptr}; heap->w.node->w.d = 1e300;
  show(heap); std::cout << '\n';
  Tree t; for (int k : {5, 2, 8, 1, 9}) t.put(k);
  int sum = 0; t.each([](int k, int *s) { *s += k; std::cout << k << (char)32; }, &sum);
  std::cout << sum << '\n';
  Buf buf("malloced"); 
  Blob *blob = (Blob *)malloc(sizeof(Blob) + 3 * sizeof(int)); blob->n = 3; for (int k = 0; k < 3; ++k) blob->data[k] = k * k;
  std::unique_ptr<char, void (*)(void *)> dup(strdup("dup"), free);
  std::unique_ptr<Node[]> nodes(new Node[2]{}); nodes[1].next = &nodes[0];
  for (int k = 0; k < 3; ++k) std::cout << blob->data[k] << buf.data << dup.get() << (nodes[1].next == &nodes[0]);
  std::cout << '\n'; free(blob); delete heap->w.node; delete heap;
}
