// Restored blocks of the tracked heap get the addresses that they had. Pointers are set anew wherever they lead; but
// programs also keep addresses as numbers - a pointer with a flag in a uintptr_t, two pointers in one, the slot of a
// hash table that a pointer's bits have chosen, arrays sorted by address - and nothing tells that these are addresses.
//
// Blocks near each other are a cluster, which gets pages of its own at its old place. Address space layout
// randomisation leaves that free in the next process nearly always; if anything is in the way of one of them (no
// randomisation, the same process), all clusters get other pages, in the order and with the distances within them that
// they had, so that at least comparisons stay; an image with a number that is an address of one is refused then.
// For tests: PERDURE_HEAP=moved in the environment does that always, and
// with PERDURE_HEAP=anywhere images hold no addresses, and the C library's allocator says where blocks come.
//
// The C library must not see such blocks: their notes in the heap's table say so, and the replaced free() and realloc()
// bring them here. Pages without a live block go back to the system, so what a program frees of a restored heap is not
// lost, though no new block comes there.
//
// Rejected: to allocate in the order of the old addresses (the C library fills holes, and has large blocks elsewhere);
// to replace the C library's allocator for all blocks.
#include <perdure/detail/heap_places.hpp>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void *, std::size_t),
                                                         void (*)(const volatile void *)) __attribute__((weak));

namespace perdure::detail {

namespace {

constexpr std::size_t granule = 16, near = 64 << 10; ///< larger gaps separate clusters

std::uintptr_t page_size() noexcept {
  static const auto size = std::uintptr_t(::sysconf(_SC_PAGESIZE));
  return size;
}
std::uintptr_t page_down(std::uintptr_t p) noexcept { return p & ~(page_size() - 1); }
std::uintptr_t page_up(std::uintptr_t p) noexcept { return page_down(p + page_size() - 1); }
std::size_t rounded(std::size_t n) noexcept { return (std::max(n, std::size_t(1)) + granule - 1) & ~(granule - 1); }
void *address(std::uintptr_t p) noexcept { return reinterpret_cast<void *>(p); }

bool insisting = false;

std::string_view policy() noexcept {
  const char *p = std::getenv("PERDURE_HEAP");
  return p ? p : "";
}

/// Pages with restored blocks.
struct range {
  std::uintptr_t last;
  std::size_t users; ///< live blocks, and the heap_places that fills it
  std::vector<std::uint32_t> in_page;
};
struct ranges_t {
  std::mutex mutex;
  std::map<std::uintptr_t, range> from;

