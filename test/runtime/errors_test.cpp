// What is refused, and how it is said.
#include "by_hand.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <iostream>

namespace uninstrumented {
int calls_checkpoint();
void calls_yield();
void calls_sleep();
int hosts_by_hand(int (*f)());
std::string saves_arguments(int (*f)(const std::string &));
} // namespace uninstrumented

namespace hosting {
std::string saves_arguments(int (*f)(const std::string &));
}

namespace {

namespace pd = perdure::detail;

template <class E, class F> std::string message_of(F f) {
  try {
    f();
  } catch (const E &e) {
    return e.what();
  } catch (const std::exception &e) {
    ADD_FAILURE() << "another exception: " << e.what();
  }
  return "nothing was thrown";
}

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST(Uninstrumented, APrimitiveThrowsAndNamesTheFunction) {
  std::string m = message_of<perdure::not_instrumented>([] { uninstrumented::calls_checkpoint(); });
  EXPECT_HAS(m, "checkpoint()");
  EXPECT_HAS(m, "calls_checkpoint");
  EXPECT_HAS(m, "errors_uninstrumented.cpp:");
  EXPECT_HAS(m, "RESUMABLE");
  EXPECT_HAS(message_of<perdure::not_instrumented>([] { uninstrumented::calls_yield(); }), "calls_yield");
  EXPECT_HAS(message_of<perdure::not_instrumented>([] { uninstrumented::calls_sleep(); }), "calls_sleep");
}

TEST(Uninstrumented, AFileMayRunResumableFunctions) {
  int expected = 0;
  as_written::checkpoint = [] {};
  expected = as_written::top();
  EXPECT_EQ(uninstrumented::hosts_by_hand(by_hand::top), expected);
  take_log();
}

// ---- int length(const std::string &s) { perdure::yield(); return s.size(); } ----

struct length_frame : pd::frame {
  static constexpr bool pins = false;
  const std::string *s;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    if (k == 0) v.reference(s);
  }
};

int length(const std::string &s) {
  perdure::yield();
  pd::capture<length_frame>(1)->s = &s;
  return pd::nothing<int>();
}

void length_resume(pd::frame *self_) {
  pd::resumed<length_frame> frame_(self_);
  pd::deliver();
  pd::give<int>(int(frame_->s->size()));
}

constexpr pd::field length_fields[] = {{"s", "const std::string &", 1, pd::field::reference}};
constexpr std::uint16_t length_live[] = {0};
constexpr pd::point length_points[] = {{}, {"perdure::yield<void>()#1", 1, length_live, 1, pd::no_result}};
constexpr pd::function length_function = pd::describe<length_frame>(
    "length(const std::string &)", "_Z6lengthRKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE", "length.cpp", 1,
    length_fields, length_points, length_resume);
const pd::function *length_frame::description() { return &length_function; }
constexpr const pd::function *length_functions[] = {&length_function};
const pd::registration length_registration(length_functions, 1);

TEST(Uninstrumented, CannotSaveWhatItPassesUnlessItSaysThatItIsAHost) {
  std::string m = uninstrumented::saves_arguments(length);
  EXPECT_HAS(m, "start(int (std::string const&))");
  EXPECT_HAS(m, "<perdure/hosting.hpp>");
  EXPECT_EQ(hosting::saves_arguments(length), "it was saved, and its result is 8");
}

TEST(NoSuspend, APrimitiveInsideNamesTheForeignFunction) {
  pd::execution e;
  pd::activation active(e);
  std::string m = message_of<perdure::foreign_frame>([] {
    pd::no_suspend outer("qsort(void *, size_t, size_t, int (*)(const void *, const void *))");
    { pd::no_suspend inner("std::sort"); }
    perdure::checkpoint();
  });
  EXPECT_HAS(m, "qsort");
  EXPECT_HAS(m, "errors_test.cpp:");
  EXPECT_FALSE(pd::unwinding()) << "nothing was unwound";
  EXPECT_EQ(pd::cx.foreign, nullptr);
}

struct counted {
  int &alive;
  explicit counted(int &n) : alive(n) { ++alive; }
  counted(counted &&) = delete;
  ~counted() { --alive; }
};

template <class A, class B> int operator,(const A &, const B &) = delete; // nobody's business

TEST(NoSuspend, AsATemporaryItChangesNothingElseInTheExpression) {
  int number = 1, alive = 0;
  auto foreign = [&]() -> int & {
    EXPECT_STREQ(pd::cx.foreign, "foreign");
    return number;
  };
  auto make = [&] { return counted(alive); };
  auto alive_during = [&](const counted &) { return alive; };
  (void(pd::no_suspend("foreign")), foreign()) = 5;
  EXPECT_EQ(number, 5);
  EXPECT_EQ(pd::cx.foreign, nullptr);
  counted made = (void(pd::no_suspend("make")), make()); // in place: it cannot be moved
  EXPECT_EQ(alive, 1);
  EXPECT_EQ((void(pd::no_suspend("alive_during")), alive_during(counted(alive))), 2);
  const counted &kept = (void(pd::no_suspend("make")), make());
  EXPECT_EQ(kept.alive, 2) << "the lifetime is extended as ever";
  EXPECT_EQ(pd::cx.foreign, nullptr);
}

