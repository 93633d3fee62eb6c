// Does a class bring its own `serialize`, as a member or as a free function? Asked without Boost's headers, which only
// a file that saves such a class has to compile (io_serialized.hpp).
#pragma once

#include <perdure/detail/archive.hpp>

#include <bits/move.h>
#include <type_traits>

// Tells a serialize() of the user's from the one in Boost that fits every type: next to this equally good
// candidate, Boost's is ambiguous, and only a more specialised one wins. The candidates are found by the namespaces of
// the arguments, as serialize_adl finds them.
namespace boost {
namespace serialization {
struct version_type; // incomplete here: then no free serialize can be called, and nobody wants one
}
} // namespace boost

namespace perdure_probe {
struct generic {};
template <class Archive, class T> generic serialize(Archive &, T &, const unsigned int);
template <class Archive, class T> generic load_construct_data(Archive &, T *, const unsigned int);

template <class A, class T, class = void> struct free_serialize : std::false_type {};
template <class A, class T>
struct free_serialize<A, T,
                      std::void_t<decltype(serialize(std::declval<A &>(), std::declval<T &>(),
                                                     std::declval<const boost::serialization::version_type &>()))>>
    : std::integral_constant<
          bool,
          !std::is_same_v<generic, decltype(serialize(std::declval<A &>(), std::declval<T &>(),
                                                      std::declval<const boost::serialization::version_type &>()))>> {};
template <class A, class T, class = void> struct free_construct : std::false_type {};
template <class A, class T>
struct free_construct<
    A, T,
    std::void_t<decltype(load_construct_data(std::declval<A &>(), std::declval<T *>(),
                                             std::declval<const boost::serialization::version_type &>()))>>
    : std::integral_constant<
          bool, !std::is_same_v<generic, decltype(load_construct_data(
                                             std::declval<A &>(), std::declval<T *>(),
                                             std::declval<const boost::serialization::version_type &>()))>> {};
} // namespace perdure_probe

namespace perdure::detail {

// A member named serialize, of any access: when a second base has one too, the name is ambiguous.
struct serialize_name {
  int serialize;
};
template <class T> struct with_serialize_name : T, serialize_name {};
template <class T, class = void> struct names_serialize : std::true_type {};
template <class T>
struct names_serialize<T, std::void_t<decltype(&with_serialize_name<T>::serialize)>> : std::false_type {};
template <class T, class = void> struct calls_serialize : std::false_type {};
template <class T>
struct calls_serialize<T, std::void_t<decltype(std::declval<T &>().serialize(std::declval<oarchive &>(), 0u))>>
    : std::true_type {};

template <class T> constexpr bool has_member_serialize() {
  if constexpr (!std::is_class_v<T>)
    return false;
  else if constexpr (std::is_final_v<T>)
    return calls_serialize<T>::value;
  else
    return names_serialize<T>::value;
}

template <class T> constexpr bool has_serialize() {
  if constexpr (!std::is_class_v<T> && !std::is_union_v<T>)
    return false;
  else if constexpr (has_member_serialize<T>())
    return true;
  else
    return perdure_probe::free_serialize<oarchive, T>::value;
}

} // namespace perdure::detail
