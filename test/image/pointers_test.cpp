// Pointers, references and iterators: they lead to the same thing after a restore, or the image is refused.
#include "frames.hpp"

#include <xxhash.h>

#include <cstring>
#include <system_error>

namespace {

using namespace image_test;
using std::string;

struct cell {
  int value = 0;
  cell *self = nullptr;
  cell *next = nullptr;
};
struct board {
  std::vector<cell> cells;
  string title;
};
struct refers {
  int &n;
  const string &s;
};
struct base1 {
  int one = 1;
};
struct base2 {
  int two = 2;
};
struct derived : base1, base2 {
  int three = 3;
};

int global_counter = 0;
struct entry {
  const char *name;
  double value;
};
constexpr entry entries[] = {{"a", 1}, {"b", 2}, {"c", 3}};
const string title = "a title that is not short at all";

/// The image as another build of this program would have made it.
string of_another_build(string image) {
  const string build(pd::build_id());
  EXPECT_FALSE(build.empty());
  string other = build;
  other[0] = char(other[0] + 1);
  for (std::size_t at = 0; (at = image.find(build, at)) != string::npos; at += build.size())
    image.replace(at, build.size(), other);
  const std::uint64_t sum = XXH3_64bits(image.data(), image.size() - sizeof(std::uint64_t));
  std::memcpy(&image[image.size() - sizeof sum], &sum, sizeof sum);
  return image;
}
int doubled(int x) { return 2 * x; }
struct machine {
  int factor = 3;
  int twice(int x) { return 2 * factor * x; }
  virtual ~machine() = default;
  virtual int run(int x) { return factor * x; }
};

} // namespace

template <> struct perdure::detail::layout<cell> {
  static constexpr const char *name = "cell";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("value", x.value);
    v.member("self", x.self);
    v.member("next", x.next);
  }
};
template <> struct perdure::detail::layout<board> {
  static constexpr const char *name = "board";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("cells", x.cells);
    v.member("title", x.title);
  }
};
template <> struct perdure::detail::layout<refers> {
  static constexpr const char *name = "refers";
  template <class V, class T> static void members(V &v, T &x) {
    v.reference("n", *reinterpret_cast<int **>(&reinterpret_cast<char &>(x)));
    v.reference("s", *reinterpret_cast<const string **>(&reinterpret_cast<char &>(x) + sizeof(void *)));
  }
};
template <> struct perdure::detail::layout<base1> {
  static constexpr const char *name = "base1";
  template <class V, class T> static void members(V &v, T &x) { v.member("one", x.one); }
};
template <> struct perdure::detail::layout<base2> {
  static constexpr const char *name = "base2";
  template <class V, class T> static void members(V &v, T &x) { v.member("two", x.two); }
};
template <> struct perdure::detail::layout<derived> {
  static constexpr const char *name = "derived";
  template <class V, class T> static void members(V &v, T &x) {
    v.base("base1", static_cast<base1 &>(x));
    v.base("base2", static_cast<base2 &>(x));
    v.member("three", x.three);
  }
};

