// How a user's class is made of bases and members, when it has no `serialize` of its own.
//
// The compiler specialises layout<T> for each class that an image must hold:
//
//   template <> struct perdure::detail::layout<Job> {
//     static constexpr const char *name = "Job";
//     template <class V, class T> static void members(V &v, T &x) {
//       v.base("Base", static_cast<Base &>(x));                     // bases first: a loader builds them first
//       v.member("n", x.n);                                         // scalars, classes, arrays; const ones too
//       v.reference("owner", reference_of<1, 8>(x));                // a reference member, as an lvalue T *
//     }
//     static const void *vtable();                                  // only for a polymorphic class, see below; may be
//                                                                   // null
//     static constexpr table_pointer tables[] = {{0, 2}, {16, 9}};  // only if it has several pointers to tables
//     static constexpr bool has_virtual_bases = true;               // only if it has some:
//     template <class V, class T> static void virtual_bases(V &v, T &x) { // of a complete object, indirect ones too
//       v.base("Root", virtual_base_of<3, 24>(x));       // numbered after the direct bases
//     }
//   };
//
// It is asked once for the members' names, places and types; the table made of the answers (objects.cpp) serves to
// save, to build an object in raw storage without running any constructor of the class, to load into an existing
// object, to print, and to describe the class, so that an image of an older build whose members differ is refused.
//
// An object that no constructor built has no virtual table pointer. The layout of a polymorphic class therefore gives
// the class's table, the symbol _ZTV<class> of the Itanium C++ ABI, which the generated file declares by its assembler
// name. Rejected: to run the default constructor (it is the user's code, and prints, counts or allocates), to derive
// a helper class (its objects have another dynamic type), to copy the pointer from a living object (a fresh process has
// none).
#pragma once

#include <perdure/detail/graph_base.hpp>

#include <type_traits>

namespace perdure::detail {

template <class T> struct layout; // specialised by generated code

template <class T, class = void> struct has_layout : std::false_type {};
template <class T> struct has_layout<T, std::void_t<decltype(layout<T>::name)>> : std::true_type {};

template <class T, class = void> struct has_vtable : std::false_type {};
template <class T> struct has_vtable<T, std::void_t<decltype(layout<T>::vtable())>> : std::true_type {};

template <class T, class = void> struct has_virtual_bases : std::false_type {};
template <class T> struct has_virtual_bases<T, std::void_t<decltype(layout<T>::has_virtual_bases)>> : std::true_type {};

template <class T, class = void> struct has_tables : std::false_type {};
template <class T> struct has_tables<T, std::void_t<decltype(layout<T>::tables)>> : std::true_type {};

} // namespace perdure::detail
