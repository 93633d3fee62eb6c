// Serves the requests of a launched program: every suspension becomes an image in the store before the program goes
// on. The store is opened, and the execution named, when the first image is made.
#pragma once

#include "settings.hpp"
#include "stress.hpp"

#include <perdure/detail/execution.hpp>
#include <perdure/host/store.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace perdure::host {

class durable final : public detail::host {
public:
  /// `argv` is what the process was started with; it must stay.
  durable(settings, stress_run, char **argv);

  /// Goes on with an execution that was loaded from the store.
  void adopt(std::unique_ptr<store>, claim);

  next on_checkpoint(detail::execution &) override;
  next on_sleep(detail::execution &) override;
  next on_yield(detail::execution &) override;
  bool wants_image(detail::execution &) noexcept override;
  void postpone(detail::execution &) noexcept override;
  next on_safe_point(detail::execution &) noexcept override;

  /// Records the end of the program, if any image was stored. Throws store_error. Only the first call counts.
  void finish(state, std::optional<int> exit_code, const std::string &message);

  /// Would `finish` record anything?
  bool is_recorded() const noexcept;

  /// Nothing is recorded any more: the execution is another process's, or waits to be resumed.
  void give_up() noexcept { finished_ = true; }

  const stress_run &stress() const noexcept { return stress_; }

  /// The loaded execution is about to go on: a sleep that it was saved in is waited for, not saved again.
  void resuming(const detail::execution &e) noexcept { resuming_sleep_ = e.wanted.kind == detail::request::sleep; }

  /// Why the process has to end although the execution goes on elsewhere or later: its exit code.
  int exit_code() const noexcept { return exit_code_; }

  /// With --in-process: the image that was made when the execution stopped; empty if it stopped for another reason.
  std::string take_in_process_image() { return std::exchange(in_process_image_, {}); }

private:
  void save(detail::execution &, const char *reason, state, std::optional<time_point> wake);
  void stress_restart(detail::execution &); ///< returns if it is to be restored within the process
  next suspended(const std::string &why);   ///< the process ends, to be resumed
  next not_saved(const detail::execution &, const std::string &); ///< at a safe point
  bool is_ours() noexcept;                                        ///< has nobody taken the execution over?

  settings settings_;
  stress_run stress_;
  char **argv_;
  std::unique_ptr<store> store_;
  claim claim_;
  pid_t process_; ///< a child that the program forks is not this execution
  bool finished_ = false;
  bool resuming_sleep_ = false;
  std::string in_process_image_;
  std::string last_warning_;
  std::optional<std::chrono::steady_clock::time_point> give_up_at_,
      try_again_at_; ///< after a SIGTERM that was not served
  int exit_code_ = 0;
};

/// What the program has written so far leaves its buffers: stdout and std::cout, stderr and its kin, every FILE.
void flush_output();

/// What an image holds of the process beside its environment: the working directory and the state of the standard
/// streams, as NAME=value.
std::vector<std::string> capture_process();

/// Makes it this process's; the launcher's own variables stay as they are. A directory that is not there is warned of.
void restore_process(const std::vector<std::string> &);

/// What a store has to know to start this process's program again.
command this_command(char **argv);

} // namespace perdure::host
