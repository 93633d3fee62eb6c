// std::optional.
#pragma once

#include <perdure/detail/io.hpp>

#include <cstddef>
#include <memory>
#include <optional>

namespace perdure::detail {

/// Image: how the library lays an optional out, and what it calls an empty one.
template <class P, class T, class Image> struct optional_io {
  static_assert(sizeof(Image) == sizeof(P));
  static void save(oarchive &a, const P &x) {
    a.byte(static_cast<bool>(x));
    if (x) save_object(a, *x);
  }
  static void restore(iarchive &a, void *where) {
    const bool engaged = a.flag();
    ::new (where) P();
    if (!engaged) return;
    auto *bytes = static_cast<unsigned char *>(where);
    restore_object<T>(a, bytes + offsetof(Image, content));
    __builtin_memcpy(bytes + offsetof(Image, engaged), &engaged, sizeof engaged);
  }
  static void load(iarchive &a, P &x) {
    x.reset();
    restore(a, std::addressof(x));
  }
  static void print(printer &p, const P &x) {
    if (x)
      print_object(p, *x);
    else
      p.out(Image::none);
  }
};

template <class T> struct optional_image {
  alignas(T) unsigned char content[sizeof(T)];
  bool engaged;
  static constexpr const char *none = "nullopt";
};
template <class T> struct io<std::optional<T>> : optional_io<std::optional<T>, T, optional_image<T>> {};

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
