// std::complex.
#pragma once

#include <perdure/detail/io.hpp>

#include <complex>

namespace perdure::detail {

template <class T> struct io<std::complex<T>> {
  static void save(oarchive &a, const std::complex<T> &x) { save_run(a, reinterpret_cast<const T *>(&x), 2); }
  static void restore(iarchive &a, void *where) {
    auto *part = static_cast<T *>(where);
    std::size_t built = 0;
    restore_run(a, part, 2, built);
    ::new (where) std::complex<T>(part[0], part[1]);
  }
  static void print(printer &p, const std::complex<T> &x) {
    p.out("(");
    print_object(p, x.real());
    p.out(",");
    print_object(p, x.imag());
    p.out(")");
  }
};

} // namespace perdure::detail
