// Every type of the standard library that images hold, there and back.
#include "frames.hpp"

#include <cmath>
#include <limits>

namespace {

using namespace image_test;
using std::string;

template <class T> void same(T value) {
  comes_back(value, [&](const T &back) { EXPECT_TRUE(back == value); });
}

enum class colour : short { red = -3, green = 7 };
enum class answer : bool { no, yes };

/// Cannot be built from nothing, copied or moved; its layout says how to bring it back. Counts what its constructors
/// do.
struct fixed {
  static inline int built = 0;
  const int n;
  string text;
  explicit fixed(int k) : n(k), text(std::to_string(k)) { ++built; }
  fixed(const fixed &) = delete;
  bool operator==(const fixed &o) const { return n == o.n && text == o.text; }
  bool operator<(const fixed &o) const { return n < o.n; }
};

struct shifting {
  static inline int built = 0;
  int n;
  explicit shifting(int k) : n(k) { ++built; }
  shifting(const shifting &o) : n(o.n) { ++built; }
  shifting(shifting &&o) noexcept : n(std::exchange(o.n, 0)) { ++built; }
  shifting &operator=(const shifting &) = default;
  bool operator==(const shifting &o) const { return n == o.n; }
  bool operator<(const shifting &o) const { return n < o.n; }
};

} // namespace

template <> struct std::hash<shifting> {
  std::size_t operator()(const shifting &m) const noexcept { return std::size_t(m.n); }
};
template <> struct perdure::detail::layout<fixed> {
  static constexpr const char *name = "fixed";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("n", x.n);
    v.member("text", x.text);
  }
};
template <> struct perdure::detail::layout<shifting> {
  static constexpr const char *name = "shifting";
  template <class V, class T> static void members(V &v, T &x) { v.member("n", x.n); }
};

