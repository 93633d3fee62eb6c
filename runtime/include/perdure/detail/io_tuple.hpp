// std::pair and tuple. Parts are built in place, as members of classes are (detail/layout.hpp).
#pragma once

#include <perdure/detail/io.hpp>

#include <tuple>
#include <utility>

namespace perdure::detail {

/// For paths in messages.
inline constexpr const char *ordinal_names[] = {"[0]", "[1]", "[2]", "[3]", "[4]",  "[5]",
                                                "[6]", "[7]", "[8]", "[9]", "[...]"};

template <class A, class B> struct parts_of<std::pair<A, B>> {
  static_assert(!std::is_reference_v<A> && !std::is_reference_v<B>, "perdure: a pair of references cannot be saved");
  static void members(member_collector &v, std::pair<A, B> &x) {
    v.member("first", x.first);
    v.member("second", x.second);
  }
};

template <class... T> struct parts_of<std::tuple<T...>> {
  static_assert((!std::is_reference_v<T> && ...), "perdure: a tuple of references cannot be saved");
  static void members([[maybe_unused]] member_collector &v, [[maybe_unused]] std::tuple<T...> &x) {
    members(v, x, std::index_sequence_for<T...>());
  }

private:
  template <std::size_t... K> static void members(member_collector &v, std::tuple<T...> &x, std::index_sequence<K...>) {
    static_cast<void>(v), static_cast<void>(x);
    (v.member(ordinal_names[K < 10 ? K : 10], std::get<K>(x)), ...);
  }
};

} // namespace perdure::detail