namespace {

TEST(Pointers, IntoOtherFrames) {
  using Outer = variables<int, string, std::vector<int>, int[4]>;
  using Inner = variables<int *, string *, int *, int *, int *, const char *, char *>;
  stack s;
  auto &o = s.push<Outer>();
  o.build<0>(7);
  o.build<1>("a text that is not short at all");
  o.build<2>(std::vector<int>{1, 2, 3});
  o.build<3>();
  auto &i = s.push<Inner>();
  i.build<0>(&o.get<0>());
  i.build<1>(&o.get<1>());
  i.build<2>(&o.get<2>()[1]);
  i.build<3>(o.get<2>().data() + 3); // one past the end
  i.build<4>(&o.get<3>()[4]);        // likewise
  i.build<5>(o.get<1>().data() + 2);
  i.build<6>(nullptr);
  stack t = s.reloaded();
  auto &p = t.at<Outer>(1);
  auto &j = t.at<Inner>(0);
  EXPECT_EQ(j.get<0>(), &p.get<0>());
  EXPECT_EQ(j.get<1>(), &p.get<1>());
  EXPECT_EQ(j.get<2>(), &p.get<2>()[1]);
  EXPECT_EQ(j.get<3>(), p.get<2>().data() + 3);
  EXPECT_EQ(j.get<4>(), p.get<3>() + 4);
  EXPECT_EQ(j.get<5>(), p.get<1>().data() + 2);
  EXPECT_EQ(j.get<6>(), nullptr);
  EXPECT_EQ(t.image(), s.image());
}

TEST(Pointers, Forward) { // from an outer frame to one that is loaded later
  using Outer = variables<int *, const void *>;
  using Inner = variables<int, board>;
  stack s;
  auto &o = s.push<Outer>();
  auto &i = s.push<Inner>();
  o.build<0>(&i.build<0>(5));
  o.build<1>(&i.build<1>());
  stack t = s.reloaded();
  EXPECT_EQ(t.at<Outer>(1).get<0>(), &t.at<Inner>().get<0>());
  EXPECT_EQ(t.at<Outer>(1).get<1>(), &t.at<Inner>().get<1>());
}

TEST(Pointers, MembersAndCycles) {
  using F = variables<board, cell *, int *, board *, std::vector<cell> *>;
  stack s;
  auto &f = s.push<F>();
  auto &b = f.build<0>();
  b.cells.resize(3);
  for (int k = 0; k < 3; ++k) b.cells[k] = {k, &b.cells[k], &b.cells[(k + 1) % 3]};
  f.build<1>(&b.cells[0]); // the same address as its first member
  f.build<2>(&b.cells[0].value);
  f.build<3>(&b);
  f.build<4>(&b.cells);
  stack t = s.reloaded();
  auto &g = t.at<F>();
  auto &c = g.get<0>().cells;
  for (int k = 0; k < 3; ++k) {
    EXPECT_EQ(c[k].self, &c[k]);
    EXPECT_EQ(c[k].next, &c[(k + 1) % 3]);
  }
  EXPECT_EQ(g.get<1>(), &c[0]);
  EXPECT_EQ(g.get<2>(), &c[0].value);
  EXPECT_EQ(g.get<3>(), &g.get<0>());
  EXPECT_EQ(g.get<4>(), &c);
}

TEST(Pointers, ToBases) {
  using F = variables<derived, base1 *, base2 *, derived *, int *>;
  stack s;
  auto &f = s.push<F>();
  auto &d = f.build<0>();
  f.build<1>(&d);
  f.build<2>(&d);
  f.build<3>(&d);
  f.build<4>(&d.two);
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<1>(), &g.get<0>());
  EXPECT_EQ(g.get<2>(), static_cast<base2 *>(&g.get<0>()));
  EXPECT_EQ(g.get<3>(), &g.get<0>());
  EXPECT_EQ(g.get<4>(), &g.get<0>().two);
}

TEST(Pointers, References) {
  using F = variables<int, string, refers, std::reference_wrapper<int>>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>(1);
  f.build<1>("s");
  ::new (std::get<2>(f.slots).where()) refers{f.get<0>(), f.get<1>()};
  f.live.set(2);
  f.build<3>(f.get<0>());
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(&g.get<2>().n, &g.get<0>());
  EXPECT_EQ(&g.get<2>().s, &g.get<1>());
  EXPECT_EQ(&g.get<3>().get(), &g.get<0>());
}

TEST(Pointers, BytesAndVoid) {
  using F = variables<int[4], std::vector<double>, char *, void *, unsigned *, const unsigned char *>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>();
  f.build<1>(std::vector<double>{1, 2});
  f.build<2>(reinterpret_cast<char *>(f.get<0>()) + 6);
  f.build<3>(&f.get<1>()[1]);
  f.build<4>(reinterpret_cast<unsigned *>(&f.get<0>()[2]));
  f.build<5>(reinterpret_cast<const unsigned char *>(f.get<1>().data() + 2));
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<2>(), reinterpret_cast<char *>(g.get<0>()) + 6);
  EXPECT_EQ(g.get<3>(), &g.get<1>()[1]);
  EXPECT_EQ(g.get<4>(), reinterpret_cast<unsigned *>(&g.get<0>()[2]));
  EXPECT_EQ(g.get<5>(), reinterpret_cast<const unsigned char *>(g.get<1>().data() + 2));
}

TEST(Pointers, TextsOfTheProgram) {
  using F = variables<const char *, const char *, std::string_view, const wchar_t *, std::string_view, string,
                      std::string_view>;
  static const char *const text = "a constant text";
  stack s;
  auto &f = s.push<F>();
  f.build<0>(text);
  f.build<1>(text + 15); // to its end
  f.build<2>(text + 2, 8);
  f.build<3>(L"wide");
  f.build<4>();
  f.build<5>("owned by a string");
  f.build<6>(std::string_view(f.get<5>()).substr(6));
  const string image = s.image();
  const auto check = [](stack &t) {
    auto &g = t.at<F>();
    EXPECT_STREQ(g.get<0>(), "a constant text");
    EXPECT_EQ(g.get<1>(), g.get<0>() + 15);
    EXPECT_EQ(g.get<2>(), "constant");
    EXPECT_EQ(g.get<2>().data(), g.get<0>() + 2);
    EXPECT_STREQ(g.get<3>(), L"wide");
    EXPECT_TRUE(g.get<4>().empty());
    EXPECT_EQ(g.get<6>(), "by a string");
    EXPECT_EQ(g.get<6>().data(), g.get<5>().data() + 6);
  };
  stack t = stack::load(image);
  check(t);
  EXPECT_EQ(t.at<F>().get<0>(), text) << "the same build has the text itself";
}

