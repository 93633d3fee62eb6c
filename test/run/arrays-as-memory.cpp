// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Arrays of bytes and of words that a program takes memory for its objects from: variables of all kinds, members,
// elements of a vector, with objects that are only assigned to and such that are placed there.
#include <cstddef>
#include <cstdio>
#include <memory>
#include <new>
#include <string>
#include <vector>

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

struct node {
  int value;
  node *next;
  const char *name;
  int *elsewhere;
};
struct word {
  std::string text;
  word *next;
};

struct supply {
  char *at;
  void *take(std::size_t n) {
    void *p = at;
    at += n;
    return p;
  }
};

int counters[3];
std::vector<std::unique_ptr<int>> owners;
int *made(int n) {
  owners.push_back(std::make_unique<int>(n));
  return owners.back().get();
}

node *build(supply &from, int n) {
  node *head = nullptr;
  for (int i = 0; i < n; ++i) {
    node *one = static_cast<node *>(from.take(sizeof(node)));
    one->value = i;
    one->next = head;
    one->name = i % 2 ? "odd" : "even";
    one->elsewhere = i < 3 ? &counters[i] : made(i);
    head = one;
    step(i);
  }
  return head;
}
void show(const char *where, node *n) {
  for (; n; n = n->next) {
    *n->elsewhere += step(2);
    std::printf("%s: %d %s %d\n", where, n->value, n->name, *n->elsewhere);
  }
  std::printf("%d %d %d\n", counters[0], counters[1], counters[2]);
}

char global[512];
static unsigned char hidden[512];

struct pool {
  char data[300];
  int used = 0;
  void *take(std::size_t n) {
    void *p = data + used;
    used += int(n);
    return p;
  }
};

int main() {
  supply from;
  from.at = global;
  show("global", build(from, 4));
  from.at = reinterpret_cast<char *>(hidden);
  show("hidden", build(from, 4));
  static char kept[512];
  from.at = kept;
  show("static local", build(from, 4));
  char local[512];
  from.at = local;
  show("local", build(from, 4));
  std::vector<char> elements(512);
  from.at = elements.data();
  show("vector", build(from, 4));
  long words[64];
  from.at = reinterpret_cast<char *>(words);
  show("words", build(from, 4));
  double *numbers = new double[64];
  from.at = reinterpret_cast<char *>(numbers);
  show("numbers", build(from, 4));
  delete[] numbers;
  pool p;
  from.at = p.data;
  show("member", build(from, 4));

  static char texts[400]; // aligned as memory, not as the array of characters that it is
  word *first = nullptr;
  for (int i = 0; i < 3; ++i) {
    first = new (texts + i * sizeof(word)) word{"a text that is long enough for the heap " + std::to_string(i), first};
    step(3);
  }
  for (word *w = first; w;) {
    std::printf("%s %d\n", w->text.c_str(), step(2));
    word *done = w;
    w = w->next;
    done->~word();
  }
}
