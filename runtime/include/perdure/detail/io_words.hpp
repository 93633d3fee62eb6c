// The bytes of a union that may hold a pointer, in programs with a tracked heap. Nobody knows which member is there,
// but a word that leads to something alive - a block of the heap, a variable in a frame, the program's static storage -
// is taken for the pointer that it looks like, and follows its target into the next process. Any other word is kept as
// it is. A number that happens to be the address of something alive would be taken for a pointer: 64-bit addresses are
// sparse, and the alternative, to refuse all programs with such unions, helps nobody.
#pragma once

#include <perdure/detail/access.hpp>
#include <perdure/detail/io.hpp>

namespace perdure::detail {

/// `Size` bytes of an object of the user's.
template <std::size_t Size> struct words {
  unsigned char bytes[Size];
};
template <std::size_t Offset, std::size_t Size, class T> words<Size> &words_of(T &object) noexcept {
  return reinterpret_cast<words<Size> &>(bytes_of<Offset, Size>(object));
}

/// Does an address lie in memory that is alive and can belong to an image?
bool leads_somewhere(const void *) noexcept;

template <std::size_t Size> struct io<words<Size>> {
  using W = words<Size>;
  static constexpr std::size_t count = Size / sizeof(void *), rest = Size % sizeof(void *);
  static void save(oarchive &a, const W &x) {
    a.visit_as<anything>(x.bytes, Size);
    for (std::size_t k = 0; k < count; ++k) {
      const unsigned char *word = x.bytes + k * sizeof(void *);
      const void *p;
      std::memcpy(&p, word, sizeof p);
      const bool pointer = leads_somewhere(p);
      a.byte(pointer);
      if (pointer)
        a.pointer(p, pointer_type_of<void>());
      else
        a.put(word, sizeof p);
    }
    if (rest) a.put(x.bytes + count * sizeof(void *), rest);
  }
  static void restore(iarchive &a, void *where) {
    auto *bytes = static_cast<unsigned char *>(where);
    a.visit_as<anything>(bytes, Size);
    for (std::size_t k = 0; k < count; ++k) {
      unsigned char *word = bytes + k * sizeof(void *);
      if (a.flag()) {
        const void *none = nullptr;
        std::memcpy(word, &none, sizeof none);
        a.pointer(word, pointer_type_of<void>());
      } else {
        a.get(word, sizeof(void *));
      }
    }
    if (rest) a.get(bytes + count * sizeof(void *), rest);
  }
  static void print(printer &p, const W &x) { p.save_binary(x.bytes, Size); }
};

} // namespace perdure::detail
