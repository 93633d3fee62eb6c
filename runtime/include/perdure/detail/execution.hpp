// One run of a root function: its memory, its stack of frames, the request it waits for, and what its images hold
// beside the frames. `run` is the trampoline: it resumes the innermost frame only, hands each result or exception to
// the next frame outwards, and never recurses over frames, so depth costs no native stack.
//
// Images read and write the members directly (detail/image.hpp); a host (the launcher, a test, a scheduler) serves
// the requests through the `host` interface.
#pragma once

#include <perdure/detail/arena.hpp>
#include <perdure/detail/context.hpp>
#include <perdure/detail/files.hpp>
#include <perdure/detail/process_environment.hpp>
#include <perdure/detail/value.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

namespace perdure {

class continuation;
class permanents;

/// Where an execution stands.
enum class status : std::uint8_t {
  running,   ///< on some native stack
  suspended, ///< its frames wait; resume(), save() and clone() are possible
  done,      ///< the root function returned; its result is kept
  failed,    ///< an exception left the root function
  abandoned, ///< its frames were cleaned up without being run to the end
};

const char *to_string(status) noexcept;

namespace detail {

class host;

/// What a primitive asks for. The innermost frame of the stack waits for its result.
struct request {
  enum kind_t : std::uint8_t {
    none,
    checkpoint, ///< answer: perdure::outcome
    yield,      ///< `out` goes out, a value of type `expects` is handed in
    sleep,      ///< until `wake`; answer: nothing
    capture,    ///< `hand_over` gets the continuation; a value of type `expects` is handed in
    safe_point, ///< an image, when the host wants one; answer: nothing. The numbers are in images: add at the end
  } kind = none;
  const value_type *expects = nullptr;         ///< null: nothing is handed in (void)
  std::int64_t wake = 0;                       ///< nanoseconds since the epoch of std::chrono::system_clock
  value out;                                   ///< not built: yield() without a value, or it was taken
  std::function<void(continuation)> hand_over; ///< never part of an image: called before anyone can make one
};

/// argv as the program sees it: `pointers` ends with a null pointer and is what main gets. The program may permute the
/// pointers (getopt) and write into the strings (strtok), so both belong to the image. Addresses are stable.
struct argument_vector {
  std::vector<std::unique_ptr<std::string>> strings;
  std::vector<char *> pointers;

  void assign(int argc, const char *const *argv);
  int count() const noexcept { return pointers.empty() ? 0 : int(pointers.size()) - 1; }
};

class execution : public std::enable_shared_from_this<execution> {
public:
  execution() = default;
  execution(const execution &) = delete;
  execution &operator=(const execution &) = delete;
  ~execution(); ///< abandons what is left

  // What an image holds.
  arena memory;           ///< the frames live here
  frame *stack = nullptr; ///< not on the native stack; innermost first, linked by frame::caller
  status state = status::running;
  request wanted; ///< what the innermost frame waits for, when suspended
  value result;   ///< of the root function; storage is prepared at the start, built at the end
  std::map<std::string, value, std::less<>> persisted; ///< persist("key", ...)
  argument_vector arguments;                           ///< of main, under the launcher; else empty
  process_environment environment;                     ///< under the launcher; else empty
  std::vector<std::string> notes;                      ///< NAME=value: what the launcher keeps beside it
  std::string program; ///< for messages and image headers; empty: the running program's name

  int error_number = 0; ///< errno, while it is suspended

  // What it does not.
  std::string id;                    ///< in the store; empty without one
  const void *native_base = nullptr; ///< while it runs: where its part of the native stack ends
  host *server = nullptr;            ///< serves requests; null: in-process defaults
  const permanents *names = nullptr; ///< for save and load, beside the standard ones; null: none
  std::exception_ptr pending;        ///< what the innermost frame must throw when it is resumed
  std::map<std::string, std::unique_ptr<std::string>, std::less<>>
      texts;                           ///< storage of restored string literals: lives as long as the execution
  std::vector<reopened_file> reopened; ///< since it was loaded; until it runs

  /// Runs until the root function ends, or a request is not served at once. Answers what needs no value (a checkpoint:
  /// restored; a sleep: waits the time left). Throws what leaves the root function (status: failed); throws
  /// perdure::error, and changes nothing, unless it is suspended and waits for no value.
  void run();

  /// The same after `hand_in`.
  void run_handed();

  /// Destroys every live variable, innermost frame first, as an exception would that nobody catches.
  void abandon() noexcept;

