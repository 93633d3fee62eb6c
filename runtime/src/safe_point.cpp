// The poll flag, and what a safe point does when it is up; see detail/safe_point.hpp.
#include <perdure/detail/safe_point.hpp>

#include "native_stack.hpp"

#include <perdure/detail/execution.hpp>

namespace perdure::detail {

unsigned char poll_flag = 0;

void raise_poll() noexcept { __atomic_store_n(&poll_flag, 1, __ATOMIC_RELAXED); }
void lower_poll() noexcept { __atomic_store_n(&poll_flag, 0, __ATOMIC_RELAXED); }

void safe_point() noexcept {
  execution *e = cx.current;
  if (!e || !e->server || cx.foreign) return;
  // Instrumented code that runs while the stack is unwound was called by a function that does not test the flag.
  if (cx.unwinding) lost_suspension(cx.outermost, "the safe point that was reached next");
  if (!e->server->wants_image(*e)) return;
  if (!foreign_caller(e->native_base).empty()) return e->server->postpone(*e);
  e->wanted.kind = request::safe_point;
  e->wanted.expects = nullptr;
  cx.unwinding = true;
}

} // namespace perdure::detail