TEST(NoSuspend, ExceptionsLeaveRegions) {
  pd::no_suspend outer("outer");
  try {
    pd::no_suspend inner("inner");
    (void(pd::no_suspend("innermost")), throw 3);
  } catch (int) {
    EXPECT_STREQ(pd::cx.foreign, "outer");
  }
}

TEST(NoSuspend, SafePointsInsideWait) {
  struct : pd::host {
    int wanted = 0;
    bool wants_image(pd::execution &) noexcept override { return ++wanted > 0; }
  } server;
  pd::execution e;
  e.server = &server;
  pd::raise_poll();
  {
    pd::activation active(e);
    {
      pd::no_suspend region("std::sort");
      if (pd::polled()) pd::safe_point();
      EXPECT_FALSE(pd::unwinding());
      EXPECT_EQ(server.wanted, 0);
    }
    EXPECT_TRUE(pd::polled());
    if (pd::polled()) pd::safe_point();
    EXPECT_TRUE(pd::unwinding()) << "the first one outside takes its turn";
  }
  if (pd::polled()) pd::safe_point();
  EXPECT_FALSE(pd::unwinding()) << "nothing happens outside of executions";
  pd::lower_poll();
  EXPECT_FALSE(pd::polled());
  EXPECT_EQ(server.wanted, 1);
}

TEST(Errors, AreAllPerdureErrors) {
  EXPECT_THROW(throw perdure::image_error("x"), perdure::error);
  EXPECT_THROW(throw perdure::store_error("x"), perdure::error);
  EXPECT_THROW(throw perdure::not_instrumented("x"), perdure::error);
  EXPECT_THROW(throw perdure::foreign_frame("x"), perdure::error);
  EXPECT_THROW(throw perdure::unserialisable("x"), perdure::error);
  EXPECT_THROW(throw perdure::error("x"), std::runtime_error);
}

TEST(Frames, AnUnknownPointIsRefused) {
  struct step_frame_at_9 : pd::frame {};
  pd::frame f;
  f.type = &by_hand::step_function;
  f.at = 9;
  EXPECT_HAS(message_of<perdure::error>([&] { pd::no_such_point(&f); }), "no suspension point 9");
}

// ---- permanents ----

int a_function(int x) { return x; }

TEST(Permanents, AreFoundBothWaysByType) {
  perdure::permanents p;
  static int object = 1;
  struct wrapper {
    int first;
  };
  p.add("object", object).add("function", a_function);
  ASSERT_NE(p.named("object"), nullptr);
  EXPECT_EQ(p.named("object")->address, &object);
  EXPECT_EQ(p.named("nobody"), nullptr);
  ASSERT_NE(p.at(&object, typeid(int).name()), nullptr);
  EXPECT_EQ(p.at(&object, typeid(int).name())->name, "object");
  EXPECT_EQ(p.at(&object, typeid(wrapper).name()), nullptr) << "another object at the same address";
  EXPECT_EQ(p.at(reinterpret_cast<void *>(&a_function), typeid(int(int)).name())->name, "function");
  p.add("object", object); // the same again
  static long other = 1;
  EXPECT_HAS(message_of<perdure::error>([&] { p.add("object", other); }), "'object'");
  p.remove("object");
  p.remove("object");
  EXPECT_EQ(p.named("object"), nullptr);
  EXPECT_EQ(p.at(&object, typeid(int).name()), nullptr);
}

TEST(Permanents, TheStandardStreamsAreThere) {
  auto &p = perdure::permanents::standard();
  EXPECT_EQ(p.named("std::cout")->address, &std::cout);
  EXPECT_EQ(p.at(&std::cerr, typeid(std::ostream).name())->name, "std::cerr");
  EXPECT_EQ(p.at(stdout, typeid(FILE).name())->name, "stdout");
}

TEST(Types, AreNamedAsPeopleWriteThem) {
  EXPECT_EQ(pd::readable(typeid(int).name()), "int");
  EXPECT_EQ(pd::readable(typeid(std::string).name()), "std::string");
  EXPECT_EQ(pd::readable("not a type name!"), "not a type name!");
}

TEST(Types, AreKnownByNameOnceUsed) {
  ASSERT_NE(pd::type_of<int>(), nullptr);
  EXPECT_NE(pd::find_value_type(typeid(int).name()), nullptr);
  struct never_used {};
  EXPECT_EQ(pd::find_value_type(typeid(never_used).name()), nullptr);
}

TEST(ImageFile, IsReplacedWholeOrNotAtAll) {
  std::string path = testing::TempDir() + "perdure-image-file-test";
  perdure::image(std::string("one\0two", 7)).to_file(path);
  EXPECT_EQ(perdure::image::from_file(path).bytes(), std::string("one\0two", 7));
  perdure::image(std::string(100000, 'x')).to_file(path);
  EXPECT_EQ(perdure::image::from_file(path).bytes().size(), 100000u);
  std::remove(path.c_str());
  EXPECT_HAS(message_of<perdure::image_error>([&] { perdure::image::from_file(path); }), path);
  EXPECT_HAS(message_of<perdure::image_error>([&] { perdure::image("x").to_file("/nonexistent/folder/x"); }),
             "/nonexistent");
}

} // namespace
