// RUN: env -u PERDURE_HEAP %triple %s
// FLAGS: --all --safepoints=all
// UNSUPPORTED: sanitized
// Addresses that a program keeps as numbers: links with marks in a uintptr_t, two links in one, a hash table's slots,
// an array that is sorted by them. The blocks are where they were, so all of it stays right. (A sanitizer's allocator
// says where blocks are, and does not ask.)
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <memory>
#include <vector>

struct Node {
  int value;
  std::uintptr_t next; // the lowest bit is a mark
  char pad[40];
};

/// Forwards and backwards by one number.
struct Link {
  int value;
  std::uintptr_t both;
};
static std::uintptr_t number(const void *p) { return reinterpret_cast<std::uintptr_t>(p); }

class Table {
  std::vector<const Node *> slots;
  std::size_t slot(const Node *n) const { return (number(n) >> 4) * 2654435761u % slots.size(); }

public:
  explicit Table(std::size_t size) : slots(size) {}
  void add(const Node *n) {
    std::size_t i = slot(n);
    while (slots[i]) i = (i + 1) % slots.size();
    slots[i] = n;
  }
  bool has(const Node *n) const {
    for (std::size_t i = slot(n); slots[i]; i = (i + 1) % slots.size())
      if (slots[i] == n) return true;
    return false;
  }
};

static int walk(std::uintptr_t first) {
  int sum = 0;
  for (std::uintptr_t before = 0, at = first; at;) {
    const Link *l = reinterpret_cast<Link *>(at);
    sum = sum * 3 % 1009 + l->value;
    const std::uintptr_t next = l->both ^ before;
    before = at;
    at = next;
  }
  return sum;
}

int main() {
  std::vector<Node *> all, sorted;
  Table table(97);
  std::uintptr_t head = 0;
  for (int i = 0; i < 30; ++i) {
    Node *n = new Node{i, head | (i % 2), {}};
    head = number(n);
    all.push_back(n);
    table.add(n);
    if (i % 7 == 3) std::free(std::malloc(10 * i)); // holes between them
  }
  sorted = all;
  std::sort(sorted.begin(), sorted.end());

  std::uintptr_t chain = 0; // nothing but numbers leads to what is in it
  for (int i = 0; i < 12; ++i) chain = number(new Node{i, chain | (i % 3 == 0), {}});

  std::uintptr_t list = 0, back = 0;
  std::vector<std::unique_ptr<Link>> links;
  for (int i = 0; i < 10; ++i) {
    links.emplace_back(new Link{i, list});
    Link *l = links.back().get();
    if (list) reinterpret_cast<Link *>(list)->both ^= number(l);
    if (!back) back = number(l);
    list = number(l);
  }

  char *text = strdup("text");
  std::unique_ptr<Link> owned(new Link{5, 0});
  owned->both = number(owned.get());
  const auto shared = std::make_shared<Link>();
  shared->both = number(shared.get());
  char *large = static_cast<char *>(std::malloc(300000));
  const std::uintptr_t in_large = number(large) + 299000;
  std::strcpy(large + 299000, "far");

  for (int round = 0; round < 4; ++round) {
    int there = 0, found = 0, sum = 0;
    for (const Node *n : all) {
      there += table.has(n);
      found += std::binary_search(sorted.begin(), sorted.end(), n);
    }
    for (std::uintptr_t first : {head, chain})
      for (std::uintptr_t p = first; p & ~std::uintptr_t(1);) {
        const Node *n = reinterpret_cast<Node *>(p & ~std::uintptr_t(1));
        sum += n->value * (p & 1 ? 2 : 1);
        p = n->next;
      }
    // Restored blocks grow, and go, like all others.
    text = static_cast<char *>(std::realloc(text, 8 + 40 * round));
    std::strcat(text, "+");
    all.pop_back();
    if (malloc_usable_size(text) < std::size_t(8 + 40 * round)) std::puts("too small");
    std::printf("%d: %d there, %d found, %d; %d and %d; %s, %d, %s\n", round, there, found, sum, walk(list), walk(back),
                text, (number(owned.get()) == owned->both) + (number(shared.get()) == shared->both),
                reinterpret_cast<char *>(in_large));
  }
  for (const Node *n : sorted) delete n;
  while (chain & ~std::uintptr_t(1)) {
    const Node *n = reinterpret_cast<Node *>(chain & ~std::uintptr_t(1));
    chain = n->next;
    delete n;
  }
  std::free(text);
  std::free(large);
}
