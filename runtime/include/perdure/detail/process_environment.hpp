// The environment of the process, as far as it belongs to the program that runs in it: the strings that `environ` leads
// to, its array, and with them all pointers into the two, what getenv() returned above all.
//
// It is saved as argv is: the strings and the array are objects of the image, and a new process gets them, whatever its
// own environment says, before anything of the program's runs. So a pointer into it leads to the very string that
// getenv() finds afterwards. Strings that the program has replaced or removed are saved, too, as long as the C library
// would have kept them. A string of the program's own, which it gave to putenv(), is a pointer to what it is. Variables
// whose names begin with PERDURE_ belong to the process; their places in the array stay theirs.
//
// Rejected: to save what the program has changed only (a pointer into the rest would need a name and an offset, and
// mean something else where the new process has another value), and to call setenv() for each string (it copies).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

namespace perdure {
class iarchive;
class oarchive;
} // namespace perdure

namespace perdure::detail {

struct global_variable;

/// Does the definition `NAME=value` belong to the process?
inline bool is_of_process(std::string_view definition) noexcept { return definition.substr(0, 8) == "PERDURE_"; }

class process_environment {
public:
  /// What the process was started with is the program's.
  void adopt();
  /// Once everything is loaded: it becomes the environment of this process. Nothing happens if the image has none.
  void install();
  /// What main gets as its third parameter.
  char **given() noexcept { return given_; }

  /// `globals`: what else the image holds.
  void save(oarchive &, const std::vector<const global_variable *> &globals) const;
  void load(iarchive &);

private:
  struct freeing {
    void operator()(char *p) const noexcept { std::free(p); }
  };

  bool is_there_ = false;
  std::vector<char *> lasting_; ///< strings that nobody takes back, whether environ leads to them or not; ascending
  char **given_ = nullptr;
  // Of an image.
  std::vector<char *> array_, first_array_; ///< environ, and what it was before setenv() needed more room
  std::vector<std::uint64_t> first_numbers_;
  std::size_t count_ = 0;                               ///< of array_, without what is the process's alone
  std::vector<std::unique_ptr<char, freeing>> strings_; ///< environ's and former ones; null: not a text of its own
};

} // namespace perdure::detail
