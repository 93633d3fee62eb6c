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

/// What libstdc++ makes an optional of, and the caches of its views: the same memory under another name.
template <class T, bool Copies, bool Moves> struct io<std::_Optional_base<T, Copies, Moves>> {
  using P = std::_Optional_base<T, Copies, Moves>;
  static_assert(sizeof(P) == sizeof(std::optional<T>) && std::is_base_of_v<P, std::optional<T>>);
  static const std::optional<T> &whole(const P &x) noexcept { return reinterpret_cast<const std::optional<T> &>(x); }
  static void save(oarchive &a, const P &x) { io<std::optional<T>>::save(a, whole(x)); }
  static void restore(iarchive &a, void *where) { io<std::optional<T>>::restore(a, where); }
  static void print(printer &p, const P &x) { io<std::optional<T>>::print(p, whole(x)); }
};

} // namespace perdure::detail
