// The tracked heap: what generated code tells the runtime of the memory that a program allocates by itself, so that raw
// pointers of programs that never heard of images can be saved.
//
// Input: every block that malloc, operator new and their kin give out (detail/heap_replace.hpp notes its size, its
// alignment and its death), and what an instrumented expression knows besides: the type. Output, for graph.hpp: the
// block that an address lies in, what is in there, and whether it is alive.
//
//   tracked(new T(args))          a T                                       T *
//   tracked_array(new T[n])       n objects; T may be an array itself       T *
//   typed<T>(malloc(n))           as many T as fit, or a T and its tail     T *
//   typed_head<T>(malloc(n))      a T, and something behind it              T *
//   typed_probably<T>(malloc(n))  one or the other                          T *
//   placed(new (place) T(args))   a T within a block, where `place` is      T *
//   displaced(p)                  not any more                              void
//   ended(x), ended_at(p)         instead of x.~T(), p->~T()                void
//   delete leaving(p)             where a class has its own operator delete T *
//   tracked_opaque(new T)         of a type that no image can hold          T *
//
// Each note is a word of a table beside the heap, at the block's own place: 64 bits for each 16 bytes of a heap page,
// which hold the type, the size, and whether the block lives. Writing it takes no lock and sorts nothing; who asks for
// an address goes backwards from it to the next word. The tables lie in pages of their own, where a leak checker does
// not look for pointers. Rejected: a header before each block (doubles small ones, breaks free() by foreign code), a
// list of blocks (two locks for each allocation), a hash table (a cache miss for each, 20 ns), an allocator of our own
// (takes the memory checkers' work away).
//
// Memory of malloc's is saved to the last byte: padding between and behind members, too, since a program may know that
// it got more than its type says. What lies behind a T is bytes, in which typed pointers and words that lead to
// something alive tell what is there. T in a `typed` block of a larger size than that of n T is read so, too. Blocks
// are clear when they are given out: what an earlier one left would look like pointers, whole or in half, and would go
// to images. Costs 4 % where a program does nothing but build and free small trees.
//
// T must be savable (io<T>): its way to be saved is instantiated at the end of the file, where all layouts are known.
#pragma once

#include <perdure/detail/heap_block.hpp>
#include <perdure/detail/io.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <type_traits>

