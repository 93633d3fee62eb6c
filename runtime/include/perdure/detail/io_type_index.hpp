// std::type_index: a pointer to a type's description, which is part of the program.
#pragma once

#include <perdure/detail/io.hpp>

#include <typeindex>

namespace perdure::detail {

template <> struct io<std::type_index> {
  using I = std::type_index;
  static_assert(sizeof(I) == sizeof(const std::type_info *));
  static void save(oarchive &a, const I &x) {
    io<const std::type_info *>::save(a, reinterpret_cast<const std::type_info *const &>(x));
  }
  static void restore(iarchive &a, void *where) { io<const std::type_info *>::restore(a, where); }
  static void print(printer &p, const I &x) { p.out(readable(x.name())); }
};

} // namespace perdure::detail
