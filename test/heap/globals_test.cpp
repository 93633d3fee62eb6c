// Globals, static locals and thread_local variables in images.
#include "../image/frames.hpp"

#include <perdure/detail/globals.hpp>
#include <perdure/detail/heap.hpp>
#include <perdure/detail/heap_replace.hpp>

#include <cstring>
#include <map>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace {

using namespace image_test;
using std::string;

int counter = 1;
string title = "a title that is too long to lie in the object itself";
std::vector<int> numbers{1, 2, 3};
int table[3] = {10, 20, 30};
int *into_table = &table[1];
const char *greeting = "hello";
std::map<string, int *> index_of;
thread_local int of_thread = 5;

struct loud {
  static inline int alive = 0;
  string name;
  explicit loud(string n) : name(std::move(n)) { ++alive; }
  ~loud() { --alive; }
};

} // namespace

template <> struct perdure::detail::layout<loud> {
  static constexpr const char *name = "loud";
  template <class V, class T> static void members(V &v, T &x) { v.member("name", x.name); }
};

namespace {

pd::static_slot<loud> slot, second_slot, never_slot;
pd::static_slot<int> number_slot;
thread_local pd::static_slot<string, true> thread_slot;
int *of_thread_place() { return &of_thread; }
pd::static_slot<string, true> *thread_slot_place() { return &thread_slot; }

constexpr pd::global_variable rows[] = {
    pd::global("counter", "int", "counter", 1, counter),
    pd::global("title", "std::string", "title", 2, title),
    pd::global("numbers", "std::vector<int>", "numbers", 3, numbers),
    pd::global("table", "int[3]", "table", 4, table),
    pd::global("into_table", "int *", "into_table", 5, into_table),
    pd::global("greeting", "const char *", "greeting", 6, greeting),
    pd::global("index_of", "std::map<std::string, int *>", "index_of", 7, index_of),
    pd::thread_global<of_thread_place>("of_thread", "int", "of_thread", 8),
    pd::global("f()::slot", "loud", "_ZZ1fvE4slot", 9, slot),
    pd::global("f()::second_slot", "loud", "_ZZ1fvE6second_slot", 10, second_slot),
    pd::global("f()::never_slot", "loud", "_ZZ1fvE6never_slot", 10, never_slot),
    pd::global("f()::number_slot", "int", "_ZZ1fvE6number", 10, number_slot),
    pd::thread_global<thread_slot_place>("f()::thread_slot", "std::string", "_ZZ1fvE11thread_slot", 11)};
const pd::globals_registration registration(rows, std::size(rows));
// The same table again, as an inline variable would be in two files.
const pd::globals_registration again(rows, std::size(rows));

using frame = variables<int *, string *, int *, loud *>;

TEST(Globals, ComeBackWithTheImage) {
  counter = 7;
  title = "another title that is too long to lie in the object itself";
  numbers = {4, 5, 6, 7};
  table[2] = 33;
  into_table = &table[2];
  index_of["x"] = &counter;
  of_thread = 6;
  slot.get([] { return loud("first"); });
  second_slot.get([](void *where) { ::new (where) loud("second"); });
  number_slot.get([] { return 12; });
  thread_slot.get([] { return string("of this thread"); });
  stack s;
  frame &f = s.push<frame>();
  f.build<0>(&numbers[2]);
  f.build<1>(&title);
  f.build<2>(&counter);
  f.build<3>(&slot.object());
  const string image = s.image();

  counter = 8;
  title = "changed";
  numbers.clear();
  table[2] = 0;
  into_table = nullptr;
  index_of.clear();
  greeting = "bye";
  of_thread = 1;
  slot.object().name = "changed";
  thread_slot.object() = "changed";
  const int alive = loud::alive;
  stack t = stack::load(image);
  EXPECT_EQ(counter, 7);
  EXPECT_EQ(title, "another title that is too long to lie in the object itself");
  EXPECT_EQ(numbers, (std::vector<int>{4, 5, 6, 7}));
  EXPECT_EQ(table[2], 33);
  EXPECT_EQ(into_table, &table[2]);
  EXPECT_STREQ(greeting, "hello");
  EXPECT_EQ(index_of["x"], &counter);
  EXPECT_EQ(of_thread, 6);
  EXPECT_EQ(slot.object().name, "first");
  EXPECT_EQ(second_slot.object().name, "second");
  EXPECT_EQ(number_slot.get([] { return 99; }), 12);
  EXPECT_EQ(thread_slot.get([] { return string(); }), "of this thread");
  EXPECT_FALSE(never_slot.built());
  EXPECT_EQ(loud::alive, alive) << "no destructor runs";
  frame &g = t.at<frame>();
  EXPECT_EQ(g.get<0>(), &numbers[2]);
  EXPECT_EQ(g.get<1>(), &title);
  EXPECT_EQ(g.get<2>(), &counter);
  EXPECT_EQ(g.get<3>(), &slot.object());
  EXPECT_EQ(t.image(), image);
}

TEST(Globals, AreAsTheyWereWhenAnImageIsRefused) {
  title = "a title that stays, whatever happens to images";
  numbers = {1};
  stack s;
  s.push<frame>().build<0>(nullptr);
  frame &f = s.at<frame>();
  f.build<1>(nullptr);
  f.build<2>(nullptr);
  f.build<3>(nullptr);
  string image = s.image();
  numbers = {2, 3};
  // The last value of the frame is no flag.
  const std::size_t last = image.size() - 9;
  image[last] = 9;
  const std::uint64_t sum = [&] {
    const string rest = image.substr(0, image.size() - 8);
    return XXH3_64bits(rest.data(), rest.size());
  }();
  std::memcpy(&image[image.size() - 8], &sum, sizeof sum);
  EXPECT_NE(error_of<perdure::image_error>([&] { stack::load(image); }), "");
  EXPECT_EQ(numbers, (std::vector<int>{2, 3}));
  EXPECT_EQ(title, "a title that stays, whatever happens to images");
}

TEST(Globals, OfAnotherBuildThatDoNotFit) {
  stack s;
  s.push<frame>();
  frame &f = s.at<frame>();
  f.build<0>(nullptr), f.build<1>(nullptr), f.build<2>(nullptr), f.build<3>(nullptr);
  string image = s.image();
  const std::size_t at = image.find("std::vector<int>");
  ASSERT_NE(at, image.npos);
  image[at + 12] = 'I';
  const std::uint64_t sum = XXH3_64bits(image.data(), image.size() - 8);
  std::memcpy(&image[image.size() - 8], &sum, sizeof sum);
  const string why = error_of<perdure::image_error>([&] { stack::load(image); });
  EXPECT_NE(why.find("the variable 'numbers' of type std::vector<Int> has the type std::vector<int> now"), why.npos)
      << why;
}

TEST(Globals, AreShown) {
  counter = 41;
  stack s;
  s.push<frame>();
  frame &f = s.at<frame>();
  f.build<0>(&counter), f.build<1>(nullptr), f.build<2>(&table[1]), f.build<3>(nullptr);
  const string text = pd::describe_stack(s.execution());
  EXPECT_NE(text.find("globals\n"), text.npos) << text;
  EXPECT_NE(text.find("counter: int = 41\n"), text.npos) << text;
  EXPECT_NE(text.find("-> counter\n"), text.npos) << text;
  EXPECT_NE(text.find("-> table[1]\n"), text.npos) << text;
  EXPECT_EQ(text.find("never_slot"), text.npos) << text;
}

TEST(StaticSlots, AnInitialiserThatThrowsRunsAgain) {
  static pd::static_slot<int> once;
  EXPECT_THROW(once.get([]() -> int { throw 1; }), int);
  EXPECT_FALSE(once.built());
  EXPECT_EQ(once.get([] { return 3; }), 3);
  EXPECT_EQ(once.get([] { return 4; }), 3);
}

TEST(StaticSlots, OneThatComesBackToItself) {
  static pd::static_slot<int> self;
  EXPECT_THROW(self.get([] { return self.get([] { return 1; }); }), perdure::error);
}

} // namespace
