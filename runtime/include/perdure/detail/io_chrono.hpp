// Durations and time points.
#pragma once

#include <perdure/detail/io.hpp>

#include <chrono>

namespace perdure::detail {

template <class R, class P> struct io<std::chrono::duration<R, P>> {
  using D = std::chrono::duration<R, P>;
  static void save(oarchive &a, const D &x) {
    const R n = x.count();
    io<R>::save(a, n);
  }
  static void restore(iarchive &a, void *where) {
    R n;
    io<R>::restore(a, &n);
    ::new (where) D(n);
  }
  static void print(printer &p, const D &x) {
    p.number(static_cast<long double>(std::chrono::duration<long double>(x).count()));
    p.out("s");
  }
};

template <class Clock, class D> struct io<std::chrono::time_point<Clock, D>> {
  using P = std::chrono::time_point<Clock, D>;
  static void save(oarchive &a, const P &x) { save_object(a, x.time_since_epoch()); }
  static void restore(iarchive &a, void *where) {
    alignas(D) unsigned char raw[sizeof(D)];
    restore_object<D>(a, raw);
    ::new (where) P(*reinterpret_cast<D *>(raw));
  }
  static void print(printer &p, const P &x) { print_object(p, x.time_since_epoch()); }
};

} // namespace perdure::detail
