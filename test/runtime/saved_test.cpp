// Executions as images: each of the hand-made functions is saved where it is suspended, loaded into a new execution,
// and goes on there; clones go on independently.
#include "by_hand.hpp"

#include <perdure/detail/image.hpp>

#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace {

namespace pd = perdure::detail;

/// Suspends at each checkpoint.
struct stopping_host : pd::host {
  next on_checkpoint(pd::execution &) override { return next::stop; }
};

template <class R, class... P, class... A> perdure::continuation start_with(pd::host &h, R (*f)(P...), A &&...args) {
  auto e = std::make_shared<pd::execution>();
  e->server = &h;
  pd::begin(*e, f, std::forward<A>(args)...);
  return perdure::continuation(std::move(e));
}

/// The process dies: what the execution holds goes without a word.
void kill(perdure::continuation &co) {
  silent = true;
  co = perdure::continuation();
  silent = false;
}

/// Ends the process and goes on in a new one.
void restart(perdure::continuation &co, pd::host &h) {
  perdure::image saved = perdure::save(co);
  kill(co);
  co = perdure::load(saved);
  co.self()->server = &h;
}

TEST(Saved, TheWorkedExampleGoesOnInANewProcessAtEachCheckpoint) {
  as_written::checkpoint = [] {};
  take_log();
  int expected = as_written::top();
  std::string log = take_log();
  stopping_host h;
  auto co = start_with(h, by_hand::top);
  int restarts = 0;
  while (co.suspended()) {
    int alive = louds;
    restart(co, h);
    louds = alive; // restored ones are made without their constructor
    ++restarts;
    co.resume();
  }
  EXPECT_GT(restarts, 5);
  EXPECT_EQ(co.result<int>(), expected);
  EXPECT_EQ(take_log(), log);
  EXPECT_EQ(louds, 0);
}

TEST(Saved, OneImageMayBeLoadedManyTimes) {
  stopping_host h;
  auto co = start_with(h, by_hand::top);
  co.resume();
  co.resume();
  perdure::image saved = perdure::save(co);
  EXPECT_EQ(perdure::save(co), saved) << "saving changes nothing";
  std::vector<std::string> logs;
  std::vector<int> results;
  for (int k = 0; k < 3; ++k) {
    take_log();
    auto again = perdure::load(saved);
    EXPECT_TRUE(again.suspended());
    again.resume();
    while (again.suspended()) again.resume();
    results.push_back(again.result<int>());
    logs.push_back(take_log());
  }
  EXPECT_EQ(results[0], results[1]);
  EXPECT_EQ(results[1], results[2]);
  EXPECT_EQ(logs[0], logs[1]);
  EXPECT_EQ(logs[1], logs[2]);
  kill(co);
  take_log();
  louds = 0;
}

// ---- std::string talk(const std::string &name): yields greetings, takes numbers ----

struct talk_frame : pd::frame {
  static constexpr bool pins = true;
  const std::string *name;
  int round;
  pd::slot<std::string> heard;
  pd::live_set<3> live;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    switch (k) {
    case 0:
      return v.reference(name);
    case 1:
      return v.value(round);
    case 2:
      return v.pinned(heard);
    }
  }
};

/// std::string heard; for (int round = 0; round < 3; ++round) heard += std::to_string(yield<int>("hello " + name));
/// return heard;
std::string talk(const std::string &name) {
  pd::owner<talk_frame> frame_;
  [[maybe_unused]] std::string &heard = *::new (frame_->heard.where()) std::string;
  pd::scope heard_scope_(frame_->heard);
  perdure::yield<int>("hello " + name);
  frame_->name = &name;
  frame_->round = 0;
  pd::suspend(&*frame_, 1);
  return pd::nothing<std::string>();
}

void talk_resume(pd::frame *self_) {
  pd::resumed<talk_frame> frame_(self_);
  pd::deliver();
  frame_->heard.get() += std::to_string(pd::take<int>());
  if (++frame_->round == 3) {
    ::new (pd::result_storage<std::string>()) std::string(frame_->heard.get());
    return;
  }
  perdure::yield<int>("hello " + *frame_->name);
  pd::suspend(&*frame_, 1);
}

