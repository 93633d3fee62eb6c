// std::bitset and its references.
#pragma once

#include <perdure/detail/io.hpp>

#include <bitset>

namespace perdure::detail {

/// A reference to a bit is derived like a user's class: a pointer to a word, and a number.
template <std::size_t N> struct io<std::bitset<N>> {
  using B = std::bitset<N>;
  using word = unsigned long;
  static constexpr std::size_t words = N == 0 ? 0 : sizeof(B) / sizeof(word), bytes = (N + 7) / 8;
  static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
  static void save(oarchive &a, const B &x) {
    a.visit(reinterpret_cast<const word *>(&x), words);
    if constexpr (N == 0)
      a.byte(0);
    else
      a.put(&x, bytes);
  }
  static void restore(iarchive &a, void *where) {
    if constexpr (N == 0) {
      a.byte();
      ::new (where) B();
    } else {
      __builtin_memset(where, 0, sizeof(B));
      a.visit(static_cast<word *>(where), words);
      a.get(where, bytes);
      if (N % 8 && static_cast<unsigned char *>(where)[bytes - 1] >> N % 8) a.refuse("a bitset has too many bits");
    }
  }
  static void print(printer &p, const std::bitset<N> &x) { p.out(x.to_string()); }
};

} // namespace perdure::detail
