// Where images live: the interface of a store, and what it says about an execution. A store is written by the
// process that runs an execution, through its launcher, and read by the `perdure` command.
//
// An execution belongs to one process at a time. Whoever resumes it claims it, which raises its epoch; every write
// names the epoch it was claimed with, so that a process that was believed dead and still runs can no longer write
// ("fencing"). Every operation is one transaction: it happened or it did not, whenever the process is killed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::host {

using time_point = std::chrono::system_clock::time_point;

/// How far an execution is.
enum class state {
  running,   ///< a process has it, or had it when it was killed
  suspended, ///< its process ended at a yield; it waits for a resume, with a value perhaps
  sleeping,  ///< it waits for a time
  done,      ///< its main returned
  failed,    ///< an exception left its main
  cancelled, ///< ended from outside
};

/// The state's name, as `perdure list` prints it and stores keep it.
const char *name(state) noexcept;

/// What a program is started with; enough to start it again elsewhere.
struct command {
  std::string program;                ///< absolute path of the executable
  std::vector<std::string> arguments; ///< argv, argv[0] included
  std::string directory;              ///< the working directory, absolute
};

/// What a store knows of an execution.
struct record {
  std::string id;
  command started;
  host::state state = state::running;
  std::uint64_t epoch = 0;        ///< rises by one with each claim
  std::string owner;              ///< the process that claimed it last: host, pid, start time
  std::optional<time_point> wake; ///< until when it sleeps
  std::optional<int> exit_code;   ///< of a program that is done
  std::string message;            ///< why it failed
  time_point created;
  time_point updated;
  std::uint64_t latest = 0; ///< number of the newest image; 0: none
};

/// One image in an execution's history.
struct entry {
  std::uint64_t number = 0; ///< 1, 2, ...: never reused within an execution
  std::string reason;       ///< "checkpoint", "yield", "sleep", "fork", "import"
  time_point created;
  std::size_t bytes = 0;
};

/// A right to write to an execution: the epoch it was claimed with.
struct claim {
  std::string id;
  std::uint64_t epoch = 0;
};

/// Images and records of executions. Every member may throw perdure::store_error, which names the store. An object
/// is used by one thread at a time; any number of processes may have the same store open.
class store {
public:
  virtual ~store() = default;

  /// Puts a new execution into the store together with its first image. Fails if the id is taken.
  virtual claim create(const record &, std::string_view image, std::string_view reason) = 0;

  /// Takes an execution over, whoever had it; its images stay. Fails if it is unknown or cancelled, and if it is done
  /// unless an older image is to be run again (`rewind`).
  virtual claim take(const std::string &id, const std::string &owner, bool rewind = false) = 0;

  /// Adds an image, sets state and wake time, drops images older than the last `keep`. On return it is on disk.
  /// Returns the image's number. Fails, and changes nothing, if the claim is no longer the newest.
  virtual std::uint64_t save(const claim &, std::string_view image, std::string_view reason, state,
                             std::optional<time_point> wake) = 0;

  /// Records an end (done, failed) or a change of state without a new image. Fails as save does.
  virtual void finish(const claim &, state, std::optional<int> exit_code, const std::string &message) = 0;

  virtual std::optional<record> find(const std::string &id) = 0;
  virtual std::vector<record> list() = 0;                        ///< oldest first
  virtual std::vector<entry> history(const std::string &id) = 0; ///< oldest first

  /// The bytes of an image; `number` 0 means the newest. Fails if there is none.
  virtual std::string image(const std::string &id, std::uint64_t number = 0) = 0;

  /// Makes a new suspended execution that starts with a copy of an image of another.
  virtual void fork(const std::string &id, std::uint64_t number, const std::string &copy) = 0;

  /// Ends an execution: whoever runs it can no longer write, nobody can resume it. Its images stay.
  virtual void cancel(const std::string &id) = 0;

  /// Forgets an execution and its images.
  virtual void remove(const std::string &id) = 0;

  /// What was given to open(), for messages.
  const std::string &url() const noexcept { return url_; }

  /// How many images of an execution are kept; 0: all. 16 at first.
  std::size_t keep = 16;

protected:
  explicit store(std::string url) : url_(std::move(url)) {}

private:
  std::string url_;
};

/// What becomes of a store that does not exist yet.
enum class missing {
  create,  ///< it is made
  fail,    ///< store_error
  nothing, ///< a null pointer
};

/// Opens the store that a URL names: "sqlite:PATH". Throws store_error if it is none, damaged, or not there.
std::unique_ptr<store> open_store(const std::string &url, missing);

/// The default: a file in the working directory.
inline constexpr const char *default_store = "sqlite:perdure.db";

/// The URL made independent of the working directory.
std::string absolute_url(const std::string &url);

/// A new id for an execution: 12 letters and digits, at random.
std::string new_id();

/// True if an id can be used: letters, digits, '.', '_', '-', at most 200; it does not begin with '-' or '.'.
bool valid_id(std::string_view) noexcept;

/// This process, as a record's owner.
std::string this_process();

/// True if that process runs on this machine, or may run on another.
bool may_be_alive(const std::string &owner);

} // namespace perdure::host
