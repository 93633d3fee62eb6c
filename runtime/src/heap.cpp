// The table beside the heap; see detail/heap.hpp.
//
// A page of the table serves 1 MiB of addresses: a word for each 16 bytes, and a bit for each 64 words that says
// whether any of them was ever written, so that a search backwards through a large block is quick. Pages are found
// through two levels, come when a block first needs them, and never go. A word:
//
//   63..20  the type's address without its low four bits; 0: unknown
//   19..18  where it came from: heap_origin
//   17..9   the block's size in bytes; 511: the next word holds it (tag 3), as a block of that size has one to spare
//    8..5   its alignment: 0, or log2 of it less 3
//    4      elements start behind a cookie;  3  objects were placed in it;  2  it is a run of objects
//    1..0   1: alive, 2: dead, 3: a size, 0: nothing
//
// Words are written by whoever has the block, with plain stores; a search by another thread reads them one at a time,
// and only finds what the thread that makes the image has a pointer to.
#include <perdure/detail/heap.hpp>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <unordered_map>

extern "C" {
int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void *, std::size_t),
                                              void (*)(const volatile void *)) __attribute__((weak));
std::size_t __sanitizer_get_allocated_size(const volatile void *) __attribute__((weak));
int __sanitizer_get_ownership(const volatile void *) __attribute__((weak));
}

