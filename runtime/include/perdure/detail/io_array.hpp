// std::array: a C array in a class.
#pragma once

#include <perdure/detail/io.hpp>

#include <array>

namespace perdure::detail {

template <class T, std::size_t N> struct io<std::array<T, N>> {
  using C = std::array<T, N>;
  static void save(oarchive &a, const C &x) {
    if constexpr (N == 0)
      a.byte(0), static_cast<void>(x);
    else
      io<T[N]>::save(a, reinterpret_cast<const T(&)[N]>(x));
  }
  static void restore(iarchive &a, void *where) {
    if constexpr (N == 0)
      a.byte(), static_cast<void>(where);
    else
      io<T[N]>::restore(a, where);
  }
  static void load(iarchive &a, C &x) {
    if constexpr (N == 0)
      a.byte(), static_cast<void>(x);
    else
      io<T[N]>::load(a, reinterpret_cast<T(&)[N]>(x));
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const T &e) { print_object(p, e); });
  }
};

} // namespace perdure::detail
