// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Numbers that a program keeps in pointers are no addresses: markers, keys, two numbers side by side where memory gives
// out words. They come back as they were, whatever they could be the address of.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <vector>

struct Node {
  int value;
  Node *next;
};
static Node *const removed = reinterpret_cast<Node *>(0xdeadbeef);

struct Entry {
  void *key;
  Node *node;
};

static void *as_key(std::intptr_t n) { return reinterpret_cast<void *>(n); }

/// Items of 16 bytes behind a link; the free ones are linked through their first word.
struct Pool {
  void **block, *free;
};
static Pool make_pool(int n) {
  Pool p;
  p.block = static_cast<void **>(std::malloc(sizeof(void *) + 16 * n));
  *p.block = nullptr;
  p.free = nullptr;
  char *first = reinterpret_cast<char *>(p.block + 1);
  for (int i = n - 1; i >= 0; --i) {
    *reinterpret_cast<void **>(first + 16 * i) = p.free;
    p.free = first + 16 * i;
  }
  return p;
}
static int *take(Pool &p) {
  void *item = p.free;
  p.free = *static_cast<void **>(item);
  return static_cast<int *>(item);
}

using handler = void (*)(int);

int main() {
  std::vector<Node *> table{new Node{1, nullptr}, removed, nullptr, removed};
  std::map<void *, int> counts;
  counts[as_key(100000)] = 1;
  counts[as_key(0x123456789a)] = 2;
  Entry *e = static_cast<Entry *>(std::malloc(sizeof(Entry)));
  e->key = as_key(70000);
  e->node = removed;
  Node *last = removed;
  void *id = as_key(123456789);
  const handler none = reinterpret_cast<handler>(0x40000);

  Pool pool = make_pool(8);
  int *items[5];
  for (int i = 0; i < 5; ++i) {
    items[i] = take(pool);
    items[i][0] = 13 + i; // with its neighbour: 0x5'0000'000d
    items[i][1] = 5;
    items[i][2] = items[i][3] = 1280 * i;
  }

  for (int i = 0; i < 4; ++i) {
    int gone = 0;
    for (Node *n : table) gone += n == removed;
    std::printf("%d: %d removed, %zu and %zu, %d, %d, %d, %d, %d\n", i, gone, counts.count(as_key(100000)),
                counts.count(as_key(0x123456789a)), e->key == as_key(70000), e->node == removed, last == removed,
                id == as_key(123456789), none == reinterpret_cast<handler>(0x40000));
    for (int *item : items) std::printf(" %d/%d/%d/%d", item[0], item[1], item[2], item[3]);
    std::printf("\n");
  }
  std::free(pool.block);
  std::free(e);
  delete table[0];
}