TEST(Pointers, IteratorsOfEverything) {
  using V = std::vector<int>;
  using L = std::list<string>;
  using D = std::deque<int>;
  using M = std::map<string, int>;
  using U = std::unordered_map<string, int>;
  using F = variables<V, L, D, M, U, string>;
  using I = variables<V::iterator, L::iterator, D::iterator, D::const_iterator, M::iterator, M::const_iterator,
                      U::iterator, string::const_iterator, L::const_iterator, std::reverse_iterator<V::iterator>>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>(V{1, 2, 3});
  f.build<1>(L{"a", "b"});
  auto &d = f.build<2>();
  for (int k = 0; k < 500; ++k) d.push_front(k);
  f.build<3>(M{{"x", 1}, {"y", 2}});
  f.build<4>(U{{"p", 1}, {"q", 2}, {"r", 3}});
  f.build<5>("text");
  auto &i = s.push<I>();
  i.build<0>(f.get<0>().end());
  i.build<1>(std::next(f.get<1>().begin()));
  i.build<2>(d.begin() + 200);
  i.build<3>(d.end());
  i.build<4>(f.get<3>().find("y"));
  i.build<5>(f.get<3>().end());
  i.build<6>(f.get<4>().find("q"));
  i.build<7>(f.get<5>().begin() + 2);
  i.build<8>(f.get<1>().end());
  i.build<9>(f.get<0>().rbegin());
  stack t = s.reloaded();
  auto &g = t.at<F>(1);
  auto &j = t.at<I>();
  EXPECT_EQ(j.get<0>(), g.get<0>().end());
  EXPECT_EQ(j.get<1>(), std::next(g.get<1>().begin()));
  EXPECT_EQ(j.get<2>(), g.get<2>().begin() + 200);
  EXPECT_EQ(*j.get<2>(), 299);
  EXPECT_EQ(j.get<3>(), g.get<2>().end());
  EXPECT_EQ(j.get<4>(), g.get<3>().find("y"));
  EXPECT_EQ(j.get<5>(), g.get<3>().end());
  EXPECT_EQ(j.get<6>(), g.get<4>().find("q"));
  EXPECT_EQ(j.get<7>(), g.get<5>().begin() + 2);
  EXPECT_EQ(j.get<8>(), g.get<1>().end());
  EXPECT_EQ(j.get<9>(), g.get<0>().rbegin());
}

TEST(Pointers, IteratorsOfTheRest) {
  using B = std::vector<bool>;
  using W = std::forward_list<int>;
  using S = std::set<int>;
  using F = variables<B, W, S, std::array<int, 3>>;
  using I = variables<B::iterator, W::iterator, W::iterator, S::iterator, std::array<int, 3>::iterator>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>(B(200, true));
  f.build<1>(W{1, 2});
  f.build<2>(S{4, 5});
  f.build<3>(std::array<int, 3>{1, 2, 3});
  auto &i = s.push<I>();
  i.build<0>(f.get<0>().begin() + 130);
  i.build<1>(std::next(f.get<1>().begin()));
  i.build<2>(f.get<1>().before_begin());
  i.build<3>(f.get<2>().find(5));
  i.build<4>(f.get<3>().end());
  stack t = s.reloaded();
  auto &g = t.at<F>(1);
  auto &j = t.at<I>();
  EXPECT_EQ(j.get<0>(), g.get<0>().begin() + 130);
  EXPECT_EQ(j.get<1>(), std::next(g.get<1>().begin()));
  EXPECT_EQ(j.get<2>(), g.get<1>().before_begin());
  EXPECT_EQ(j.get<3>(), g.get<2>().find(5));
  EXPECT_EQ(j.get<4>(), g.get<3>().end());
}