namespace perdure::detail {

// ---- what generated code calls ----

/// A type that no image can hold, by its name alone.
template <class T>
inline const object_type opaque_type_of = {&typeid(T),
                                           pointer_type_of<T>(),
                                           sizeof(T),
                                           alignof(T),
                                           way::unknown,
                                           number_kind::unsigned_integer,
                                           0,
                                           nullptr,
                                           nullptr,
                                           0,
                                           nullptr};

/// Makes the type known by name, too: before main, so that a process can load what another has allocated.
template <class T> const object_type *heap_type() noexcept {
  static_assert(!std::is_array_v<T>);
  if constexpr (std::is_void_v<T>) {
    return heap_type<unsigned char>();
  } else {
    static_cast<void>(&object_registration<T>::instance);
    return &object_type_of<T>;
  }
}

template <class T> T *tracked(T *p) noexcept {
  heap_typed(const_cast<const void *>(static_cast<const volatile void *>(p)), heap_type<std::remove_cv_t<T>>(),
             heap_form::single, heap_origin::object);
  return p;
}

template <class T> T *tracked_array(T *p) noexcept {
  using U = std::remove_cv_t<std::remove_all_extents_t<T>>;
  heap_typed_array(const_cast<const void *>(static_cast<const volatile void *>(p)), heap_type<U>(),
                   alignof(U) > sizeof(std::size_t) ? alignof(U) : sizeof(std::size_t));
  return p;
}

template <class T> T *tracked_opaque(T *p) noexcept {
  heap_typed(const_cast<const void *>(static_cast<const volatile void *>(p)), &opaque_type_of<std::remove_cv_t<T>>,
             heap_form::single, heap_origin::object);
  return p;
}

/// `p` is what malloc or one of its kin gave. T: what the program casts it to points to; void and characters for bytes.
template <class T> T *typed(void *p) noexcept {
  using U = std::remove_cv_t<std::remove_all_extents_t<T>>;
  heap_typed(p, heap_type<U>(), heap_form::run, heap_origin::malloc);
  return static_cast<T *>(p);
}

/// The size adds something to that of a T.
template <class T> T *typed_head(void *p) noexcept {
  using U = std::remove_cv_t<std::remove_all_extents_t<T>>;
  heap_typed(p, heap_type<U>(), std::is_class_v<U> ? heap_form::headed : heap_form::run, heap_origin::malloc);
  return static_cast<T *>(p);
}
/// The size is whatever it is.
template <class T> T *typed_probably(void *p) noexcept {
  using U = std::remove_cv_t<std::remove_all_extents_t<T>>;
  heap_typed(p, heap_type<U>(), std::is_class_v<U> ? heap_form::probable : heap_form::run, heap_origin::malloc);
  return static_cast<T *>(p);
}

template <class T> T *placed(T *p) noexcept {
  heap_placed(const_cast<const void *>(static_cast<const volatile void *>(p)), heap_type<std::remove_cv_t<T>>());
  return p;
}

template <class T> void displaced(T *p) noexcept {
  heap_displaced(const_cast<const void *>(static_cast<const volatile void *>(p)));
}

template <class T> T *leaving(T *p) noexcept {
  if constexpr (std::is_polymorphic_v<T>) {
    if (p) heap_displaced(const_cast<const void *>(dynamic_cast<const volatile void *>(p)));
  } else {
    displaced(p);
  }
  return p;
}
template <class T> void ended_at(T *p) { leaving(p)->~T(); }
template <class T> void ended(T &x) { ended_at(std::addressof(x)); }
template <class T> void ended(T &&x) { ended_at(std::addressof(x)); }

// In place of the C library's functions of the same names, when their result is not cast at once: only the caller knows
// that the program itself has allocated the block, and, under a sanitizer, that it is free()'s.
inline void *from_malloc(void *p) noexcept {
  heap_from_malloc(p);
  return p;
}
inline void *malloc(std::size_t n) noexcept { return from_malloc(std::malloc(n)); }
inline void *calloc(std::size_t n, std::size_t size) noexcept { return from_malloc(std::calloc(n, size)); }
inline void *realloc(void *p, std::size_t n) noexcept { return from_malloc(std::realloc(p, n)); }
inline void *aligned_alloc(std::size_t align, std::size_t n) noexcept { return from_malloc(::aligned_alloc(align, n)); }
inline int posix_memalign(void **to, std::size_t align, std::size_t n) noexcept {
  const int failed = ::posix_memalign(to, align, n);
  if (!failed) heap_from_malloc(*to);
  return failed;
}
inline void free(void *p) noexcept { std::free(p); }
/// Where it left off is a global of the program's.
char *strtok(char *text, const char *delimiters) noexcept;
/// So are the places of these. `longs`: const struct option *.
int getopt(int argc, char *const *argv, const char *letters);
int getopt_long(int argc, char *const *argv, const char *letters, const void *longs, int *index);
int getopt_long_only(int argc, char *const *argv, const char *letters, const void *longs, int *index);
/// So is what these return.
std::tm *gmtime(const std::time_t *) noexcept;
std::tm *localtime(const std::time_t *) noexcept;
char *asctime(const std::tm *) noexcept;
char *ctime(const std::time_t *) noexcept;
char *strerror(int) noexcept;
char *strdup(const char *s) noexcept;
char *strndup(const char *s, std::size_t n) noexcept;
inline ssize_t getdelim(char **line, std::size_t *room, int end, std::FILE *from) {
  const ssize_t n = ::getdelim(line, room, end, from);
  typed<char>(*line);
  return n;
}
inline ssize_t getline(char **line, std::size_t *room, std::FILE *from) {
  return detail::getdelim(line, room, '\n', from);
}

} // namespace perdure::detail
