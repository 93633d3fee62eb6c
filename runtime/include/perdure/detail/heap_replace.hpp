// The replaced malloc, operator new and their kin: they note each block in the table of detail/heap.hpp and leave the
// rest to the C library. Included once or more by the generated files of a whole program (--all), never by the runtime:
// a program that does not track its heap keeps the allocator that it has.
//
// They are weak definitions in the program itself, so that several files may hold them, and so that the C library and
// every other library of the process come to them as well: memory that one side allocates and the other frees is known
// all its life. Under a sanitizer nothing is replaced: its own allocator tells about every block through a hook.
// Rejected: members of the runtime's archive (the linker takes them for every program that calls operator new), macros
// over malloc (miss free passed as a function, and frees in libraries). What they do is in the runtime (heap.cpp), so
// that a file has next to nothing to compile for them.
#pragma once

// Programs, and clang's <mm_malloc.h>, may declare malloc and posix_memalign without noexcept behind these definitions:
// compilers allow that if they take them for the C library's own declarations.
#pragma GCC system_header

#include <perdure/detail/heap.hpp>

#include <cstdint>
#include <cstdlib>
#include <new>

namespace perdure::detail {

/// Hooks into the sanitizer's allocator, if there is one; once. Returns true.
bool heap_hook() noexcept;

} // namespace perdure::detail

#ifdef PERDURE_HEAP_HOOKS
namespace {
[[maybe_unused]] const bool perdure_heap_is_hooked = perdure::detail::heap_hook();
}
#else

#define PERDURE_REPLACES __attribute__((weak, noinline, visibility("default")))

extern "C" {
PERDURE_REPLACES void *malloc(std::size_t n) noexcept { return perdure::detail::heap_malloc(n); }
PERDURE_REPLACES void free(void *p) noexcept { perdure::detail::heap_free(p); }
PERDURE_REPLACES void *calloc(std::size_t n, std::size_t size) noexcept {
  return perdure::detail::heap_calloc(n, size);
}
PERDURE_REPLACES void *realloc(void *old, std::size_t n) noexcept { return perdure::detail::heap_realloc(old, n); }
PERDURE_REPLACES void *memalign(std::size_t align, std::size_t n) noexcept {
  return perdure::detail::heap_memalign(align, n);
}
PERDURE_REPLACES void *aligned_alloc(std::size_t align, std::size_t n) noexcept {
  return perdure::detail::heap_memalign(align, n);
}
PERDURE_REPLACES int posix_memalign(void **to, std::size_t align, std::size_t n) noexcept {
  return perdure::detail::heap_posix_memalign(to, align, n);
}
PERDURE_REPLACES std::size_t malloc_usable_size(void *p) noexcept { return perdure::detail::heap_usable_size(p); }
}

PERDURE_REPLACES void *operator new(std::size_t n) { return perdure::detail::heap_new(n); }
PERDURE_REPLACES void *operator new[](std::size_t n) { return perdure::detail::heap_new_array(n); }
PERDURE_REPLACES void *operator new(std::size_t n, const std::nothrow_t &) noexcept {
  return perdure::detail::heap_new_nothrow(n, 0, perdure::detail::heap_origin::object);
}
PERDURE_REPLACES void *operator new[](std::size_t n, const std::nothrow_t &) noexcept {
  return perdure::detail::heap_new_nothrow(n, 0, perdure::detail::heap_origin::array);
}
PERDURE_REPLACES void *operator new(std::size_t n, std::align_val_t a) {
  return perdure::detail::heap_new_aligned(n, std::size_t(a), perdure::detail::heap_origin::object);
}
PERDURE_REPLACES void *operator new[](std::size_t n, std::align_val_t a) {
  return perdure::detail::heap_new_aligned(n, std::size_t(a), perdure::detail::heap_origin::array);
}
PERDURE_REPLACES void *operator new(std::size_t n, std::align_val_t a, const std::nothrow_t &) noexcept {
  return perdure::detail::heap_new_nothrow(n, std::size_t(a), perdure::detail::heap_origin::object);
}
PERDURE_REPLACES void *operator new[](std::size_t n, std::align_val_t a, const std::nothrow_t &) noexcept {
  return perdure::detail::heap_new_nothrow(n, std::size_t(a), perdure::detail::heap_origin::array);
}
PERDURE_REPLACES void operator delete(void *p) noexcept { perdure::detail::heap_free(p); }
PERDURE_REPLACES void operator delete[](void *p) noexcept { perdure::detail::heap_free(p); }
PERDURE_REPLACES void operator delete(void *p, std::size_t) noexcept { perdure::detail::heap_free(p); }
PERDURE_REPLACES void operator delete[](void *p, std::size_t) noexcept { perdure::detail::heap_free(p); }
PERDURE_REPLACES void operator delete(void *p, std::align_val_t) noexcept { perdure::detail::heap_free(p); }
PERDURE_REPLACES void operator delete[](void *p, std::align_val_t) noexcept { perdure::detail::heap_free(p); }
PERDURE_REPLACES void operator delete(void *p, std::size_t, std::align_val_t) noexcept {
  perdure::detail::heap_free(p);
}
PERDURE_REPLACES void operator delete[](void *p, std::size_t, std::align_val_t) noexcept {
  perdure::detail::heap_free(p);
}
PERDURE_REPLACES void operator delete(void *p, const std::nothrow_t &) noexcept { perdure::detail::heap_free(p); }
PERDURE_REPLACES void operator delete[](void *p, const std::nothrow_t &) noexcept { perdure::detail::heap_free(p); }
PERDURE_REPLACES void operator delete(void *p, std::align_val_t, const std::nothrow_t &) noexcept {
  perdure::detail::heap_free(p);
}
PERDURE_REPLACES void operator delete[](void *p, std::align_val_t, const std::nothrow_t &) noexcept {
  perdure::detail::heap_free(p);
}

#undef PERDURE_REPLACES
#endif