namespace {

TEST(Values, Scalars) {
  same(true);
  same('x');
  same(static_cast<signed char>(-5));
  same(static_cast<unsigned short>(65000));
  same(-123456789);
  same(std::numeric_limits<long>::min());
  same(std::numeric_limits<unsigned long long>::max());
  same(1.5f);
  same(-2.25);
  same(3.125L);
  same(L'\x20ac');
  same(u'\x20ac');
  same(U'\x1f600');
  same(colour::red);
  same(answer::yes);
  same(std::byte{42});
  same(nullptr);
  comes_back(std::nan(""), [](double d) { EXPECT_TRUE(std::isnan(d)); });
}

TEST(Values, Text) {
  same(string());
  same(string("short"));
  same(string(10000, 'x'));
  same(string("a\0b", 3));
  same(std::wstring(L"wide"));
  same(std::u16string(u"\x20ac"));
  same(std::u32string(U"\x1f600"));
  same(std::filesystem::path("/tmp/a b"));
}

TEST(Values, Sequences) {
  same(std::vector<int>{});
  same(std::vector<int>{1, 2, 3});
  same(std::vector<string>{"a", "b", string(100, 'c')});
  same(std::vector<std::vector<string>>{{"a"}, {}, {"b", "c"}});
  same(std::vector<bool>{});
  same(std::vector<bool>{true, false, true, true, false, false, false, false, true});
  same(std::array<int, 3>{1, 2, 3});
  same(std::array<string, 2>{"a", "b"});
  same(std::array<string, 0>{});
  same(std::list<string>{"a", "b", "c"});
  same(std::forward_list<string>{"a", "b", "c"});
  same(std::deque<string>{});
  same(std::deque<string>{"a", "b", "c"});
  std::deque<int> d;
  for (int k = 0; k < 1000; ++k) k % 3 ? d.push_back(k) : d.push_front(k);
  same(d);
  for (int k = 0; k < 900; ++k) d.pop_front();
  same(d);
}

TEST(Values, Associative) {
  same(std::map<string, int>{{"a", 1}, {"b", 2}, {"c", 3}});
  same(std::map<int, std::map<string, std::vector<int>>>{{1, {{"x", {1, 2}}}}, {2, {}}});
  same(std::multimap<int, string>{{1, "a"}, {1, "b"}, {2, "c"}});
  same(std::set<string>{"x", "y"});
  same(std::set<int, std::greater<>>{1, 2, 3});
  same(std::multiset<int>{1, 1, 2});
  std::map<int, int> big;
  for (int k = 0; k < 3000; ++k) big[k * 7919 % 3001] = k;
  same(big);
  comes_back(big, [](std::map<int, int> &back) { // a good tree, not only a good order
    std::map<int, int> m;
    m.swap(back);
    back = m;
    for (int k = 0; k < 3000; k += 3) ASSERT_EQ(m.erase(k * 7919 % 3001), 1u);
    m[-1] = 5;
    EXPECT_EQ(m.begin()->second, 5);
    EXPECT_EQ(m.size(), 2001u);
  });
}

TEST(Values, UnorderedKeepTheirOrder) {
  const auto in_order = [](auto c) {
    comes_back(c, [&](auto &back) {
      EXPECT_TRUE(std::equal(c.begin(), c.end(), back.begin(), back.end()));
      EXPECT_EQ(c.bucket_count(), back.bucket_count());
      for (const auto &e : c) EXPECT_TRUE(back.count(e) > 0);
    });
  };
  std::unordered_set<string> s;
  for (int k = 0; k < 500; ++k) s.insert("key" + std::to_string(k * 37));
  in_order(s);
  s.reserve(5000);
  s.erase("key0");
  in_order(s);
  in_order(std::unordered_set<int>{});
  in_order(std::unordered_multiset<int>{1, 1, 2, 1, 3, 2});
  std::unordered_map<string, int> m;
  for (int k = 0; k < 100; ++k) m[std::to_string(k)] = k;
  comes_back(m, [&](auto &back) {
    EXPECT_TRUE(std::equal(m.begin(), m.end(), back.begin(), back.end()));
    EXPECT_EQ(back.at("42"), 42);
  });
  std::unordered_multimap<int, string> mm{{1, "a"}, {1, "b"}, {2, "c"}};
  comes_back(mm, [&](auto &back) { EXPECT_TRUE(std::equal(mm.begin(), mm.end(), back.begin(), back.end())); });
}

TEST(Values, Adaptors) {
  std::stack<string> s;
  s.push("a");
  s.push("b");
  same(s);
  std::queue<int> q;
  q.push(1);
  q.push(2);
  same(q);
  std::priority_queue<int, std::vector<int>, std::greater<>> p;
  for (int k : {5, 1, 4, 2, 3}) p.push(k);
  comes_back(p, [](auto back) {
    for (int k = 1; k <= 5; ++k, back.pop()) EXPECT_EQ(back.top(), k);
  });
}

TEST(Values, Utilities) {
  same(std::pair<int, string>{1, "a"});
  same(std::tuple<int, string, std::vector<int>>{1, "a", {2}});
  same(std::tuple<>{});
  same(std::optional<string>{});
  same(std::optional<string>{"full"});
  same(std::optional<char>{'c'});
  same(std::optional<std::optional<int>>{std::optional<int>{}});
  using V = std::variant<int, string, std::vector<double>, std::monostate>;
  same(V{3});
  same(V{string("text")});
  same(V{std::vector<double>{1.5}});
  same(V{std::monostate{}});
  same(std::complex<double>{1, -2});
  same(std::bitset<3>("101"));
  same(std::bitset<77>().set(76).set(3));
  same(std::chrono::milliseconds(1234));
  same(std::chrono::system_clock::now());
  same(std::chrono::duration<double>(0.25));
  stack s;
  auto &f = s.push<variables<std::atomic<int>>>();
  f.build<0>(7);
  EXPECT_EQ(s.reloaded().at<variables<std::atomic<int>>>().get<0>().load(), 7);
}

TEST(Values, RandomEngines) {
  std::mt19937_64 e(5);
  e.discard(100);
  comes_back(e, [&](std::mt19937_64 back) { EXPECT_EQ(back(), std::mt19937_64(e)()); });
  same(std::minstd_rand(3));
  same(std::ranlux24(3));
  same(std::knuth_b(3));
  std::normal_distribution<double> n(0.1, 3.7);
  n(e); // keeps the second of a pair
  comes_back(n, [&](std::normal_distribution<double> &back) {
    std::mt19937_64 x(1), y(1);
    std::normal_distribution<double> there = n, here = back;
    for (int k = 0; k < 5; ++k) EXPECT_EQ(here(x), there(y));
  });
  same(std::uniform_int_distribution<int>(1, 6));
  same(std::discrete_distribution<int>{1, 2, 3});
}

TEST(Values, Arrays) {
  using F = variables<int[4], string[2], char[6], int[2][3]>;
  stack s;
  auto &f = s.push<F>();
  auto &squares = f.build<0>();
  for (int k = 0; k < 4; ++k) squares[k] = k * k;
  f.build<1>()[0] = "first";
  f.get<1>()[1] = "second";
  std::strcpy(f.build<2>(), "hello");
  auto &grid = f.build<3>();
  for (int k = 0; k < 6; ++k) grid[k / 3][k % 3] = k;
  stack t = s.reloaded();
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<0>()[3], 9);
  EXPECT_EQ(g.get<1>()[0], "first");
  EXPECT_EQ(g.get<1>()[1], "second");
  EXPECT_STREQ(g.get<2>(), "hello");
  EXPECT_EQ(g.get<3>()[1][2], 5);
}

