// What stands on the native stack between a primitive and the loop that runs the execution.
//
// A foreign function that calls resumable code back without a test of the flag must never be unwound. Where the
// compiler sees the call, it makes a no-suspend region. It does not see a callback that was handed over long before (a
// signal handler, a function registered with a library, a virtual function that a library calls), so the stack itself
// is asked, when an image is about to be made: that is rare, and costs less than the image. The unwinder's tables tell
// the callers.
//
// What is certain: code of a shared library that has no resumable functions, an interrupted function under a signal
// handler, and, where the program's symbols are there, its functions with C names. What is left to the check of the
// captured chain (execution.cpp), which ends the process: C++ functions of the program itself that are not resumable,
// because templates and closures that pass a call on look the same.
//
// Rejected: a depth counted in every call (1 ns in each call of every program), a token handed from caller to callee
// (library code hands none on, and between it and the next callee it gets lost in both directions), frame pointers.
#pragma once

#include <string>
#include <string_view>

namespace perdure::detail {

/// The innermost function between here and `base` that cannot be suspended, as a user knows it; empty if there is none.
/// `base` is the stack pointer of the function that runs the execution, or below. Never throws but for memory.
std::string foreign_caller(const void *base);

/// Is that the name of a resumable function? (frame.cpp)
bool is_resumable(std::string_view mangled) noexcept;

/// Are functions described in the file that is loaded there? (frame.cpp)
bool has_resumable_functions(const void *base) noexcept;

} // namespace perdure::detail
