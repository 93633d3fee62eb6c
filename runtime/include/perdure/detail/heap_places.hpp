// Restored blocks of the tracked heap, where they were before; see heap_places.cpp.
#pragma once

#include <perdure/detail/heap_block.hpp>
#include <perdure/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace perdure::detail {

/// The image needs memory that this process uses for something else. Another process, with another layout, may load it.
class place_taken : public image_error {
public:
  using image_error::image_error;
};

/// A block that an image holds, where it was when the image was made.
struct heap_place {
  std::uint64_t item; ///< the block's number in the image
  std::uintptr_t first;
  std::size_t size;
};

/// Memory for the blocks of one image. What is not taken before it goes is given back.
class heap_places {
public:
  heap_places() = default;
  heap_places(const heap_places &) = delete;
  heap_places &operator=(const heap_places &) = delete;
  ~heap_places();
  /// `blocks`: ascending by address, none overlaps another. Where there is no memory for them, none has a place. Throws
  /// place_taken after heap_insists(true).
  void prepare(const std::vector<heap_place> &blocks);
  /// The block's memory, all zeros, noted as given out; null: it has no place. Once for each block.
  void *take(const heap_place &, heap_origin);
  /// The first number in the bytes, at whatever place, that is an address in a block that has to be somewhere else now;
  /// 0: none.
  std::uintptr_t stale_address(std::string_view bytes) const noexcept;
  /// May the number be an address before the first element of such a block?
  bool stale_behind(std::uintptr_t number) const noexcept;

private:
  struct cluster { ///< blocks near each other, whose distances are kept
    std::uintptr_t first, last, now;
  };
  std::vector<cluster> clusters_; ///< ascending
  std::vector<heap_place> moved_; ///< ascending
};

/// The address that a number may be, whole or boxed in a NaN; 0: none.
inline std::uintptr_t address_in_number(std::uint64_t n) noexcept {
  const std::uint64_t high = n >> 48;
  return high == 0 || (high & 0x7ff0) == 0x7ff0 ? std::uintptr_t(n & 0xffff'ffff'ffff) : 0;
}

/// While set, blocks that cannot be where they were are nowhere.
void heap_insists(bool) noexcept;
/// Can blocks be put somewhere in this process? Not if a sanitizer, or the C library alone, gives out memory.
bool heap_has_places();
/// A block that heap_places gave out has been taken back.
void heap_place_left(void *, std::size_t size) noexcept;
/// Does such memory lie there, whether a block does or not?
bool heap_place_holds(std::uintptr_t) noexcept;

// heap.cpp
/// A block was put somewhere by itself: the C library knows nothing of it.
void heap_born_in_place(void *, std::size_t size, heap_origin) noexcept;

} // namespace perdure::detail