constexpr pd::field talk_fields[] = {{"name", "const std::string &", 1, pd::field::reference},
                                     {"round", "int", 2, pd::field::value},
                                     {"heard", "std::string", 2, pd::field::pinned}};
constexpr std::uint16_t talk_live[] = {0, 1, 2};
constexpr pd::point talk_points[] = {
    {}, {"perdure::yield<int, std::string>(std::string)#1", 3, talk_live, 3, pd::no_result}};
constexpr pd::function talk_function = pd::describe<talk_frame>(
    "talk(const std::string &)", "_Z4talkRKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE", "talk.cpp", 1,
    talk_fields, talk_points, talk_resume);
const pd::function *talk_frame::description() { return &talk_function; }
constexpr const pd::function *talk_functions[] = {&talk_function};
const pd::registration talk_registration(talk_functions, 1);

TEST(Saved, YieldedValuesAndArgumentsAreInTheImage) {
  auto co = perdure::start(talk, "a name that is longer than the small buffer of a string");
  for (int k = 0; k < 3; ++k) {
    perdure::image saved = perdure::save(co);
    co = perdure::load(saved);
    EXPECT_EQ(co.yielded<std::string>(), "hello a name that is longer than the small buffer of a string");
    EXPECT_THROW(co.resume(std::string("x")), perdure::error) << "the type expected is in the image, too";
    co.resume(k + 7);
  }
  EXPECT_EQ(co.result<std::string>(), "789");
}

TEST(Saved, ClonesGoOnIndependently) {
  auto one = perdure::start(talk, "x");
  one.resume(1);
  auto two = one.clone();
  one.resume(2);
  two.resume(20);
  auto three = two.clone();
  one.resume(3);
  two.resume(30);
  three.resume(300);
  EXPECT_EQ(one.result<std::string>(), "123");
  EXPECT_EQ(two.result<std::string>(), "12030");
  EXPECT_EQ(three.result<std::string>(), "120300");
}

TEST(Saved, AnEndedExecutionKeepsItsResult) {
  auto co = perdure::start(talk, "x");
  for (int k = 0; k < 3; ++k) co.resume(k);
  auto again = perdure::load(perdure::save(co));
  EXPECT_TRUE(again.done());
  EXPECT_EQ(again.result<std::string>(), "012");
}

TEST(Saved, GoesThroughAFile) {
  std::string path = testing::TempDir() + "perdure-saved-test";
  {
    auto co = perdure::start(talk, "x");
    co.resume(1);
    perdure::save(co).to_file(path);
  }
  auto co = perdure::load(perdure::image::from_file(path));
  co.resume(2);
  co.resume(3);
  EXPECT_EQ(co.result<std::string>(), "123");
  std::remove(path.c_str());
}

TEST(Saved, WhatHasEndedBadlyOrRunsIsRefused) {
  auto co = perdure::start(talk, "x");
  co.abandon();
  EXPECT_THROW(perdure::save(co), perdure::error);
  EXPECT_THROW(co.clone(), perdure::error);
  EXPECT_THROW(perdure::save(perdure::continuation()), perdure::error);
  EXPECT_THROW(perdure::load(perdure::image("not an image")), perdure::image_error);
  EXPECT_THROW(perdure::load(perdure::image()), perdure::image_error);
}

// ---- outcome told(): the answer of a checkpoint, and what persist() gives before and after it ----

struct kept_frame : pd::frame {
  static constexpr bool pins = false;
  int before;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    if (k == 0) v.value(before);
  }
};

int evaluations = 0;

std::string kept() {
  int before = perdure::persist("number", [] { return ++evaluations; });
  perdure::checkpoint();
  if (pd::unwinding()) {
    pd::capture<kept_frame>(1)->before = before;
    return pd::nothing<std::string>();
  }
  return "not suspended";
}

