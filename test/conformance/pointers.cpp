// RUN: %triple %s
// Pointers and references into everything: locals of callers, members, elements, other pointers, interior objects, one past
// the end, through const and void, references returned, stored in objects, rebound; ownership by new and delete, cycles.
#include <cstddef>
#include <deque>
#include <functional>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct Inner {
  int a = 1, b[3] = {2, 3, 4};
  std::string s = "inner";
};
struct Outer {
  Inner first, second;
  Inner *current = &first;
  int *self = &first.b[1];
};
struct Node {
  int value;
  Node *next = nullptr, **back = nullptr;
};
struct View {
  const std::string &text;
  int &counter;
  char at(std::size_t i) const { return ++counter, text[i]; }
};

static void descend(int depth, int *top, int &above, int **slot) {
  int mine = above + 1;
  if (depth == 0) {
    *slot = top;
    *top += mine;
    return;
  }
  descend(depth - 1, top, mine, slot);
  above += mine;
}
static int &pick(int &a, int &b, bool second) { return second ? b : a; }
static const int *find(const int *first, const int *last, int what) {
  while (first != last && *first != what) ++first;
  return first;
}
static void advance(int *&p) { p += *p % 2 ? 1 : 2; }
static int read(const void *p, std::size_t offset) { return *reinterpret_cast<const int *>(static_cast<const char *>(p) + offset); }

int main() {
  int top = 100, above = 1, *slot = nullptr;
  descend(4, &top, above, &slot);
  std::cout << top << ' ' << above << ' ' << (slot == &top) << '\n';

  Outer o;
  int *interior = &o.second.b[2], Inner::*member = &Inner::a;
  char *character = &o.second.s[2];
  o.current = &o.second;
  *interior += o.current->b[0];
  *character = 'N';
  *o.self = 30;
  o.current->*member = 9;
  std::cout << o.second.b[2] << o.second.s << o.first.b[1] << o.second.a << ' ' << read(&o.first, offsetof(Inner, b) + sizeof(int)) << '\n';

  int a[6] = {1, 2, 3, 4, 5, 6}, *p = a;
  const int *end = a + 6, *hit = find(a, end, 4), *miss = find(a, end, 7);
  int jumps = 0;
  while (p < end) {
    advance(p);
    ++jumps;
  }
  std::cout << hit - a << (miss == end) << jumps << ' ';
  pick(a[0], a[1], true) = pick(a[2], a[3], false) * 10;
  int &ref = a[5], &same = ref;
  same++;
  std::cout << a[1] << a[5] << (&ref == end - 1) << '\n';

  std::vector<int> v{5, 6, 7};
  std::list<std::string> l{"x", "y"};
  std::map<int, std::string> m{{1, "one"}, {2, "two"}};
  std::deque<int> d{1, 2, 3};
  int *element = &v[1], &back = v.back(), &front = d.front();
  std::string *listed = &l.front(), &mapped = m[2];
  for (int i = 0; i < 3; ++i) {
    *element += i;
    back -= i;
    l.push_back("more");
    d.push_back(i);
    m[10 + i] = *listed;
    mapped += '+';
    front += back;
  }
  std::cout << v[1] << v[2] << m[2] << m[12] << d[0] << l.size() << '\n';

  Node nodes[4] = {{0}, {1}, {2}, {3}}, *head = nullptr, **tail = &head;
  for (Node &n : nodes) {
    *tail = &n;
    n.back = tail;
    tail = &n.next;
  }
  *nodes[1].back = nodes[1].next;
  nodes[2].back = nodes[1].back;
  for (Node *n = head; n; n = n->next) std::cout << n->value << (*n->back == n);
  *tail = head;
  int round = 0;
  for (Node *n = head; round < 5; n = n->next) round += 1 + (n->value == 0);
  std::cout << ' ' << round << '\n';

  int counter = 0;
  std::string text = "viewed";
  View view{text, counter}, other = view;
  text += "!";
  std::cout << view.at(0) << other.at(6) << counter << ' ';
  std::reference_wrapper<int> wrapper = a[0];
  wrapper.get() = 50;
  wrapper = a[3];
  wrapper.get()++;
  std::vector<std::reference_wrapper<std::string>> wrapped{text, mapped};
  for (std::string &s : wrapped) s = s.substr(0, 2);
  std::cout << a[0] << a[3] << text << m[2] << '\n';

  Node *x = new Node{10}, *y = new Node{20, x};
  x->next = y;
  int *value = &x->value;
  std::swap(x, y);
  *value += x->value;
  std::unique_ptr<Node> owner(x);
  std::unique_ptr<int> number = std::make_unique<int>(7);
  int *raw = number.get();
  auto holder = std::make_pair(std::move(number), raw);
  *holder.second *= 6;
  std::cout << y->value << owner->next->value << *holder.first << (number == nullptr) << '\n';
  delete y;
  void *any = &top;
  const int *const fixed = static_cast<int *>(any);
  int **pp = &slot, ***ppp = &pp;
  ***ppp = 1;
  std::cout << *fixed << (pp == *ppp) << '\n';
}
