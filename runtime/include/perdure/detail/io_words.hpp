// The bytes of a union or of storage that may hold anything, in programs with a tracked heap. An object that needs
// more than its bytes was placed there by an expression that told the runtime (detail/heap.hpp). Of the rest, a word
// that leads to something alive - a block of the heap, a variable in a frame, the program's static storage - is taken
// for the pointer that it looks like, and follows its target into the next process. Any other word is kept as it is. A
// number that happens to be the address of something alive would be taken for a pointer: 64-bit addresses are sparse,
// and the alternative, to refuse all programs with such unions, helps nobody. Arrays of bytes, and of words, are looked
// through in the same way: programs take memory for their objects out of them.
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

/// Bytes of whatever sort, one way for all sizes: how many objects were placed in them, the objects, the other words.
void save_words(oarchive &, const unsigned char *bytes, std::size_t size);
void restore_words(iarchive &, unsigned char *bytes, std::size_t size);

/// The same for an array that has a type: mostly it is what its type says, and saved as one block.
void save_memory(oarchive &, const unsigned char *bytes, std::size_t size);
void restore_memory(iarchive &, unsigned char *bytes, std::size_t size);

template <std::size_t Size> struct io<words<Size>> {
  using W = words<Size>;
  static void save(oarchive &a, const W &x) { save_words(a, x.bytes, Size); }
  static void restore(iarchive &a, void *where) { restore_words(a, static_cast<unsigned char *>(where), Size); }
  static void print(printer &p, const W &x) { p.save_binary(x.bytes, Size); }
};

} // namespace perdure::detail