/// Elements without a default constructor, in every container, brought back without running a constructor.
template <class C> void in_place(C c) {
  using F = variables<C>;
  stack s;
  s.push<F>().template build<0>(std::move(c));
  const std::string image = s.image();
  const int before = shifting::built;
  stack t = stack::load(image);
  EXPECT_EQ(shifting::built, before) << "a constructor ran";
  EXPECT_TRUE(t.at<F>().template get<0>() == s.at<F>().template get<0>());
}

/// Says how many of its kind there are, and cannot be loaded when it holds a bad number.
struct counted {
  static inline int alive = 0;
  string text;
  int n = 0;
  counted() { ++alive; }
  counted(const counted &) = delete;
  counted &operator=(const counted &) = delete;
  ~counted() { --alive; }
  template <class Archive> void serialize(Archive &a, unsigned) {
    a & n & text;
    if (Archive::is_loading::value && n == 13) throw std::runtime_error("a bad number");
  }
};

TEST(Values, ArraysOfArraysOfObjects) {
  using F = variables<counted[2][3], const string[2][2], counted *, counted *, counted *, counted(*)[3],
                      std::array<string[2], 2>>;
  {
    stack s;
    auto &f = s.push<F>();
    auto &a = f.build<0>();
    for (int i = 0; i < 2; ++i)
      for (int j = 0; j < 3; ++j) {
        a[i][j].n = 10 * i + j;
        a[i][j].text = string(std::size_t(20 * i + j), 'x');
      }
    const_cast<string &>(f.build<1>()[1][0]) = "constant";
    f.build<2>(&a[1][1]);
    f.build<3>(&a[1][3]); // one past the end of all
    f.build<4>(&a[0][3]); // the end of the first row, which is the second's beginning
    f.build<5>(&a[1]);
    f.build<6>()[1][1] = "in an array";
    EXPECT_EQ(counted::alive, 6);
    {
      stack t = s.reloaded();
      EXPECT_EQ(counted::alive, 12);
      auto &g = t.at<F>();
      auto &b = g.get<0>();
      EXPECT_EQ(b[1][2].n, 12);
      EXPECT_EQ(b[1][2].text, string(22, 'x'));
      EXPECT_EQ(b[0][1].text, "x");
      EXPECT_EQ(g.get<1>()[1][0], "constant");
      EXPECT_EQ(g.get<2>(), &b[1][1]);
      EXPECT_EQ(g.get<3>(), &b[1][3]);
      EXPECT_EQ(g.get<4>(), &b[1][0]);
      EXPECT_EQ(g.get<5>(), &b[1]);
      EXPECT_EQ(g.get<6>()[1][1], "in an array");
      const string shown = pd::describe_stack(t.execution());
      EXPECT_NE(shown.find(R"(b: std::string [2][2] = {{"", ""}, {"constant", ""}})"), string::npos) << shown;
      EXPECT_EQ(t.image(), s.image());
    }
    EXPECT_EQ(counted::alive, 6);
    a[1][1].n = 13; // what is built before it is destroyed again, and nothing else
    const string error = error_of<perdure::image_error>([&] { s.reloaded(); });
    EXPECT_NE(error.find("a bad number"), string::npos) << error;
    EXPECT_EQ(counted::alive, 6);
  }
  EXPECT_EQ(counted::alive, 0);
}

