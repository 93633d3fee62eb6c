// How a standalone program starts: its own main becomes the root function of an execution, and generated code ends
// with a real main that calls launch. Defined in the host library.
#pragma once

namespace perdure::detail {

/// Runs a program's main under the launcher, as its environment says: from the beginning, from an image, or only to
/// show one. Returns the program's exit code, or 2 for a setting that makes no sense, 3 for an image that cannot be
/// loaded, 4 for a store that cannot be used. An exception that leaves main terminates the process, as in any program.
int launch(int argc, char **argv, int (*program)(int, char **));
int launch(int argc, char **argv, int (*program)());
int launch(int argc, char **argv, int (*program)(int, char **, char **)); ///< the third one is the environment
/// `int main(int, const char **)` and its kin: the same call, whatever is const.
template <class Arguments> int launch(int argc, char **argv, int (*program)(int, Arguments)) {
  void *same = reinterpret_cast<void *>(program);
  return launch(argc, argv, reinterpret_cast<int (*)(int, char **)>(same));
}
template <class Arguments, class Environment>
int launch(int argc, char **argv, int (*program)(int, Arguments, Environment)) {
  void *same = reinterpret_cast<void *>(program);
  return launch(argc, argv, reinterpret_cast<int (*)(int, char **, char **)>(same));
}

} // namespace perdure::detail
