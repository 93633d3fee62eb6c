// The stack as people see it.
#include "frames.hpp"

namespace {

using namespace image_test;
using std::string;

struct point3 {
  int x = 1, y = 2;
  string label = "p";
};
struct serialised {
  int a = 1;
  template <class A> void serialize(A &ar, unsigned) { ar &BOOST_SERIALIZATION_NVP(a); }
};

} // namespace

template <> struct perdure::detail::layout<point3> {
  static constexpr const char *name = "point3";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("x", x.x);
    v.member("y", x.y);
    v.member("label", x.label);
  }
};

namespace {

TEST(Show, AStack) {
  using Outer = variables<std::vector<int>, string, point3, bool, char, double>;
  using Inner = variables<int *, string *, const char *, std::map<string, int>, std::unique_ptr<int>,
                          std::optional<int>, serialised, std::exception_ptr>;
  stack s;
  auto &o = s.push<Outer>();
  o.build<0>(std::vector<int>(20, 7));
  o.build<1>("a \"quoted\"\n text");
  o.build<2>();
  o.build<3>(true);
  o.build<4>('x');
  o.build<5>(0.1);
  auto &i = s.push<Inner>();
  i.build<0>(&o.get<0>()[2]);
  i.build<1>(&o.get<1>());
  i.build<2>("constant");
  i.build<3>(std::map<string, int>{{"k", 1}});
  i.build<4>(new int(5));
  i.build<5>();
  i.build<6>();
  i.build<7>(std::make_exception_ptr(std::runtime_error("why")));
  EXPECT_EQ(pd::describe_stack(s.execution()), R"(#0  work(int) at work.cpp:7
      a: int* = -> work(int).a[2]
      b: std::string* = -> work(int).b
      c: char const* = "constant"
      d: std::map<std::string, int, std::less<std::string >, std::allocator<std::pair<std::string const, int> > > = {"k": 1}
      e: std::unique_ptr<int, std::default_delete<int> > = -> 5
      f: std::optional<int> = nullopt
      g: (anonymous namespace)::serialised = {a = 1}
      h: std::__exception_ptr::exception_ptr = std::runtime_error: "why"
#1  work(int) at work.cpp:7
      a: std::vector<int, std::allocator<int> > = {7, 7, 7, 7, 7, 7, 7, 7, ...} (20 elements)
      b: std::string = "a \"quoted\"\n text"
      c: (anonymous namespace)::point3 = {x = 1, y = 2, label = "p"}
      d: bool = true
      e: char = 'x'
      f: double = 0.1
)");
}

TEST(Show, WhatCannotBeSavedIsShownAnyway) {
  const auto stray = std::make_unique<int>(1);
  stack s;
  auto &f = s.push<variables<int *, int>>();
  f.build<0>(stray.get());
  f.build<1>(3);
  EXPECT_EQ(pd::describe_stack(s.execution()),
            "#0  work(int) at work.cpp:7\n      a: int* = -> somewhere else\n      b: int = 3\n");
}

} // namespace
