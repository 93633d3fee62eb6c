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
//     null
//   };
//
// The same function serves to save, to build an object in raw storage without running any constructor of the class, to
// load into an existing object, to print, and to describe the class, so that an image of an older build whose
// members differ is refused.
//
// An object that no constructor built has no virtual table pointer. The layout of a polymorphic class therefore gives
// the class's table, the symbol _ZTV<class> of the Itanium C++ ABI, which the generated file declares by its assembler
// name. Rejected: to run the default constructor (it is the user's code, and prints, counts or allocates), to derive
// a helper class (its objects have another dynamic type), to copy the pointer from a living object (a fresh process has
// none).
#pragma once

#include <cstring>
#include <type_traits>

namespace perdure::detail {

template <class T> struct layout; // specialised by generated code

template <class T, class = void> struct has_layout : std::false_type {};
template <class T> struct has_layout<T, std::void_t<decltype(layout<T>::name)>> : std::true_type {};

template <class T, class = void> struct has_vtable : std::false_type {};
template <class T> struct has_vtable<T, std::void_t<decltype(layout<T>::vtable())>> : std::true_type {};

/// Makes raw storage at `where` a T as far as virtual calls, typeid and dynamic_cast go. `table` is _ZTV<T>: the offset
/// to the top, the type's description, then what the object's pointer refers to. Only classes whose polymorphic bases
/// all start where the class starts are built this way; saving checks it (graph.cpp).
inline void set_vtable(void *where, const void *table) noexcept {
  const void *functions = static_cast<const void *const *>(table) + 2;
  std::memcpy(where, &functions, sizeof functions);
}

} // namespace perdure::detail
