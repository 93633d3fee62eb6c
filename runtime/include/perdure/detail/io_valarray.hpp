// std::valarray: a length and an array of its own.
#pragma once

#include <perdure/detail/io.hpp>

#include <valarray>

namespace perdure::detail {

template <class T> struct io<std::valarray<T>> {
  using C = std::valarray<T>;
  static const T *first(const C &x) noexcept { return x.size() ? std::addressof(const_cast<C &>(x)[0]) : nullptr; }
  static void save(oarchive &a, const C &x) {
    const nesting<oarchive> n(a);
    a.count(x.size());
    save_run(a, first(x), x.size());
  }
  static void restore(iarchive &a, void *where) { restore_empty<C>(a, where, &load); }
  static void load(iarchive &a, C &x) {
    const nesting<iarchive> deeper(a);
    const std::size_t n = a.count_of(is_bulk<T>() ? sizeof(T) : 1);
    x.resize(n);
    load_run(a, const_cast<T *>(first(x)), n);
  }
  static void print(printer &p, const C &x) {
    p.list(std::begin(x), std::end(x), [&](const T &e) { print_object(p, e); });
    p.size(x.size());
  }
};

} // namespace perdure::detail