namespace perdure::detail {

namespace {

using word = std::uint64_t;

constexpr unsigned page_bits = 20, level_bits = 14;
constexpr std::size_t granule = 16, granules = (std::size_t(1) << page_bits) / granule, groups = granules / 64;
constexpr std::uintptr_t page_size = std::uintptr_t(1) << page_bits;
constexpr word live = 1, dead = 2, a_size = 3, tag = 3, runs = 4, has_placements = 8, has_cookie = 16, is_large = 511;
constexpr word type_mask = ~word(0) << 20, size_mask = is_large << 9, align_mask = word(15) << 5,
               origin_mask = word(3) << 18;

struct page {
  std::atomic<word> words[granules];
  std::atomic<word> used[groups / 64]; ///< groups of 64 words
};
struct directory {
  std::atomic<page *> pages[std::size_t(1) << level_bits];
};
std::atomic<directory *> top[std::size_t(1) << level_bits];
std::atomic<std::uintptr_t> lowest{~std::uintptr_t(0)},
    highest{0}; ///< of pages, and of the blocks that begin there: first byte, behind the last

template <class T> T *make(std::atomic<T *> &where) noexcept {
  void *p = ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) return nullptr;
  T *other = nullptr;
  if (where.compare_exchange_strong(other, static_cast<T *>(p), std::memory_order_acq_rel)) return static_cast<T *>(p);
  ::munmap(p, sizeof(T));
  return other;
}

/// A block ends at that address, or before.
[[gnu::cold, gnu::noinline]] void reaches(std::uintptr_t end) noexcept {
  for (std::uintptr_t old = highest; end > old && !highest.compare_exchange_weak(old, end);) {}
}

[[gnu::cold, gnu::noinline]] page *make_page(std::uintptr_t address) noexcept {
  const std::uintptr_t n = address >> page_bits;
  if (n >> (2 * level_bits)) return nullptr;
  auto &d = top[n >> level_bits];
  directory *level = d.load(std::memory_order_acquire);
  if (!level && !(level = make(d))) return nullptr;
  page *p = make(level->pages[n & ((1u << level_bits) - 1)]);
  if (!p) return nullptr;
  const std::uintptr_t first = address & ~(page_size - 1);
  for (std::uintptr_t old = lowest; first < old && !lowest.compare_exchange_weak(old, first);) {}
  reaches(first + page_size);
  return p;
}

inline page *page_of(std::uintptr_t address) noexcept {
  const std::uintptr_t n = address >> page_bits;
  if (__builtin_expect(n >> (2 * level_bits) != 0, false)) return nullptr;
  const directory *d = top[n >> level_bits].load(std::memory_order_acquire);
  return d ? d->pages[n & ((1u << level_bits) - 1)].load(std::memory_order_acquire) : nullptr;
}

inline std::size_t granule_of(std::uintptr_t address) noexcept { return (address & (page_size - 1)) / granule; }

inline std::atomic<word> *word_of(std::uintptr_t address) noexcept {
  page *p = page_of(address);
  return p ? &p->words[granule_of(address)] : nullptr;
}

inline void put(std::uintptr_t address, word w) noexcept {
  page *p = page_of(address);
  if (__builtin_expect(!p, false) && !(p = make_page(address))) return;
  const std::size_t g = granule_of(address);
  p->words[g].store(w, std::memory_order_relaxed);
  const word bit = word(1) << (g / 64 % 64);
  auto &used = p->used[g / 64 / 64];
  if (__builtin_expect(!(used.load(std::memory_order_relaxed) & bit), false))
    used.fetch_or(bit, std::memory_order_relaxed);
}

__thread unsigned own_work __attribute__((tls_model("initial-exec"))) = 0; ///< of this thread
std::atomic<unsigned> workers{0};                                          ///< of all threads: quicker to ask

inline std::uintptr_t address_of(const void *p) noexcept { return reinterpret_cast<std::uintptr_t>(p); }

inline word align_code(std::size_t align) noexcept {
  if (align <= granule) return 0;
  const unsigned log = 63u - unsigned(__builtin_clzll(align));
  return word(std::min(log - 3, 15u)) << 5;
}

const object_type *type_in(word w) noexcept { return reinterpret_cast<const object_type *>((w & type_mask) >> 16); }
word with_origin(word w, heap_origin origin) noexcept {
  return origin == heap_origin::unknown ? w : (w & ~origin_mask) | word(origin) << 18;
}
word with_type(word w, const object_type *type, heap_form form) noexcept {
  w &= ~(type_mask | runs | has_cookie);
  return w | (word(address_of(type)) << 16 & type_mask) | (form == heap_form::run ? runs : 0);
}

heap_block block_at(std::uintptr_t first, word w) noexcept {
  heap_block b;
  b.first = reinterpret_cast<unsigned char *>(first);
  b.alive = (w & tag) == live;
  b.size = std::size_t((w & size_mask) >> 9);
  if (b.size == is_large) {
    const auto *next = word_of(first + granule);
    const word s = next ? next->load(std::memory_order_relaxed) : 0;
    if ((s & tag) == a_size)
      b.size = std::size_t(s >> 2);
    else if (!b.alive)
      b.size = granule; // other blocks have taken its place
  }
  b.type = type_in(w);
  b.form = w & runs ? heap_form::run : heap_form::single;
  b.origin = heap_origin((w & origin_mask) >> 18);
  b.placements = w & has_placements;
  if (w & has_cookie) b.cookie = std::max(sizeof(std::size_t), b.type ? b.type->align : 0);
  if (const word a = w & align_mask) b.align = std::size_t(1) << ((a >> 5) + 3);
  return b;
}

// ---- placements: rare, hence simple ----

struct placements_t {
  std::mutex mutex;
  std::unordered_map<std::uintptr_t, std::map<std::uintptr_t, const object_type *>> of_block;
};
placements_t &placements() noexcept {
  static auto *const all = new placements_t; // never destroyed: blocks die after static objects
  return *all;
}

void erase_overlapping(std::map<std::uintptr_t, const object_type *> &in, std::uintptr_t first, std::size_t size) {
  auto i = in.lower_bound(first);
  if (i != in.begin())
    if (auto before = std::prev(i); before->first + before->second->size > first) i = before;
  while (i != in.end() && i->first < first + size) i = in.erase(i);
}

[[gnu::cold, gnu::noinline]] void drop_placements(std::uintptr_t block) noexcept {
  auto &all = placements();
  std::map<std::uintptr_t, const object_type *> gone; // freed behind the lock
  const std::lock_guard lock(all.mutex);
  if (const auto i = all.of_block.find(block); i != all.of_block.end()) {
    gone.swap(i->second);
    all.of_block.erase(i);
  }
}

void add_placement(const heap_block &b, std::uintptr_t at, const object_type *type) noexcept {
  try {
    auto &all = placements();
    const std::lock_guard lock(all.mutex);
    auto &in = all.of_block[address_of(b.first)];
    erase_overlapping(in, at, type->size);
    in.emplace(at, type);
  } catch (const std::bad_alloc &) {
    return; // the object is not found then, and pointers to it are refused
  }
  if (auto *w = word_of(address_of(b.first))) w->fetch_or(has_placements, std::memory_order_relaxed);
}

bool is_bytes(const object_type *t) noexcept {
  return t && t->size == 1 && t->is(object_type::trivial) &&
         (*t->type == typeid(char) || *t->type == typeid(unsigned char) || *t->type == typeid(signed char) ||
          *t->type == typeid(std::byte));
}

/// Under a sanitizer, blocks from before the hook are known to its allocator only.
std::atomic<word> *live_word(const void *p) noexcept {
  auto *w = address_of(p) % granule ? nullptr : word_of(address_of(p));
  if (w && (w->load(std::memory_order_relaxed) & tag) == live) return w;
  if (!__sanitizer_get_ownership || !p || !__sanitizer_get_ownership(p)) return nullptr;
  heap_born(const_cast<void *>(p), __sanitizer_get_allocated_size(p), 0, heap_origin::unknown);
  return word_of(address_of(p));
}

} // namespace

