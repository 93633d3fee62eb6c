// std::variant and monostate.
#pragma once

#include <perdure/detail/io.hpp>

#include <algorithm>
#include <variant>

namespace perdure::detail {

template <class... T> struct io<std::variant<T...>> {
  using P = std::variant<T...>;
  using index_type = std::conditional_t<(sizeof...(T) < 255), unsigned char, unsigned short>;
  /// How libstdc++ lays a variant out: the content, then which one it is.
  struct image {
    alignas(T...) unsigned char content[std::max({sizeof(T)...})];
    index_type index;
  };
  static_assert(sizeof(image) == sizeof(P));
  static constexpr bool never_valueless = std::__detail::__variant::__never_valueless<T...>();
  static void save(oarchive &a, const P &x) {
    const nesting<oarchive> deeper(a);
    a.count(x.index() + 1);
    if (!x.valueless_by_exception()) save_content(a, x, std::index_sequence_for<T...>());
  }
  template <std::size_t... K> static void save_content(oarchive &a, const P &x, std::index_sequence<K...>) {
    ((x.index() == K ? save_object(a, *std::get_if<K>(std::addressof(x))) : void()), ...);
  }
  static void restore(iarchive &a, void *where) {
    const nesting<iarchive> deeper(a);
    const std::uint64_t index = a.count(); // 0: valueless
    if (index == 0 && never_valueless) a.refuse("a variant has no value that always has one");
    if (index > sizeof...(T)) a.refuse("a variant has more alternatives in the image than in this program");
    if (index) restore_content(a, where, index - 1, std::index_sequence_for<T...>());
    set_index(where, static_cast<index_type>(index - 1));
  }
  static void set_index(void *where, index_type index) noexcept {
    __builtin_memcpy(static_cast<unsigned char *>(where) + offsetof(image, index), &index, sizeof index);
  }
  template <std::size_t... K>
  static void restore_content(iarchive &a, void *where, std::size_t index, std::index_sequence<K...>) {
    ((index == K ? restore_object<T>(a, where) : void()), ...);
  }
  static void load(iarchive &a, P &x) {
    static_assert(std::is_default_constructible_v<P> || !never_valueless,
                  "perdure: this variant cannot be loaded over an old value");
    x.~P();
    try {
      restore(a, std::addressof(x));
    } catch (...) {
      if constexpr (std::is_default_constructible_v<P>)
        ::new (static_cast<void *>(std::addressof(x))) P();
      else
        set_index(std::addressof(x), static_cast<index_type>(-1));
      throw;
    }
  }
  static void print(printer &p, const P &x) {
    if (x.valueless_by_exception())
      p.out("valueless");
    else
      std::visit([&](const auto &e) { print_object(p, e); }, x);
  }
};

template <> struct io<std::monostate> {
  static void save(oarchive &a, const std::monostate &) { a.byte(0); }
  static void restore(iarchive &a, void *where) {
    a.byte();
    ::new (where) std::monostate();
  }
  static void print(printer &p, const std::monostate &) { p.out("monostate"); }
};

} // namespace perdure::detail
