// Images that are damaged, foreign, or of another build: always an image_error, never a crash, never a leak.
#include "frames.hpp"

#ifndef XXH_INLINE_ALL
#define XXH_INLINE_ALL
#endif
#include <xxhash.h>

#include <cstring>

namespace {

using namespace image_test;
using std::string;

struct part {
  int n = 0;
  std::vector<string> names;
  part *self = nullptr;
  std::unique_ptr<part> inner;
};

} // namespace

template <> struct perdure::detail::layout<part> {
  static constexpr const char *name = "part";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("n", x.n);
    v.member("names", x.names);
    v.member("self", x.self);
    v.member("inner", x.inner);
  }
};

namespace {

using F = variables<part, std::map<string, int>, std::shared_ptr<string>, std::string_view, std::optional<string>,
                    std::variant<int, string>, std::deque<string>, std::unordered_set<string>, std::list<bool>,
                    std::exception_ptr>;

stack small() {
  stack s;
  const char *const argv[] = {"prog", "arg"};
  s.execution().arguments.assign(2, argv);
  auto &f = s.push<F>();
  auto &p = f.build<0>();
  p.names = {"a", "long enough to be on the heap"};
  p.self = &p;
  p.inner = std::make_unique<part>();
  p.inner->self = &p;
  f.build<1>(std::map<string, int>{{"x", 1}, {"y", 2}});
  f.build<2>(std::make_shared<string>("shared"));
  f.build<3>("constant");
  f.build<4>("engaged");
  f.build<5>(string("alternative"));
  f.build<6>(std::deque<string>{"d", "e"});
  f.build<7>(std::unordered_set<string>{"u", "v"});
  f.build<8>(std::list<bool>{true, false});
  f.build<9>(std::make_exception_ptr(std::runtime_error("held")));
  s.push<variables<std::weak_ptr<string>, part *>>().build<0>(f.get<2>());
  s.at<variables<std::weak_ptr<string>, part *>>().build<1>(p.inner.get());
  return s;
}

/// With a checksum that fits the damage.
string sealed(string image) {
  const std::uint64_t size = image.size();
  std::memcpy(&image[16], &size, sizeof size);
  const std::uint64_t sum = XXH3_64bits(image.data(), image.size() - 8);
  std::memcpy(&image[image.size() - 8], &sum, sizeof sum);
  return image;
}

TEST(Damage, EveryByte) {
  const string image = small().image();
  for (std::size_t k = 0; k < image.size(); ++k)
    for (const int change : {1, 0x80, 0xff}) {
      string bad = image;
      bad[k] = char(bad[k] ^ change);
      EXPECT_NE(error_of<perdure::image_error>([&] { stack::load(bad); }), "") << "byte " << k;
    }
}

TEST(Damage, EveryTruncation) {
  const string image = small().image();
  for (std::size_t k = 0; k < image.size(); ++k)
    EXPECT_NE(error_of<perdure::image_error>([&] { stack::load(image.substr(0, k)); }), "") << "length " << k;
  EXPECT_NE(error_of<perdure::image_error>([&] { stack::load(image + 'x'); }), "");
}

// Beyond the checksum: an image that somebody made on purpose. It may still load (a number is another number), but it
// must not crash, leak, or throw anything else.
TEST(Damage, EveryByteWithAGoodChecksum) {
  const string image = small().image();
  int loaded = 0, refused = 0;
  for (std::size_t k = 24; k + 8 < image.size(); ++k)
    for (int change : {1, 2, 0x40, 0x7f, 0x80, 0xff}) {
      string bad = image;
      bad[k] = char(bad[k] ^ change);
      try {
        stack t = stack::load(sealed(bad));
        ++loaded;
      } catch (const perdure::image_error &) {
        ++refused;
      }
    }
  EXPECT_GT(refused, 100);
  EXPECT_GT(loaded, 100);
}

TEST(Damage, EveryTruncationWithAGoodChecksum) {
  const string image = small().image();
  for (std::size_t k = 24; k + 8 < image.size(); ++k)
    EXPECT_NE(error_of<perdure::image_error>([&] { stack::load(sealed(image.substr(0, k) + string(8, 0))); }), "") << k;
}

TEST(Damage, WhatItSays) {
  const auto says = [](const string &image, const char *text) {
    const string error = error_of<perdure::image_error>([&] { stack::load(image); });
    EXPECT_NE(error.find(text), string::npos) << error;
  };
  const string image = small().image();
  says("", "too short");
  says(string(200, 'x'), "not an image");
  says(image.substr(0, 100), "cut off");
  string bad = image;
  bad[8] = 77;
  says(bad, "version 77");
  bad = image;
  bad[9] = 4;
  says(bad, "another kind of machine");
  bad = image;
  bad[40] ^= 1;
  says(bad, "checksum");
}

// ---- other builds of the same program ----

/// One function in several versions, told apart in the test by who is registered under the name in the image.
template <int Version> struct versions : pd::frame {
  static constexpr bool pins = true;
  pd::slot<string> name;
  int i = 0;
  long j = 0;
  pd::live_set<3> live;
  template <class V> void visit(V &v, unsigned k) {
    switch (k) {
    case 0:
      return v.pinned(name);
    case 1:
      return v.value(i);
    case 2:
      return v.value(j);
    }
  }
  static const pd::function *description();
};

constexpr pd::field old_fields[] = {{"name", "std::string", 1, pd::field::pinned},
                                    {"i", "int", 2, pd::field::value},
                                    {"j", "long", 3, pd::field::value}};
constexpr pd::field renamed_fields[] = {{"title", "std::string", 1, pd::field::pinned},
                                        {"i", "int", 2, pd::field::value},
                                        {"j", "long", 3, pd::field::value}};
constexpr pd::field retyped_fields[] = {{"name", "std::string", 1, pd::field::pinned},
                                        {"i", "unsigned int", 2, pd::field::value},
                                        {"j", "long", 3, pd::field::value}};
constexpr std::uint16_t live01[] = {0, 1}, live012[] = {0, 1, 2};
constexpr pd::point old_points[] = {
    {}, {"other()#1", 8, live01, 2, pd::no_result}, {"step()#1", 9, live01, 2, pd::no_result}};
constexpr pd::point moved_points[] = {{}, {"step()#1", 12, live01, 2, pd::no_result}};
constexpr pd::point gone_points[] = {{}, {"step()#2", 12, live01, 2, pd::no_result}};
constexpr pd::point more_points[] = {{}, {"step()#1", 12, live012, 3, pd::no_result}};

constexpr pd::function make(int v) {
  using own = versions<0>;
  switch (v) {
  case 1:
    return pd::describe<own>("f(int)", "_Z10f_moved", "f.cpp", 1, old_fields, moved_points, never_resumed);
  case 2:
    return pd::describe<own>("f(int)", "_Z11f_gone_", "f.cpp", 1, old_fields, gone_points, never_resumed);
  case 3:
    return pd::describe<own>("f(int)", "_Z11f_named", "f.cpp", 1, renamed_fields, moved_points, never_resumed);
  case 4:
    return pd::describe<own>("f(int)", "_Z11f_typed", "f.cpp", 1, retyped_fields, moved_points, never_resumed);
  case 5:
    return pd::describe<own>("f(int)", "_Z11f_more_", "f.cpp", 1, old_fields, more_points, never_resumed);
  default:
    return pd::describe<own>("f(int)", "_Z11f_first", "f.cpp", 1, old_fields, old_points, never_resumed);
  }
}
constexpr pd::function builds[] = {make(0), make(1), make(2), make(3), make(4), make(5)};
constexpr const pd::function *all[] = {&builds[0], &builds[1], &builds[2], &builds[3], &builds[4], &builds[5]};
const pd::registration registered(all, 6);
template <> const pd::function *versions<0>::description() { return &builds[0]; }

/// The image of the first build, as if build `b` had been given it.
string made_by_first(int b) {
  stack s;
  auto *f = static_cast<versions<0> *>(pd::create_frame(builds[0], s.execution().memory));
  f->at = 2;
  ::new (f->name.where()) string("first");
  f->live.set(0);
  f->i = 5;
  f->caller = nullptr;
  s.execution().stack = f;
  string image = s.image();
  const string from = builds[0].mangled, to = builds[b].mangled;
  const auto at = image.find(from);
  image.replace(at, from.size(), to);
  image[at - 1] = char(to.size());
  return sealed(image);
}

TEST(Builds, WhatStillFits) {
  const string image = made_by_first(1); // another number, another line, the same key
  stack t = stack::load(image);
  auto *f = static_cast<versions<0> *>(t.execution().stack);
  EXPECT_EQ(f->at, 1u);
  EXPECT_EQ(f->name.get(), "first");
  EXPECT_EQ(f->i, 5);
}

TEST(Builds, WhatDoesNot) {
  const auto says = [](int b, const char *text) {
    const string error = error_of<perdure::image_error>([&] { stack::load(made_by_first(b)); });
    EXPECT_NE(error.find(text), string::npos) << error;
    EXPECT_NE(error.find("f(int) (f.cpp)"), string::npos) << error;
    EXPECT_NE(error.find("resume with the program that saved the image"), string::npos) << error;
  };
  says(2, "no longer has the suspension point 'step()#1'");
  says(3, "variable 'name' of type std::string is gone");
  says(4, "variable 'i' of type int has the type unsigned int now");
  says(5, "variable 'j' of type long, needed at 'step()#1', is new");
  string image = made_by_first(0);
  image.replace(image.find("_Z11f_first"), 11, "_Z11f_other");
  const string error = error_of<perdure::image_error>([&] { stack::load(sealed(image)); });
  EXPECT_NE(error.find("no resumable function f(int) (f.cpp)"), string::npos) << error;
}

TEST(Builds, AClassThatChanged) {
  string image = small().image();
  image.replace(image.find("names\n"), 5, "nimes");
  const string error = error_of<perdure::image_error>([&] { stack::load(sealed(image)); });
  EXPECT_NE(error.find("part has changed since the image was made: member 'nimes'"), string::npos) << error;
}

} // namespace
