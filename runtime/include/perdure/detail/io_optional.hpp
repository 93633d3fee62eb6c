// std::optional.
#pragma once

#include <perdure/detail/io.hpp>

#include <optional>

namespace perdure::detail {

template <class T> struct io<std::optional<T>> {
  using P = std::optional<T>;
  /// How libstdc++ lays an optional out: the content, then whether it is there.
  struct image {
    alignas(T) unsigned char content[sizeof(T)];
    bool engaged;
  };
  static_assert(sizeof(image) == sizeof(P));
  static void save(oarchive &a, const P &x) {
    a.byte(x.has_value());
    if (x) save_object(a, *x);
  }
  static void restore(iarchive &a, void *where) {
    const bool engaged = a.flag();
    if (engaged)
      restore_object<T>(a, where);
    else
      ::new (where) P();
    if (engaged)
      __builtin_memcpy(static_cast<unsigned char *>(where) + offsetof(image, engaged), &engaged, sizeof engaged);
  }
  static void load(iarchive &a, P &x) {
    x.reset();
    restore(a, std::addressof(x));
  }
  static void print(printer &p, const P &x) {
    if (x)
      print_object(p, *x);
    else
      p.out("nullopt");
  }
};

} // namespace perdure::detail
