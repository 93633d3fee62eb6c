// What the compiler writes into the program's classes so that generated code for their members sees what the members
// see.
//
//   class Stack { ...  PERDURE_RESUMABLE_MEMBERS };
//
// Input: nothing. Output: member templates that generated code specialises by a tag of its own for each member
// function: its frame, its resume body, and the classes that its lambdas became. One line serves all of a class's
// members, in every translation unit alike. Rejected: a declaration for each function, which would make the class
// differ between translation units.
#pragma once

#include <perdure/detail/context.hpp>

namespace perdure::detail {

/// A friend of every class that holds frames: gives the frame of a tag a name that may be used anywhere.
template <class Tag> struct table;

struct destruction;
/// Runs a destructor that only friends may run.
template <> struct table<destruction> {
  template <class T> static void run(T &object) { object.~T(); }
  /// Is the class opened, so that `run` may?
  template <class T> static constexpr bool may() { return test<T>(nullptr); }

private:
  template <class T> static constexpr bool test(decltype(static_cast<T *>(nullptr)->~T()) *) { return true; }
  template <class T> static constexpr bool test(...) { return false; }
};

} // namespace perdure::detail

#define PERDURE_RESUMABLE_CLOSURE                                                                                      \
  template <class> struct perdure_frame_;                                                                              \
  template <class> void perdure_resume_(::perdure::detail::frame *);                                                   \
  template <class> void perdure_resume_(::perdure::detail::frame *) const;                                             \
  template <class> friend struct ::perdure::detail::table;

#define PERDURE_RESUMABLE_MEMBERS                                                                                      \
public:                                                                                                                \
  PERDURE_RESUMABLE_CLOSURE                                                                                            \
  template <class> static void perdure_enter_(::perdure::detail::frame *);                                             \
  template <class> struct perdure_closure_;
