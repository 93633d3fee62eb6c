// The table beside the heap: what is known of each block, and of each address.
#include <perdure/detail/heap.hpp>
#include <perdure/detail/heap_replace.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace pd = perdure::detail;

struct pair {
  long first, second;
};
struct owner {
  std::string name;
  ~owner() {}
};
struct pooled {
  static inline char *pool = nullptr;
  static inline std::size_t used = 0;
  long value = 0;
  static void *operator new(std::size_t n) { return pool + std::exchange(used, used + n); }
  static void operator delete(void *) {}
};
struct alignas(64) wide {
  int n = 0;
};

} // namespace

template <> struct perdure::detail::layout<pair> {
  static constexpr const char *name = "pair";
  template <class V, class T> static void members(V &v, T &x) {
    v.member("first", x.first);
    v.member("second", x.second);
  }
};
template <> struct perdure::detail::layout<owner> {
  static constexpr const char *name = "owner";
  template <class V, class T> static void members(V &v, T &x) { v.member("name", x.name); }
};
template <> struct perdure::detail::layout<pooled> {
  static constexpr const char *name = "pooled";
  template <class V, class T> static void members(V &v, T &x) { v.member("value", x.value); }
};
template <> struct perdure::detail::layout<wide> {
  static constexpr const char *name = "wide";
  template <class V, class T> static void members(V &v, T &x) { v.member("n", x.n); }
};

#include <perdure/detail/io_std.hpp>