void heap_born(void *p, std::size_t size, std::size_t align, heap_origin origin) noexcept {
  const std::uintptr_t at = address_of(p);
  if (__builtin_expect(at % granule != 0, false)) return; // no allocator does that
  const word type = __builtin_expect(workers.load(std::memory_order_relaxed) != 0, false) && own_work
                        ? word(address_of(&frame_memory)) << 16 & type_mask
                        : 0;
  if (__builtin_expect(size < is_large, true)) {
    put(at, type | live | word(size) << 9 | word(origin) << 18 | align_code(align));
  } else {
    put(at + granule, word(size) << 2 | a_size);
    if (__builtin_expect(size >= page_size / 2, false)) reaches(at + size + 1);
    put(at, type | live | size_mask | word(origin) << 18 | align_code(align));
  }
}

void heap_dies(void *p) noexcept {
  auto *w = word_of(address_of(p));
  if (!w) return;
  const word now = w->load(std::memory_order_relaxed);
  if ((now & tag) != live || address_of(p) % granule) return;
  w->store((now & ~tag & ~has_placements) | dead, std::memory_order_relaxed);
  if (__builtin_expect((now & has_placements) != 0, false)) drop_placements(address_of(p));
}

void *heap_reallocated(void *old, std::size_t size, void *(*by)(void *, std::size_t)) noexcept {
  auto *w = old ? word_of(address_of(old)) : nullptr;
  const word before = w ? w->load(std::memory_order_relaxed) : 0;
  const bool known = (before & tag) == live;
  if (known) w->store((before & ~tag & ~has_placements) | dead, std::memory_order_relaxed);
  void *p = by(old, size);
  if (!p) { // nothing changed, or it was freed
    if (known && size) w->store(before, std::memory_order_relaxed);
    if (known && !size && before & has_placements) drop_placements(address_of(old));
    return p;
  }
  if (known && before & has_placements) drop_placements(address_of(old)); // what may be moved so is trivial
  heap_born(p, size, 0, heap_origin::malloc);
  if (known) {
    auto *now = word_of(address_of(p));
    if (now)
      now->store(with_type(now->load(std::memory_order_relaxed), type_in(before),
                           before & runs ? heap_form::run : heap_form::single),
                 std::memory_order_relaxed);
  }
  return p;
}

bool heap_hook() noexcept {
  static const bool hooked = [] {
    if (__sanitizer_install_malloc_and_free_hooks)
      __sanitizer_install_malloc_and_free_hooks(
          [](const volatile void *p, std::size_t n) {
            if (p) heap_born(const_cast<void *>(p), n, 0, heap_origin::unknown);
          },
          [](const volatile void *p) {
            if (p) heap_dies(const_cast<void *>(p));
          });
    return true;
  }();
  return hooked;
}

/// What was placed in the block before it got its type is part of the block's objects: their constructors did that.
static word settled(const void *block, word now) noexcept {
  if (__builtin_expect(!(now & has_placements), true)) return now;
  std::vector<heap_placement> inside;
  heap_placements(
      block_at(address_of(block), now),
      [](void *to, const heap_placement &x) { static_cast<std::vector<heap_placement> *>(to)->push_back(x); }, &inside);
  drop_placements(address_of(block));
  for (const heap_placement &x : inside) heap_lodges(x.where, x.type);
  return now & ~has_placements;
}

