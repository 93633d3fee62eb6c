// How derived layouts reach what a class keeps to itself: private members and bases, reference members,
// bit-fields and anonymous unions, without touching the class and without running its constructors.
//
// Access is not checked in an explicit instantiation, so the generated file reveals a private member with
//   template struct perdure::detail::reveal<perdure::detail::nth_member<C, 0>, &C::hidden>;
// which defines the friend `reach` that belongs to the tag; `member_of<0>(x)` calls it. The tag is made of the class
// and the member's index, hence the same in every translation unit. Rejected: a define that turns `private` into
// `public` (changes mangled names and breaks std headers), a friend declaration in the user's class (touches the
// source), computed offsets for everything (no type is checked). Offsets serve only where C++ has no pointer to
// member: references, bit-fields, anonymous unions; each layout that uses one asserts the class's size.
#pragma once

#include <perdure/detail/layout.hpp>

#include <cstddef>
#include <type_traits>
#include <typeinfo>

namespace perdure::detail {

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend" // one function for each tag is just what is wanted
#endif
/// The K-th field of class T, by Clang's order of declaration.
template <class T, unsigned K> struct nth_member {
  friend constexpr auto reach(nth_member);
};
/// The K-th direct base of class T.
template <class T, unsigned K> struct nth_base {
  friend constexpr auto reach(nth_base);
};
/// The type that the K-th field of class T, a reference, refers to.
template <class T, unsigned K> struct nth_referent {
  friend constexpr auto reach(nth_referent);
};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

/// Makes a member reachable through its tag.
template <class Tag, auto Member> struct reveal {
  friend constexpr auto reach(Tag) { return Member; }
};

/// Makes a type reachable through its tag.
template <class Tag, class Type> struct reveal_type {
  friend constexpr auto reach(Tag) { return static_cast<Type *>(nullptr); }
};

/// The K-th field of an object, whatever its access.
template <unsigned K, class T> decltype(auto) member_of(T &object) noexcept {
  return (object.*reach(nth_member<T, K>()));
}

template <class Base, class T> Base &as_base(T &object, Base *) noexcept {
  return (Base &)object; // the one cast that converts to an inaccessible base
}

/// The K-th base of an object, whatever its access.
template <unsigned K, class T> decltype(auto) base_of(T &object) noexcept {
  return as_base(object, reach(nth_base<T, K>()));
}

/// The bytes of an object between two members: those of bit-fields and of an anonymous union.
template <std::size_t Offset, std::size_t Size, class T> unsigned char (&bytes_of(T &object) noexcept)[Size] {
  static_assert(Offset + Size <= sizeof(T));
  return reinterpret_cast<unsigned char(&)[Size]>(
      reinterpret_cast<unsigned char *>(&reinterpret_cast<unsigned char &>(object))[Offset]);
}

/// A virtual base, by its place in a complete object: an object under construction has no tables to look it up in. The
/// base's type is revealed as that of the K-th base is.
template <unsigned K, std::size_t Offset, class T> decltype(auto) virtual_base_of(T &object) noexcept {
  using Base = std::remove_pointer_t<decltype(reach(nth_base<T, K>()))>;
  static_assert(Offset + sizeof(Base) <= sizeof(T) || std::is_empty_v<Base> || std::is_polymorphic_v<Base>);
  return *reinterpret_cast<Base *>(reinterpret_cast<char *>(&reinterpret_cast<char &>(object)) + Offset);
}

template <class Referent> Referent *&as_pointer(void *where, Referent *) noexcept {
  return *static_cast<Referent **>(where);
}

/// The K-th field, a reference, as the pointer that it is made of. Relies on the Itanium C++ ABI.
template <unsigned K, std::size_t Offset, class T> decltype(auto) reference_of(T &object) noexcept {
  return as_pointer(&bytes_of<Offset, sizeof(void *)>(object), reach(nth_referent<T, K>()));
}

/// Stands in for the members of a class that has none worth saving and yet is not empty.
inline thread_local unsigned char no_members;

/// A const or volatile member as the loader must see it.
template <class T> T &writable(const volatile T &member) noexcept { return const_cast<T &>(member); }

/// The virtual table of an abstract class, which may not exist: it is only ever a base, and the table of the class that
/// is built replaces it.
inline const void *const no_table[3] = {};

/// The virtual table of a class that has no virtual bases and whose symbol cannot be named, because a closure or local
/// class is part of it. Null: no file constructs one. Looks through the program's constants, so ask once.
const void *local_table(const std::type_info &) noexcept;
template <class Layout> struct local_class;
template <class T> struct local_class<layout<T>> {
  static const void *table() noexcept {
    static const void *const found = local_table(typeid(T));
    return found;
  }
};

/// An argument for a constructor that is never called; see below.
template <class Parameter> Parameter &&made_up() noexcept {
  void *nowhere = nullptr;
  asm("" : "+r"(nowhere)); // the compiler must not know that it is null
  return static_cast<Parameter &&>(*static_cast<std::remove_reference_t<Parameter> *>(nowhere));
}
// The virtual table of a class with internal linkage exists only in a file that seems to construct it. For such a class
// the generated file holds a function that does, and that nobody calls:
//   [[gnu::used]] static void make_(void *p) { ::new (p) Local(perdure::detail::made_up<int>()); }

template <class T> void register_object_type(); // detail/io.hpp

/// Makes a type known by name, so that images can be loaded whose pointers or exceptions lead to objects of it. The
/// generated file instantiates it explicitly, because access is not checked there. A class that no file of the
/// program constructs has no table, and no object.
template <class T> struct known_type {
  static const bool known;
};
template <class T>
const bool known_type<T>::known = [] {
  if constexpr (has_vtable<T>::value) {
    if (!layout<T>::vtable()) return false;
  }
  register_object_type<T>();
  return true;
}();

} // namespace perdure::detail
