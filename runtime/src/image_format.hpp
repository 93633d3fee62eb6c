// What the writer and the reader of images share. Not installed.
#pragma once

#ifndef XXH_INLINE_ALL
#define XXH_INLINE_ALL
#endif
#include <xxhash.h>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace perdure::detail {

/// 1: no blocks of the tracked heap, no globals. 2: without the padding in blocks of malloc's. 3: the
/// environment as texts, constants of libraries without their file. 4: arrays of bytes without what was put into them.
/// 5: without the addresses of blocks. Older ones are loaded, too.
inline constexpr unsigned char version_now = 6;

struct preamble {
  char magic[8];
  unsigned char version;
  unsigned char of_long, of_pointer, of_long_double, of_wchar, big_endian, spare[2];
  std::uint64_t size; ///< of the whole image

  static preamble of_this_program(std::uint64_t size) noexcept {
    preamble p{{'P', 'E', 'R', 'D', 'U', 'R', 'E', '\n'},
               version_now,
               sizeof(long),
               sizeof(void *),
               sizeof(long double),
               sizeof(wchar_t),
               __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__,
               {},
               size};
    return p;
  }
};
static_assert(sizeof(preamble) == 24);

inline std::uint64_t checksum(std::string_view bytes) noexcept { return XXH3_64bits(bytes.data(), bytes.size()); }

} // namespace perdure::detail
