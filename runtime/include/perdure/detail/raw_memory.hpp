// What generated code calls instead of the standard library's functions that make and end objects in raw memory: they
// do the same, and tell the tracked heap what lies there since. Containers of a program's own are made of them.
//
//   std::uninitialized_copy(f, l, p)               uninitialized_copy(f, l, p)
//   std::allocator_traits<A>::construct(a, p, x)   raw_memory<std::allocator_traits<A>>::construct(a, p, x)
//   a.construct(p, x)                              construct_by(a, p, x)
//
// Memory that is allocated for objects that are bytes is typed at once, whoever writes into it later.
#pragma once

#include <perdure/detail/heap.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace perdure::detail {

template <class T> T *allocated_for(T *p) noexcept {
  constexpr bool bytes = std::is_void_v<T> || !std::is_trivially_copyable_v<T>; // with room for objects
  heap_typed(p, heap_type<std::conditional_t<bytes, unsigned char, std::remove_cv_t<T>>>(), heap_form::run,
             heap_origin::unknown);
  return p;
}

template <class T> void placed_between(T *first, T *last) noexcept {
  for (; first != last; ++first) placed(first);
}

// ---- algorithms of <memory>, over pointers ----

template <class I, class T> T *uninitialized_copy(I first, I last, T *to) {
  T *end = std::uninitialized_copy(first, last, to);
  placed_between(to, end);
  return end;
}
template <class I, class N, class T> T *uninitialized_copy_n(I first, N n, T *to) {
  T *end = std::uninitialized_copy_n(first, n, to);
  placed_between(to, end);
  return end;
}
template <class I, class T> T *uninitialized_move(I first, I last, T *to) {
  T *end = std::uninitialized_move(first, last, to);
  placed_between(to, end);
  return end;
}
template <class I, class N, class T> std::pair<I, T *> uninitialized_move_n(I first, N n, T *to) {
  std::pair<I, T *> ends = std::uninitialized_move_n(first, n, to);
  placed_between(to, ends.second);
  return ends;
}
template <class T, class V> void uninitialized_fill(T *first, T *last, const V &value) {
  std::uninitialized_fill(first, last, value);
  placed_between(first, last);
}
template <class T, class N, class V> T *uninitialized_fill_n(T *first, N n, const V &value) {
  T *end = std::uninitialized_fill_n(first, n, value);
  placed_between(first, end);
  return end;
}
template <class T> void uninitialized_default_construct(T *first, T *last) {
  std::uninitialized_default_construct(first, last);
  placed_between(first, last);
}
template <class T, class N> T *uninitialized_default_construct_n(T *first, N n) {
  T *end = std::uninitialized_default_construct_n(first, n);
  placed_between(first, end);
  return end;
}
template <class T> void uninitialized_value_construct(T *first, T *last) {
  std::uninitialized_value_construct(first, last);
  placed_between(first, last);
}
template <class T, class N> T *uninitialized_value_construct_n(T *first, N n) {
  T *end = std::uninitialized_value_construct_n(first, n);
  placed_between(first, end);
  return end;
}
#if __cplusplus > 201703L
template <class T, class... Args> T *construct_at(T *p, Args &&...args) {
  return placed(std::construct_at(p, std::forward<Args>(args)...));
}
#endif
template <class T> void destroy_at(T *p) {
  if constexpr (!std::is_array_v<T>) leaving(p);
  std::destroy_at(p);
}
template <class T> void destroy(T *first, T *last) {
  for (T *p = first; p != last; ++p) leaving(p);
  std::destroy(first, last);
}
template <class T, class N> T *destroy_n(T *first, N n) {
  for (N k = 0; k < n; ++k) leaving(first + k);
  return std::destroy_n(first, n);
}

// ---- allocators ----

/// `Traits`: a std::allocator_traits.
template <class Traits> struct raw_memory {
  template <class A, class N, class... Hint> static auto allocate(A &a, N n, Hint... hint) {
    return allocated_for(Traits::allocate(a, typename Traits::size_type(n), hint...));
  }
  template <class A, class T, class... Args> static void construct(A &a, T *p, Args &&...args) {
    Traits::construct(a, p, std::forward<Args>(args)...);
    placed(p);
  }
  template <class A, class T> static void destroy(A &a, T *p) {
    leaving(p);
    Traits::destroy(a, p);
  }
};

template <class A, class N, class... Hint> auto allocate_by(A &&a, N n, Hint... hint) {
  return allocated_for(a.allocate(n, hint...));
}
template <class A, class T, class... Args> void construct_by(A &&a, T *p, Args &&...args) {
  a.construct(p, std::forward<Args>(args)...);
  placed(p);
}
template <class A, class T> void destroy_by(A &&a, T *p) {
  leaving(p);
  a.destroy(p);
}

} // namespace perdure::detail
