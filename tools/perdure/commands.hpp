// What the subcommands of `perdure` do, once their arguments are read. Each returns the exit code, and throws
// perdure::store_error, perdure::image_error or bad_usage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perdure::cli {

/// A command line that makes no sense: exit code 2.
struct bad_usage {
  std::string what;
};

struct options {
  std::string store;                    ///< URL; empty: PERDURE_STORE or the default
  std::string id;                       ///< of an execution
  std::uint64_t at = 0;                 ///< an image's number; 0: the newest
  std::string file;                     ///< with an image
  std::string every;                    ///< run: time between timer checkpoints; empty: none
  bool loop = false;                    ///< run
  std::optional<std::string> parameter; ///< resume: JSON
  std::uint64_t stride = 1;             ///< stress --every
  std::uint64_t max = 0;                ///< stress --max; 0: no limit
  bool in_process = false;              ///< stress
  bool json = false;                    ///< list, history
  std::string new_id;                   ///< fork, import; empty: made up
  std::vector<std::string> program;     ///< what stands after "--"
};

int run(const options &);
int resume(const options &);
int list(const options &);
int show(const options &); ///< `id` is an id or a file
int history(const options &);
int fork(const options &);
int cancel(const options &);
int remove(const options &);
int export_image(const options &);
int import_image(const options &);
int stress(const options &);

} // namespace perdure::cli
