// Capture, resume, results and exceptions of hand-made generated functions, all in memory.
#include "by_hand.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <thread>

namespace {

namespace pd = perdure::detail;

/// Counts checkpoints and does nothing else, or suspends at each of them.
struct counting_host : pd::host {
  int checkpoints = 0;
  next then = next::go_on;
  std::size_t deepest = 0;
  next on_checkpoint(pd::execution &e) override {
    ++checkpoints;
    deepest = std::max(deepest, e.depth());
    return then;
  }
};

/// Runs f in an execution that is served by `h`.
template <class R, class... P, class... A> perdure::continuation start_with(pd::host &h, R (*f)(P...), A &&...args) {
  auto e = std::make_shared<pd::execution>();
  e->server = &h;
  pd::begin(*e, f, std::forward<A>(args)...);
  return perdure::continuation(std::move(e));
}

std::string expected_log(int &result) {
  as_written::checkpoint = [] {};
  take_log();
  result = as_written::top();
  return take_log();
}

TEST(WorkedExample, EqualsThePlainProgram) {
  int result = 0;
  std::string log = expected_log(result);
  counting_host h;
  auto co = start_with(h, by_hand::top);
  EXPECT_EQ(co.status(), perdure::status::done);
  EXPECT_EQ(co.result<int>(), result);
  EXPECT_EQ(take_log(), log);
  EXPECT_GT(h.checkpoints, 5);
  EXPECT_EQ(louds, 0);
}

TEST(WorkedExample, EqualsItWhenEachCheckpointSuspends) {
  int result = 0;
  std::string log = expected_log(result);
  counting_host h;
  h.then = pd::host::next::stop;
  auto co = start_with(h, by_hand::top);
  int resumes = 0;
  while (co.suspended()) {
    ++resumes;
    co.resume();
  }
  EXPECT_EQ(resumes, h.checkpoints);
  EXPECT_EQ(co.result<int>(), result);
  EXPECT_EQ(take_log(), log);
  EXPECT_EQ(louds, 0);
}

TEST(WorkedExample, DestructorsRunOnceWhereverItIsAbandoned) {
  int result = 0;
  expected_log(result);
  for (int at = 1;; ++at) {
    counting_host h;
    h.then = pd::host::next::stop;
    auto co = start_with(h, by_hand::top);
    for (int k = 1; k < at && co.suspended(); ++k) co.resume();
    if (!co.suspended()) {
      EXPECT_GT(at, 5);
      break;
    }
    co.abandon();
    EXPECT_EQ(co.status(), perdure::status::abandoned);
    EXPECT_EQ(louds, 0) << "abandoned at checkpoint " << at;
    EXPECT_EQ(co.self()->depth(), 0u);
    co.abandon(); // no effect
  }
  take_log();
}

TEST(WorkedExample, AForgottenContinuationIsAbandoned) {
  {
    counting_host h;
    h.then = pd::host::next::stop;
    auto co = start_with(h, by_hand::top);
    EXPECT_EQ(louds, 1);
  }
  EXPECT_EQ(louds, 0);
  take_log();
}

// ---- long fib(int n) { if (n < 2) { perdure::checkpoint() at some leaves; return n; } return fib(n - 1) + fib(n - 2);
// } ----

int leaves = 0;
int every = 1;

struct fib_frame : pd::frame {
  static constexpr bool pins = false;
  int n;
  long t1;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    switch (k) {
    case 0:
      return v.value(n);
    case 1:
      return v.value(t1);
    }
  }
};

long fib(int n) {
  if (n < 2) {
    if (++leaves % every == 0) {
      perdure::checkpoint();
      if (pd::unwinding()) {
        auto *frame_ = pd::capture<fib_frame>(1);
        frame_->n = n;
        return pd::nothing<long>();
      }
    }
    return n;
  }
  long t1 = fib(n - 1);
  if (pd::unwinding()) {
    auto *frame_ = pd::capture<fib_frame>(2);
    frame_->n = n;
    return pd::nothing<long>();
  }
  long t2 = fib(n - 2);
  if (pd::unwinding()) {
    auto *frame_ = pd::capture<fib_frame>(3);
    frame_->t1 = t1;
    return pd::nothing<long>();
  }
  return t1 + t2;
}

void fib_resume(pd::frame *self_) {
  pd::resumed<fib_frame> frame_(self_);
  int n = frame_->n;
  long t1 = frame_->t1;
  switch (frame_->at) {
  case 1:
    goto point_1;
  case 2:
    goto point_2;
  case 3:
    goto point_3;
  default:
    pd::no_such_point(self_);
  }
point_1:
  pd::deliver();
  return pd::give<long>(n);
point_2:
  pd::deliver();
  t1 = pd::take<long>();
  {
    long t2 = fib(n - 2);
    if (pd::unwinding()) {
      frame_->t1 = t1;
      return pd::suspend(&*frame_, 3);
    }
    return pd::give<long>(t1 + t2);
  }
point_3:
  pd::deliver();
  pd::give<long>(t1 + pd::take<long>());
}

