// Executions that are run by hand: values out and in, capture, persist, sleep, executions within executions.
#define PERDURE_INSTRUMENTED 1
#include <perdure/detail/generated.hpp>
#include <perdure/detail/io_std.hpp>
#include <perdure/perdure.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace pd = perdure::detail;

// ---- int sum(int n) { int s = 0; for (int i = 0; i < n; ++i) s += perdure::yield<int>(i); return s; } ----

struct sum_frame : pd::frame {
  static constexpr bool pins = false;
  int n, s, i;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    switch (k) {
    case 0:
      return v.value(n);
    case 1:
      return v.value(s);
    case 2:
      return v.value(i);
    }
  }
};

int sum(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) {
    int w = perdure::yield<int>(i);
    if (pd::unwinding()) {
      auto *frame_ = pd::capture<sum_frame>(1);
      frame_->n = n;
      frame_->s = s;
      frame_->i = i;
      return pd::nothing<int>();
    }
    s += w;
  }
  return s;
}

void sum_resume(pd::frame *self_) {
  pd::resumed<sum_frame> frame_(self_);
  int n = frame_->n, s = frame_->s, i = frame_->i;
  pd::deliver();
  s += pd::take<int>();
  for (++i; i < n; ++i) {
    perdure::yield<int>(i);
    frame_->s = s;
    frame_->i = i;
    return pd::suspend(&*frame_, 1);
  }
  pd::give<int>(s);
}

constexpr pd::field sum_fields[] = {
    {"n", "int", 1, pd::field::value}, {"s", "int", 1, pd::field::value}, {"i", "int", 1, pd::field::value}};
constexpr std::uint16_t sum_live[] = {0, 1, 2};
constexpr pd::point sum_points[] = {{}, {"perdure::yield<int, int>(int)#1", 1, sum_live, 3, pd::no_result}};
constexpr pd::function sum_function =
    pd::describe<sum_frame>("sum(int)", "_Z3sumi", "sum.cpp", 1, sum_fields, sum_points, sum_resume);
const pd::function *sum_frame::description() { return &sum_function; }

// ---- std::string join(const std::string &separator) { std::string all; for (;;) {
//        std::string w = perdure::yield<std::string>(all.size()); if (w.empty()) return all; all += separator + w; } }
//        ----

struct join_frame : pd::frame {
  static constexpr bool pins = true;
  const std::string *separator;
  pd::slot<std::string> all, w;
  pd::live_set<3> live;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    switch (k) {
    case 0:
      return v.reference(separator);
    case 1:
      return v.pinned(all);
    case 2:
      return v.pinned(w);
    }
  }
};

std::string join(const std::string &separator) {
  pd::owner<join_frame> frame_;
  std::string &all = *::new (frame_->all.where()) std::string();
  pd::scope all_scope_(frame_->all);
  for (;;) {
    std::string &w = *::new (frame_->w.where()) std::string(perdure::yield<std::string>(all.size()));
    if (pd::unwinding()) {
      frame_->separator = &separator;
      pd::suspend(&*frame_, 1);
      return pd::nothing<std::string>();
    }
    pd::scope w_scope_(frame_->w);
    if (w.empty()) return all;
    all += separator + w;
  }
}

void join_resume(pd::frame *self_) {
  pd::resumed<join_frame> frame_(self_);
  pd::deliver();
  frame_->live.set(2);
  std::string &all = frame_->all.get(), &w = frame_->w.get();
  if (w.empty()) {
    ::new (pd::result_storage<std::string>()) std::string(all);
    return;
  }
  all += *frame_->separator + w;
  frame_->live.clear(2);
  pd::destroy(w);
  ::new (frame_->w.where()) std::string(perdure::yield<std::string>(all.size()));
  pd::suspend(&*frame_, 1);
}

constexpr pd::field join_fields[] = {{"separator", "const std::string &", 1, pd::field::reference},
                                     {"all", "std::string", 1, pd::field::pinned},
                                     {"w", "std::string", 1, pd::field::pinned}};
constexpr std::uint16_t join_live[] = {0, 1};
constexpr pd::point join_points[] = {
    {}, {"perdure::yield<std::string, unsigned long>(unsigned long)#1", 2, join_live, 2, 2}};
