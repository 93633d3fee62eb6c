// What the associative containers know of their keys and elements.
#pragma once

#include <perdure/detail/io.hpp>

#include <string>
#include <utility>

namespace perdure::detail {

/// Keys that are the same bytes in every process need no second look.
template <class K> struct is_plain_key : std::bool_constant<std::is_arithmetic_v<K> || std::is_enum_v<K>> {};
template <class C, class T, class A> struct is_plain_key<std::basic_string<C, T, A>> : std::true_type {};
template <class A, class B>
struct is_plain_key<std::pair<A, B>> : std::bool_constant<is_plain_key<A>::value && is_plain_key<B>::value> {};

/// An element of a set, or of a map as `key: value`.
template <class K, class T> void print_element(printer &p, const T &e) {
  if constexpr (std::is_same_v<K, T>) {
    print_object(p, e);
  } else {
    print_object(p, e.first);
    p.out(": ");
    print_object(p, e.second);
  }
}

} // namespace perdure::detail
