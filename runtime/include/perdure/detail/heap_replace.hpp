// The replaced malloc, operator new and their kin: they note each block in the table of detail/heap.hpp and leave the
// rest to the C library. Included once or more by the generated files of a whole program (--all), never by the runtime:
// a program that does not track its heap keeps the allocator that it has.
//
// They are weak definitions in the program itself, so that several files may hold them, and so that the C library and
// every other library of the process come to them as well: memory that one side allocates and the other frees is known
// all its life. Under a sanitizer nothing is replaced: its own allocator tells about every block through a hook.
// Rejected: members of the runtime's archive (the linker takes them for every program that calls operator new), macros
// over malloc (miss free passed as a function, and frees in libraries).
#pragma once

#if defined(__clang__) && defined(__x86_64__) && __has_include(<mm_malloc.h>)
#include <mm_malloc.h> // declares posix_memalign otherwise than the C library; behind ours that would be an error
#endif
#include <perdure/detail/heap.hpp>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <new>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PERDURE_HEAP_HOOKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer) ||          \
    __has_feature(leak_sanitizer)
#define PERDURE_HEAP_HOOKS 1
#endif
#endif

namespace perdure::detail {

/// Hooks into the sanitizer's allocator, if there is one; once. Returns true.
bool heap_hook() noexcept;

} // namespace perdure::detail

#ifdef PERDURE_HEAP_HOOKS
namespace {
[[maybe_unused]] const bool perdure_heap_is_hooked = perdure::detail::heap_hook();
}
#else

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
#define PERDURE_REPLACES __attribute__((weak, noinline, visibility("default")))

