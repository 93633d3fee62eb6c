// Objects that are built in the place of a function's result: they lie in the frame of whoever waits for it, or in the
// execution, and belong to the function.
#define PERDURE_INSTRUMENTED 1 // the execution's result is of a type that it has to know
#include <perdure/detail/generated.hpp>
#include <perdure/detail/typed.hpp>

#include "frames.hpp"

namespace {

using namespace image_test;
using std::string;

/// A function that builds its result: `string t; checkpoint(); return t;`.
struct makes : pd::frame {
  static constexpr bool pins = true;
  pd::result_slot<string> t;
  string *pointer = nullptr;
  pd::live_set<2> live;
  template <class V> void visit(V &v, unsigned k) {
    if (k == 0)
      v.pinned(t);
    else
      v.value(pointer);
  }
  static const pd::function *description();
};
constexpr pd::field makes_fields[] = {{"t", "std::string", 1, pd::field::in_result},
                                      {"pointer", "std::string *", 2, pd::field::value}};
constexpr std::uint16_t makes_live[] = {0, 1};
constexpr pd::point makes_points[] = {{}, {"checkpoint()#1", 3, makes_live, 2, pd::no_result}};
constexpr pd::function makes_function =
    pd::describe<makes>("makes()", "_Z5makesv", "r.cpp", 1, makes_fields, makes_points, never_resumed);
const pd::function *makes::description() { return &makes_function; }

/// One that waits for a result of type T in its own slot.
template <class T> struct waits : pd::frame {
  static constexpr bool pins = true;
  pd::slot<T> result;
  pd::live_set<1> live;
  template <class V> void visit(V &v, unsigned) { v.local(result); }
  static const pd::function *description();
};
constexpr pd::field waits_fields[] = {{"t1_", "result", 1, pd::field::pinned}};
constexpr pd::point waits_points[] = {{}, {"makes()#1", 3, nullptr, 0, 0}};
constexpr pd::function waits_function =
    pd::describe<waits<string>>("waits()", "_Z5waitsv", "r.cpp", 5, waits_fields, waits_points, never_resumed);
constexpr pd::function other_function =
    pd::describe<waits<int>>("waits(i)", "_Z5waitsi", "r.cpp", 5, waits_fields, waits_points, never_resumed);
template <> const pd::function *waits<string>::description() { return &waits_function; }
template <> const pd::function *waits<int>::description() { return &other_function; }

/// `return makes();`, and one that waits for no object.
template <int Result> struct passes : pd::frame {
  static constexpr bool pins = false;
  template <class V> void visit(V &, unsigned) {}
  static const pd::function *description();
};
constexpr pd::point tail_points[] = {{}, {"makes()#1", 3, nullptr, 0, pd::tail_result}};
constexpr pd::point void_points[] = {{}, {"makes()#1", 3, nullptr, 0, pd::no_result}};
constexpr pd::function tail_function =
    pd::describe<passes<-2>>("passes()", "_Z6passesv", "r.cpp", 7, pd::no_fields, tail_points, never_resumed);
constexpr pd::function void_function =
    pd::describe<passes<-1>>("drops()", "_Z5dropsv", "r.cpp", 7, pd::no_fields, void_points, never_resumed);
template <> const pd::function *passes<-2>::description() { return &tail_function; }
template <> const pd::function *passes<-1>::description() { return &void_function; }

constexpr const pd::function *all[] = {&makes_function, &waits_function, &other_function, &tail_function,
                                       &void_function};
const pd::registration registered(all, 5);

/// The innermost frame, which builds its result at `place`.
makes &push_makes(stack &s, void *place) {
  auto &f = s.push<makes>();
  f.t.at = place;
  f.pointer = ::new (place) string("a string that is too long for its object");
  f.live.set(0);
  return f;
}

TEST(Results, InTheFrameThatWaits) {
  stack s;
  push_makes(s, s.push<waits<string>>().result.where());
  stack t = s.reloaded();
  auto &f = t.at<makes>();
  EXPECT_EQ(f.t.where(), t.at<waits<string>>(1).result.where());
  EXPECT_EQ(f.pointer, &f.t.get());
  EXPECT_EQ(f.t.get(), "a string that is too long for its object");
}

TEST(Results, BehindTailCalls) {
  stack s;
  void *place = s.push<waits<string>>().result.where();
  s.push<passes<-2>>();
  s.push<passes<-2>>();
  push_makes(s, place);
  stack t = s.reloaded();
  EXPECT_EQ(t.at<makes>().t.where(), t.at<waits<string>>(3).result.where());
}

TEST(Results, InTheExecution) {
  stack s;
  push_makes(s, s.execution().result.prepare(*pd::type_of<string>()));
  stack t = s.reloaded();
  EXPECT_EQ(t.at<makes>().t.where(), t.execution().result.where());
  EXPECT_FALSE(t.execution().result.is_built());
}

TEST(Results, NotOfTheTypeThatIsWaitedFor) {
  const auto says = [](stack &s) {
    const string image = s.image();
    const string error = error_of<perdure::image_error>([&] { stack::load(image); });
    EXPECT_NE(error.find("the result of function makes() (r.cpp) is not what its caller waits for"), string::npos)
        << error;
  };
  alignas(string) unsigned char raw[4][sizeof(string)];
  stack number, nothing, root, wrong;
  number.push<waits<int>>();
  push_makes(number, raw[0]);
  says(number);
  nothing.push<passes<-1>>();
  nothing.push<passes<-2>>();
  push_makes(nothing, raw[1]);
  says(nothing);
  push_makes(root, raw[2]);
  says(root);
  wrong.execution().result.prepare(*pd::type_of<int>());
  push_makes(wrong, raw[3]);
  says(wrong);
}

} // namespace
