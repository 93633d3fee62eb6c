// Raw pointers into the tracked heap, saved and loaded again.
#include "../image/frames.hpp"

#include <perdure/detail/heap.hpp>
#include <perdure/detail/heap_replace.hpp>

#include <cstddef>
#include <cstring>
#include <dirent.h>
#include <functional>
#include <limits>
#include <list>
#include <map>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

extern "C" void __lsan_disable() __attribute__((weak));
extern "C" void __lsan_enable() __attribute__((weak));

namespace {

using namespace image_test;
using std::string;

struct node {
  int n = 0;
  node *next = nullptr, *previous = nullptr;
};
struct tree {
  string name;
  tree *left = nullptr, *right = nullptr;
  int *weight = nullptr;
};
struct shape {
  int id = 0;
  virtual ~shape() = default;
  virtual int area() const { return 0; }
};
struct named {
  string label;
  virtual ~named() = default;
  virtual string text() const { return "named"; }
};
struct square : shape, named {
  int side = 0;
  int area() const override { return side * side; }
  string text() const override { return "square " + label; }
};
struct packet {
  int length;
  node *from;
  char data[1];
};
struct holder {
  std::vector<int> numbers;
  std::unique_ptr<node> first;
  std::shared_ptr<node> second;
};
struct secret {
  int n = 0;
  secret() {}
  secret(const secret &) {}
};
template <class T> struct from_malloc {
  using value_type = T;
  from_malloc() = default;
  template <class U> from_malloc(const from_malloc<U> &) {}
  T *allocate(std::size_t n) { return pd::typed<T>(std::malloc(n * sizeof(T))); }
  void deallocate(T *p, std::size_t) { std::free(p); }
  friend bool operator==(const from_malloc &, const from_malloc &) { return true; }
  friend bool operator!=(const from_malloc &, const from_malloc &) { return false; }
};

} // namespace

extern "C" const char shape_table[] __asm__("_ZTVN12_GLOBAL__N_15shapeE") __attribute__((weak));
extern "C" const char named_table[] __asm__("_ZTVN12_GLOBAL__N_15namedE") __attribute__((weak));
extern "C" const char square_table[] __asm__("_ZTVN12_GLOBAL__N_16squareE") __attribute__((weak));

template <> struct perdure::detail::layout<node> {
  static constexpr const char *name = "node";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("n", x.n);
    v.member("next", x.next);
    v.member("previous", x.previous);
  }
};
template <> struct perdure::detail::layout<tree> {
  static constexpr const char *name = "tree";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("name", x.name);
    v.member("left", x.left);
    v.member("right", x.right);
    v.member("weight", x.weight);
  }
};
template <> struct perdure::detail::layout<shape> {
  static constexpr const char *name = "shape";
  static const void *vtable() { return shape_table; }
  template <class V, class T> static void members(V &v, T &x) { v.member("id", x.id); }
};
template <> struct perdure::detail::layout<named> {
  static constexpr const char *name = "named";
  static const void *vtable() { return named_table; }
  template <class V, class T> static void members(V &v, T &x) { v.member("label", x.label); }
};
template <> struct perdure::detail::layout<square> {
  static constexpr const char *name = "square";
  static const void *vtable() { return square_table; }
  static constexpr table_pointer tables[] = {{0, 2}, {16, 8}};
  template <class V, class T> static void members(V &v, T &x) {
    v.base("shape", static_cast<shape &>(x));
    v.base("named", static_cast<named &>(x));
    v.member("side", x.side);
  }
};
template <> struct perdure::detail::layout<packet> {
  static constexpr const char *name = "packet";
  using tail = char;
  static constexpr std::size_t tail_offset = offsetof(packet, data);
  template <class V, class T> static void members(V &v, T &x) {
    v.member("length", x.length);
    v.member("from", x.from);
  }
};
template <> struct perdure::detail::layout<holder> {
  static constexpr const char *name = "holder";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("numbers", x.numbers);
    v.member("first", x.first);
    v.member("second", x.second);
  }
};