namespace perdure::detail {

[[gnu::always_inline]] inline void *replaced_malloc(std::size_t n, heap_origin origin) noexcept {
  void *p = PERDURE_LIBC(malloc)(n);
  if (__builtin_expect(p != nullptr, true)) heap_born(p, n, 0, origin);
  return p;
}
[[gnu::always_inline]] inline void replaced_free(void *p) noexcept {
  heap_dies(p);
  PERDURE_LIBC(free)(p);
}
[[gnu::always_inline]] inline void *replaced_memalign(std::size_t align, std::size_t n, heap_origin origin) noexcept {
  void *p = PERDURE_LIBC(memalign)(align, n);
  if (__builtin_expect(p != nullptr, true)) heap_born(p, n, align, origin);
  return p;
}
/// For operator new; null: no memory, and no handler wants to help.
[[gnu::cold, gnu::noinline]] inline void *asked_again(std::size_t n, std::size_t align, heap_origin origin) {
  while (std::new_handler handler = std::get_new_handler()) {
    handler();
    if (void *p = align ? replaced_memalign(align, n, origin) : replaced_malloc(n, origin)) return p;
  }
  return nullptr;
}
[[gnu::always_inline]] inline void *replaced_new(std::size_t n, std::size_t align, heap_origin origin) {
  if (void *p = align ? replaced_memalign(align, n, origin) : replaced_malloc(n, origin)) return p;
  if (void *p = asked_again(n, align, origin)) return p;
  throw std::bad_alloc();
}
[[gnu::always_inline]] inline void *replaced_new_nothrow(std::size_t n, std::size_t align,
                                                         heap_origin origin) noexcept {
  if (void *p = align ? replaced_memalign(align, n, origin) : replaced_malloc(n, origin)) return p;
  try {
    return asked_again(n, align, origin);
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

} // namespace perdure::detail

extern "C" {
PERDURE_REPLACES void *malloc(std::size_t n) noexcept {
  return perdure::detail::replaced_malloc(n, perdure::detail::heap_origin::malloc);
}
PERDURE_REPLACES void free(void *p) noexcept { perdure::detail::replaced_free(p); }
PERDURE_REPLACES void *calloc(std::size_t n, std::size_t size) noexcept {
  void *p = PERDURE_LIBC(calloc)(n, size);
  if (p) perdure::detail::heap_born(p, n * size, 0, perdure::detail::heap_origin::malloc); // it did not overflow
  return p;
}
PERDURE_REPLACES void *realloc(void *old, std::size_t n) noexcept {
  return perdure::detail::heap_reallocated(old, n, PERDURE_LIBC(realloc));
}
PERDURE_REPLACES void *memalign(std::size_t align, std::size_t n) noexcept {
  return perdure::detail::replaced_memalign(align, n, perdure::detail::heap_origin::malloc);
}
PERDURE_REPLACES void *aligned_alloc(std::size_t align, std::size_t n) noexcept {
  return perdure::detail::replaced_memalign(align, n, perdure::detail::heap_origin::malloc);
}
PERDURE_REPLACES int posix_memalign(void **to, std::size_t align, std::size_t n) noexcept {
  if (align % sizeof(void *) || (align & (align - 1)) || !align) return EINVAL;
  const int before = errno;
  void *p = perdure::detail::replaced_memalign(align, n, perdure::detail::heap_origin::malloc);
  errno = before;
  if (!p) return ENOMEM;
  *to = p;
  return 0;
}
}

PERDURE_REPLACES void *operator new(std::size_t n) {
  return perdure::detail::replaced_new(n, 0, perdure::detail::heap_origin::object);
}
PERDURE_REPLACES void *operator new[](std::size_t n) {
  return perdure::detail::replaced_new(n, 0, perdure::detail::heap_origin::array);
}
PERDURE_REPLACES void *operator new(std::size_t n, const std::nothrow_t &) noexcept {
  return perdure::detail::replaced_new_nothrow(n, 0, perdure::detail::heap_origin::object);
}
PERDURE_REPLACES void *operator new[](std::size_t n, const std::nothrow_t &) noexcept {
  return perdure::detail::replaced_new_nothrow(n, 0, perdure::detail::heap_origin::array);
}
PERDURE_REPLACES void *operator new(std::size_t n, std::align_val_t a) {
  return perdure::detail::replaced_new(n, std::size_t(a), perdure::detail::heap_origin::object);
}
PERDURE_REPLACES void *operator new[](std::size_t n, std::align_val_t a) {
  return perdure::detail::replaced_new(n, std::size_t(a), perdure::detail::heap_origin::array);
}
PERDURE_REPLACES void *operator new(std::size_t n, std::align_val_t a, const std::nothrow_t &) noexcept {
  return perdure::detail::replaced_new_nothrow(n, std::size_t(a), perdure::detail::heap_origin::object);
}
PERDURE_REPLACES void *operator new[](std::size_t n, std::align_val_t a, const std::nothrow_t &) noexcept {
  return perdure::detail::replaced_new_nothrow(n, std::size_t(a), perdure::detail::heap_origin::array);
}
PERDURE_REPLACES void operator delete(void *p) noexcept { perdure::detail::replaced_free(p); }
PERDURE_REPLACES void operator delete[](void *p) noexcept { perdure::detail::replaced_free(p); }
PERDURE_REPLACES void operator delete(void *p, std::size_t) noexcept { perdure::detail::replaced_free(p); }
PERDURE_REPLACES void operator delete[](void *p, std::size_t) noexcept { perdure::detail::replaced_free(p); }
PERDURE_REPLACES void operator delete(void *p, std::align_val_t) noexcept { perdure::detail::replaced_free(p); }
PERDURE_REPLACES void operator delete[](void *p, std::align_val_t) noexcept { perdure::detail::replaced_free(p); }
PERDURE_REPLACES void operator delete(void *p, std::size_t, std::align_val_t) noexcept {
  perdure::detail::replaced_free(p);
}
PERDURE_REPLACES void operator delete[](void *p, std::size_t, std::align_val_t) noexcept {
  perdure::detail::replaced_free(p);
}
PERDURE_REPLACES void operator delete(void *p, const std::nothrow_t &) noexcept { perdure::detail::replaced_free(p); }
PERDURE_REPLACES void operator delete[](void *p, const std::nothrow_t &) noexcept { perdure::detail::replaced_free(p); }
PERDURE_REPLACES void operator delete(void *p, std::align_val_t, const std::nothrow_t &) noexcept {
  perdure::detail::replaced_free(p);
}
PERDURE_REPLACES void operator delete[](void *p, std::align_val_t, const std::nothrow_t &) noexcept {
  perdure::detail::replaced_free(p);
}

#undef PERDURE_REPLACES
#undef PERDURE_LIBC
#endif
