// Executions as bytes, and as text for people.
//
// An image:
//   "PERDURE\n", format version, sizes of long, pointer, long double and wchar_t, byte order    16 bytes
//   length of the whole image                                                                   8 bytes
//   program name, build id, flags
//   functions on the stack: mangled name, display name, file, point's key and line, and of the live variables names,
//     types and kinds; a function that is there a thousand times at the same point is described once
//   classes: mangled name, version, members' names and types
//   pointers: the objects that are pointed to, constants, targets, the target of each pointer
//   values: the execution's state, its result, persisted values, globals, arguments; frames, outermost first; then the
//     heap
//   XXH3-64 of all that                                                                         8 bytes
#pragma once

#include <string>
#include <string_view>

namespace perdure::detail {

class execution;

/// Does main run as an execution? Then the process's globals belong to that execution's images, and to no other's.
extern bool program_is_launched;

/// The image of a suspended execution, with the values of the process's globals unless another execution's images hold
/// them. Throws unserialisable, naming the variable by its path; the execution is as it
/// was, either way.
std::string encode(execution &, bool with_globals = true);

/// Builds the frames and all else of an image in an execution that has none; it is suspended then. Throws image_error,
/// and leaves the execution empty, if the image is damaged, or no longer fits this program. Nothing of the user's is
/// run, but load() functions and the destructors of what had been built before an error.
void decode(std::string_view image, execution &);

/// The program that made an image, as execution::program named it; under the launcher, a path. Throws image_error.
std::string program_of(std::string_view image);

/// The stack as a debugger shows it, innermost frame first:
///   #0  step(const std::string &, int) at fact.cpp:12
///         label: const std::string & = -> main().name
///         i: int = 3
/// and behind the frames, if there are any, the globals:
///   globals
///         counter: int = 41
std::string describe_stack(execution &);

} // namespace perdure::detail
