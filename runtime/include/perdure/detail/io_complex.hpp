// std::complex.
#pragma once

#include <perdure/detail/io.hpp>

#include <complex>

namespace perdure::detail {

template <class T> struct io<std::complex<T>> {
  static void save(oarchive &a, const std::complex<T> &x) { save_run(a, reinterpret_cast<const T *>(&x), 2); }
  static void restore(iarchive &a, void *where) {
    T part[2];
    a.visit(static_cast<T *>(where), 2);
    for (T &t : part) io<T>::restore(a, &t);
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
