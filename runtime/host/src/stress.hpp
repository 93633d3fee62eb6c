// `perdure stress`: at every K-th suspension or safe point a program's image is made, the process ends, and a new one
// goes on. The new process is the program itself, executed anew in place of the old one with the image in an anonymous
// file: it keeps pid, streams and working directory, and costs a few milliseconds, so that thousands of points can be
// tried.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace perdure::host {

/// An anonymous file that programs started from here inherit. Its number is high, so that a program's own files get the
/// numbers that they get without it. -1, and errno, if there is none.
int anonymous_file(const char *name);

/// The counters, which travel from process to process: "every=K,max=N,left=L,images=I,image=FD,log=FD,in_process=0".
struct stress_run {
  std::uint64_t every = 1;  ///< an image at each such suspension or safe point
  std::uint64_t max = 0;    ///< images at most; 0: any number
  std::uint64_t left = 0;   ///< suspensions and safe points until the next image; 0: `every`
  std::uint64_t images = 0; ///< images so far
  int image = -1;           ///< file descriptor of the image to go on from; -1: start
  int log = -1;             ///< file descriptor that gets each image's size and each restore
  bool in_process = false;  ///< restore within the process

  static stress_run parse(const std::string &); ///< throws bad_setting
  std::string text() const;

  bool on() const { return log >= 0; }

  bool over() const { return max && images >= max; }

  /// Counts one suspension or safe point; true if an image is due.
  bool due() {
    if (over() || --left != 0) return false;
    left = every;
    return true;
  }

  void log_image(std::size_t bytes) const;
  void log_restore() const;

  /// Reads the image that `image` names, and closes it.
  std::string take_image();

  /// Executes the program anew with this image. Throws store_error if that is not possible.
  [[noreturn]] void restart(char **argv, std::string_view bytes);
};

/// What the log holds: one line per event.
struct stress_summary {
  std::uint64_t images = 0;
  std::uint64_t restores = 0;
  std::size_t min = 0, median = 0, max = 0; ///< bytes of an image

  static stress_summary read(int log);
  std::string text() const; ///< "stress: N images, N restores, bytes MIN/MEDIAN/MAX"
};

} // namespace perdure::host
