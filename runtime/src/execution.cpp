// The trampoline: runs an execution's frames from the innermost outwards, links what a new suspension captured on
// top of what is left, and serves requests. See docs/protocol.md.
#include <perdure/detail/execution.hpp>

#include <perdure/continuation.hpp>
#include <perdure/detail/frame.hpp>
#include <perdure/error.hpp>
#include <perdure/perdure.hpp>

#include <cerrno>
#include <cstring>
#include <cxxabi.h>
#include <thread>

namespace perdure {

const char *to_string(status s) noexcept {
  switch (s) {
  case status::running:
    return "running";
  case status::suspended:
    return "suspended";
  case status::done:
    return "done";
  case status::failed:
    return "failed";
  case status::abandoned:
    return "abandoned";
  }
  return "unknown";
}

namespace detail {

void argument_vector::assign(int argc, const char *const *argv) {
  strings.clear();
  pointers.clear();
  for (int i = 0; i < argc; ++i) {
    strings.push_back(std::make_unique<std::string>(argv[i]));
    pointers.push_back(strings.back()->data());
  }
  pointers.push_back(nullptr);
}

// Copied as bytes, in a few wide moves: this is a good part of what a resume costs.
activation::activation(execution &e) noexcept {
  std::memcpy(outer_, static_cast<const void *>(&cx), sizeof outer_);
  std::memset(static_cast<void *>(&cx), 0, sizeof outer_);
  cx.memory = &e.memory;
  cx.current = &e;
  e.native_base = __builtin_frame_address(0); // what the function that made this calls has its frames below
}

activation::~activation() { std::memcpy(static_cast<void *>(&cx), outer_, sizeof outer_); }

execution::~execution() { abandon(); }

std::size_t execution::depth() const noexcept {
  std::size_t n = 0;
  for (const frame *f = stack; f; f = f->caller) ++n;
  return n;
}

namespace {

const point &point_of(const frame *f) noexcept { return f->type->points[f->at]; }

/// An outcome goes where a scalar result goes.
void answer(execution &e, outcome o) noexcept { ::new (e.answer_place()) outcome(o); }

} // namespace

/// A `return f();` passes the question outwards. A deep tail recursion would ask it again and again over the same
/// frames, so the answer for the innermost of them is kept.
inline void *execution::place_in(frame *waiting) noexcept {
  if (!waiting) return result.where();
  const point &p = point_of(waiting);
  if (p.result == no_result) return nullptr;
  if (p.result >= 0) return place_of(waiting, unsigned(p.result)).at;
  return waiting == tail_ ? tail_place_ : tail_place_of(waiting);
}

/// The same for a frame at a tail point.
void *execution::tail_place_of(frame *waiting) noexcept {
  frame *f = waiting->caller;
  void *place = nullptr;
  for (;; f = f->caller) {
    if (!f) {
      place = result.where();
      break;
    }
    int where = point_of(f).result;
    if (where >= 0) {
      place = place_of(f, unsigned(where)).at;
      break;
    }
    if (where == no_result) break;
    if (f == tail_) {
      place = tail_place_;
      break;
    }
  }
  tail_ = waiting;
  tail_place_ = place;
  return place;
}

void *execution::result_place(frame *waiting) noexcept { return place_in(waiting); }

/// Takes the innermost frame off the stack. Returns where it builds its own result.
inline void *execution::pop(frame *f) noexcept {
  stack = f->caller;
  if (__builtin_expect(f != tail_, true)) return place_in(f->caller);
  // f passes its callee's result on as its own, so both are built in one place.
  bool still = f->caller && point_of(f->caller).result == tail_result;
  tail_ = still ? f->caller : nullptr;
  return tail_place_;
}

void *execution::answer_place() noexcept {
  void *place = place_in(stack);
  return place ? place : cx.scratch;
}

void execution::refuse_run() const {
  if (state == status::suspended)
    refuse_value("the value handed in by resume()", wanted.expects->name, typeid(void).name());
  throw error(std::string("cannot resume an execution that is ") + to_string(state) +
              ": only a suspended one can go on; ask status() first");
}

/// The native stack has been turned into frames: puts them on top of what is left, and does what the primitive asked
/// for. Returns whether to go on.
/// Each captured call must have been made by the point that its caller waits at. Where it was not, a function without
/// the flag test stood between the two (it called through a pointer that nobody saw) and has run on as if its callee
/// had returned.
/// Does one of them have variables in the place of its result?
static bool check_chain(const frame *inner) {
  bool results = inner->type->names_result;
  for (const frame *outer = inner->caller; outer; inner = outer, outer = outer->caller) {
    const point &at = outer->type->points[outer->at];
    const char *callee = at.callee;
    if (__builtin_expect(!fits(at.takes, inner->type->gives), false)) lost_suspension(inner, outer->type->name);
    if (callee && callee != inner->type->mangled && std::strcmp(callee, inner->type->mangled) != 0)
      lost_suspension(inner, outer->type->name);
    results |= outer->type->names_result;
  }
  return results;
}

/// The exception that is handled where a frame waits, the innermost of them; null: none.
static std::exception_ptr *handled_by(frame *f) noexcept {
  if (!f->type->handles) return nullptr;
  const point &p = point_of(f);
  for (unsigned i = p.live_count; i-- > 0;)
    if (f->type->fields[p.live[i]].kind == field::exception)
      return static_cast<std::exception_ptr *>(place_of(f, p.live[i]).at);
  return nullptr;
}

void execution::find_handler(frame *from) noexcept {
  while (from && !handled_by(from)) from = from->caller;
  handler_ = from;
  handler_is_known_ = true;
}

[[gnu::cold]] void execution::resume_in_handler(frame *f) {
  try {
    std::rethrow_exception(*handled_by(handler_));
  } catch (...) {
    f->type->resume(f);
  }
}

/// What lies in the place of its function's result, lies where the caller's frame says. Else a function without the
/// flag test took the result.
[[gnu::cold]] void execution::check_results() noexcept {
  for (frame *f = cx.innermost; f != stack; f = f->caller)
    for (unsigned k = 0; f->type->names_result && k < f->type->field_count; ++k)
      if (f->type->fields[k].kind == field::in_result && place_of(f, k).at != place_in(f->caller))
        lost_suspension(f, f->caller ? f->caller->type->name : "the root of the execution");
}

inline bool execution::serve() {
  const bool results = check_chain(cx.innermost);
  for (frame *f = cx.innermost; f; f = f->caller)
    if (__builtin_expect(f->type->handles, false) && handled_by(f)) {
      handler_ = f;
      break;
    }
  cx.outermost->caller = stack;
  if (__builtin_expect(results, false)) check_results();
  stack = cx.innermost;
  cx.innermost = nullptr;
  cx.outermost = nullptr;
  cx.unwinding = false;
  if (__builtin_expect(wanted.kind == request::yield && !server, true)) {
    state = status::suspended;
    return false;
  }
  return serve_other();
}

bool execution::serve_other() {
  error_number = errno;
  struct keeping {
    const int number;
    ~keeping() { errno = number; } // a suspension is nothing that the program could notice
  } kept{error_number};
  if (wanted.kind == request::capture) {
    state = status::suspended;
    return false;
  }
  if (wanted.kind == request::safe_point) return serve_safe_point();
  if (wanted.kind == request::checkpoint && !server) {
    answer(*this, outcome::saved);
    wanted.kind = request::none;
    return true;
  }
  return answer_by_host();
}

/// Only an execution with a host comes here: without one, no safe point asks for anything.
bool execution::serve_safe_point() noexcept {
  state = status::suspended;
  host::next next = host::next::go_on;
  {
    no_suspend region("the host");
    next = server->on_safe_point(*this);
  }
  if (next == host::next::stop) return false;
  state = status::running;
  wanted.kind = request::none;
  return true;
}

/// Requires: an activation of this execution, the stack complete, no request open.
[[gnu::always_inline]] inline void execution::loop() {
  state = status::running;
  wanted.kind = request::none;
  wanted.out.reset();
  while (frame *f = stack) {
    cx.destination = pop(f);
    if (__builtin_expect(f == handler_ || !handler_is_known_, false)) find_handler(f->caller);
    try {
      if (__builtin_expect(handler_ != nullptr, false))
        resume_in_handler(f);
      else
        f->type->resume(f);
      if (__builtin_expect(cx.unwinding && cx.outermost != f, false)) lost_suspension(cx.outermost, f->type->name);
    } catch (abi::__forced_unwind &) {
      throw; // the thread is being cancelled: not ours to stop
    } catch (...) {
      pending = std::current_exception();
      cx.throwing = true;
      continue;
    }
    if (cx.unwinding && !serve()) return;
  }
  finish();
}

void execution::run() {
  if (__builtin_expect(state != status::suspended || wanted.expects, false)) refuse_run();
  {
    activation active(*this);
    if (__builtin_expect(!reopened.empty(), false)) cut_files();
    // A yield without an answer is the only thing worth a fast way.
    if (wanted.kind != request::yield) {
      if (!answer_again()) return;
      errno = error_number;
    }
    loop();
  }
  after();
}

void execution::run_handed() {
  {
    activation active(*this);
    if (__builtin_expect(!reopened.empty(), false)) cut_files();
    loop();
  }
  after();
}

/// It goes on from an earlier time, and so do the files that it writes.
void execution::cut_files() {
  detail::cut_files(reopened);
  reopened.clear();
}

/// Answers a request that an earlier run, maybe in another process, has left open. Returns whether to go on.
bool execution::answer_again() {
  if (wanted.kind == request::checkpoint) answer(*this, outcome::restored);
  return wanted.kind != request::sleep || answer_by_host();
}

void execution::returned() {
  if (cx.unwinding ? serve() : true) loop();
}

void execution::hand_over() {
  if (state == status::suspended && wanted.hand_over) {
    auto hand_over = std::move(wanted.hand_over);
    wanted.hand_over = nullptr;
    hand_over(continuation(shared_from_this()));
  }
}

/// Asks the host. What it throws, the primitive throws: the user's code learns that a checkpoint was not stored.
bool execution::answer_by_host() {
  static host in_process;
  host &h = server ? *server : in_process;
  state = status::suspended;
  host::next next = host::next::go_on;
  try {
    no_suspend region("the host");
    switch (wanted.kind) {
    case request::checkpoint:
      next = h.on_checkpoint(*this);
      if (next == host::next::go_on) answer(*this, outcome::saved);
      break;
    case request::sleep:
      next = h.on_sleep(*this);
      break;
    default:
      next = h.on_yield(*this);
      break;
    }
  } catch (abi::__forced_unwind &) {
    throw;
  } catch (...) {
    pending = std::current_exception();
    cx.throwing = true;
  }
  if (next == host::next::stop && !cx.throwing) return false;
  state = status::running;
  wanted.kind = request::none;
  if (wanted.out.type()) wanted.out.reset();
  return true;
}

/// The root function has ended.
void execution::finish() {
  memory.free_all();
  if (cx.throwing) {
    cx.throwing = false;
    state = status::failed;
    result.reset();
    std::rethrow_exception(std::move(pending));
  }
  if (result.type()) result.built();
  state = status::done;
}

void execution::abandon() noexcept {
  if (!stack) {
    if (state == status::suspended) state = status::abandoned;
    return;
  }
  activation active(*this);
  no_suspend region("the cleanup of an abandoned execution");
  while (frame *f = stack) {
    stack = f->caller;
    destroy_all(f);
    release_frame(f);
  }
  tail_ = handler_ = nullptr;
  pending = nullptr;
  wanted.out.reset();
  wanted.hand_over = nullptr;
  wanted.kind = request::none;
  result.reset();
  state = status::abandoned;
}

void execution::release_frames() noexcept {
  activation active(*this);
  while (frame *f = stack) {
    stack = f->caller;
    release_frame(f);
  }
  tail_ = handler_ = nullptr;
}

host::next host::on_checkpoint(execution &) { return next::go_on; }

host::next host::on_sleep(execution &e) {
  using namespace std::chrono;
  std::this_thread::sleep_until(
      system_clock::time_point(duration_cast<system_clock::duration>(nanoseconds(e.wanted.wake))));
  return next::go_on;
}

host::next host::on_yield(execution &) { return next::stop; }

bool host::wants_image(execution &) noexcept { return false; }

void host::postpone(execution &) noexcept {}

host::next host::on_safe_point(execution &) noexcept { return next::go_on; }

} // namespace detail
} // namespace perdure
