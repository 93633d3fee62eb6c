// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Declares functions of the C library by itself, and knows no other overload of abs than it asked for.
#include <string>
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wabsolute-value"
#endif

extern "C" void *malloc(std::size_t);
extern "C" void free(void *);
extern "C" int printf(const char *, ...);

unsigned distance(unsigned a, unsigned b) {
  return abs(a - b); // ambiguous if <stdlib.h> were included as well
}
struct Node {
  int value;
  Node *next;
};
int main() {
  Node *list = nullptr;
  for (int i = 0; i < 4; ++i) {
    Node *n = static_cast<Node *>(malloc(sizeof(Node)));
    n->value = i;
    n->next = list;
    list = n;
  }
  unsigned sum = 0;
  while (list) {
    Node *next = list->next;
    sum += distance(list->value, 2);
    free(list);
    list = next;
  }
  printf("%u\n", sum);
}
