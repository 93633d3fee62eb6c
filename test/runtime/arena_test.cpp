// The memory of frames: addresses are distinct, aligned and stable, blocks are used again, everything goes with the
// arena.
#include <perdure/detail/arena.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <vector>

namespace {

using perdure::detail::arena;

TEST(Arena, GivesDistinctAlignedBlocksThatStay) {
  arena a;
  std::vector<unsigned char *> blocks;
  for (int k = 0; k < 5000; ++k) {
    auto *p = static_cast<unsigned char *>(a.allocate<40, 8>());
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(p) % 16, 0u);
    std::memset(p, k & 0xff, 40);
    blocks.push_back(p);
  }
  for (int k = 0; k < 5000; ++k)
    for (int i = 0; i < 40; ++i) ASSERT_EQ(blocks[k][i], k & 0xff) << "block " << k << " overlaps another";
}

TEST(Arena, UsesReleasedBlocksAgain) {
  arena a;
  void *p = a.allocate<100, 8>();
  a.release<100, 8>(p);
  EXPECT_EQ((a.allocate<112, 16>()), p) << "the same size class";
  std::size_t before = a.bytes();
  for (int k = 0; k < 100000; ++k) a.release<64, 8>(a.allocate<64, 8>());
  EXPECT_LE(a.bytes() - before, std::size_t(1) << 13);
}

TEST(Arena, ServesAllSizes) {
  arena a;
  std::set<void *> all;
  for (int k = 0; k < 100; ++k) {
    for (void *p : {a.allocate<1, 1>(), a.allocate<16, 16>(), a.allocate<17, 1>(), a.allocate<500, 8>(),
                    a.allocate<1024, 16>(), a.allocate<1025, 8>(), a.allocate<100000, 8>()})
      EXPECT_TRUE(all.insert(p).second);
  }
}

TEST(Arena, LargeAndOveralignedFramesHaveBlocksOfTheirOwn) {
  arena a;
  std::vector<void *> blocks;
  for (int k = 0; k < 10; ++k) {
    void *p = a.allocate<3000, 8>();
    void *q = a.allocate<64, 256>();
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(q) % 256, 0u);
    std::memset(p, 1, 3000);
    std::memset(q, 2, 64);
    blocks.push_back(p);
    if (k % 2) a.release<64, 256>(q);
  }
  a.release<3000, 8>(blocks[4]);
  a.release<3000, 8>(blocks[9]);
  a.release<3000, 8>(blocks[0]);
} // the rest goes with the arena: LeakSanitizer looks

TEST(Arena, IsUsableAfterItWasEmptied) {
  arena a;
  for (int k = 0; k < 1000; ++k) std::memset(a.allocate<200, 8>(), 1, 200);
  EXPECT_GT(a.bytes(), 200000u);
  a.free_all();
  EXPECT_EQ(a.bytes(), 0u);
  std::memset(a.allocate<200, 8>(), 1, 200);
}

TEST(Arena, AnUnusedOneTakesNothing) {
  arena a;
  EXPECT_EQ(a.bytes(), 0u);
}

} // namespace
