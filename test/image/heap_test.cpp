// Objects on the heap: unique_ptr, shared_ptr, weak_ptr, cycles, long lists, objects behind base classes.
#include "frames.hpp"

#include <perdure/serialize/register.hpp>

namespace {

using namespace image_test;
using std::string;

struct node {
  static inline int alive = 0;
  int n = 0;
  std::unique_ptr<node> next;
  node *previous = nullptr;
  node() { ++alive; }
  node(const node &) = delete;
  ~node() {
    --alive;
    while (next) { // not by recursion
      auto after = std::move(next->next);
      next = std::move(after);
    }
  }
};
struct parent;
struct child {
  string name;
  std::weak_ptr<parent> up;
};
struct parent {
  std::vector<std::shared_ptr<child>> children;
  std::shared_ptr<parent> other;
};
struct selfish : std::enable_shared_from_this<selfish> {
  int n = 4;
};
struct shape {
  virtual ~shape() = default;
  virtual int area() const = 0;
  template <class A> void serialize(A &, unsigned) {}
};
struct square : shape {
  int side = 0;
  int area() const override { return side * side; }
  template <class A> void serialize(A &a, unsigned) { a & side; }
};
struct strange : shape {
  int area() const override { return -1; }
};
struct alignas(64) aligned {
  int n = 0;
};

} // namespace

template <> struct perdure::detail::layout<node> {
  static constexpr const char *name = "node";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("n", x.n);
    v.member("next", x.next);
    v.member("previous", x.previous);
  }
};
template <> struct perdure::detail::layout<child> {
  static constexpr const char *name = "child";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("name", x.name);
    v.member("up", x.up);
  }
};
template <> struct perdure::detail::layout<parent> {
  static constexpr const char *name = "parent";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("children", x.children);
    v.member("other", x.other);
  }
};
template <> struct perdure::detail::layout<selfish> {
  static constexpr const char *name = "selfish";
  template <class V, class T> static void members(V &v, T &x) {
    v.base("enable_shared_from_this", static_cast<std::enable_shared_from_this<selfish> &>(x));
    v.member("n", x.n);
  }
};
template <> struct perdure::detail::layout<aligned> {
  static constexpr const char *name = "aligned";
  template <class V, class T> static void members(V &v, T &x) { v.member("n", x.n); }
};

namespace {

TEST(Heap, Unique) {
  using F = variables<std::unique_ptr<string>, std::unique_ptr<int>, std::unique_ptr<const string>,
                      std::unique_ptr<aligned>, string *>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>(new string("on the heap"));
  f.build<1>();
  f.build<2>(new string("const"));
  f.build<3>(new aligned{9});
  f.build<4>(f.get<0>().get());
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(*g.get<0>(), "on the heap");
  EXPECT_EQ(g.get<1>(), nullptr);
  EXPECT_EQ(*g.get<2>(), "const");
  EXPECT_EQ(g.get<3>()->n, 9);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(g.get<3>().get()) % 64, 0u);
  EXPECT_EQ(g.get<4>(), g.get<0>().get());
}

TEST(Heap, AListOfAHundredThousand) {
  using F = variables<std::unique_ptr<node>, node *>;
  {
    stack s;
    auto &f = s.push<F>();
    node *last = (f.build<0>() = std::make_unique<node>()).get();
    for (int k = 1; k < 100000; ++k) {
      last->next = std::make_unique<node>();
      last->next->n = k;
      last->next->previous = last;
      last = last->next.get();
    }
    f.build<1>(last);
    const string image = s.image();
    const int alive = node::alive;
    stack t = stack::load(image);
    EXPECT_EQ(node::alive, alive) << "a constructor ran";
    node::alive += 100000; // to which the destructors will add up
    node *at = t.at<F>().get<1>();
    for (int k = 99999; k > 0; --k, at = at->previous) {
      ASSERT_EQ(at->n, k);
      ASSERT_EQ(at->previous->next.get(), at);
    }
  }
  EXPECT_EQ(node::alive, 0);
}

