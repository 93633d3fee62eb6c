// -DPERDURE_PLAIN: the primitives do nothing, and no library is linked.
#define PERDURE_PLAIN 1
#include <perdure/perdure.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace {

RESUMABLE int f(const std::string &s, int n, std::string &t, std::unique_ptr<int> u) {
  EXPECT_EQ(perdure::checkpoint(), perdure::outcome::saved);
  t += s;
  perdure::yield(1);
  EXPECT_EQ(perdure::yield<int>(1), 0);
  EXPECT_EQ(perdure::yield<std::string>(), "");
  return n + *u + int(t.size());
}

int &same(int &x) { return ++x; }
void nothing() {}

TEST(Plain, RunsToTheEnd) {
  std::string t = "abc";
  auto co = perdure::start(f, "a", 1, t, std::make_unique<int>(5));
  EXPECT_TRUE(co.done());
  EXPECT_EQ(t, "abc") << "arguments of reference parameters are copied";
  EXPECT_EQ(co.result<int>(), 10);
  int x = 1;
  EXPECT_EQ(&perdure::start(same, std::ref(x)).result<int &>(), &x);
  perdure::start(nothing).result<void>();
}

TEST(Plain, PersistsOnce) {
  int calls = 0;
  EXPECT_EQ(perdure::persist("k", [&] { return ++calls; }), 1);
  EXPECT_EQ(perdure::persist("k", [&] { return ++calls; }), 1);
  EXPECT_THROW(perdure::persist("k", [] { return 1.0; }), perdure::error);
}

TEST(Plain, Sleeps) {
  auto before = std::chrono::steady_clock::now();
  perdure::sleep_for(std::chrono::milliseconds(5));
  perdure::sleep_until(std::chrono::steady_clock::now() + std::chrono::milliseconds(5));
  EXPECT_GE(std::chrono::steady_clock::now() - before, std::chrono::milliseconds(10));
}

TEST(Plain, HasNoImages) {
  auto co = perdure::start(nothing);
  EXPECT_THROW(perdure::save(co), perdure::error);
  EXPECT_THROW(perdure::load(perdure::image("x")), perdure::error);
}

} // namespace