void heap_typed(const void *p, const object_type *type, heap_form form, heap_origin origin) noexcept {
  if (!p) return;
  const std::uintptr_t at = address_of(p);
  if (form == heap_form::single && type->size < is_large) { // new T, as nearly always
    if (auto *w = word_of(at)) {
      const word now = w->load(std::memory_order_relaxed);
      if ((now & (tag | size_mask | has_placements | type_mask)) == (live | word(type->size) << 9) && at % granule == 0)
        return w->store(with_type(with_origin(now, origin), type, form), std::memory_order_relaxed);
    }
  }
  auto *w = live_word(p);
  if (!w) return heap_placed(p, type); // a class's own operator new, perhaps within a block of ours
  const word now = with_origin(w->load(std::memory_order_relaxed), origin);
  if (form == heap_form::single) {
    // Larger: some allocator of the program's own has given its first piece away.
    if (block_at(address_of(p), now).size != type->size) return heap_placed(p, type);
  } else if (!type->is(object_type::trivial)) { // raw memory still: its objects are placed in it one by one
    w->store(now, std::memory_order_relaxed);
    return;
  }
  if (const object_type *inner = type_in(now); inner && inner != type && form == heap_form::single)
    heap_lodges(p, inner); // as large as the whole
  w->store(with_type(settled(p, now), type, form), std::memory_order_relaxed);
}

void heap_from_malloc(const void *p) noexcept {
  if (!p) return;
  if (auto *w = live_word(p))
    w->store(with_origin(w->load(std::memory_order_relaxed), heap_origin::malloc), std::memory_order_relaxed);
}

void heap_typed_array(const void *p, const object_type *type, std::size_t cookie) noexcept {
  if (!p) return;
  const auto fits = [&](std::atomic<word> *w, std::size_t before) {
    const word now = w->load(std::memory_order_relaxed);
    const std::size_t size = block_at(address_of(p) - before, now).size;
    if (size < before || (size - before) % type->size != 0) return false;
    const word known = settled(static_cast<const unsigned char *>(p) - before, now);
    w->store(with_type(with_origin(known, heap_origin::array), type, heap_form::run) | (before ? has_cookie : 0),
             std::memory_order_relaxed);
    return true;
  };
  if (auto *w = live_word(p)) {
    if (fits(w, 0)) return;
  } else if (auto *before = live_word(static_cast<const unsigned char *>(p) - cookie)) {
    if (fits(before, cookie)) return;
  }
  // From an allocator of the program's own: how many there are is unknown, so it is found only as far as it is bytes.
}

void heap_placed(const void *p, const object_type *type) noexcept {
  if (!p) return;
  if (!heap_may_hold(address_of(p))) return heap_lodges(p, type);
  const heap_block b = heap_find(p);
  const std::uintptr_t at = address_of(p);
  if (!b.alive || at + type->size > address_of(b.first) + b.size || b.type == &frame_memory)
    return heap_lodges(p, type);
  auto *w = word_of(address_of(b.first));
  if (b.type && !b.placements && !is_bytes(b.type)) {
    const std::size_t offset = at - address_of(b.first) - b.cookie;
    if (b.type == type && offset % type->size == 0) return;     // again, where one was
    if (type->size < b.type->size) return heap_lodges(p, type); // a part of an object
    w->store(with_type(w->load(std::memory_order_relaxed), nullptr, heap_form::run), std::memory_order_relaxed);
  }
  if (!b.placements && at == address_of(b.first) && b.size == type->size) { // it fills the block
    w->store(with_type(w->load(std::memory_order_relaxed), type, heap_form::single), std::memory_order_relaxed);
    return;
  }
  add_placement(b, at, type);
}

void heap_displaced(const void *p) noexcept {
  if (!p || heap_leaves(p) || !heap_may_hold(address_of(p))) return;
  const heap_block b = heap_find(p);
  if (!b.alive) return;
  if (b.placements) {
    auto &all = placements();
    const std::lock_guard lock(all.mutex);
    if (const auto i = all.of_block.find(address_of(b.first)); i != all.of_block.end()) i->second.erase(address_of(p));
  } else if (b.type && b.form == heap_form::single && b.first == p) {
    auto *w = word_of(address_of(p));
    w->store(with_type(w->load(std::memory_order_relaxed), nullptr, heap_form::run), std::memory_order_relaxed);
  }
}