TEST(Heap, SharedStaysShared) {
  using P = std::shared_ptr<string>;
  using F = variables<P, P, std::weak_ptr<string>, std::weak_ptr<string>, std::shared_ptr<const string>,
                      std::shared_ptr<void>, P>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>(std::make_shared<string>("shared"));
  f.build<1>(f.get<0>());
  f.build<2>(f.get<0>());
  f.build<3>(std::make_shared<string>("gone"));
  f.build<4>(f.get<0>());
  f.build<5>(f.get<0>());
  f.build<6>();
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(*g.get<0>(), "shared");
  EXPECT_EQ(g.get<0>(), g.get<1>());
  EXPECT_EQ(g.get<0>(), g.get<2>().lock());
  EXPECT_TRUE(g.get<3>().expired());
  EXPECT_EQ(g.get<4>(), g.get<0>());
  EXPECT_EQ(g.get<5>().get(), g.get<0>().get());
  EXPECT_EQ(g.get<6>(), nullptr);
  EXPECT_EQ(g.get<0>().use_count(), 4);
}

TEST(Heap, CyclesOfOwners) {
  using F = variables<std::shared_ptr<parent>>;
  stack s;
  auto &p = s.push<F>().build<0>(std::make_shared<parent>());
  for (const char *name : {"a", "b"}) p->children.push_back(std::make_shared<child>(child{name, p}));
  p->other = p; // owns itself
  stack t = s.reloaded();
  auto &q = t.at<F>().get<0>();
  EXPECT_EQ(q->other, q);
  EXPECT_EQ(q->children[1]->name, "b");
  EXPECT_EQ(q->children[1]->up.lock(), q);
  EXPECT_EQ(q.use_count(), 2);
  q->other.reset();
  p->other.reset();
}

TEST(Heap, AliasesAndParts) {
  using F = variables<std::shared_ptr<string>, std::shared_ptr<child>>;
  stack s;
  auto &f = s.push<F>();
  auto whole = std::make_shared<child>(child{"part", {}});
  f.build<0>(whole, &whole->name); // seen before its whole
  f.build<1>(std::move(whole));
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<0>().get(), &g.get<1>()->name);
  EXPECT_EQ(g.get<1>().use_count(), 2);
  EXPECT_EQ(*g.get<0>(), "part");
}

TEST(Heap, SharedFromThis) {
  using F = variables<std::shared_ptr<selfish>>;
  stack s;
  s.push<F>().build<0>(std::make_shared<selfish>());
  stack t = s.reloaded();
  auto &p = t.at<F>().get<0>();
  EXPECT_EQ(p->n, 4);
  EXPECT_EQ(p->shared_from_this(), p);
}

TEST(Heap, WeakToWhatIsOutside) {
  auto outside = std::make_shared<int>(1);
  stack s;
  s.push<variables<std::weak_ptr<int>>>().build<0>(outside);
  const string error = error_of<perdure::unserialisable>([&] { s.image(); });
  EXPECT_NE(error.find("work(int).a is a weak_ptr to an object that only something outside"), string::npos) << error;
}

TEST(Heap, BehindABase) {
  perdure::register_type<square>();
  using F = variables<std::unique_ptr<shape>, std::vector<std::shared_ptr<shape>>, std::shared_ptr<square>, shape *>;
  stack s;
  auto &f = s.push<F>();
  auto q = std::make_unique<square>();
  q->side = 3;
  f.build<0>(std::move(q));
  auto r = std::make_shared<square>();
  r->side = 4;
  f.build<1>(std::vector<std::shared_ptr<shape>>{r, r});
  f.build<2>(std::move(r));
  f.build<3>(f.get<0>().get());
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<0>()->area(), 9);
  EXPECT_EQ(g.get<1>()[0]->area(), 16);
  EXPECT_EQ(g.get<1>()[0], g.get<1>()[1]);
  EXPECT_EQ(g.get<1>()[0], g.get<2>());
  EXPECT_EQ(g.get<3>(), g.get<0>().get());
  const shape &third = *g.get<3>();
  EXPECT_TRUE(typeid(third) == typeid(square));
  stack u;
  u.push<variables<std::unique_ptr<shape>>>().build<0>(new strange);
  const string error = error_of<perdure::unserialisable>([&] { u.image(); });
  EXPECT_NE(error.find("strange, which is not known as a class that can be saved"), string::npos) << error;
}

} // namespace