void kept_resume(pd::frame *self_) {
  pd::resumed<kept_frame> frame_(self_);
  pd::deliver();
  auto how = pd::take<perdure::outcome>();
  int after = perdure::persist("number", [] { return ++evaluations; });
  ::new (pd::result_storage<std::string>()) std::string((how == perdure::outcome::restored ? "restored " : "saved ") +
                                                        std::to_string(frame_->before) + std::to_string(after));
}

constexpr pd::field kept_fields[] = {{"before", "int", 1, pd::field::value}};
constexpr std::uint16_t kept_live[] = {0};
constexpr pd::point kept_points[] = {{}, {"perdure::checkpoint()#1", 2, kept_live, 1, pd::no_result}};
constexpr pd::function kept_function =
    pd::describe<kept_frame>("kept()", "_Z4keptv", "kept.cpp", 1, kept_fields, kept_points, kept_resume);
const pd::function *kept_frame::description() { return &kept_function; }
constexpr const pd::function *kept_functions[] = {&kept_function};
const pd::registration kept_registration(kept_functions, 1);

TEST(Saved, PersistedValuesComeFromTheImage) {
  evaluations = 0;
  stopping_host h;
  auto co = start_with(h, kept);
  restart(co, h);
  co.resume();
  EXPECT_EQ(co.result<std::string>(), "restored 11");
  EXPECT_EQ(evaluations, 1);
  evaluations = 0;
  EXPECT_EQ(perdure::start(kept).result<std::string>(), "saved 11");
}

TEST(Saved, AHostMayEncodeWhileItServes) {
  struct : pd::host {
    std::string bytes;
    next on_checkpoint(pd::execution &e) override { return bytes = pd::encode(e), next::go_on; }
  } h;
  evaluations = 0;
  auto co = start_with(h, kept);
  EXPECT_EQ(co.result<std::string>(), "saved 11");
  auto restored = perdure::load(perdure::image(h.bytes));
  restored.resume();
  EXPECT_EQ(restored.result<std::string>(), "restored 11");
}

// ---- a continuation that lives in another execution's frame ----

struct holder_frame : pd::frame {
  static constexpr bool pins = true;
  pd::slot<perdure::continuation> inner;
  pd::live_set<1> live;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    if (k == 0) v.pinned(inner);
  }
};

std::string holder() {
  pd::owner<holder_frame> frame_;
  perdure::continuation &inner = *::new (frame_->inner.where()) perdure::continuation(perdure::start(talk, "inner"));
  pd::scope inner_scope_(frame_->inner);
  inner.resume(1);
  perdure::yield();
  pd::suspend(&*frame_, 1);
  return pd::nothing<std::string>();
}

void holder_resume(pd::frame *self_) {
  pd::resumed<holder_frame> frame_(self_);
  pd::deliver();
  perdure::continuation &inner = frame_->inner.get();
  inner.resume(2);
  inner.resume(3);
  ::new (pd::result_storage<std::string>()) std::string(inner.result<std::string>());
}

constexpr pd::field holder_fields[] = {{"inner", "perdure::continuation", 1, pd::field::pinned}};
constexpr std::uint16_t holder_live[] = {0};
constexpr pd::point holder_points[] = {{}, {"perdure::yield<void>()#1", 2, holder_live, 1, pd::no_result}};
constexpr pd::function holder_function =
    pd::describe<holder_frame>("holder()", "_Z6holderv", "holder.cpp", 1, holder_fields, holder_points, holder_resume);
const pd::function *holder_frame::description() { return &holder_function; }
constexpr const pd::function *holder_functions[] = {&holder_function};
const pd::registration holder_registration(holder_functions, 1);

TEST(Saved, AnExecutionWithinAnExecutionIsSavedWithIt) {
  auto co = perdure::start(holder);
  auto again = co.clone();
  co.abandon();
  again.resume();
  EXPECT_EQ(again.result<std::string>(), "123");
}

} // namespace
