// What a program has set in its process and an image has to hold: handlers of signals, of terminate and of new,
// functions to be called at exit, blocked signals, the mask of new files. Only what differs from the beginning of the
// process is saved: what start-up code sets, it sets again.
#pragma once

#include <perdure/detail/execution.hpp>

namespace perdure::host {

/// Remembers how the process began. Call before the launcher sets anything, and before main runs.
void remember_beginning();

/// The launcher has set these: for the program's state, they are as at the beginning.
void remember_terminate_handler();

/// Puts it into the execution's persisted values and environment, where an image holds it; replaces what an earlier
/// image put there.
void capture_handlers(detail::execution &);

/// Sets it in this process, and takes it out of the execution. In a process that made the image itself (`set` is
/// false), only takes it out.
void restore_handlers(detail::execution &, bool set);

} // namespace perdure::host