TEST(Pointers, AsKeys) { // ordered and hashed by addresses that change
  using F = variables<std::array<int, 50>, std::set<int *>, std::unordered_map<int *, int>, std::map<int *, string>>;
  stack s;
  auto &f = s.push<F>();
  auto &a = f.build<0>();
  f.build<1>();
  f.build<2>();
  f.build<3>();
  for (int k = 0; k < 50; ++k) {
    a[k] = k;
    f.get<1>().insert(&a[k]);
    f.get<2>()[&a[k]] = k;
    f.get<3>()[&a[k]] = std::to_string(k);
  }
  stack t = s.reloaded();
  auto &g = t.at<F>();
  for (int k = 0; k < 50; ++k) {
    EXPECT_EQ(g.get<1>().count(&g.get<0>()[k]), 1u);
    EXPECT_EQ(g.get<2>().at(&g.get<0>()[k]), k);
    EXPECT_EQ(g.get<3>().at(&g.get<0>()[k]), std::to_string(k));
  }
}

TEST(Pointers, InitializerLists) {
  using F = variables<string[2], std::initializer_list<string>>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>()[0] = "a";
  f.get<0>()[1] = "b";
  struct parts {
    const string *p;
    std::size_t n;
  } raw{f.get<0>(), 2};
  std::memcpy(std::get<1>(f.slots).where(), &raw, sizeof raw);
  f.live.set(1);
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<1>().begin(), g.get<0>());
  EXPECT_EQ(g.get<1>().size(), 2u);
}

TEST(Pointers, Permanents) {
  using F = variables<std::ostream *, int *, int (*)(int)>;
  perdure::permanents names;
  names.add("counter", global_counter).add("doubled", doubled);
  stack s;
  s.execution().names = &names;
  auto &f = s.push<F>();
  f.build<0>(&std::cout);
  f.build<1>(&global_counter);
  f.build<2>(&doubled);
  const string image = s.image();
  stack t;
  t.execution().names = &names;
  pd::decode(image, t.execution());
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<0>(), &std::cout);
  EXPECT_EQ(g.get<1>(), &global_counter);
  EXPECT_EQ(g.get<2>(), &doubled);
  const string error = error_of<perdure::image_error>([&] { stack::load(image); });
  EXPECT_NE(error.find("the permanent 'counter' is unknown here"), string::npos) << error;
}

TEST(Pointers, Functions) {
  using F = variables<int (*)(int), int (*)(int), int (*)(const char *)>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>(&doubled); // has no name outside of this file
  f.build<1>([](int x) { return x + 40; });
  f.build<2>(&std::puts); // exported by the C library
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<0>(), &doubled);
  EXPECT_EQ(g.get<1>()(2), 42);
  EXPECT_EQ(g.get<2>(), &std::puts);
  const string error = error_of<perdure::image_error>([&] { stack::load(of_another_build(s.image())); });
  EXPECT_NE(error.find("variable 'a' of work(int): it points to a function of the program"), string::npos) << error;
  EXPECT_NE(error.find("this is another build"), string::npos) << error;
  EXPECT_NE(error.find("permanents::standard().add(\"name\", function)"), string::npos) << error;
}

TEST(Pointers, ToStaticStorage) {
  using F =
      variables<const int *, int *, const entry *, const entry *, const string *, char *, std::string_view, void *>;
  static constexpr int table[] = {10, 20, 30};
  static char buffer[8] = "abcdefg";
  stack s;
  auto &f = s.push<F>();
  f.build<0>(&table[1]);
  f.build<1>(&global_counter);
  f.build<2>(&entries[1]);
  f.build<3>(entries + 3); // one past the end
  f.build<4>(&title);
  f.build<5>(buffer + 2);
  f.build<6>(buffer + 2, 3); // a view of what may change
  f.build<7>(&global_counter);
  const string image = s.image();
  stack t = stack::load(image);
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<0>(), &table[1]);
  EXPECT_EQ(g.get<1>(), &global_counter);
  EXPECT_EQ(g.get<2>(), &entries[1]);
  EXPECT_EQ(g.get<3>(), entries + 3);
  EXPECT_EQ(g.get<4>(), &title);
  EXPECT_EQ(g.get<5>(), buffer + 2);
  EXPECT_EQ(g.get<6>().data(), buffer + 2);
  EXPECT_EQ(g.get<6>(), "cde");
  EXPECT_EQ(g.get<7>(), &global_counter);
  EXPECT_EQ(t.image(), image);
  const string error = error_of<perdure::image_error>([&] { stack::load(of_another_build(image)); });
  EXPECT_NE(error.find("variable 'a' of work(int): it points to the static storage of the program (int*)"),
            string::npos)
      << error;
  EXPECT_NE(error.find("this is another build"), string::npos) << error;
  EXPECT_NE(error.find("permanents::standard().add(\"name\", object)"), string::npos) << error;
}

