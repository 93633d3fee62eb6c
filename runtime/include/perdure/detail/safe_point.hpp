// Safe points: polls that perdurec puts at function entries and loops' back edges, so that a timer, a signal or a test
// can make an image of a program that never calls checkpoint():
//
//   if (perdure::detail::polled()) [[unlikely]] {
//     perdure::detail::safe_point();
//     if (perdure::detail::unwinding()) <save the frame and return>
//   }
//
// Input: a flag that whoever wants an image raises, from any thread or signal handler. Output: a request to the host of
// the execution that runs here, as checkpoint() makes one, but nothing that the program could notice: no exception
// ever leaves a safe point. While nothing is wanted, a poll is one load from a fixed address and one branch.
//
// Rejected: a thread-local flag (an image is wanted of a program, not of a thread, and a signal handler would have to
// find the thread), and a count of polls (a read-modify-write in every loop).
#pragma once

#include <perdure/detail/context.hpp>

namespace perdure::detail {

/// In code for an executable the flag is at a fixed distance from the program counter; as with `cx`, the runtime is in
/// there. It stays visible for shared libraries, which come to it through their table.
#if defined(__PIC__) && !defined(__PIE__)
#define PERDURE_IN_PROGRAM
#else
#define PERDURE_IN_PROGRAM __attribute__((visibility("protected")))
#endif

/// Is an image wanted? Read by every poll; written by raise_poll and lower_poll only.
extern unsigned char poll_flag PERDURE_IN_PROGRAM;

[[gnu::always_inline]] inline bool polled() noexcept {
#if defined(__x86_64__) && defined(__GCC_ASM_FLAG_OUTPUTS__)
  // Compares in memory. For an atomic load both compilers spend a register, and g++ 12 a frame: a recursion like
  // fib's runs 1.4 times as long with it, and no longer with this.
  bool up;
  __asm__ volatile("cmpb $0, %1" : "=@ccne"(up) : "m"(poll_flag));
  return __builtin_expect(up, 0);
#else
  return __builtin_expect(__atomic_load_n(&poll_flag, __ATOMIC_RELAXED), 0);
#endif
}

/// Asks the host of the running execution for an image, if it wants one now, and raises `cx.unwinding` then. Returns at
/// once outside of executions, inside a no-suspend region, and where foreign code would be cut off: what is wanted
/// stays wanted, and a later safe point serves it. An image that was made here goes on behind the call; it returns no
/// value.
[[gnu::cold, gnu::noinline]] void safe_point() noexcept;

/// From now on polls come to safe_point(). Any thread, and signal handlers, too.
void raise_poll() noexcept;

/// Nothing is wanted any more.
void lower_poll() noexcept;

/// Has any function that is linked in a safe point? Without one, nobody would ever serve a request.
bool any_safe_points() noexcept;

} // namespace perdure::detail