  std::map<std::uintptr_t, range>::iterator at(std::uintptr_t p) noexcept {
    const auto next = from.upper_bound(p);
    if (next == from.begin()) return from.end();
    const auto found = std::prev(next);
    return p < found->second.last ? found : from.end();
  }
  void leave(std::map<std::uintptr_t, range>::iterator r) noexcept {
    if (--r->second.users > 0) return;
    ::munmap(address(r->first), r->second.last - r->first);
    from.erase(r);
  }
};
ranges_t &ranges() {
  static auto *const all = new ranges_t; // never destroyed: blocks die after static objects
  return *all;
}

/// Pages at an address, or, if it is 0, anywhere; 0: none.
std::uintptr_t pages_at(std::uintptr_t first, std::size_t size) noexcept {
  void *p = ::mmap(address(first), size, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (first ? MAP_FIXED_NOREPLACE : 0), -1, 0);
  if (p == MAP_FAILED) return 0;
  const auto got = reinterpret_cast<std::uintptr_t>(p);
  if (!first || got == first) return got;
  ::munmap(p, size); // an old kernel, which takes the address for a wish
  return 0;
}

} // namespace

void heap_insists(bool insist) noexcept { insisting = insist; }

void heap_places::prepare(const std::vector<heap_place> &blocks) {
  for (const heap_place &b : blocks) {
    const std::uintptr_t last = b.first + rounded(b.size);
    if (clusters_.empty() || b.first - clusters_.back().last > near)
      clusters_.push_back({b.first, last, b.first});
    else
      clusters_.back().last = last;
  }
  const auto pages = [](const cluster &c) { return page_up(c.last) - page_down(c.first); };
  std::size_t mapped = 0, total = 0;
  const bool move = policy() == "moved";
  for (; !move && mapped < clusters_.size(); ++mapped)
    if (!pages_at(page_down(clusters_[mapped].first), pages(clusters_[mapped]))) break;
  if (mapped < clusters_.size()) {
    while (mapped > 0) {
      --mapped;
      ::munmap(address(page_down(clusters_[mapped].first)), pages(clusters_[mapped]));
    }
    if (!move && insisting) {
      clusters_.clear();
      throw place_taken("the image cannot be loaded: something else is in the memory of its blocks here");
    }
    moved_ = blocks;
    for (const cluster &c : clusters_)
      if (__builtin_add_overflow(total, pages(c), &total)) return clusters_.clear();
    std::uintptr_t at = pages_at(0, total);
    if (!at) return clusters_.clear();
    for (cluster &c : clusters_) {
      c.now = at + (c.first - page_down(c.first));
      at += pages(c);
    }
  }
  ranges_t &all = ranges();
  const std::lock_guard lock(all.mutex);
  for (const cluster &c : clusters_) {
    const std::uintptr_t first = page_down(c.now);
    all.from.emplace(first,
                     range{first + pages(c), 1, std::vector<std::uint32_t>(std::size_t(pages(c) / page_size()))});
  }
}

heap_places::~heap_places() {
  if (clusters_.empty()) return;
  ranges_t &all = ranges();
  const std::lock_guard lock(all.mutex);
  for (const cluster &c : clusters_) all.leave(all.at(c.now));
}

void *heap_places::take(const heap_place &b, heap_origin origin) {
  auto c = std::upper_bound(clusters_.begin(), clusters_.end(), b.first,
                            [](std::uintptr_t p, const cluster &x) { return p < x.first; });
  if (c == clusters_.begin()) return nullptr;
  --c;
  if (c->last < b.first + b.size) return nullptr;
  const std::uintptr_t now = c->now + (b.first - c->first);
  {
    ranges_t &all = ranges();
    const std::lock_guard lock(all.mutex);
    const auto r = all.at(now);
    ++r->second.users;
    for (std::uintptr_t p = page_down(now); p < now + rounded(b.size); p += page_size())
      ++r->second.in_page[std::size_t((p - r->first) / page_size())];
  }
  heap_born_in_place(address(now), b.size, origin);
  return address(now);
}

std::uintptr_t heap_places::stale_address(std::string_view bytes) const noexcept {
  if (moved_.empty()) return 0;
  const std::uintptr_t first = moved_.front().first, span = moved_.back().first + moved_.back().size - first;
  for (std::size_t at = 0; at + sizeof(std::uintptr_t) <= bytes.size(); ++at) {
    std::uintptr_t word;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    word = address_in_number(word);
    if (word - first > span) continue;
    auto next = std::upper_bound(moved_.begin(), moved_.end(), word,
                                 [](std::uintptr_t p, const heap_place &b) { return p < b.first; });
    if (--next; word - next->first <= next->size) return word;
  }
  return 0;
}

bool heap_places::stale_behind(std::uintptr_t number) const noexcept {
  if (moved_.empty()) return false;
  return number < moved_.back().first && number + near >= moved_.front().first;
}

void heap_place_left(void *block, std::size_t size) noexcept {
  const auto first = reinterpret_cast<std::uintptr_t>(block);
  ranges_t &all = ranges();
  const std::lock_guard lock(all.mutex);
  const auto r = all.at(first);
  if (r == all.from.end()) return;
  std::uintptr_t empty_from = 0, p = page_down(first);
  const auto give_back = [&] {
    if (empty_from) ::madvise(address(empty_from), p - empty_from, MADV_DONTNEED);
    empty_from = 0;
  };
  for (; p < first + rounded(size); p += page_size())
    if (--r->second.in_page[std::size_t((p - r->first) / page_size())] > 0)
      give_back();
    else if (!empty_from)
      empty_from = p;
  give_back();
  all.leave(r);
}

bool heap_place_holds(std::uintptr_t p) noexcept {
  ranges_t &all = ranges();
  const std::lock_guard lock(all.mutex);
  return all.at(p) != all.from.end();
}

bool heap_has_places() {
  if (!heap_is_tracked() || __sanitizer_install_malloc_and_free_hooks || policy() == "anywhere") return false;
  // Are free() and its kin the replaced ones?
  void *p = std::malloc(granule);
  if (!p) return false;
  const auto at = reinterpret_cast<std::uintptr_t>(p);
  const bool noted = heap_find(p).alive;
  std::free(p);
  return noted && !heap_find(address(at)).alive;
}

} // namespace perdure::detail
