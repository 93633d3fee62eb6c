// std::atomic.
#pragma once

#include <perdure/detail/io.hpp>

#include <atomic>

namespace perdure::detail {

template <class T> struct io<std::atomic<T>> {
  static void save(oarchive &a, const std::atomic<T> &x) {
    const T v = x.load();
    io<T>::save(a, v);
  }
  static void restore(iarchive &a, void *where) {
    static_assert(sizeof(std::atomic<T>) == sizeof(T));
    alignas(T) unsigned char raw[sizeof(T)];
    if constexpr (std::is_pointer_v<T>) {
      io<T>::restore(a, where);
    } else {
      io<T>::restore(a, raw);
      ::new (where) std::atomic<T>(*reinterpret_cast<T *>(raw));
    }
  }
  static void print(printer &p, const std::atomic<T> &x) { print_object(p, x.load()); }
};

template <> struct io<std::atomic_flag> {
  static_assert(sizeof(std::atomic_flag) == 1);
  static void save(oarchive &a, const std::atomic_flag &x) {
    a.byte(__atomic_load_n(reinterpret_cast<const unsigned char *>(&x), __ATOMIC_SEQ_CST) != 0);
  }
  static void restore(iarchive &a, void *where) {
    const bool set = a.flag();
    if (::new (where) std::atomic_flag(); set) static_cast<std::atomic_flag *>(where)->test_and_set();
  }
  static void print(printer &p, const std::atomic_flag &x) {
    p.out(*reinterpret_cast<const unsigned char *>(&x) ? "set" : "clear");
  }
};

} // namespace perdure::detail
