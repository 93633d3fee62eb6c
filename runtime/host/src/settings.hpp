// What a launched program is told through its environment: by the user (PERDURE_STORE, PERDURE_ID, PERDURE_EVERY,
// PERDURE_KEEP) and by the `perdure` command (the others, which are an agreement between the two and nobody else's).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace perdure::host {

/// Names of the variables between the command and a launched program.
namespace variables {
inline constexpr const char *store = "PERDURE_STORE";         ///< URL of the store
inline constexpr const char *id = "PERDURE_ID";               ///< id of a new execution
inline constexpr const char *every = "PERDURE_EVERY";         ///< time between timer checkpoints
inline constexpr const char *keep = "PERDURE_KEEP";           ///< how many images to keep
inline constexpr const char *resume = "PERDURE_RESUME";       ///< ID or ID@N in the store: go on from there
inline constexpr const char *image = "PERDURE_IMAGE";         ///< a file with an image: go on from there
inline constexpr const char *parameter = "PERDURE_PARAMETER"; ///< JSON: the value handed in by a resume
inline constexpr const char *show = "PERDURE_SHOW";           ///< "1": print the stack of the image instead
inline constexpr const char *stress = "PERDURE_STRESS";       ///< see stress.hpp
} // namespace variables

struct settings {
  std::string store_url;
  std::string id; ///< empty: make one up
  std::optional<std::chrono::milliseconds> every;
  std::optional<std::size_t> keep;
  std::string resume_id;           ///< empty: no
  std::uint64_t resume_number = 0; ///< 0: the newest
  std::string image_file;          ///< empty: no
  std::optional<std::string> parameter;
  bool show = false;
  std::string stress;      ///< empty: no
  bool is_durable = false; ///< somebody asked for images, be it only by naming a store
};

/// A setting that makes no sense: exit code 2.
struct bad_setting {
  std::string what;
};

/// Reads the environment, and takes out of it what is meant for this process only and not for its children. Throws
/// bad_setting.
settings read_settings();

/// "60", "60s", "500ms", "5m", "1h". Throws bad_setting, which begins with `name`.
std::chrono::milliseconds parse_duration(const std::string &name, const std::string &text);

} // namespace perdure::host