TEST(Pointers, ToAStaticLocalThatTheNextProcessHasNotBuilt) {
  static std::vector<int> built_here(3, 7);
  stack s;
  s.push<variables<std::vector<int> *>>().build<0>(&built_here);
  const string error = error_of<perdure::unserialisable>([&] { s.image(); });
  EXPECT_NE(error.find("that another process may not have built"), string::npos) << error;
  EXPECT_NE(error.find("permanents::standard().add(\"name\", object)"), string::npos) << error;
}

TEST(Pointers, ToStaticStorageAmongOthers) { // the image's own objects go first, and are found as ever
  using F = variables<std::vector<int>, int *, int *, const int *>;
  static const int table[] = {1, 2};
  stack s;
  auto &f = s.push<F>();
  auto &v = f.build<0>(std::vector<int>{1, 2, 3});
  f.build<1>(&v[2]);
  f.build<2>(&global_counter);
  f.build<3>(table + 2);
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<1>(), &g.get<0>()[2]);
  EXPECT_EQ(g.get<2>(), &global_counter);
  EXPECT_EQ(g.get<3>(), table + 2);
}

TEST(Pointers, IntoLibraries) {
  using F = variables<const std::error_category *>;
  stack s;
  s.push<F>().build<0>(&std::generic_category());
  EXPECT_EQ(s.reloaded().at<F>().get<0>(), &std::generic_category());
}

TEST(Pointers, TextsSurviveANewBuild) {
  using F = variables<const char *>;
  stack s;
  s.push<F>().build<0>("a text");
  stack t = stack::load(of_another_build(s.image()));
  EXPECT_STREQ(t.at<F>().get<0>(), "a text");
}

TEST(Pointers, ToTheHeapOrAStack) {
  using F = variables<int *>;
  int on_the_stack = 1;
  thread_local int of_the_thread = 1;
  const auto on_the_heap = std::make_unique<int>(1);
  for (int *p : {&on_the_stack, &of_the_thread, on_the_heap.get()}) {
    stack s;
    s.push<F>().build<0>(p);
    const string error = error_of<perdure::unserialisable>([&] { s.image(); });
    EXPECT_NE(error.find("work(int).a (int*) points to memory that nothing in the image owns"), string::npos) << error;
  }
}

TEST(Pointers, ToMembers) {
  using F = variables<int cell::*, int (machine::*)(int)>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>(&cell::value);
  f.build<1>(&machine::run); // virtual: a place in a table
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_TRUE(g.get<0>() == &cell::value);
  machine m;
  EXPECT_EQ((m.*g.get<1>())(5), 15);
}

TEST(Pointers, ToNothingOfOurs) {
  using F = variables<board>;
  auto stray = std::make_unique<cell>();
  stack s;
  auto &b = s.push<F>().build<0>();
  b.cells.resize(5);
  b.cells[3].next = stray.get();
  const string error = error_of<perdure::unserialisable>([&] { s.image(); });
  EXPECT_NE(error.find("work(int).a.cells[3].next"), string::npos) << error;
  EXPECT_NE(error.find("points to memory that nothing in the image owns"), string::npos) << error;
  b.cells[3].next = nullptr; // all is as it was
  EXPECT_EQ(s.reloaded().at<F>().get<0>().cells.size(), 5u);
}

TEST(Pointers, TheWayOverTheHeapIsShown) {
  using F = variables<std::unique_ptr<board>>;
  cell stray;
  stack s;
  auto &b = s.push<F>().build<0>(std::make_unique<board>());
  b->cells.resize(4);
  b->cells[3].self = &stray;
  const string error = error_of<perdure::unserialisable>([&] { s.image(); });
  EXPECT_NE(error.find("work(int).a -> cells[3].self"), string::npos) << error;
}

TEST(Pointers, ArgvIsOwned) {
  using F = variables<int, char **, char *>;
  const char *const argv[] = {"prog", "--flag", "value"};
  stack s;
  s.execution().arguments.assign(3, argv);
  s.execution().notes = {"NOTE=text"};
  std::swap(s.execution().arguments.pointers[1], s.execution().arguments.pointers[2]); // as getopt does
  auto &f = s.push<F>();
  f.build<0>(3);
  f.build<1>(s.execution().arguments.pointers.data());
  f.build<2>(s.execution().arguments.pointers[2] + 2);
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_STREQ(g.get<1>()[0], "prog");
  EXPECT_STREQ(g.get<1>()[1], "value");
  EXPECT_STREQ(g.get<1>()[2], "--flag");
  EXPECT_EQ(g.get<1>()[3], nullptr);
  EXPECT_EQ(g.get<2>(), g.get<1>()[2] + 2);
  EXPECT_EQ(t.execution().notes, s.execution().notes);
}

} // namespace
