// RUN: %triple %s
// Pointers to locals, elements, members, one past the end, other pointers, literals, owned objects and null.
#include <perdure/perdure.hpp>

#include <cstring>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

struct Item {
  int id;
  std::string name;
  Item *next = nullptr;
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int sum(const int *begin, const int *end) {
  int s = 0;
  for (const int *p = begin; p != end; ++p) s += step(*p);
  return s;
}

RESUMABLE int length(const char *s) {
  const char *p = s;
  while (*p) {
    if ((p - s) % 3 == 0) perdure::checkpoint();
    ++p;
  }
  return int(p - s);
}

RESUMABLE Item *find(Item *head, int id) {
  for (Item *i = head; i; i = i->next)
    if (step(i->id) == id) return i;
  return nullptr;
}

RESUMABLE void swap(int *a, int *b) {
  int t = *a;
  perdure::checkpoint();
  *a = *b;
  perdure::checkpoint();
  *b = t;
}

RESUMABLE int main() {
  int n = 1, m = 2, *p = &n, **pp = &p, *null = nullptr;
  void *any = &m;
  perdure::checkpoint();
  **pp += step(10);
  *pp = &m;
  perdure::checkpoint();
  *p += 100;
  std::cout << n << ' ' << m << ' ' << (null == nullptr) << (any == p) << '\n';

  int a[5] = {1, 2, 3, 4, 5};
  int *middle = a + 2, *past = a + 5;
  std::vector<int> v{6, 7, 8};
  int *element = &v[1], *v_past = v.data() + v.size();
  std::string text = "text";
  char *c = &text[1];
  const char *literal = "literal", *inside = literal + 3;
  perdure::checkpoint();
  *c = 'E';
  *element += step(1);
  std::cout << *middle << past - middle << ' ' << sum(a, past) << ' ' << sum(v.data(), v_past) << ' ' << v[1] << text
            << ' ' << literal << inside << length(literal) << std::strlen(inside) << '\n';
  swap(&a[0], &a[4]);
  swap(&n, &v[0]);
  std::cout << a[0] << a[4] << ' ' << n << v[0] << '\n';

  Item third{3, "three"}, second{2, "two", &third}, first{1, "one", &second};
  third.next = nullptr;
  Item *found = find(&first, 2);
  int Item::*member = &Item::id;
  perdure::checkpoint();
  found->name += "!";
  found->*member += step(20);
  std::cout << second.name << second.id << (find(&first, 9) == nullptr) << found->next->name << '\n';

  Item loop{7, "loop"};
  loop.next = &loop;
  std::unique_ptr<Item> owner = std::make_unique<Item>(Item{8, "owned", nullptr});
  Item *observer = owner.get();
  observer->next = &loop;
  const Item *const fixed = observer;
  perdure::checkpoint();
  std::cout << loop.next->next->id << observer->name << (observer == owner.get()) << fixed->next->name
            << (loop.next == &loop) << '\n';
}
