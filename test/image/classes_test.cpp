// Users' classes: with a serialize of any form, and with a derived layout.
#include "frames.hpp"

#include <boost/serialization/map.hpp>
#include <boost/serialization/split_free.hpp>
#include <boost/serialization/split_member.hpp>
#include <boost/serialization/utility.hpp>
#include <boost/serialization/vector.hpp>

using std::string;

namespace users {

struct open_member {
  int a = 0;
  string b;
  template <class A> void serialize(A &ar, const unsigned) { ar & a & b; }
};

class private_member {
  friend class boost::serialization::access;
  int a = 0;
  std::vector<string> list;
  template <class A> void serialize(A &ar, const unsigned) {
    ar &BOOST_SERIALIZATION_NVP(a);
    ar &BOOST_SERIALIZATION_NVP(list);
  }

public:
  void set(int n) { a = n, list.assign(std::size_t(n), "x"); }
  bool operator==(const private_member &o) const { return a == o.a && list == o.list; }
};

struct split {
  int a = 0;
  int twice = 0; // not saved
  template <class A> void save(A &ar, const unsigned) const { ar << a; }
  template <class A> void load(A &ar, const unsigned version) {
    ar >> a;
    twice = 2 * a + int(version);
  }
  BOOST_SERIALIZATION_SPLIT_MEMBER()
};

struct free_standing {
  std::map<string, int> m;
};
template <class A> void serialize(A &ar, free_standing &x, const unsigned) { ar & x.m; }

struct by_boost {
  double d = 0;
};

struct construct_data {
  const int n;
  string text;
  explicit construct_data(int k) : n(k) {}
  template <class A> void serialize(A &ar, const unsigned) { ar & text; }
};
template <class A> void save_construct_data(A &ar, const construct_data *x, const unsigned) { ar << x->n; }
template <class A> void load_construct_data(A &ar, construct_data *x, const unsigned) {
  int n;
  ar >> n;
  ::new (x) construct_data(n);
}

struct raw_array {
  int n = 0;
  double *values = nullptr;
  raw_array() = default;
  raw_array(const raw_array &) = delete;
  ~raw_array() { delete[] values; }
  template <class A> void serialize(A &ar, const unsigned) {
    ar & n;
    if (A::is_loading::value) values = new double[std::size_t(n)];
    ar &boost::serialization::make_array(values, std::size_t(n));
  }
};

struct with_layout_inside {
  struct part {
    const int k;
    int &r;
  };
  int n = 5;
  part p{1, n};
  template <class A> void serialize(A &ar, const unsigned) { ar & n & p; }
};

struct points {
  int n = 1;
  int *p = &n;
  template <class A> void serialize(A &ar, const unsigned) { ar & n & p; }
};
struct careless {
  int n = 1;
  int *p = &n;
  template <class A> void serialize(A &ar, const unsigned) {
    ar & n;
    int *temporary = p;
    ar & temporary;
    p = temporary;
  }
};
struct throws {
  int n = 0;
  template <class A> void serialize(A &ar, const unsigned) {
    ar & n;
    if (A::is_loading::value) throw std::runtime_error("not today");
  }
};

struct animal {
  static inline int constructed = 0;
  int legs;
  explicit animal(int n) : legs(n) { ++constructed; }
  animal(const animal &) = delete;
  virtual ~animal() = default;
  virtual string sound() const { return "?"; }
};
struct dog : animal {
  string name;
  explicit dog(string s) : animal(4), name(std::move(s)) {}
  string sound() const override { return name + " barks"; }
};

struct empty {};
struct holds_empty : empty {
  int a = 1;
  empty e;
  int b = 2;
};

} // namespace users

namespace boost::serialization {
template <class A> void serialize(A &ar, users::by_boost &x, const unsigned) { ar & x.d; }
} // namespace boost::serialization
BOOST_CLASS_VERSION(users::split, 3)

// As the compiler derives them. The virtual tables have their names in the C++ ABI.
extern "C" const void *const table_of_animal[] __asm__("_ZTVN5users6animalE");
extern "C" const void *const table_of_dog[] __asm__("_ZTVN5users3dogE");

