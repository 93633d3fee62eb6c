// Images of older formats are still loaded.
#include "frames.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstring>

namespace {

using namespace image_test;
using std::string;

/// What the format's first version wrote for a stack without objects on the heap: no errno, no globals, no
/// environment of its own, no list of objects in blocks.
string as_version_1(string image) {
  // The values: a request of no kind (1 byte), what it expects, its time, what is yielded, the result, persisted
  // values, errno, globals, the arguments, notes, the environment: all empty. Their length stands before them.
  const string nothing(1 + 1 + 8 + 1 + 1 + 1 + 2 + 2 + 1 + 1, '\0');
  std::size_t at = image.find(nothing);
  while (at != image.npos && std::size_t(static_cast<unsigned char>(image[at - 1])) != image.size() - 8 - at)
    at = image.find(nothing, at + 1);
  if (at == image.npos) return "";
  image.erase(image.size() - 10, 2); // and no numbers that are addresses
  image.erase(at + 17, 1);
  image.erase(at + 13, 2);
  image[at - 1] = char(image[at - 1] - 5);
  image.erase(at - 2, 1); // no addresses of blocks
  image[8] = 1;
  const std::uint64_t size = image.size();
  std::memcpy(&image[16], &size, sizeof size);
  const std::uint64_t sum = XXH3_64bits(image.data(), image.size() - 8);
  std::memcpy(&image[image.size() - 8], &sum, sizeof sum);
  return image;
}

TEST(Format, VersionOneIsLoaded) {
  using F = variables<int, string, string *>;
  stack s;
  F &f = s.push<F>();
  f.build<0>(41);
  f.build<1>("a text");
  f.build<2>(nullptr);
  const string old = as_version_1(s.image());
  ASSERT_NE(old, "");
  stack t = stack::load(old);
  EXPECT_EQ(t.at<F>().get<0>(), 41);
  EXPECT_EQ(t.at<F>().get<1>(), "a text");
  EXPECT_EQ(t.at<F>().get<2>(), nullptr);
}

TEST(Format, LaterVersionsAreRefused) {
  using F = variables<int>;
  stack s;
  s.push<F>().build<0>(1);
  string image = s.image();
  image[8] = 77;
  const string why = error_of<perdure::image_error>([&] { stack::load(image); });
  EXPECT_NE(why.find("its format has version 77, this program reads versions up to 6"), why.npos) << why;
}

} // namespace