heap_own_work::heap_own_work() noexcept {
  ++own_work;
  workers.fetch_add(1, std::memory_order_relaxed);
}
heap_own_work::~heap_own_work() {
  workers.fetch_sub(1, std::memory_order_relaxed);
  --own_work;
}

bool heap_may_hold(std::uintptr_t address) noexcept {
  return address >= lowest.load(std::memory_order_relaxed) && address < highest.load(std::memory_order_relaxed);
}

bool heap_is_tracked() noexcept { return highest.load(std::memory_order_relaxed) != 0; }

heap_block heap_find(const void *p) noexcept {
  heap_block gone;
  const std::uintptr_t wanted = address_of(p);
  if (!heap_may_hold(wanted)) return gone;
  const std::uintptr_t end = lowest.load(std::memory_order_relaxed);
  std::uintptr_t at = wanted & ~std::uintptr_t(granule - 1);
  for (;;) {
    const page *in = page_of(at);
    const std::uintptr_t base = at & ~(page_size - 1);
    for (std::size_t g = in ? granule_of(at) + 1 : 0; g > 0;) {
      const std::size_t group = (g - 1) / 64;
      if (!(in->used[group / 64].load(std::memory_order_relaxed) >> (group % 64) & 1)) {
        g = group * 64;
        continue;
      }
      const word w = in->words[--g].load(std::memory_order_relaxed);
      if ((w & tag) != live && (w & tag) != dead) continue;
      const heap_block b = block_at(base + g * granule, w);
      const bool holds = wanted <= address_of(b.first) + b.size;
      if (b.alive) return holds ? b : gone;
      if (holds && !gone.first) gone = b;
    }
    if (base <= end) return gone;
    at = base - granule;
    // Whole empty regions at once.
    while (!top[at >> (page_bits + level_bits)].load(std::memory_order_relaxed)) {
      const std::uintptr_t region = at & ~((std::uintptr_t(1) << (page_bits + level_bits)) - 1);
      if (region <= end) return gone;
      at = region - granule;
    }
  }
}

void heap_placements(const heap_block &b, void (*each)(void *, const heap_placement &), void *to) {
  if (!b.placements) return;
  std::map<std::uintptr_t, const object_type *> copy;
  {
    auto &all = placements();
    const std::lock_guard lock(all.mutex);
    if (const auto i = all.of_block.find(address_of(b.first)); i != all.of_block.end()) copy = i->second;
  }
  for (const auto &[where, type] : copy) each(to, {reinterpret_cast<unsigned char *>(where), type});
}

void *heap_allocate(std::size_t size, std::size_t align, heap_origin origin) {
  const bool large = align > granule;
  switch (origin) {
  case heap_origin::malloc:
    if (void *p = large ? std::aligned_alloc(align, size) : std::malloc(size)) return p;
    throw std::bad_alloc();
  case heap_origin::array:
    return large ? ::operator new[](size, std::align_val_t(align)) : ::operator new[](size);
  default:
    return large ? ::operator new(size, std::align_val_t(align)) : ::operator new(size);
  }
}

// Calls by a ?: in a return statement: clang++-19 -O1 makes both.
void heap_release(void *p, std::size_t align, heap_origin origin) noexcept {
  if (origin == heap_origin::malloc) {
    std::free(p);
  } else if (origin == heap_origin::array) {
    if (align > granule)
      ::operator delete[](p, std::align_val_t(align));
    else
      ::operator delete[](p);
  } else if (align > granule) {
    ::operator delete(p, std::align_val_t(align));
  } else {
    ::operator delete(p);
  }
}

void heap_restored(void *p, const object_type *type, heap_form form, heap_origin origin, bool cookie) noexcept {
  if (auto *w = live_word(p))
    w->store(with_type(with_origin(w->load(std::memory_order_relaxed), origin), type, form) | (cookie ? has_cookie : 0),
             std::memory_order_relaxed);
}

namespace {
struct variables_of_frames {};
} // namespace
const object_type frame_memory = {&typeid(variables_of_frames),
                                  pointer_type_of<variables_of_frames>(),
                                  1,
                                  1,
                                  way::unknown,
                                  number_kind::unsigned_integer,
                                  object_type::trivial,
                                  nullptr,
                                  nullptr,
                                  0,
                                  nullptr};

} // namespace perdure::detail
