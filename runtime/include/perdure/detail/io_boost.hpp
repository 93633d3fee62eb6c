// boost::optional and boost::variant: room without a type, in which an object lies that only the library knows of.
// Member by member they would be saved as bytes and pointers, and what a smart pointer in there shares with others be
// lost. Included by programs that have them.
#pragma once

#include <perdure/detail/io.hpp>
#include <perdure/detail/io_optional.hpp>

#include <boost/optional/optional.hpp>
#include <boost/variant/apply_visitor.hpp>
#include <boost/variant/recursive_variant.hpp>
#include <boost/variant/static_visitor.hpp>
#include <boost/variant/variant.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace perdure::detail {

template <class T> struct io<boost::optional<T &>> : by_type {}; // a pointer
template <class T> struct boost_optional_image {
  bool engaged;
  alignas(T) unsigned char content[sizeof(T)];
  static constexpr const char *none = "none";
};
template <class T> struct io<boost::optional<T>> : optional_io<boost::optional<T>, T, boost_optional_image<T>> {};

template <class... T> struct boost_variant_io {
  using P = boost::variant<T...>;
#ifdef BOOST_VARIANT_MINIMIZE_SIZE
  using index_type = signed char;
#else
  using index_type = int;
#endif
  /// Boost lays a variant out as which one it is, then the content, which no variant is without.
  static constexpr std::size_t content = std::max(sizeof(index_type), alignof(P));
  template <class Do> struct visitor : boost::static_visitor<void> {
    explicit visitor(Do &f) : with(f) {}
    template <class E> void operator()(const E &e) const { with(e); }
    Do &with;
  };
  template <class Do> static void visit(const P &x, Do f) { boost::apply_visitor(visitor<Do>(f), x); }
  static void save(oarchive &a, const P &x) {
    const nesting<oarchive> deeper(a);
    a.count(std::uint64_t(x.which()));
    visit(x, [&](const auto &e) { save_object(a, e); });
  }
  static void restore(iarchive &a, void *where) {
    const nesting<iarchive> deeper(a);
    const std::uint64_t index = a.count();
    if (index >= sizeof...(T)) a.refuse("a variant has more alternatives in the image than in this program");
    restore_content(a, static_cast<unsigned char *>(where) + content, index, std::index_sequence_for<T...>());
    const auto which = static_cast<index_type>(index);
    __builtin_memcpy(where, &which, sizeof which);
  }
  template <std::size_t... K>
  static void restore_content(iarchive &a, void *where, std::size_t index, std::index_sequence<K...>) {
    ((index == K ? restore_object<T>(a, where) : void()), ...);
  }
  static void load(iarchive &a, P &x) {
    P before(std::move(x));
    x.~P();
    try {
      restore(a, std::addressof(x));
    } catch (...) {
      ::new (static_cast<void *>(std::addressof(x))) P(std::move(before));
      throw;
    }
  }
  static void print(printer &p, const P &x) {
    visit(x, [&](const auto &e) { print_object(p, e); });
  }
};

/// A recursive one is made of pointers.
template <class T> struct lies_in_variant : std::true_type {};
template <class T> struct lies_in_variant<boost::recursive_wrapper<T>> : std::false_type {};
template <class T> struct lies_in_variant<boost::detail::variant::over_sequence<T>> : std::false_type {};
template <class T> struct lies_in_variant<boost::detail::variant::recursive_flag<T>> : std::false_type {};

template <class... T>
struct io<boost::variant<T...>>
    : std::conditional_t<(lies_in_variant<T>::value && ...), boost_variant_io<T...>, by_type> {};

} // namespace perdure::detail