namespace {

/// Two variables of a frame, saved and loaded. In a test both copies are alive.
template <class... T> struct saved {
  using frame = variables<T...>;
  stack before, after;
  explicit saved(T... values) {
    frame &f = before.push<frame>();
    build(f, std::index_sequence_for<T...>(), values...);
    after = stack::load(before.image());
    EXPECT_EQ(without_addresses(after), without_addresses(before)) << "saved again, it is another image";
  }
  static string without_addresses(stack &s) {
    ::setenv("PERDURE_HEAP", "anywhere", 1);
    string image = s.image();
    ::unsetenv("PERDURE_HEAP");
    return image;
  }
  template <std::size_t... K> static void build(frame &f, std::index_sequence<K...>, T &...values) {
    (f.template build<K>(values), ...);
  }
  template <unsigned K> auto &get() { return after.at<frame>().template get<K>(); }
};
template <class... T> string refusal(T... values) {
  return error_of<perdure::error>([&] { saved<T...> s(values...); });
}

TEST(RawPointers, SharingAndCycles) {
  node *a = pd::tracked(new node{1}), *b = pd::tracked(new node{2, a, a});
  a->next = b;
  saved<node *, node *, node *> s(a, b, a);
  node *c = s.get<0>(), *d = s.get<1>();
  EXPECT_EQ(s.get<2>(), c);
  EXPECT_NE(c, a);
  EXPECT_EQ(c->n, 1);
  EXPECT_EQ(c->next, d);
  EXPECT_EQ(d->next, c);
  EXPECT_EQ(d->previous, c);
  EXPECT_EQ(c->previous, nullptr);
  for (node *p : {a, b, c, d}) delete p;
}

TEST(RawPointers, AListOfAMillionNodes) {
  node *first = nullptr;
  constexpr int many = 1'000'000;
  for (int k = many; k > 0; --k) {
    first = pd::tracked(new node{k, first});
    if (first->next) first->next->previous = first;
  }
  saved<node *> s(first);
  int n = 0;
  node *previous = nullptr;
  for (node *p = s.get<0>(); p; previous = p, p = p->next) {
    ASSERT_EQ(p->n, ++n);
    ASSERT_EQ(p->previous, previous);
  }
  EXPECT_EQ(n, many);
  for (node *p : {first, s.get<0>()})
    while (p) delete std::exchange(p, p->next);
}

TEST(RawPointers, InsideObjectsAndArrays) {
  tree *t = pd::tracked(new tree{"top"});
  int *weights = pd::tracked_array(new int[4]{10, 20, 30, 40});
  t->weight = weights + 2;
  tree *many = pd::tracked_array(new tree[3]);
  many[1].name = "second";
  saved<tree *, string *, int *, int *, tree *, string *> s(t, &t->name, weights, weights + 4, many + 1, &many[2].name);
  tree *u = s.get<0>();
  EXPECT_EQ(s.get<1>(), &u->name);
  EXPECT_EQ(s.get<2>() + 4, s.get<3>());
  EXPECT_EQ(u->weight, s.get<2>() + 2);
  EXPECT_EQ(*u->weight, 30);
  EXPECT_EQ(s.get<4>()->name, "second");
  EXPECT_EQ(s.get<5>(), &s.get<4>()[1].name);
  EXPECT_EQ(pd::heap_find(s.get<4>()).count(), 3u);
  delete t;
  delete u;
  delete[] weights;
  delete[] s.get<2>();
  delete[] many;
  delete[] (s.get<4>() - 1);
}

TEST(RawPointers, OnlyToSomethingInside) {
  tree *t = pd::tracked(new tree{"inside"});
  tree *other = pd::tracked(new tree{"next"});
  saved<string *, tree *> s(&t->name, other);
  EXPECT_EQ(*s.get<0>(), "inside");
  EXPECT_EQ(s.get<1>()->name, "next");
  delete t;
  delete other;
  delete reinterpret_cast<tree *>(s.get<0>());
  delete s.get<1>();
}

TEST(RawPointers, ArraysOfArrays) {
  int **rows = pd::tracked_array(new int *[3]);
  for (int k = 0; k < 3; ++k) rows[k] = pd::tracked_array(new int[2]{k, 10 * k});
  int(*table)[4] = pd::tracked_array(new int[3][4]{});
  table[2][1] = 7;
  saved<int **, int *, int *> s(rows, rows[1] + 1, &table[2][1]);
  EXPECT_EQ(s.get<0>()[2][1], 20);
  EXPECT_EQ(s.get<1>(), s.get<0>()[1] + 1);
  EXPECT_EQ(*s.get<2>(), 7);
  for (int **r : {rows, s.get<0>()}) {
    for (int k = 0; k < 3; ++k) delete[] r[k];
    delete[] r;
  }
  delete[] table;
  delete[] (s.get<2>() - 9);
}

TEST(RawPointers, ThroughBases) {
  square *q = pd::tracked(new square);
  q->id = 3;
  q->label = "red";
  q->side = 5;
  saved<shape *, named *, string *> s(q, q, &q->label);
  EXPECT_EQ(s.get<0>()->area(), 25);
  EXPECT_EQ(s.get<0>()->id, 3);
  EXPECT_EQ(s.get<1>()->text(), "square red");
  EXPECT_EQ(dynamic_cast<square *>(s.get<1>()), dynamic_cast<square *>(s.get<0>()));
  EXPECT_EQ(s.get<2>(), &s.get<1>()->label);
  delete q;
  delete s.get<1>();
}

TEST(RawPointers, VoidAndBytes) {
  node *n = pd::tracked(new node{5});
  char *text = pd::typed<char>(std::malloc(12));
  std::strcpy(text, "hello world");
  saved<void *, char *, const char *, unsigned char *> s(n, text, text + 6, reinterpret_cast<unsigned char *>(text));
  EXPECT_EQ(static_cast<node *>(s.get<0>())->n, 5);
  EXPECT_STREQ(s.get<1>(), "hello world");
  EXPECT_EQ(s.get<2>(), s.get<1>() + 6);
  EXPECT_EQ(s.get<3>(), reinterpret_cast<unsigned char *>(s.get<1>()));
  delete n;
  delete static_cast<node *>(s.get<0>());
  std::free(text);
  std::free(s.get<1>());
}

TEST(RawPointers, OwnedBySmartPointers) {
  node *a = pd::tracked(new node{1}), *b = pd::tracked(new node{2});
  holder *h = pd::tracked(new holder);
  h->numbers = {1, 2, 3};
  h->first.reset(a);
  h->second.reset(b);
  // The raw pointers come first, when nobody knows of the owners yet.
  saved<node *, node *, int *, int *, holder *> s(a, b, &b->n, &h->numbers[1], h);
  holder *k = s.get<4>();
  EXPECT_EQ(s.get<0>(), k->first.get());
  EXPECT_EQ(s.get<1>(), k->second.get());
  EXPECT_EQ(s.get<2>(), &k->second->n);
  EXPECT_EQ(s.get<3>(), &k->numbers[1]);
  EXPECT_EQ(k->second.use_count(), 1);
  delete h;
  delete k;
}

TEST(RawPointers, ToWhatMakeUniqueMade) {
  auto owner = std::make_unique<node>();
  owner->n = 9;
  auto shared = std::make_shared<node>();
  using F = variables<node *, std::unique_ptr<node>, int *, std::shared_ptr<node>, node *>;
  stack s;
  F &f = s.push<F>();
  f.build<0>(owner.get());
  f.build<2>(&owner->n);
  f.build<4>(shared.get());
  f.build<1>(std::move(owner));
  f.build<3>(shared);
  stack t = s.reloaded();
  F &g = t.at<F>();
  EXPECT_EQ(g.get<0>(), g.get<1>().get());
  EXPECT_EQ(g.get<2>(), &g.get<0>()->n);
  EXPECT_EQ(*g.get<2>(), 9);
  EXPECT_EQ(g.get<4>(), g.get<3>().get());
}

TEST(RawPointers, IntoContainers) {
  std::vector<node> v(3);
  std::map<string, node> m{{"x", {4}}};
  std::list<int> l{1, 2, 3};
  v[1].next = &v[2];
  v[2].next = &m["x"];
  using F = variables<node *, node *, int *, std::vector<node>, std::map<string, node>, std::list<int>>;
  stack s;
  F &f = s.push<F>();
  f.build<0>(&v[1]);
  f.build<1>(&m["x"]);
  f.build<2>(&l.back());
  f.build<3>(std::move(v));
  f.build<4>(std::move(m));
  f.build<5>(std::move(l));
  const string image = s.image();
  stack t = stack::load(image);
  F &g = t.at<F>();
  EXPECT_EQ(g.get<0>(), &g.get<3>()[1]);
  EXPECT_EQ(g.get<0>()->next->next, g.get<1>());
  EXPECT_EQ(g.get<1>(), &g.get<4>()["x"]);
  EXPECT_EQ(g.get<2>(), &g.get<5>().back());
  EXPECT_EQ(t.image(), image);
}

TEST(RawPointers, IntoAContainerWithAnAllocatorThatCallsMalloc) {
  using vector = std::vector<int, from_malloc<int>>;
  vector v{1, 2, 3, 4};
  using F = variables<int *, vector>;
  stack s;
  F &f = s.push<F>();
  f.build<0>(&v[2]);
  f.build<1>(std::move(v));
  stack t = s.reloaded();
  F &g = t.at<F>();
  EXPECT_EQ(g.get<0>(), &g.get<1>()[2]);
}

TEST(Malloc, StructsAndTheirTails) {
  node *n = pd::typed<node>(std::calloc(1, sizeof(node)));
  n->n = 4;
  packet *p = pd::typed<packet>(std::malloc(sizeof(packet) + 6));
  p->length = 6;
  p->from = n;
  std::memcpy(p->data, "abcde", 6);
  saved<packet *, char *, node *> s(p, p->data + 2, n);
  EXPECT_EQ(s.get<0>()->length, 6);
  EXPECT_STREQ(&s.get<0>()->data[0], "abcde");
  EXPECT_EQ(s.get<1>(), s.get<0>()->data + 2);
  EXPECT_EQ(s.get<0>()->from, s.get<2>());
  EXPECT_EQ(s.get<2>()->n, 4);
  for (packet *x : {p, s.get<0>()}) {
    std::free(x->from);
    std::free(x);
  }
}

TEST(Malloc, GarbageDoesNotMatter) {
  // Recycled memory, full of old pointers.
  for (int k = 0; k < 50; ++k) {
    auto *old = static_cast<node *>(std::malloc(100 * sizeof(node)));
    std::memset(static_cast<void *>(old), 0x41 + k, 100 * sizeof(node));
    std::free(old);
  }
  node *n = pd::typed<node>(std::malloc(100 * sizeof(node)));
  n[0] = {1};
  n[1] = {2, n};
  tree *t = pd::tracked(new tree);
  bool *flags = pd::typed<bool>(std::malloc(16));
  std::memset(static_cast<void *>(flags), 0xa5, 16);
  saved<node *, node *, tree *, bool *> s(n, n + 2, t, flags);
  EXPECT_EQ(s.get<0>()[1].next, s.get<0>());
  EXPECT_EQ(s.get<1>(), s.get<0>() + 2);
  std::free(n);
  std::free(s.get<0>());
  delete t;
  delete s.get<2>();
  std::free(flags);
  std::free(s.get<3>());
}

TEST(Malloc, UntypedBlocksTakeTheTypeOfWhoeverLeadsThere) {
  int *numbers = static_cast<int *>(pd::malloc(8 * sizeof(int)));
  for (int k = 0; k < 8; ++k) numbers[k] = k;
  void *raw = pd::malloc(5);
  std::memcpy(raw, "four", 5);
  saved<int *, int *, void *> s(numbers + 3, numbers, raw);
  EXPECT_EQ(*s.get<0>(), 3);
  EXPECT_EQ(s.get<1>() + 3, s.get<0>());
  EXPECT_STREQ(static_cast<char *>(s.get<2>()), "four");
  std::free(numbers);
  std::free(s.get<1>());
  std::free(raw);
  std::free(s.get<2>());
}

TEST(Malloc, AnArenaOfBytes) {
  char *arena = pd::typed<char>(std::malloc(200));
  std::memset(arena, 0, 200);
  auto *a = reinterpret_cast<node *>(arena + 8), *b = reinterpret_cast<node *>(arena + 40);
  *a = {1, b};
  *b = {2, nullptr, a};
  auto *name = pd::placed(new (arena + 96) string("a string that is too long to lie in the object itself"));
  std::memcpy(arena + 180, "text", 5);
  pd::heap_type<node>();
  saved<char *, int *, node *, string *> s(arena, &b->n, a, name);
  char *copy = s.get<0>();
  auto *c = reinterpret_cast<node *>(copy + 8), *d = reinterpret_cast<node *>(copy + 40);
  EXPECT_EQ(s.get<2>(), c);
  EXPECT_EQ(c->next, d);
  EXPECT_EQ(d->previous, c);
  EXPECT_EQ(s.get<1>(), &d->n);
  EXPECT_EQ(s.get<3>(), reinterpret_cast<string *>(copy + 96));
  EXPECT_EQ(*s.get<3>(), *name);
  EXPECT_STREQ(copy + 180, "text");
  for (string *x : {name, s.get<3>()}) {
    x->~string();
    pd::displaced(x);
  }
  std::free(arena);
  std::free(copy);
}

TEST(Malloc, APoolThatIsKnownThroughItsObjects) {
  char *pool = pd::typed<char>(std::malloc(400));
  std::memset(pool, 0, 400);
  node *n = pd::placed(new (pool + 64) node{7});
  saved<node *, node *> s(n, n);
  EXPECT_EQ(s.get<0>(), s.get<1>());
  EXPECT_EQ(s.get<0>()->n, 7);
  const pd::heap_block copy = pd::heap_find(s.get<0>());
  EXPECT_EQ(copy.size, 400u);
  EXPECT_EQ(reinterpret_cast<unsigned char *>(s.get<0>()) - copy.first, 64);
  std::free(pool);
  std::free(copy.first);
}

TEST(Malloc, AddressesInBytesLeadWhereTheyLed) {
  node *n = pd::tracked(new node);
  n->n = 77;
  char *bytes = pd::typed<char>(std::malloc(32));
  std::memset(bytes, 1, 32);
  std::memcpy(bytes + 8, &n, sizeof n);
  saved<char *> s(bytes);
  node *there;
  std::memcpy(&there, s.get<0>() + 8, sizeof there);
  ASSERT_NE(there, n);
  EXPECT_EQ(there->n, 77);
  EXPECT_EQ(s.get<0>()[16], 1);
  delete there;
  delete n;
  std::free(bytes);
  std::free(s.get<0>());
}

TEST(Dangling, PointersToNothing) {
  // So large that nobody gets the memory again meanwhile.
  node *volatile gone = pd::tracked_array(new node[10'000]), *volatile also = pd::tracked_array(new node[20'000]);
  int *inside = &also[3].n;
  delete[] gone;
  delete[] also;
  int *number = reinterpret_cast<int *>(std::uintptr_t(0x123456789abc)); // nothing is there, nor was
  int *marker = reinterpret_cast<int *>(-1), *small = reinterpret_cast<int *>(8);
  saved<node *, node *, node *, int *, int *, int *, int *> s(gone, gone, also, inside, number, marker, small);
  EXPECT_EQ(s.get<0>(), s.get<1>());
  EXPECT_NE(s.get<0>(), s.get<2>());
  for (void *p : {static_cast<void *>(s.get<0>()), static_cast<void *>(s.get<2>()), static_cast<void *>(s.get<3>())})
    EXPECT_TRUE(pd::is_poison(reinterpret_cast<std::uintptr_t>(p))) << p;
  EXPECT_EQ(s.get<4>(), number);
  EXPECT_EQ(s.get<5>(), marker);
  EXPECT_EQ(s.get<6>(), small);
}

TEST(Dangling, WhoFollowsOneCrashes) {
  node *volatile gone = pd::tracked_array(new node[10'000]);
  delete[] gone;
  saved<node *> s(gone);
  node *poison = s.get<0>();
  EXPECT_DEATH(std::printf("%d", *const_cast<volatile int *>(&poison->n)), "");
}

TEST(Refused, WhatNobodyCanSave) {
  secret *x = pd::tracked_opaque(new secret);
  const string why = refusal<int, secret *>(1, x);
  EXPECT_NE(why.find("work(int).b -> "), why.npos) << why;
  EXPECT_NE(why.find("secret, which cannot be saved"), why.npos) << why;
  delete x;
}

TEST(Refused, ALibrarysMemory) {
  struct handle;
  DIR *f = ::opendir("/");
  const string why = refusal<handle *>(reinterpret_cast<handle *>(f));
  EXPECT_NE(why.find("work(int).a"), why.npos) << why;
  EXPECT_NE(why.find("that no instrumented expression has made"), why.npos) << why;
  ::closedir(f);
}

TEST(RawPointers, UnderAnotherTypeStayWhereTheyLead) {
  int **places = pd::tracked_array(new int *[4]{});
  saved<int **, double *> s(places, reinterpret_cast<double *>(places));
  EXPECT_EQ(static_cast<void *>(s.get<1>()), s.get<0>());
  delete[] places;
  delete[] s.get<0>();
}

TEST(RawPointers, ArithmeticSeenAsSomethingElse) {
  int *numbers = pd::tracked_array(new int[4]{1, 2, 3, 4});
  saved<int *, double *> s(numbers, reinterpret_cast<double *>(numbers + 2));
  EXPECT_EQ(static_cast<void *>(s.get<1>()), s.get<0>() + 2);
  delete[] numbers;
  delete[] s.get<0>();
}

TEST(Refused, ATaggedPointer) {
  node *n = pd::tracked(new node);
  EXPECT_NE(refusal(reinterpret_cast<node *>(reinterpret_cast<std::uintptr_t>(n) | 1)), "");
  EXPECT_NE(refusal(reinterpret_cast<node *>(reinterpret_cast<std::uintptr_t>(n) | std::uintptr_t(7) << 60)), "");
  delete n;
}

TEST(Permanents, OnTheHeapStayThemselves) {
  node *logger = pd::tracked(new node);
  perdure::permanents::standard().add("the logger", *logger);
  saved<node *> s(logger);
  EXPECT_EQ(s.get<0>(), logger);
  perdure::permanents::standard().remove("the logger");
  delete logger;
}

TEST(Damage, EveryByteOfABlock) {
  node *a = pd::tracked(new node{1});
  a->next = pd::tracked_array(new node[2]);
  char *bytes = pd::typed<char>(std::malloc(40));
  std::memset(bytes, 0, 40);
  auto *view = reinterpret_cast<node *>(bytes + 8);
  *view = {3, a};
  using F = variables<node *, node *, char *>;
  stack s;
  F &f = s.push<F>();
  f.build<0>(a);
  f.build<1>(view);
  f.build<2>(bytes);
  const string image = s.image();
  if (__lsan_disable) __lsan_disable(); // what a damaged image leads to, nobody can free
  EXPECT_EQ(error_of<perdure::image_error>([&] { stack::load(image); }), "");
  int loaded = 0;
  for (std::size_t k = 24; k + 8 < image.size(); ++k)
    for (unsigned char flip : {0x01, 0x02, 0x80, 0xff}) {
      string bad = image;
      bad[k] = char(bad[k] ^ flip);
      // With a right checksum, as someone would who means harm.
      const std::uint64_t sum = XXH3_64bits(bad.data(), bad.size() - 8);
      std::memcpy(&bad[bad.size() - 8], &sum, sizeof sum);
      try {
        stack t = stack::load(bad);
        ++loaded; // a value was changed: then it is an image like any other
      } catch (const perdure::image_error &) {}
    }
  if (__lsan_enable) __lsan_enable();
  EXPECT_GT(loaded, 0);
  delete[] a->next;
  delete a;
  std::free(bytes);
}

} // namespace
