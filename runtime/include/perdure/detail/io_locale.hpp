// std::locale, as far as it has a name: the classic one, the global one, and those of the system.
#pragma once

#include <perdure/detail/io.hpp>

#include <locale>

namespace perdure::detail {

void save_locale(oarchive &, const std::locale &);
std::locale restored_locale(iarchive &);

template <> struct io<std::locale> {
  static void save(oarchive &a, const std::locale &x) { save_locale(a, x); }
  static void restore(iarchive &a, void *where) { ::new (where) std::locale(restored_locale(a)); }
  static void print(printer &p, const std::locale &x) { p.quoted(x.name()); }
};

} // namespace perdure::detail
