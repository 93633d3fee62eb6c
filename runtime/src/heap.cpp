// The table beside the heap; see detail/heap.hpp.
//
// A region of the table serves 128 MiB of addresses: a word for each 16 bytes, and a mark for each 64 words that says
// whether any of them was ever written, so that a search backwards through a large block is quick. One load finds the
// region of an address, since every allocation asks for it; regions come when a block first needs them, and never go.
// The system gives them memory as far as they are written. A word:
//
//   63      with bit 2: the run is only probable; without: something else lies behind the object
//   62..20  the type's address without its low four bits; 0: unknown
//   19..18  where it came from: heap_origin
//   17..9   the block's size in bytes; 511: the next word holds it (tag 3), as a block of that size has one to spare
//    8..5   its alignment: 0, or log2 of it less 3; 1: it was put where it is by itself (heap_places.hpp)
//    4      elements start behind a cookie;  3  objects were placed in it;  2  it is a run of objects
//    1..0   1: alive, 2: dead, 3: a size, 0: nothing
//
// Words are written by whoever has the block, with plain stores; a search by another thread reads them one at a time,
// and only finds what the thread that makes the image has a pointer to.
#include <perdure/detail/heap.hpp>

#include <perdure/detail/heap_places.hpp>

#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <unordered_map>
#include <vector>

extern "C" {
int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void *, std::size_t),
                                              void (*)(const volatile void *)) __attribute__((weak));
std::size_t __sanitizer_get_allocated_size(const volatile void *) __attribute__((weak));
int __sanitizer_get_ownership(const volatile void *) __attribute__((weak));
}