TEST(Values, ElementsAreBuiltInPlace) {
  const shifting one(1), two(2);
  in_place(std::vector<shifting>{one, two});
  in_place(std::deque<shifting>(300, two));
  in_place(std::list<shifting>{one, two});
  in_place(std::forward_list<shifting>{one, two});
  in_place(std::array<shifting, 2>{one, two});
  in_place(std::set<shifting>{one, two});
  in_place(std::map<shifting, shifting>{{one, two}});
  in_place(std::unordered_set<shifting>{one, two});
  in_place(std::unordered_map<int, shifting>{{1, one}, {2, two}});
  in_place(std::optional<shifting>{one});
  in_place(std::variant<int, shifting>{two});
  in_place(std::pair<shifting, int>{one, 2});
  in_place(std::tuple<int, shifting>{1, two});
}

TEST(Values, WhatCannotBeMoved) {
  using F = variables<std::list<fixed>, std::map<int, fixed>, std::deque<fixed>, std::optional<fixed>, fixed>;
  stack s;
  auto &f = s.push<F>();
  f.build<0>().emplace_back(1);
  f.build<1>().emplace(2, 2);
  f.build<2>().emplace_back(3);
  f.build<3>().emplace(4);
  f.build<4>(5);
  const int built = fixed::built;
  stack t = s.reloaded();
  EXPECT_EQ(fixed::built, built);
  auto &g = t.at<F>();
  EXPECT_EQ(g.get<0>().front().text, "1");
  EXPECT_EQ(g.get<1>().at(2).text, "2");
  EXPECT_EQ(g.get<2>().front().n, 3);
  EXPECT_EQ(g.get<3>()->n, 4);
  EXPECT_EQ(g.get<4>().text, "5");
}

TEST(Values, LambdasWithoutCapturesAndFunctors) {
  auto less = [](int a, int b) { return a > b; };
  std::set<int, decltype(less)> s({1, 3, 2}, less);
  comes_back(s, [&](auto &back) { EXPECT_EQ(*back.begin(), 3); });
  comes_back(std::less<int>(), [](auto &f) { EXPECT_TRUE(f(1, 2)); });
}

struct tree {
  int n = 0;
  std::vector<tree> children;
};

} // namespace

template <> struct perdure::detail::layout<tree> {
  static constexpr const char *name = "tree";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("n", x.n);
    v.member("children", x.children);
  }
};

namespace {

TEST(Values, TooDeepIsRefused) {
  const auto deep = [](int n) {
    tree t;
    for (int k = 0; k < n; ++k) {
      tree up;
      up.children.push_back(std::move(t));
      t = std::move(up);
    }
    stack s;
    s.push<variables<tree>>().build<0>(std::move(t));
    return s;
  };
  deep(900).reloaded();
  stack s = deep(1500);
  EXPECT_NE(error_of<perdure::unserialisable>([&] { s.image(); }).find("nested more than 2000 deep"), string::npos);
}

TEST(Values, Frame) { // the size that the format promises
  using F = variables<long, long, int, int, string>;
  const auto size = [](int frames) {
    stack s;
    for (int k = 0; k < frames; ++k) {
      auto &f = s.push<F>();
      f.build<0>(k);
      f.build<1>(-k);
      f.build<2>(k);
      f.build<3>(k);
      f.build<4>("hello");
    }
    return s.image().size();
  };
  EXPECT_LE((size(2000) - size(1000)) / 1000.0, 34);
}

TEST(Values, HundredThousandFrames) {
  using F = variables<int, string>;
  stack s;
  for (int k = 0; k < 100000; ++k) {
    auto &f = s.push<F>();
    f.build<0>(k);
    f.build<1>("frame");
  }
  stack t = s.reloaded();
  EXPECT_EQ(t.execution().depth(), 100000u);
  EXPECT_EQ(t.at<F>(0).get<0>(), 99999);
  EXPECT_EQ(t.at<F>(99999).get<0>(), 0);
}

} // namespace
