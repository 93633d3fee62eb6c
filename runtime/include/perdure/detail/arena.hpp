// The memory of one execution's frames. Frames never move, so blocks come from chunks that only grow; a block goes back
// to a free list of its size class, and everything is freed with the arena. The class is known at compile time, so that
// a frame costs a push or a pop; malloc costs five times as much, and a plain stack discipline is impossible because a
// captured frame outlives the calls that come after it.
#pragma once

#include <perdure/detail/context.hpp>

#include <cstddef>
#include <cstdint>

#if defined(__SANITIZE_ADDRESS__)
#define PERDURE_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PERDURE_POISONS 1
#endif
#endif
#ifdef PERDURE_POISONS
#include <sanitizer/asan_interface.h>
#else
extern "C" {
// Of an AddressSanitizer that other translation units of the program have, perhaps.
[[gnu::weak]] void __asan_poison_memory_region(void const volatile *, std::size_t);
[[gnu::weak]] void __asan_unpoison_memory_region(void const volatile *, std::size_t);
}
#endif

namespace perdure::detail {

/// Does the program have AddressSanitizer, whoever was compiled with it?
[[gnu::always_inline]] inline bool has_address_sanitizer() noexcept {
#ifdef PERDURE_POISONS
  return true;
#else
  return __asan_poison_memory_region && __asan_unpoison_memory_region;
#endif
}
/// Released memory is poisoned for it then.
[[gnu::always_inline]] inline void poison(void *p, std::size_t n) noexcept {
  if (has_address_sanitizer()) __asan_poison_memory_region(p, n);
}
[[gnu::always_inline]] inline void unpoison(void *p, std::size_t n) noexcept {
  if (has_address_sanitizer()) __asan_unpoison_memory_region(p, n);
}

class arena {
public:
  static constexpr std::size_t granule = 16;
  static constexpr std::size_t largest = 1024; ///< larger or over-aligned frames get blocks of their own

  constexpr arena() noexcept = default;
  arena(const arena &) = delete;
  arena &operator=(const arena &) = delete;
  ~arena() { free_all(); }

  // Always inlined, because translation units with and without AddressSanitizer may meet in one program.
  /// Raw storage for one frame. Throws std::bad_alloc.
  template <std::size_t Size, std::size_t Align> [[gnu::always_inline]] void *allocate() {
    if constexpr (is_large(Size, Align)) {
      return allocate_large(Size, Align);
    } else {
      constexpr std::size_t k = size_class(Size);
      block *b = free_[k];
      if (__builtin_expect(!b, false)) return refill(k);
#ifdef PERDURE_POISONS
      ASAN_UNPOISON_MEMORY_REGION(b, k * granule);
#endif
      free_[k] = b->next;
      return b;
    }
  }

  /// Takes back what `allocate<Size, Align>` gave; the object in it is gone already.
  template <std::size_t Size, std::size_t Align> [[gnu::always_inline]] void release(void *p) noexcept {
    if constexpr (is_large(Size, Align)) {
      release_large(p);
    } else {
      constexpr std::size_t k = size_class(Size);
      auto *b = static_cast<block *>(p);
      b->next = free_[k];
      free_[k] = b;
#ifdef PERDURE_POISONS
      ASAN_POISON_MEMORY_REGION(b, k * granule);
#endif
    }
  }

  /// The same where the size is known at run time only.
  void *allocate(std::size_t size, std::size_t align) {
    if (is_large(size, align)) return allocate_large(size, align);
    const std::size_t k = size_class(size);
    block *b = free_[k];
    if (__builtin_expect(!b, false)) return refill(k);
    unpoison(b, k * granule);
    free_[k] = b->next;
    return b;
  }
  void release(void *p, std::size_t size, std::size_t align) noexcept {
    if (is_large(size, align)) return release_large(p);
    const std::size_t k = size_class(size);
    auto *b = static_cast<block *>(p);
    b->next = free_[k];
    free_[k] = b;
    poison(b, k * granule);
  }

  /// Frees every block, released or not.
  void free_all() noexcept;

  std::size_t bytes() const noexcept { return reserved_; } ///< taken from the system

private:
  struct block {
    block *next;
  };
  struct chunk {
    chunk *next;
    std::size_t size;
  };
  struct large {
    large *next, *previous;
    void *start;
    std::size_t size; ///< from `start`
  };
  static constexpr std::size_t classes = largest / granule + 1;
  static constexpr std::size_t first_chunk = 2048, last_chunk = std::size_t(1) << 20;

  static constexpr bool is_large(std::size_t size, std::size_t align) { return size > largest || align > granule; }
  static constexpr std::size_t size_class(std::size_t size) { return size ? (size + granule - 1) / granule : 1; }

  [[gnu::cold, gnu::noinline]] void *refill(std::size_t size_class);
  [[gnu::cold]] void *allocate_large(std::size_t size, std::size_t align);
  [[gnu::cold]] void release_large(void *p) noexcept;

  block *free_[classes] = {};
  unsigned char *bump_ = nullptr; ///< the unused rest of the newest chunk
  unsigned char *end_ = nullptr;
  // Given back to the system, a frame's memory would soon be a library's, and a pointer that was left behind in it
  // could not be told from one to what lies there now.
  static constexpr std::size_t largest_kept = std::size_t(1) << 17;
  static constexpr unsigned kept_classes = 4 * 11;

  struct large_size {
    std::size_t bytes;
    unsigned kept; ///< which list of `kept_`; kept_classes: none
  };
  static large_size rounded(std::size_t bytes) noexcept;
  void free_large(large *) noexcept;

  chunk *chunks_ = nullptr;
  large *larges_ = nullptr;
  large *kept_[kept_classes] = {}; ///< large blocks that were released
  std::size_t next_size_ = first_chunk;
  std::size_t reserved_ = 0;
};

} // namespace perdure::detail
