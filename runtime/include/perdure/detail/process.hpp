// What a program leaves with the C and C++ libraries to be called later. Generated code calls these in place of the
// functions of the same purpose, so that what was registered before an image is registered again in the process that
// loads it. Handlers of signals, of terminate and of new need no such thing: the libraries tell what is set.
#pragma once

namespace perdure::detail {

/// In place of std::atexit. The function runs inside a no-suspend region: exit() is on the stack then. Returns 0, or
/// what std::atexit returns when it fails. Outside of an execution it is std::atexit: such calls are made again by
/// whoever starts the program again.
int at_exit(void (*)());

/// In place of std::at_quick_exit.
int at_quick_exit(void (*)());

} // namespace perdure::detail
