// std::pair and tuple. Parts are built in place, as members of classes are (detail/layout.hpp).
#pragma once

#include <perdure/detail/io.hpp>

#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace perdure::detail {

/// For paths in messages.
inline constexpr const char *ordinal_names[] = {"[0]", "[1]", "[2]", "[3]", "[4]",  "[5]",
                                                "[6]", "[7]", "[8]", "[9]", "[...]"};

/// What a reference, a member that lies at `where`, is made of. Relies on the Itanium C++ ABI.
template <class R> std::remove_reference_t<R> *&pointer_in(void *where) noexcept {
  return *static_cast<std::remove_reference_t<R> **>(where);
}

template <class A, class B> struct parts_of<std::pair<A, B>> {
  static void members(member_collector &v, std::pair<A, B> &x) {
    struct held { // as the pair holds them
      std::conditional_t<std::is_reference_v<A>, void *, std::remove_reference_t<A>> first;
      std::conditional_t<std::is_reference_v<B>, void *, std::remove_reference_t<B>> second;
    };
    static_assert((!std::is_reference_v<A> && !std::is_reference_v<B>) || sizeof(held) == sizeof(x));
    [[maybe_unused]] auto *parts = reinterpret_cast<held *>(std::addressof(x));
    if constexpr (std::is_reference_v<A>)
      v.reference("first", pointer_in<A>(std::addressof(parts->first)));
    else
      v.member("first", x.first);
    if constexpr (std::is_reference_v<B>)
      v.reference("second", pointer_in<B>(std::addressof(parts->second)));
    else
      v.member("second", x.second);
  }
};

template <class... T> struct parts_of<std::tuple<T...>> {
  static void members([[maybe_unused]] member_collector &v, [[maybe_unused]] std::tuple<T...> &x) {
    members(v, x, std::index_sequence_for<T...>());
  }

private:
  template <std::size_t... K> static void members(member_collector &v, std::tuple<T...> &x, std::index_sequence<K...>) {
    static_cast<void>(v), static_cast<void>(x);
    (member<K, T>(v, x), ...);
  }
  template <std::size_t K, class E> static void member(member_collector &v, std::tuple<T...> &x) {
    const char *name = ordinal_names[K < 10 ? K : 10];
    if constexpr (std::is_reference_v<E>) // libstdc++'s base class for it, which is inaccessible
      v.reference(name, pointer_in<E>(std::addressof((std::_Head_base<K, E, false> &)x)));
    else
      v.member(name, std::get<K>(x));
  }
};

} // namespace perdure::detail