constexpr pd::function join_function = pd::describe<join_frame>(
    "join(const std::string &)", "_Z4joinRKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE", "join.cpp", 1,
    join_fields, join_points, join_resume);
const pd::function *join_frame::description() { return &join_function; }

constexpr const pd::function *functions_[] = {&sum_function, &join_function};
const pd::registration registration_(functions_, 2);

TEST(Yield, HandsValuesOutAndIn) {
  auto co = perdure::start(sum, 3);
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(co.suspended());
    ASSERT_TRUE(co.has_yielded());
    EXPECT_EQ(co.yielded<int>(), i);
    co.resume(10 + i);
  }
  EXPECT_TRUE(co.done());
  EXPECT_FALSE(co.has_yielded());
  EXPECT_EQ(co.result<int>(), 33);
}

TEST(Yield, ClassValuesAreBuiltInTheirSlot) {
  std::string separator = "-";
  auto co = perdure::start(join, separator);
  separator = "gone";
  EXPECT_EQ(co.yielded<std::size_t>(), 0u);
  co.resume(std::string("a string that is too long for the small buffer"));
  EXPECT_EQ(co.yielded<std::size_t>(), 47u);
  co.resume(std::string("b"));
  co.resume(std::string());
  EXPECT_EQ(co.result<std::string>(), "-a string that is too long for the small buffer-b");
}

template <class F> std::string message_of(F f) {
  try {
    f();
  } catch (const perdure::error &e) {
    return e.what();
  }
  return "nothing was thrown";
}

TEST(Yield, AWrongTypeIsRefusedNamingBoth) {
  auto co = perdure::start(sum, 1);
  std::string m = message_of([&] { co.resume(std::string("x")); });
  EXPECT_NE(m.find("int"), std::string::npos) << m;
  EXPECT_NE(m.find("std::string"), std::string::npos) << m;
  m = message_of([&] { co.resume(); });
  EXPECT_NE(m.find("int"), std::string::npos) << m;
  EXPECT_NE(m.find("void"), std::string::npos) << m;
  m = message_of([&] { co.yielded<double>(); });
  EXPECT_NE(m.find("double"), std::string::npos) << m;
  EXPECT_NE(m.find("int"), std::string::npos) << m;
  EXPECT_TRUE(co.suspended()) << "nothing has changed";
  co.resume(5);
  EXPECT_EQ(co.result<int>(), 5);
  m = message_of([&] { co.result<long>(); });
  EXPECT_NE(m.find("long"), std::string::npos) << m;
}

TEST(Continuation, SaysWhyItCannotDoAThing) {
  perdure::continuation none;
  EXPECT_FALSE(none);
  EXPECT_NE(message_of([&] { none.resume(); }).find("no execution"), std::string::npos);
  auto co = perdure::start(sum, 0);
  EXPECT_NE(message_of([&] { co.resume(); }).find("done"), std::string::npos);
  EXPECT_NE(message_of([&] { co.resume(1); }).find("done"), std::string::npos);
  EXPECT_NE(message_of([&] { co.yielded<int>(); }).find("none was given"), std::string::npos);
  auto waiting = perdure::start(sum, 1);
  EXPECT_NE(message_of([&] { waiting.result<int>(); }).find("suspended"), std::string::npos);
  waiting.abandon();
  EXPECT_NE(message_of([&] { waiting.resume(1); }).find("abandoned"), std::string::npos);
}

// ---- void chain(int depth): executions within executions; each starts the next, resumes it, and yields itself ----

struct chain_frame : pd::frame {
  static constexpr bool pins = true;
  int depth;
  pd::slot<perdure::continuation> inner;
  pd::live_set<2> live;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    switch (k) {
    case 0:
      return v.value(depth);
    case 1:
      return v.pinned(inner);
    }
  }
};

int chain(int depth) {
  pd::owner<chain_frame> frame_;
  perdure::continuation &inner = *::new (frame_->inner.where()) perdure::continuation();
  pd::scope inner_scope_(frame_->inner);
  if (depth > 0) inner = perdure::start(chain, depth - 1);
  perdure::yield(depth);
  if (pd::unwinding()) {
    frame_->depth = depth;
    pd::suspend(&*frame_, 1);
    return pd::nothing<int>();
  }
  return -1; // never: yield suspends
}