namespace perdure::detail {

namespace {

using word = std::uint64_t;

constexpr unsigned region_bits = 27, address_bits = 47;
constexpr std::size_t granule = 16, granules = (std::size_t(1) << region_bits) / granule, groups = granules / 64;
constexpr std::uintptr_t region_size = std::uintptr_t(1) << region_bits;
constexpr word live = 1, dead = 2, a_size = 3, tag = 3, runs = 4, has_placements = 8, has_cookie = 16, is_large = 511,
               odd = word(1) << 63;
constexpr word type_mask = ~word(0) << 20 & ~odd, size_mask = is_large << 9, align_mask = word(15) << 5,
               origin_mask = word(3) << 18, in_place = word(1) << 5;

struct region {
  std::atomic<word> words[granules];
  std::atomic<unsigned char> used[groups]; ///< groups of 64 words: was one ever written?
};
std::atomic<region *> regions[std::size_t(1) << (address_bits - region_bits)];
std::atomic<word>
    present[(std::size_t(1) << (address_bits - region_bits)) / 64]; ///< a bit for each region that is there
std::atomic<std::uintptr_t> lowest{~std::uintptr_t(0)},             ///< block ever given out
    highest{0};                             ///< end of regions, and of the blocks that begin there
std::atomic<std::size_t> largest{is_large}; ///< no block ever had more bytes

[[gnu::cold, gnu::noinline]] void begins(std::uintptr_t first) noexcept {
  for (std::uintptr_t old = lowest; first < old && !lowest.compare_exchange_weak(old, first);) {}
}
/// A block ends at that address, or before.
[[gnu::cold, gnu::noinline]] void reaches(std::uintptr_t end) noexcept {
  for (std::uintptr_t old = highest; end > old && !highest.compare_exchange_weak(old, end);) {}
}

[[gnu::cold, gnu::noinline]] region *make_region(std::uintptr_t address) noexcept {
  if (address >> address_bits) return nullptr;
  // Where neither programs, libraries nor stacks come: another process's blocks may have to be there (heap_places.hpp).
  constexpr std::uintptr_t tables = std::uintptr_t(1) << 45;
  void *const wish = reinterpret_cast<void *>(tables + (address >> region_bits) * ((sizeof(region) | 0xffff) + 1));
  void *p = ::mmap(wish, sizeof(region), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) return nullptr;
  ::madvise(p, sizeof(region), MADV_NOHUGEPAGE); // most of it stays empty
  region *other = nullptr;
  if (!regions[address >> region_bits].compare_exchange_strong(other, static_cast<region *>(p),
                                                               std::memory_order_acq_rel)) {
    ::munmap(p, sizeof(region));
    return other;
  }
  present[(address >> region_bits) / 64].fetch_or(word(1) << ((address >> region_bits) % 64),
                                                  std::memory_order_relaxed);
  reaches((address | (region_size - 1)) + 1 + is_large); // a small block may go a little beyond
  return static_cast<region *>(p);
}

inline region *region_of(std::uintptr_t address) noexcept {
  const std::uintptr_t n = address >> region_bits;
  if (__builtin_expect(n >> (address_bits - region_bits) != 0, false)) return nullptr;
  return regions[n].load(std::memory_order_acquire);
}

inline std::size_t granule_of(std::uintptr_t address) noexcept { return (address & (region_size - 1)) / granule; }

inline std::atomic<word> *word_of(std::uintptr_t address) noexcept {
  region *r = region_of(address);
  return r ? &r->words[granule_of(address)] : nullptr;
}

inline void put(std::uintptr_t address, word w) noexcept {
  region *r = region_of(address);
  if (__builtin_expect(!r, false) && !(r = make_region(address))) return;
  if (__builtin_expect(address < lowest.load(std::memory_order_relaxed), false)) begins(address);
  const std::size_t g = granule_of(address);
  r->words[g].store(w, std::memory_order_relaxed);
  r->used[g / 64].store(1, std::memory_order_relaxed);
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
  w &= ~(type_mask | runs | has_cookie | odd);
  return w | (word(address_of(type)) << 16 & type_mask) |
         (form == heap_form::run || form == heap_form::probable ? runs : 0) |
         (form == heap_form::headed || form == heap_form::probable ? odd : 0);
}
heap_form form_in(word w) noexcept {
  if (w & runs) return w & odd ? heap_form::probable : heap_form::run;
  return w & odd ? heap_form::headed : heap_form::single;
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
  b.form = form_in(w);
  b.origin = heap_origin((w & origin_mask) >> 18);
  b.placements = w & has_placements;
  if (w & has_cookie) b.cookie = std::max(sizeof(std::size_t), b.type ? b.type->align : 0);
  if (const word a = w & align_mask; a > in_place) b.align = std::size_t(1) << ((a >> 5) + 3);
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

[[gnu::noinline]] static void born_slowly(void *p, std::size_t size, std::size_t align, heap_origin origin) noexcept {
  const std::uintptr_t at = address_of(p);
  if (at % granule != 0) return; // no allocator does that
  const word type = own_work ? word(address_of(&frame_memory)) << 16 & type_mask : 0;
  if (size < is_large) {
    put(at, type | live | word(size) << 9 | word(origin) << 18 | align_code(align));
  } else {
    for (std::size_t old = largest; size > old && !largest.compare_exchange_weak(old, size);) {}
    put(at + granule, word(size) << 2 | a_size);
    if (at % region_size + size >= region_size) reaches(at + size + 1);
    put(at, type | live | size_mask | word(origin) << 18 | align_code(align));
  }
}

/// What nearly every allocation comes by: a few instructions and no call.
[[gnu::always_inline]] static inline void born(void *p, std::size_t size, std::size_t align,
                                               heap_origin origin) noexcept {
  const std::uintptr_t at = address_of(p);
  region *r = regions[(at >> region_bits) % (sizeof regions / sizeof *regions)].load(std::memory_order_acquire);
  const bool usual = r && size < is_large && !align && at % granule == 0 &&
                     workers.load(std::memory_order_relaxed) == 0 && at >= lowest.load(std::memory_order_relaxed);
  if (__builtin_expect(!usual, false)) return born_slowly(p, size, align, origin);
  const std::size_t g = granule_of(at);
  r->words[g].store(live | word(size) << 9 | word(origin) << 18, std::memory_order_relaxed);
  r->used[g / 64].store(1, std::memory_order_relaxed);
}

void heap_born(void *p, std::size_t size, std::size_t align, heap_origin origin) noexcept {
  born(p, size, align, origin);
}

/// Has heap_places given it out?
[[gnu::always_inline]] static inline bool dies(void *p) noexcept {
  auto *w = word_of(address_of(p));
  if (!w) return false;
  const word now = w->load(std::memory_order_relaxed);
  if ((now & tag) != live || address_of(p) % granule) return false;
  w->store((now & ~tag & ~has_placements) | dead, std::memory_order_relaxed);
  if (__builtin_expect((now & has_placements) != 0, false)) drop_placements(address_of(p));
  return __builtin_expect((now & align_mask) == in_place, false);
}

void heap_dies(void *p) noexcept { dies(p); }

void heap_born_in_place(void *p, std::size_t size, heap_origin origin) noexcept {
  heap_born(p, size, 0, origin);
  if (auto *w = word_of(address_of(p))) w->fetch_or(in_place, std::memory_order_relaxed);
}

/// Of a block that begins there, dead or alive.
static std::size_t noted_size(const void *p) noexcept {
  return block_at(address_of(p), word_of(address_of(p))->load(std::memory_order_relaxed)).size;
}

/// Was the block put where it is by itself? Dead or alive.
static bool is_in_place(const void *p) noexcept {
  const auto *w = p && address_of(p) % granule == 0 ? word_of(address_of(p)) : nullptr;
  return w && (w->load(std::memory_order_relaxed) & align_mask) == in_place;
}

// ---- the replaced functions ----

extern "C" {
// The C library's own, under the names that replacements are meant to use. Those of a sanitizer that no macro tells of
// (g++ -fsanitize=leak) go first.
void *__libc_malloc(std::size_t);
void *__libc_calloc(std::size_t, std::size_t);
void *__libc_realloc(void *, std::size_t);
void *__libc_memalign(std::size_t, std::size_t);
void __libc_free(void *);
void *__interceptor_malloc(std::size_t) __attribute__((weak));
void *__interceptor_calloc(std::size_t, std::size_t) __attribute__((weak));
void *__interceptor_realloc(void *, std::size_t) __attribute__((weak));
void *__interceptor_memalign(std::size_t, std::size_t) __attribute__((weak));
void __interceptor_free(void *) __attribute__((weak));
}

#define PERDURE_LIBC(name) (__interceptor_##name ? __interceptor_##name : __libc_##name)

/// Clears what an earlier block left in the first n bytes of one that malloc gave. Bytes that nobody has typed are
/// searched for pointers, and half a pointer that lives on behind a program's own bytes can look like one to something
/// else; and images are no place for what was freed.
[[gnu::always_inline]] static inline void clear(void *p, std::size_t n) noexcept {
  constexpr std::size_t least = 24, next = 40; // the C library's smallest blocks, and the next larger ones
  if (n > next || __interceptor_malloc) {
    std::memset(p, 0, n);
    return;
  }
  std::memset(p, 0, least);
  if (n > least) std::memset(static_cast<unsigned char *>(p) + least, 0, next - least);
}
constexpr std::size_t fresh_size = 1 << 16; ///< from here on, calloc knows better what is clear already

[[gnu::always_inline]] static inline void *allocated(std::size_t n, heap_origin origin) noexcept {
  void *p = __builtin_expect(n < fresh_size, true) ? PERDURE_LIBC(malloc)(n) : PERDURE_LIBC(calloc)(1, n);
  if (__builtin_expect(p != nullptr, true)) {
    if (__builtin_expect(n < fresh_size, true)) clear(p, n);
    born(p, n, 0, origin);
  }
  return p;
}
static void *allocated_aligned(std::size_t n, std::size_t align, heap_origin origin) noexcept {
  if (!align) return allocated(n, origin);
  void *p = PERDURE_LIBC(memalign)(align, n);
  if (__builtin_expect(p != nullptr, true)) {
    std::memset(p, 0, n);
    born(p, n, align, origin);
  }
  return p;
}
/// For operator new; null: no memory, and no handler wants to help.
[[gnu::cold, gnu::noinline]] static void *asked_again(std::size_t n, std::size_t align, heap_origin origin) {
  while (std::new_handler handler = std::get_new_handler()) {
    handler();
    if (void *p = allocated_aligned(n, align, origin)) return p;
  }
  return nullptr;
}
[[gnu::cold, gnu::noinline]] static void *asked_at_last(std::size_t n, std::size_t align, heap_origin origin) {
  if (void *p = asked_again(n, align, origin)) return p;
  throw std::bad_alloc();
}

void *heap_malloc(std::size_t n) noexcept { return allocated(n, heap_origin::malloc); }
void heap_free(void *p) noexcept {
  if (dies(p)) return heap_place_left(p, noted_size(p));
  PERDURE_LIBC(free)(p);
}
void *heap_calloc(std::size_t n, std::size_t size) noexcept {
  void *p = PERDURE_LIBC(calloc)(n, size);
  if (p) born(p, n * size, 0, heap_origin::malloc); // it did not overflow
  return p;
}
/// Instead of realloc for a block that is noted as dead already.
static void *moved_from_place(void *old, std::size_t n) noexcept {
  const std::size_t before = noted_size(old);
  void *p = n ? PERDURE_LIBC(malloc)(n) : nullptr;
  if (n && !p) return nullptr;
  if (p) std::memcpy(p, old, std::min(n, before));
  heap_place_left(old, before);
  return p;
}
void *heap_realloc(void *old, std::size_t n) noexcept {
  return heap_reallocated(old, n, is_in_place(old) ? moved_from_place : PERDURE_LIBC(realloc));
}
std::size_t heap_usable_size(void *p) noexcept {
  if (is_in_place(p)) return noted_size(p);
  static const auto known = reinterpret_cast<std::size_t (*)(void *)>(::dlsym(RTLD_NEXT, "malloc_usable_size"));
  return known ? known(p) : 0;
}
void *heap_memalign(std::size_t align, std::size_t n) noexcept {
  return allocated_aligned(n, align, heap_origin::malloc);
}
int heap_posix_memalign(void **to, std::size_t align, std::size_t n) noexcept {
  if (align % sizeof(void *) || (align & (align - 1)) || !align) return EINVAL;
  const int before = errno;
  void *p = heap_memalign(align, n);
  errno = before;
  if (!p) return ENOMEM;
  *to = p;
  return 0;
}
void *heap_new(std::size_t n) {
  if (void *p = allocated(n, heap_origin::object)) return p;
  return asked_at_last(n, 0, heap_origin::object);
}
void *heap_new_array(std::size_t n) {
  if (void *p = allocated(n, heap_origin::array)) return p;
  return asked_at_last(n, 0, heap_origin::array);
}
void *heap_new_aligned(std::size_t n, std::size_t align, heap_origin origin) {
  if (void *p = allocated_aligned(n, align, origin)) return p;
  return asked_at_last(n, align, origin);
}
void *heap_new_nothrow(std::size_t n, std::size_t align, heap_origin origin) noexcept {
  if (void *p = allocated_aligned(n, align, origin)) return p;
  try {
    return asked_again(n, align, origin);
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

void *heap_reallocated(void *old, std::size_t size, void *(*by)(void *, std::size_t)) noexcept {
  auto *w = old ? word_of(address_of(old)) : nullptr;
  const word before = w ? w->load(std::memory_order_relaxed) : 0;
  const bool known = (before & tag) == live;
  const std::size_t cleared = known ? block_at(address_of(old), before).size : 0;
  if (known) w->store((before & ~tag & ~has_placements) | dead, std::memory_order_relaxed);
  void *p = by(old, size);
  if (!p) { // nothing changed, or it was freed
    if (known && size) w->store(before, std::memory_order_relaxed);
    if (known && !size && before & has_placements) drop_placements(address_of(old));
    return p;
  }
  if (known && before & has_placements) drop_placements(address_of(old)); // what may be moved so is trivial
  heap_born(p, size, 0, heap_origin::malloc);
  if ((known || !old) && size > cleared) std::memset(static_cast<unsigned char *>(p) + cleared, 0, size - cleared);
  if (known) {
    auto *now = word_of(address_of(p));
    const heap_form form = form_in(before);
    if (now)
      now->store(with_type(now->load(std::memory_order_relaxed), type_in(before),
                           form == heap_form::single ? heap_form::probable : form),
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

[[gnu::noinline]] static void typed_slowly(const void *p, const object_type *type, heap_form form,
                                           heap_origin origin) noexcept {
  auto *w = live_word(p);
  if (!w) return heap_placed(p, type); // a class's own operator new, perhaps within a block of ours
  const word now = with_origin(w->load(std::memory_order_relaxed), origin);
  if (form == heap_form::single) {
    // Larger: some allocator of the program's own has given its first piece away.
    if (block_at(address_of(p), now).size != type->size) return heap_placed(p, type);
  } else if (!type->is(object_type::trivial)) { // raw memory still: its objects are placed in it one by one
    const bool fresh = !type_in(now) && !(now & has_placements);
    w->store(fresh ? with_type(now, heap_type<unsigned char>(), heap_form::run) : now, std::memory_order_relaxed);
    return;
  }
  if (const object_type *inner = type_in(now); inner && inner != type && !is_bytes(inner) && form == heap_form::single)
    heap_lodges(p, inner); // as large as the whole
  w->store(with_type(settled(p, now), type, form), std::memory_order_relaxed);
}

void heap_typed(const void *p, const object_type *type, heap_form form, heap_origin origin) noexcept {
  if (!p) return;
  const std::uintptr_t at = address_of(p);
  if (const region *r = region_of(at);
      __builtin_expect(r && at % granule == 0, true)) { // new T or malloc, nearly always
    auto &w = const_cast<region *>(r)->words[granule_of(at)];
    const word now = w.load(std::memory_order_relaxed);
    const bool fits = form == heap_form::single
                          ? type->size < is_large && (now & (tag | size_mask)) == (live | word(type->size) << 9)
                          : (now & tag) == live && type->is(object_type::trivial);
    if (__builtin_expect(fits && !(now & (has_placements | type_mask)), true))
      return w.store(with_type(with_origin(now, origin), type, form), std::memory_order_relaxed);
  }
  typed_slowly(p, type, form, origin);
}

void heap_from_malloc(const void *p) noexcept {
  if (!p) return;
  if (auto *w = live_word(p)) {
    const word now = with_origin(w->load(std::memory_order_relaxed), heap_origin::malloc);
    w->store(now & type_mask ? now : now | runs, std::memory_order_relaxed);
  }
}

/// A sanitizer gives a byte to who wants none: there are no elements behind the cookie all the same.
static word of_none(word now, const object_type *type, std::size_t cookie) noexcept {
  const bool spare = __sanitizer_get_ownership && type->size > 1 && (now & size_mask) >> 9 == cookie + 1;
  return spare ? (now & ~size_mask) | word(cookie) << 9 : now;
}

void heap_typed_array(const void *p, const object_type *type, std::size_t cookie) noexcept {
  if (!p) return;
  const auto fits = [&](std::atomic<word> *w, std::size_t before) {
    const word now = of_none(w->load(std::memory_order_relaxed), type, before);
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
  // What it lies in begins no farther away than the largest block is long.
  const std::uintptr_t end =
      std::max(lowest.load(std::memory_order_relaxed),
               std::max(wanted, largest.load(std::memory_order_relaxed)) - largest.load(std::memory_order_relaxed));
  std::uintptr_t at = wanted & ~std::uintptr_t(granule - 1);
  for (;;) {
    const region *in = region_of(at);
    const std::uintptr_t base = at & ~(region_size - 1);
    for (std::size_t g = in ? granule_of(at) + 1 : 0; g > 0;) {
      if (base + g * granule <= end) return gone;
      const std::size_t group = (g - 1) / 64;
      if (!in->used[group].load(std::memory_order_relaxed)) {
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
    // The next region below that is there.
    std::uintptr_t n = base >> region_bits;
    for (;;) {
      if (n << region_bits <= end) return gone;
      --n;
      const word below = present[n / 64].load(std::memory_order_relaxed) & (~word(0) >> (63 - n % 64));
      n = n / 64 * 64;
      if (below) {
        n += 63u - unsigned(__builtin_clzll(below));
        break;
      }
    }
    at = (n << region_bits) + region_size - granule;
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
  if (auto *w = live_word(p)) {
    word now = w->load(std::memory_order_relaxed);
    if (form == heap_form::run) now = of_none(now, type, cookie ? std::max(sizeof(std::size_t), type->align) : 0);
    w->store(with_type(with_origin(now, origin), type, form) | (cookie ? has_cookie : 0), std::memory_order_relaxed);
  }
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
