// Iterators of vectors and strings (pointers to elements), and the adaptors of <iterator> that wrap an iterator or a
// container. Those of lists, sets, maps and deques come with their containers' headers.
#pragma once

#include <perdure/detail/io.hpp>

#include <bits/stl_iterator.h> // <iterator> brings all of the streams

namespace perdure::detail {

template <class P, class C> struct io<__gnu_cxx::__normal_iterator<P, C>> {
  using I = __gnu_cxx::__normal_iterator<P, C>;
  static_assert(sizeof(I) == sizeof(P));
  using E = std::remove_pointer_t<P>;
  static void save(oarchive &a, const I &x) { a.pointer(x.base(), pointer_type_of<E>()); }
  static void restore(iarchive &a, void *where) {
    ::new (where) I();
    a.pointer(where, pointer_type_of<E>());
  }
  static void print(printer &p, const I &x) { p.pointer(x.base(), pointer_type_of<E>(), false); }
};

/// An adaptor that holds nothing but an iterator.
template <class A, class I> struct wrapped_iterator_io {
  static_assert(sizeof(I) == sizeof(A));
  static void save(oarchive &a, const A &x) {
    const I base = x.base();
    io<I>::save(a, base);
  }
  static void restore(iarchive &a, void *where) { io<I>::restore(a, where); }
  static void print(printer &p, const A &x) {
    const I base = x.base();
    io<I>::print(p, base);
  }
};
template <class I> struct io<std::reverse_iterator<I>> : wrapped_iterator_io<std::reverse_iterator<I>, I> {};
template <class I> struct io<std::move_iterator<I>> : wrapped_iterator_io<std::move_iterator<I>, I> {};

/// An adaptor that holds a pointer to a container, and perhaps an iterator behind it.
template <class A, class C, class... I> struct inserter_io {
  static constexpr std::size_t after = sizeof(A) - (sizeof(I) + ... + 0);
  static_assert(after == sizeof(C *));
  template <class T> static T &part(const A &x, std::size_t at) noexcept {
    return *reinterpret_cast<T *>(reinterpret_cast<char *>(const_cast<A *>(&x)) + at);
  }
  static void save(oarchive &a, const A &x) {
    io<C *>::save(a, part<C *>(x, 0));
    (io<I>::save(a, part<I>(x, after)), ...);
  }
  static void restore(iarchive &a, void *where) {
    io<C *>::restore(a, where);
    (io<I>::restore(a, static_cast<char *>(where) + after), ...);
  }
  static void print(printer &p, const A &x) { io<C *>::print(p, part<C *>(x, 0)); }
};
template <class C> struct io<std::back_insert_iterator<C>> : inserter_io<std::back_insert_iterator<C>, C> {};
template <class C> struct io<std::front_insert_iterator<C>> : inserter_io<std::front_insert_iterator<C>, C> {};
template <class C>
struct io<std::insert_iterator<C>> : inserter_io<std::insert_iterator<C>, C, typename C::iterator> {};

} // namespace perdure::detail