void chain_resume(pd::frame *self_) {
  pd::resumed<chain_frame> frame_(self_);
  pd::deliver();
  int below = 0;
  if (perdure::continuation &inner = frame_->inner.get()) {
    EXPECT_EQ(inner.yielded<int>(), frame_->depth - 1);
    inner.resume();
    below = inner.result<int>();
  }
  pd::give<int>(below + frame_->depth);
}

constexpr pd::field chain_fields[] = {{"depth", "int", 1, pd::field::value},
                                      {"inner", "perdure::continuation", 1, pd::field::pinned}};
constexpr std::uint16_t chain_live[] = {0, 1};
constexpr pd::point chain_points[] = {{}, {"perdure::yield<void, int>(int)#1", 1, chain_live, 2, pd::no_result}};
constexpr pd::function chain_function =
    pd::describe<chain_frame>("chain(int)", "_Z5chaini", "chain.cpp", 1, chain_fields, chain_points, chain_resume);
const pd::function *chain_frame::description() { return &chain_function; }
constexpr const pd::function *chain_functions[] = {&chain_function};
const pd::registration chain_registration(chain_functions, 1);

TEST(Nested, ExecutionsRunWithinExecutions) {
  auto co = perdure::start(chain, 10);
  EXPECT_EQ(co.yielded<int>(), 10);
  co.resume();
  EXPECT_EQ(co.result<int>(), 55);
}

TEST(Nested, AreAbandonedWithTheOuterOne) { perdure::start(chain, 5).abandon(); } // LeakSanitizer looks

// ---- capture, persist, sleep, through one small function that does what it is told ----

std::function<void()> told;

struct do_frame : pd::frame {
  static constexpr bool pins = false;
  static const pd::function *description();
  template <class V> void visit(V &, unsigned) {}
};

/// told(); at most one primitive in it.
int doing(int n) {
  told();
  if (pd::unwinding()) {
    pd::capture<do_frame>(1);
    return pd::nothing<int>();
  }
  return n;
}

void do_resume(pd::frame *self_) {
  pd::resumed<do_frame> frame_(self_);
  pd::deliver();
  pd::give<int>(7);
}

constexpr pd::point do_points[] = {{}, {"told()#1", 1, nullptr, 0, pd::no_result}};
constexpr pd::function do_function =
    pd::describe<do_frame>("doing(int)", "_Z5doingi", "do.cpp", 1, nullptr, do_points, do_resume);
const pd::function *do_frame::description() { return &do_function; }

TEST(Capture, HandsTheContinuationOverOnTheHostsStack) {
  perdure::continuation kept;
  told = [&] {
    perdure::capture([&](perdure::continuation co) {
      EXPECT_EQ(pd::cx.current, nullptr) << "on the host's stack";
      kept = std::move(co);
    });
  };
  auto co = perdure::start(doing, 1);
  EXPECT_TRUE(co.suspended());
  ASSERT_TRUE(kept);
  kept.resume();
  EXPECT_TRUE(co.done()) << "both stand for the same execution";
  EXPECT_EQ(co.result<int>(), 7);
}

TEST(Capture, MayResumeAtOnce) {
  told = [] { perdure::capture<int>([](perdure::continuation co) { co.resume(3); }); };
  auto co = perdure::start(doing, 1);
  EXPECT_EQ(co.result<int>(), 7);
}

TEST(Capture, WhatItThrowsLeavesStart) {
  told = [] { perdure::capture([](perdure::continuation) { throw std::logic_error("no"); }); };
  EXPECT_THROW(perdure::start(doing, 1), std::logic_error);
}

TEST(Persist, EvaluatesOncePerExecution) {
  int calls = 0;
  told = [&] {
    auto thunk = [&] { return std::to_string(++calls); };
    EXPECT_EQ(perdure::persist("k", thunk), "1");
    EXPECT_EQ(perdure::persist("k", thunk), "1");
    EXPECT_EQ(perdure::persist("other", thunk), "2");
  };
  perdure::start(doing, 1);
  calls = 0;
  perdure::start(doing, 1); // another execution, other values
}

