// std::span: a pointer with a length.
#pragma once

#include <perdure/detail/io.hpp>

#include <span>

namespace perdure::detail {

template <class T, std::size_t E> struct io<std::span<T, E>> {
  using S = std::span<T, E>;
  static void save(oarchive &a, const S &x) {
    a.count(x.size());
    a.pointer(x.data(), pointer_type_of<T>());
  }
  static void restore(iarchive &a, void *where) {
    const std::uint64_t n = a.count();
    if (E != std::dynamic_extent && n != E) a.refuse("a span has another length than its type says");
    if (!a.pointer(where, pointer_type_of<T>(), target::object, &set, n)) {
      if (n) a.refuse("a span has a length but no elements");
      set(where, nullptr, E == std::dynamic_extent ? 0 : E);
    }
  }
  static void set(void *where, void *first, std::uint64_t n) {
    ::new (where) S(static_cast<T *>(first), std::size_t(n));
  }
  static void print(printer &p, const S &x) {
    p.list(x.begin(), x.end(), [&](const T &e) { print_object(p, e); });
    p.size(x.size());
  }
};

} // namespace perdure::detail