namespace {

std::vector<pd::heap_placement> placed_in(const void *p) {
  std::vector<pd::heap_placement> all;
  pd::heap_placements(
      pd::heap_find(p),
      [](void *to, const pd::heap_placement &x) { static_cast<std::vector<pd::heap_placement> *>(to)->push_back(x); },
      &all);
  return all;
}

TEST(Blocks, ANewObject) {
  pair *p = pd::tracked(new pair{1, 2});
  const pd::heap_block b = pd::heap_find(p);
  EXPECT_EQ(b.first, reinterpret_cast<unsigned char *>(p));
  EXPECT_EQ(b.size, sizeof(pair));
  EXPECT_TRUE(b.alive);
  EXPECT_EQ(b.type, &pd::object_type_of<pair>);
  EXPECT_EQ(b.count(), 1u);
  EXPECT_EQ(pd::heap_find(&p->second).first, b.first);
  EXPECT_EQ(pd::heap_find(p + 1).first, b.first) << "one past the end is the block's, too";
  const void *volatile gone = p;
  delete p;
  EXPECT_FALSE(pd::heap_find(gone).alive);
}

TEST(Blocks, Arrays) {
  int *numbers = pd::tracked_array(new int[5]);
  EXPECT_EQ(pd::heap_find(numbers + 3).count(), 5u);
  EXPECT_EQ(pd::heap_find(numbers).cookie, 0u);
  owner *owners = pd::tracked_array(new owner[3]);
  const pd::heap_block b = pd::heap_find(owners);
  EXPECT_EQ(b.count(), 3u);
  EXPECT_EQ(b.cookie, sizeof(std::size_t));
  EXPECT_EQ(b.first + b.cookie, reinterpret_cast<unsigned char *>(owners));
  int(*table)[4] = pd::tracked_array(new int[3][4]);
  EXPECT_EQ(pd::heap_find(table[1] + 2).count(), 12u);
  owner *none = pd::tracked_array(new owner[0]);
  EXPECT_EQ(pd::heap_find(none).count(), 0u);
  delete[] numbers;
  delete[] owners;
  delete[] table;
  delete[] none;
}

TEST(Blocks, LargeOnes) {
  const std::size_t n = 3'000'000;
  long *many = pd::tracked_array(new long[n]);
  EXPECT_EQ(pd::heap_find(many).count(), n);
  EXPECT_EQ(pd::heap_find(many + n - 1).first, reinterpret_cast<unsigned char *>(many));
  EXPECT_EQ(pd::heap_find(many + n).first, reinterpret_cast<unsigned char *>(many));
  for (std::size_t size : {510u, 511u, 512u, 2047u, 2048u, 70000u}) {
    char *bytes = pd::typed<char>(std::malloc(size));
    EXPECT_EQ(pd::heap_find(bytes + size - 1).size, size);
    const void *volatile gone = bytes;
    std::free(bytes);
    EXPECT_FALSE(pd::heap_find(gone).alive);
  }
  delete[] many;
}

TEST(Blocks, AlignedOnes) {
  wide *w = pd::tracked(new wide);
  EXPECT_EQ(pd::heap_find(w).size, sizeof(wide));
  EXPECT_EQ(pd::heap_find(w).type, &pd::object_type_of<wide>);
#ifndef PERDURE_HEAP_HOOKS
  EXPECT_EQ(pd::heap_find(w).align, 64u);
#endif
  delete w;
  void *page = nullptr;
  ASSERT_EQ(pd::posix_memalign(&page, 4096, 100), 0);
  EXPECT_EQ(pd::heap_find(page).size, 100u);
  std::free(page);
}

TEST(Blocks, Realloc) {
  int *p = pd::typed<int>(pd::malloc(4 * sizeof(int)));
  p[3] = 7;
  p = pd::typed<int>(pd::realloc(p, 4000 * sizeof(int)));
  EXPECT_EQ(pd::heap_find(p + 3999).count(), 4000u);
  EXPECT_EQ(p[3], 7);
  p = static_cast<int *>(pd::realloc(p, 2 * sizeof(int)));
  EXPECT_EQ(pd::heap_find(p).size, 2 * sizeof(int));
  pd::free(p);
  char *s = pd::strdup("twelve chars");
  EXPECT_EQ(pd::heap_find(s).size, 13u);
  void (*frees)(void *) = std::free; // as a library would
  const void *volatile gone = s;
  frees(s);
  EXPECT_FALSE(pd::heap_find(gone).alive);
}

TEST(Blocks, ObjectsInBytes) {
  alignas(16) char *bytes = pd::tracked_array(new char[100]);
  pair *p = pd::placed(new (bytes + 16) pair{1, 2});
  owner *o = pd::placed(new (bytes + 48) owner{"somebody"});
  ASSERT_EQ(placed_in(bytes).size(), 2u);
  EXPECT_EQ(placed_in(bytes)[0].where, reinterpret_cast<unsigned char *>(p));
  EXPECT_EQ(placed_in(bytes)[1].type, &pd::object_type_of<owner>);
  pd::placed(new (bytes + 24) pair{3, 4}); // over the other
  ASSERT_EQ(placed_in(bytes).size(), 2u);
  EXPECT_EQ(placed_in(bytes)[0].where, reinterpret_cast<unsigned char *>(bytes + 24));
  o->~owner();
  pd::displaced(o);
  EXPECT_EQ(placed_in(bytes).size(), 1u);
  delete[] bytes;
  char *next = pd::tracked_array(new char[100]);
  EXPECT_EQ(placed_in(next).size(), 0u);
  delete[] next;
}

TEST(Blocks, AClassWithAnOperatorNewOfItsOwn) {
  pooled::pool = pd::typed<char>(std::malloc(10 * sizeof(pooled)));
  pooled::used = 0;
  pooled *a = pd::tracked(new pooled), *b = pd::tracked(new pooled);
  ASSERT_EQ(placed_in(pooled::pool).size(), 2u);
  EXPECT_EQ(placed_in(pooled::pool)[1].where, reinterpret_cast<unsigned char *>(b));
  delete a;
  delete b;
  std::free(pooled::pool);
  alignas(pooled) static char elsewhere[100];
  pooled::pool = elsewhere;
  pooled::used = 0;
  pooled *c = pd::tracked(new pooled);
  EXPECT_FALSE(pd::heap_find(c).alive);
  delete c;
}

TEST(Blocks, WhatLibrariesAllocateIsKnownByItsSize) {
  auto p = std::make_unique<pair>();
  EXPECT_EQ(pd::heap_find(p.get()).size, sizeof(pair));
  EXPECT_EQ(pd::heap_find(p.get()).type, nullptr);
  std::vector<int> v(100);
  EXPECT_EQ(pd::heap_find(&v[50]).size, 400u);
}

TEST(Blocks, AddressesThatAreNoBlocks) {
  int local = 0;
  static int global = 0;
  EXPECT_FALSE(pd::heap_find(&local).alive);
  EXPECT_FALSE(pd::heap_find(&global).alive);
  EXPECT_FALSE(pd::heap_find(nullptr).alive);
  EXPECT_FALSE(pd::heap_find(reinterpret_cast<void *>(~std::uintptr_t(0))).alive);
  EXPECT_FALSE(pd::heap_find(reinterpret_cast<void *>(std::uintptr_t(1) << 46)).alive);
}

TEST(Blocks, FromManyThreads) {
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      std::vector<pair *> mine;
      for (int k = 0; k < 20000; ++k) {
        mine.push_back(pd::tracked(new pair{t, k}));
        if (k % 3 == 0) {
          std::swap(mine.back(), mine[mine.size() / 2]);
          const void *p = mine.back();
          if (pd::heap_find(p).type != &pd::object_type_of<pair>) ++wrong;
          delete mine.back();
          mine.pop_back();
        }
      }
      for (pair *p : mine) {
        const pd::heap_block b = pd::heap_find(p);
        if (!b.alive || b.size != sizeof(pair) || b.first != reinterpret_cast<unsigned char *>(p)) ++wrong;
        delete p;
      }
    });
  for (std::thread &t : threads) t.join();
  EXPECT_EQ(wrong, 0);
}

TEST(Blocks, NewThatFails) {
#ifndef PERDURE_HEAP_HOOKS
  volatile std::size_t n = std::size_t(1) << 50;
  char *volatile never = new (std::nothrow) char[n];
  EXPECT_EQ(never, nullptr);
  EXPECT_THROW(never = new char[n], std::bad_alloc);
  EXPECT_EQ(never, nullptr);
#endif
}

} // namespace