TEST(Persist, KeepsNothingWhenTheThunkThrows) {
  told = [&] {
    EXPECT_THROW(perdure::persist("k", []() -> int { throw std::runtime_error("no"); }), std::runtime_error);
    EXPECT_EQ(perdure::persist("k", [] { return 5; }), 5);
  };
  perdure::start(doing, 1);
}

TEST(Persist, RefusesAnotherTypeUnderTheSameKey) {
  told = [&] {
    perdure::persist("k", [] { return 5; });
    std::string m = message_of([] { perdure::persist("k", [] { return std::string("x"); }); });
    EXPECT_NE(m.find("\"k\""), std::string::npos) << m;
    EXPECT_NE(m.find("std::string"), std::string::npos) << m;
    EXPECT_NE(m.find("int"), std::string::npos) << m;
  };
  perdure::start(doing, 1);
}

TEST(Persist, TheThunkCannotSuspend) {
  told = [&] { EXPECT_THROW(perdure::persist("k", [] { return perdure::checkpoint(), 1; }), perdure::foreign_frame); };
  perdure::start(doing, 1);
}

TEST(Sleep, WaitsInProcess) {
  using namespace std::chrono;
  auto before = steady_clock::now();
  told = [] { perdure::sleep_for(milliseconds(30)); };
  auto co = perdure::start(doing, 1);
  EXPECT_TRUE(co.done());
  EXPECT_GE(steady_clock::now() - before, milliseconds(29));
  before = steady_clock::now();
  told = [] { perdure::sleep_until(steady_clock::now() + milliseconds(30)); };
  perdure::start(doing, 1);
  EXPECT_GE(steady_clock::now() - before, milliseconds(29));
  told = [] { perdure::sleep_until(system_clock::now() - hours(1)); };
  perdure::start(doing, 1);
}

TEST(Sleep, AHostSeesTheTimeAndTheTimeLeftIsWaitedLater) {
  using namespace std::chrono;
  struct : pd::host {
    bool stopped = false;
    std::int64_t wake = 0;
    next on_sleep(pd::execution &e) override {
      wake = e.wanted.wake;
      if (stopped) return pd::host::on_sleep(e);
      stopped = true;
      return next::stop;
    }
  } h;
  told = [] { perdure::sleep_for(milliseconds(60)); };
  auto e = std::make_shared<pd::execution>();
  e->server = &h;
  auto before = system_clock::now();
  pd::begin(*e, doing, 1);
  perdure::continuation co(e);
  EXPECT_TRUE(co.suspended());
  auto expected = duration_cast<nanoseconds>((before + milliseconds(60)).time_since_epoch()).count();
  EXPECT_NEAR(double(h.wake - expected), 0.0, 20e6);
  co.resume();
  EXPECT_TRUE(co.done());
  EXPECT_GE(system_clock::now() - before, milliseconds(59));
}

TEST(Sleep, ForeverIsALongTime) {
  struct : pd::host {
    std::int64_t wake = 0;
    next on_sleep(pd::execution &e) override { return wake = e.wanted.wake, next::go_on; }
  } h;
  told = [] { perdure::sleep_for(std::chrono::hours::max()); };
  auto e = std::make_shared<pd::execution>();
  e->server = &h;
  pd::begin(*e, doing, 1);
  auto now = std::chrono::system_clock::now().time_since_epoch();
  EXPECT_GT(h.wake,
            std::chrono::duration_cast<std::chrono::nanoseconds>(now + std::chrono::hours(24 * 365 * 99)).count());
}

// ---- arguments ----

TEST(Start, OwnsTheArgumentsOfReferenceParameters) {
  struct parts {
    static int run(const std::string &s, std::vector<int> &v, int &&r, std::unique_ptr<int> p, const int &c) {
      v.push_back(1);
      return int(s.size() + v.size()) + r + *p + c;
    }
  };
  std::vector<int> v{1, 2, 3};
  auto co = perdure::start(&parts::run, "abc", v, 100, std::make_unique<int>(1000), 10000);
  EXPECT_EQ(co.result<int>(), 11107);
  EXPECT_EQ(v.size(), 3u) << "the execution has its own copy";
  auto by_ref = perdure::start(&parts::run, "abc", std::ref(v), 100, std::make_unique<int>(1000), 10000);
  EXPECT_EQ(v.size(), 4u) << "std::ref leaves it to the caller";
}

} // namespace