constexpr pd::field fib_fields[] = {{"n", "int", 1, pd::field::value},
                                    {"result of fib()", "long", 3, pd::field::value}};
constexpr std::uint16_t fib_live_n[] = {0}, fib_live_t1[] = {1};
constexpr pd::point fib_points[] = {{},
                                    {"perdure::checkpoint()#1", 2, fib_live_n, 1, pd::no_result},
                                    {"fib(int)#1", 3, fib_live_n, 1, pd::no_result},
                                    {"fib(int)#2", 3, fib_live_t1, 1, pd::no_result}};
constexpr pd::function fib_function =
    pd::describe<fib_frame>("fib(int)", "_Z3fibi", "fib.cpp", 1, fib_fields, fib_points, fib_resume);
const pd::function *fib_frame::description() { return &fib_function; }

TEST(Fib, IsRightForEveryRateOfCheckpoints) {
  for (int rate : {1, 2, 3, 7, 50, 1000000}) {
    leaves = 0;
    every = rate;
    auto co = perdure::start(fib, 15);
    EXPECT_EQ(co.result<long>(), 610) << "a checkpoint at every " << rate << "th leaf";
    EXPECT_EQ(co.self()->memory.bytes(), 0u);
  }
}

// ---- long deep(int n): 1 + deep(n - 1), a checkpoint or an exception at the bottom; tail: return tail(n - 1) ----

bool fail_at_the_bottom = false;
int bottom_checkpoints = 1;

struct deep_frame : pd::frame {
  static constexpr bool pins = false;
  int n;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    if (k == 0) v.value(n);
  }
};

long deep(int n) {
  if (n == 0) {
    perdure::checkpoint();
    if (pd::unwinding()) {
      pd::capture<deep_frame>(1)->n = bottom_checkpoints;
      return pd::nothing<long>();
    }
    return 0;
  }
  long below = deep(n - 1);
  if (pd::unwinding()) {
    pd::capture<deep_frame>(2)->n = n;
    return pd::nothing<long>();
  }
  return below + 1;
}

void deep_resume(pd::frame *self_) {
  pd::resumed<deep_frame> frame_(self_);
  pd::deliver();
  if (frame_->at == 1) {
    if (--frame_->n > 0) {
      perdure::checkpoint();
      return pd::suspend(&*frame_, 1);
    }
    if (fail_at_the_bottom) throw std::runtime_error("bottom");
    return pd::give<long>(0);
  }
  pd::give<long>(pd::take<long>() + 1);
}

constexpr pd::field deep_fields[] = {{"n", "int", 1, pd::field::value}};
constexpr std::uint16_t deep_live[] = {0};
constexpr pd::point deep_points[] = {
    {}, {"perdure::checkpoint()#1", 2, deep_live, 1, pd::no_result}, {"deep(int)#1", 3, deep_live, 1, pd::no_result}};
constexpr pd::function deep_function =
    pd::describe<deep_frame>("deep(int)", "_Z4deepi", "deep.cpp", 1, deep_fields, deep_points, deep_resume);
const pd::function *deep_frame::description() { return &deep_function; }

constexpr const pd::function *local_functions[] = {&fib_function, &deep_function};
const pd::registration local_registration(local_functions, 2);

/// The tests below would overflow a stack of this size if anything recursed over frames.
TEST(Deep, TheStackIsOfTheUsualSize) {
  rlimit limit{};
  ASSERT_EQ(getrlimit(RLIMIT_STACK, &limit), 0);
  if (limit.rlim_cur > (8u << 20)) {
    limit.rlim_cur = 8u << 20;
    ASSERT_EQ(setrlimit(RLIMIT_STACK, &limit), 0);
  }
}

#if defined(PERDURE_POISONS) || !defined(__OPTIMIZE__)
constexpr int depth = 10000; // native frames are larger, and it is the native stack that has to hold them first
#else
constexpr int depth = 100000;
#endif

TEST(Deep, IsCapturedAndResumed) {
  fail_at_the_bottom = false;
  bottom_checkpoints = 1;
  counting_host h;
  h.then = pd::host::next::stop;
  auto co = start_with(h, deep, depth);
  ASSERT_TRUE(co.suspended());
  EXPECT_EQ(h.deepest, std::size_t(depth) + 2);
  co.resume();
  EXPECT_EQ(co.result<long>(), depth);
}

TEST(Deep, IsSavedLoadedAndResumed) {
  fail_at_the_bottom = false;
  bottom_checkpoints = 1;
  counting_host h;
  h.then = pd::host::next::stop;
  auto co = start_with(h, deep, depth);
  auto copy = co.clone();
  EXPECT_EQ(copy.self()->depth(), std::size_t(depth) + 2);
  copy.resume();
  EXPECT_EQ(copy.result<long>(), depth);
  co.resume();
  EXPECT_EQ(co.result<long>(), depth);
}