  /// Where the answer of the request goes: the slot of the waiting frame that its point names, or context::scratch.
  /// Requires: suspended.
  void *answer_place() noexcept;

  /// Where the callee that `waiting` waits for builds its result; null: in context::scratch. Nobody, a null pointer,
  /// waits for the outermost frame, whose result is the execution's.
  void *result_place(frame *waiting) noexcept;

  /// Gives all frames back without destroying any variable: for a loader that could not finish, after it
  /// destroyed what it had built.
  void release_frames() noexcept;

  std::size_t depth() const noexcept; ///< number of frames; walks the stack

  /// The native call of a root function has come back, captured or not: goes on as `run` does. Requires: an
  /// activation of this execution.
  void returned();

  /// What is left to do once the activation has ended: capture() hands the continuation over.
  void after() {
    if (__builtin_expect(wanted.kind == request::capture, false)) hand_over();
  }

private:
  [[noreturn, gnu::cold]] void refuse_run() const;
  void *place_in(frame *waiting) noexcept;
  void check_results() noexcept;
  void *tail_place_of(frame *waiting) noexcept;
  void *pop(frame *f) noexcept;
  bool serve();
  bool serve_other();
  bool serve_safe_point() noexcept;
  bool answer_again();
  bool answer_by_host();
  void hand_over();
  void cut_files();
  void loop();
  void finish();

  frame *tail_ = nullptr;      ///< a frame at a `return f();` point whose own destination is known:
  void *tail_place_ = nullptr; ///< that destination

  // Code that a handler calls sees the exception that is handled, in resumed frames too.
  frame *handler_ = nullptr;      ///< the innermost frame on the stack that waits in a handler
  bool handler_is_known_ = false; ///< it has been looked for
  void find_handler(frame *from) noexcept;
  void resume_in_handler(frame *f);
};

/// Makes an execution the one that this thread runs, and the previous one again at the end of the scope.
/// Results in context::scratch are left alone: they are taken before anything else can run.
class activation {
public:
  explicit activation(execution &e) noexcept;
  activation(const activation &) = delete;
  activation &operator=(const activation &) = delete;
  ~activation();

private:
  alignas(context) unsigned char outer_[offsetof(context, scratch)];
};

/// Serves the requests of executions. Called on the thread that runs the execution, with all its frames off the
/// native stack (status: suspended), so that encode(e) is possible. What a member function throws is thrown by the
/// primitive in the user's code.
class host {
public:
  enum class next {
    go_on, ///< the answer is there: resume the waiting frame
    stop,  ///< leave the execution suspended and return to who runs it
  };
  virtual ~host() = default;
  /// checkpoint(): returns when an image is durable. The default stores nothing.
  virtual next on_checkpoint(execution &);
  /// sleep_until(e.wanted.wake): the default waits.
  virtual next on_sleep(execution &);
  /// yield(e.wanted.out): the default stops. To go on, build the answer at e.answer_place().
  virtual next on_yield(execution &);
  /// A poll has found its flag up: is an image due now? Called with the frames on the native stack, as often as the
  /// program comes by a safe point, so it has to be quick. The default wants none.
  virtual bool wants_image(execution &) noexcept;
  /// After wants_image() said yes: no image is possible, because foreign code is on the stack. Ask again later.
  virtual void postpone(execution &) noexcept;
  /// A safe point after wants_image() said yes; the frames are off the stack. It must not throw: the program does not
  /// know that anything happens here. The default goes on.
  virtual next on_safe_point(execution &) noexcept;
};

/// A value handed in where another type is expected.
[[noreturn, gnu::cold]] void refuse_value(const char *what, const char *expected, const char *got);

/// The waiting frame has no place for a value of class type: it is not what perdurec writes.
[[noreturn, gnu::cold]] void refuse_place(const char *type);

/// Hands the value in that the suspended execution expects and that its innermost frame will get; `run` then
/// goes on. Throws perdure::error, and changes nothing, when it expects another type.
template <class W> void hand_in(execution &e, W w) {
  const char *expected = e.wanted.expects ? e.wanted.expects->name : typeid(void).name();
  if (std::string_view(expected) != typeid(W).name())
    refuse_value("the value handed in by resume()", expected, typeid(W).name());
  void *place = e.answer_place();
  if (!std::is_scalar_v<W> && place == cx.scratch) refuse_place(typeid(W).name());
  ::new (place) W(std::move(w));
}

} // namespace detail
} // namespace perdure
