// Who wants an image of a program that does not ask for one itself: a timer and SIGTERM. Both raise the flag that safe
// points poll, and say here which of them it was.
//
// The timer is a thread with all signals blocked: SIGALRM and interval timers would make the program's system calls
// fail with EINTR, which a program that never heard of them may take for an error. For the same reason SIGTERM's
// handler has interrupted calls restarted: a program that waits in read() is saved when its input comes. A second
// SIGTERM ends it at once, as it does any program; the last image stays good.
#pragma once

#include <chrono>

namespace perdure::host {

/// From now on an image is due every so often. Call once.
void start_timer(std::chrono::milliseconds every);

/// From now on the first SIGTERM asks for an image, unless the program was started with the signal ignored or has set
/// a handler of its own already; one that it sets later takes the place of this one. Call once.
void watch_termination();

/// Has a SIGTERM come that watch_termination waited for?
bool termination_asked() noexcept;

/// Is this the handler that watch_termination has set?
bool is_termination_handler(void (*)(int)) noexcept;

/// Has the timer run out since this was asked last?
bool take_timer() noexcept;
bool timer_is_due() noexcept;

/// How many threads the process has beside the calling one and the timer's; 0 if the system does not tell.
unsigned other_threads();

/// Waits until then. False if SIGTERM has come, maybe before.
bool sleep_until_or_termination(std::chrono::system_clock::time_point);

} // namespace perdure::host
