// Starting programs under the launcher.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace perdure::cli {

/// A program to start: what is executed, with what argv, where, and what its environment says in addition.
struct start_info {
  std::string program;                ///< a path, or a name to look up in PATH
  std::vector<std::string> arguments; ///< argv, argv[0] included
  std::string directory;              ///< empty: this one
  std::map<std::string, std::string> environment;
};

/// Becomes the program. Throws perdure::error if it cannot be started.
[[noreturn]] void become(const start_info &);

/// Starts the program and waits for its end; gives its exit code, 128 + N if signal N killed it. Signals that end this
/// process are passed on. Throws perdure::error if it cannot be started.
int run_and_wait(const start_info &);

/// Has run_and_wait passed a SIGTERM or SIGHUP on? What ended then was meant to.
bool was_told_to_end();

} // namespace perdure::cli