TEST(Deep, AnExceptionPassesThroughAllOfIt) {
  fail_at_the_bottom = true;
  bottom_checkpoints = 1;
  counting_host h;
  h.then = pd::host::next::stop;
  auto co = start_with(h, deep, depth);
  EXPECT_THROW(co.resume(), std::runtime_error);
  EXPECT_EQ(co.status(), perdure::status::failed);
  EXPECT_EQ(co.self()->depth(), 0u);
  fail_at_the_bottom = false;
}

TEST(Deep, ASecondCheckpointDoesNotTouchTheRest) {
  fail_at_the_bottom = false;
  bottom_checkpoints = 100000; // quadratic work would take minutes
  counting_host h;
  auto co = start_with(h, deep, 10000);
  EXPECT_EQ(h.checkpoints, 100000);
  EXPECT_EQ(co.result<long>(), 10000);
  bottom_checkpoints = 1;
}

TEST(Deep, AbandonedWithoutRecursion) {
  counting_host h;
  h.then = pd::host::next::stop;
  auto co = start_with(h, deep, depth);
  co.abandon();
  EXPECT_EQ(co.status(), perdure::status::abandoned);
}

TEST(Host, WhatItThrowsThePrimitiveThrows) {
  struct : pd::host {
    next on_checkpoint(pd::execution &) override { throw perdure::store_error("the disk is full"); }
  } h;
  bottom_checkpoints = 1;
  EXPECT_THROW(start_with(h, deep, 3), perdure::store_error);
}

TEST(Host, SeesASuspendedExecution) {
  struct : pd::host {
    std::string seen;
    next on_checkpoint(pd::execution &e) override {
      seen = std::string(to_string(e.state)) + " in " + e.stack->type->name;
      return next::go_on;
    }
  } h;
  start_with(h, deep, 3);
  EXPECT_EQ(h.seen, "suspended in deep(int)");
}

TEST(Functions, AreFoundByName) {
  EXPECT_EQ(pd::find_function("_Z3fibi", "fib.cpp"), &fib_function);
  EXPECT_EQ(pd::find_function("_Z3fibi", "renamed.cpp"), &fib_function);
  EXPECT_EQ(pd::find_function("_Z3gibi", "fib.cpp"), nullptr);
}

TEST(Functions, OfInternalLinkageAreToldApartByTheirFiles) {
  static pd::function one = fib_function, two = fib_function;
  one.mangled = two.mangled = "_ZL6helperi";
  one.file = "one.cpp";
  two.file = "two.cpp";
  const pd::function *both[] = {&one, &two};
  pd::registration(both, 2);
  EXPECT_EQ(pd::find_function("_ZL6helperi", "one.cpp"), &one);
  EXPECT_EQ(pd::find_function("_ZL6helperi", "two.cpp"), &two);
  EXPECT_EQ(pd::find_function("_ZL6helperi", "three.cpp"), nullptr) << "not clear which one is meant";
}

TEST(Threads, RunExecutionsSideBySide) {
  auto body = [] {
    for (int k = 0; k < 50; ++k) {
      counting_host h;
      h.then = pd::host::next::stop;
      auto co = start_with(h, deep, 200);
      co.resume();
      ASSERT_EQ(co.result<long>(), 200);
    }
  };
  fail_at_the_bottom = false;
  bottom_checkpoints = 1;
  std::thread a(body), b(body);
  a.join();
  b.join();
}

TEST(Threads, AnExecutionMovesFromOneToAnother) {
  counting_host h;
  h.then = pd::host::next::stop;
  auto co = start_with(h, deep, 200);
  std::thread([&] { co.resume(); }).join();
  EXPECT_EQ(co.result<long>(), 200);
}

TEST(Context, IsAsBeforeAfterEverything) {
  EXPECT_FALSE(pd::cx.unwinding);
  EXPECT_FALSE(pd::cx.throwing);
  EXPECT_EQ(pd::cx.innermost, nullptr);
  EXPECT_EQ(pd::cx.outermost, nullptr);
  EXPECT_EQ(pd::cx.current, nullptr);
  EXPECT_EQ(pd::cx.foreign, nullptr);
}

/// Instrumented functions called by ordinary code, outside of any execution, are ordinary functions.
TEST(Native, FunctionsThatPinVariablesRunOutsideOfExecutions) {
  for (int k = 0; k < 3; ++k) EXPECT_THROW(by_hand::step("x", 2), std::runtime_error);
  EXPECT_EQ(louds, 0);
  std::thread([] { EXPECT_THROW(by_hand::step("x", 2), std::runtime_error); }).join();
  take_log();
}

TEST(Native, APrimitiveOutsideOfAnExecutionSaysSo) {
  try {
    by_hand::step("x", 1);
    FAIL();
  } catch (const perdure::error &e) {
    EXPECT_NE(std::string(e.what()).find("outside of an execution"), std::string::npos) << e.what();
    EXPECT_NE(std::string(e.what()).find("step"), std::string::npos) << e.what();
  }
  EXPECT_EQ(louds, 0);
  take_log();
}

} // namespace