template <> struct perdure::detail::layout<users::with_layout_inside::part> {
  static constexpr const char *name = "part";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("k", x.k);
    v.reference("r", *reinterpret_cast<int **>(&reinterpret_cast<char &>(x) + 8));
  }
};
template <> struct perdure::detail::layout<users::animal> {
  static constexpr const char *name = "animal";
  static const void *vtable() { return table_of_animal; }
  template <class V, class T> static void members(V &v, T &x) { v.member("legs", x.legs); }
};
template <> struct perdure::detail::layout<users::dog> {
  static constexpr const char *name = "dog";
  static const void *vtable() { return table_of_dog; }
  template <class V, class T> static void members(V &v, T &x) {
    v.base("animal", static_cast<users::animal &>(x));
    v.member("name", x.name);
  }
};
template <> struct perdure::detail::layout<users::empty> {
  static constexpr const char *name = "empty";
  template <class V, class T> static void members(V &, T &) {}
};
template <> struct perdure::detail::layout<users::holds_empty> {
  static constexpr const char *name = "holds_empty";
  template <class V, class T> static void members(V &v, T &x) {
    v.base("empty", static_cast<users::empty &>(x));
    v.member("a", x.a);
    v.member("e", x.e);
    v.member("b", x.b);
  }
};

namespace {

using namespace image_test;
using namespace users;

TEST(Classes, Serialize) {
  using F = variables<open_member, private_member, split, free_standing, by_boost, construct_data, raw_array>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>(open_member{1, "one"});
  f.build<1>().set(3);
  f.build<2>().a = 5;
  f.build<3>().m["x"] = 6;
  f.build<4>().d = 1.5;
  f.build<5>(7).text = "seven";
  auto &r = f.build<6>();
  r.n = 2;
  r.values = new double[2]{1, 2};
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<0>().a, 1);
  EXPECT_EQ(g.get<0>().b, "one");
  EXPECT_EQ(g.get<1>(), f.get<1>());
  EXPECT_EQ(g.get<2>().twice, 13);
  EXPECT_EQ(g.get<3>().m.at("x"), 6);
  EXPECT_EQ(g.get<4>().d, 1.5);
  EXPECT_EQ(g.get<5>().n, 7);
  EXPECT_EQ(g.get<5>().text, "seven");
  EXPECT_EQ(g.get<6>().values[1], 2);
}

TEST(Classes, SerializeInsideContainersAndLayouts) {
  using F =
      variables<std::vector<open_member>, std::map<int, construct_data>, std::optional<split>, with_layout_inside>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>(std::vector<open_member>{{1, "a"}, {2, "b"}});
  f.build<1>().emplace(1, 10);
  f.build<2>(split{3, 0});
  f.build<3>();
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<0>()[1].b, "b");
  EXPECT_EQ(g.get<1>().at(1).n, 10);
  EXPECT_EQ(g.get<2>()->twice, 9);
  EXPECT_EQ(g.get<3>().p.k, 1);
  EXPECT_EQ(&g.get<3>().p.r, &g.get<3>().n);
}

TEST(Classes, PointersInSerialize) {
  stack s;
  s.push<variables<points>>().build<0>();
  stack t = s.reloaded();
  auto &p = t.at<variables<points>>().get<0>();
  EXPECT_EQ(p.p, &p.n);
}

TEST(Classes, SerializeThatThrows) {
  stack s;
  s.push<variables<string>>().build<0>("built before");
  s.push<variables<throws>>().build<0>();
  const string image = s.image();
  const string error = error_of<perdure::image_error>([&] { stack::load(image); });
  EXPECT_NE(error.find("not today"), string::npos) << error;
}

TEST(Classes, PolymorphicWithoutAConstructor) {
  using F = variables<dog, animal, animal *>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>("Rex");
  f.build<1>(3);
  f.build<2>(&f.get<0>());
  const string image = s.image();
  const int constructed = animal::constructed;
  stack t = stack::load(image);
  EXPECT_EQ(animal::constructed, constructed);
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<2>()->sound(), "Rex barks");
  EXPECT_EQ(static_cast<animal *>(g.get<2>())->legs, 4);
  const animal &first = *g.get<2>();
  EXPECT_TRUE(typeid(first) == typeid(dog));
  EXPECT_NE(dynamic_cast<dog *>(g.get<2>()), nullptr);
  animal *const second = &g.get<1>();
  EXPECT_EQ(second->sound(), "?");
  EXPECT_EQ(second->legs, 3);
}

TEST(Classes, EmptyParts) {
  using F = variables<holds_empty, std::vector<empty>>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>();
  f.build<1>(std::size_t(3));
  stack t = s.reloaded();
  EXPECT_EQ(t.at<F>().get<0>().b, 2);
  EXPECT_EQ(t.at<F>().get<1>().size(), 3u);
}

static_assert(pd::way_of<open_member>() == pd::way::serialized);
static_assert(pd::way_of<private_member>() == pd::way::serialized);
static_assert(pd::way_of<free_standing>() == pd::way::serialized);
static_assert(pd::way_of<by_boost>() == pd::way::serialized);
static_assert(pd::way_of<dog>() == pd::way::laid_out);
struct unknown {
  int a;
};
static_assert(pd::way_of<unknown>() == pd::way::unknown);

} // namespace
