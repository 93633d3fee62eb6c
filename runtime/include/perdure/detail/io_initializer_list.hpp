// std::initializer_list: a view of an array elsewhere.
#pragma once

#include <perdure/detail/io.hpp>

#include <initializer_list>

namespace perdure::detail {

// The elements belong to an array elsewhere: a pinned temporary, or constants of the program.
template <class T> struct io<std::initializer_list<T>> {
  using C = std::initializer_list<T>;
  struct parts {
    const T *first;
    std::size_t n;
  };
  static_assert(sizeof(C) == sizeof(parts));
  static void save(oarchive &a, const C &x) {
    a.count(x.size());
    const void *p = x.size() ? x.begin() : nullptr;
    if constexpr (is_character<T>())
      a.characters(p, pointer_type_of<T>(), x.size() * sizeof(T));
    else
      a.pointer(p, pointer_type_of<T>());
  }
  static void restore(iarchive &a, void *where) {
    const parts x{nullptr, std::size_t(a.count())};
    const parts none{nullptr, 0};
    __builtin_memcpy(where, &none, sizeof none);
    if (a.pointer(where, pointer_type_of<T>(), is_character<T>() ? target::view : target::object, &set, x.n) !=
        (x.n > 0))
      a.refuse("an initializer_list has a length but no elements");
  }
  static void set(void *where, void *first, std::uint64_t n) {
    const parts x{static_cast<const T *>(first), std::size_t(n)};
    __builtin_memcpy(where, &x, sizeof x);
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const T &e) { print_object(p, e); });
  }
};

} // namespace perdure::detail
