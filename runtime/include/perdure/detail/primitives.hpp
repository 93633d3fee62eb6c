// The primitives, for files that perdurec writes (they suspend) and for files that it has not compiled (they throw).
// A primitive leaves its request in the running execution, raises the flag and returns; the generated code after the
// call does the rest. What it returns then is looked at by nobody.
#pragma once

#include <perdure/continuation.hpp>
#include <perdure/detail/caller.hpp>
#include <perdure/detail/execution.hpp>
#include <perdure/detail/frame.hpp>
#include <perdure/detail/typed.hpp>
#include <perdure/error.hpp>

#include <chrono>
#include <functional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace perdure {
namespace detail {

/// Throws not_instrumented: the primitive was called by code that cannot be suspended.
[[noreturn, gnu::cold]] void refuse_uninstrumented(const char *primitive, const caller &);
/// Throws perdure::error (no execution) or foreign_frame (inside a no-suspend region, or called by foreign code that is
/// found on the stack). Returns if an execution with a host may suspend here.
[[gnu::cold]] void check_request(const char *primitive, const caller &);
/// Throws perdure::error: the persisted value has another type.
[[noreturn, gnu::cold]] void refuse_persisted(std::string_view key, const char *expected, const char *got);
/// Throws perdure::error: persist() was called outside of an execution.
[[noreturn, gnu::cold]] void refuse_persist(const caller &);

/// The running execution, which may suspend here.
[[gnu::always_inline]] inline execution &may_suspend(const char *primitive, const caller &c) {
  execution *e = cx.current;
  if (__builtin_expect(!e || cx.foreign || cx.unwinding || e->server, false)) check_request(primitive, c);
  return *e;
}

[[gnu::always_inline]] inline void raise(execution &e, request::kind_t kind, const value_type *expects) noexcept {
  e.wanted.kind = kind;
  e.wanted.expects = expects;
  cx.unwinding = true;
}

/// Asks the running execution for what needs no more than a kind of request. Out of line, so that a point that is
/// hardly ever reached costs its function neither registers nor stack.
[[gnu::cold]] void ask(request::kind_t kind, const value_type *expects, const char *primitive, const char *function,
                       const char *file, int line);
[[gnu::always_inline]] inline void ask(request::kind_t kind, const value_type *expects, const char *primitive,
                                       const caller &c) {
  ask(kind, expects, primitive, c.function, c.file, c.line);
  if (!cx.unwinding) __builtin_unreachable(); // who asks is captured: the test after the call is not compiled
}

/// A clock's time as request::wake counts it.
template <class Clock, class Duration> std::int64_t wake_time(const std::chrono::time_point<Clock, Duration> &t) {
  using std::chrono::system_clock;
  auto left = std::chrono::duration<double>(t - Clock::now());
  if constexpr (std::is_same_v<Clock, system_clock>) {
    if (left < std::chrono::hours(24 * 365 * 100))
      return std::chrono::duration_cast<std::chrono::nanoseconds>(t.time_since_epoch()).count();
  }
  // 100 years stand for ever, and keep the sum in range.
  left = std::min(left, std::chrono::duration<double>(std::chrono::hours(24 * 365 * 100)));
  return std::chrono::duration_cast<std::chrono::nanoseconds>(system_clock::now().time_since_epoch() + left).count();
}

template <class Rep, class Period> std::int64_t wake_after(const std::chrono::duration<Rep, Period> &d) {
  return wake_time(std::chrono::steady_clock::now() + std::chrono::duration<double>(d));
}

} // namespace detail

inline namespace PERDURE_MODE {

#if defined(PERDURE_INSTRUMENTED)
#define PERDURE_CALLER detail::caller caller_ = detail::caller::here()
#define PERDURE_ASK(primitive) detail::execution &e_ = detail::may_suspend(primitive, caller_)
#define PERDURE_ALWAYS_INLINE [[gnu::always_inline]] inline
#elif defined(PERDURE_COMPILER) // the simplest form, because this is what the compiler's analysis sees
#define PERDURE_ALWAYS_INLINE inline
#else
#define PERDURE_CALLER detail::caller caller_ = detail::caller::here()
#define PERDURE_ALWAYS_INLINE inline
#endif

#if defined(PERDURE_COMPILER)

PERDURE_PRIMITIVE outcome checkpoint();
template <class W = void> PERDURE_PRIMITIVE W yield();
template <class W = void, class V> PERDURE_PRIMITIVE W yield(V value);
template <class W = void, class F> PERDURE_PRIMITIVE W capture(F) { __builtin_trap(); } // a body: F may be a lambda
template <class Rep, class Period> PERDURE_PRIMITIVE void sleep_for(std::chrono::duration<Rep, Period> d);
template <class Clock, class Duration> PERDURE_PRIMITIVE void sleep_until(std::chrono::time_point<Clock, Duration> t);

#elif defined(PERDURE_INSTRUMENTED)

/// Saves an image and goes on. Returns when the image is durable: `saved`, or `restored` in a process that loaded it.
/// Without a launcher or another host nothing is stored. Throws what the host throws.
PERDURE_ALWAYS_INLINE outcome checkpoint(PERDURE_CALLER) {
  detail::ask(detail::request::checkpoint, nullptr, "checkpoint()", caller_);
  return outcome::saved;
}

/// Suspends to whoever runs the execution, and returns the value of type W that it hands in with resume().
template <class W = void> PERDURE_ALWAYS_INLINE W yield(PERDURE_CALLER) {
  detail::ask(detail::request::yield, detail::type_of<W>(), "yield()", caller_);
  return detail::nothing<W>();
}

/// The same, and hands `value` out; continuation::yielded() reads it.
template <class W = void, class V> PERDURE_ALWAYS_INLINE W yield(V value, PERDURE_CALLER) {
  PERDURE_ASK("yield()");
  ::new (e_.wanted.out.prepare(*detail::type_of<V>())) V(std::move(value));
  e_.wanted.out.built();
  detail::raise(e_, detail::request::yield, detail::type_of<W>());
  return detail::nothing<W>();
}

/// Suspends, and calls `hand_over(continuation)` on the stack of whoever runs the execution, with the rest of this
/// execution. When it returns, and has not resumed the continuation, the caller of start() or resume() gets control.
template <class W = void, class F> PERDURE_ALWAYS_INLINE W capture(F hand_over, PERDURE_CALLER) {
  PERDURE_ASK("capture()");
  e_.wanted.hand_over = std::move(hand_over);
  detail::raise(e_, detail::request::capture, detail::type_of<W>());
  return detail::nothing<W>();
}

/// Sleeps until the time. It survives a kill: a process that loads the image waits only for the time left.
template <class Clock, class Duration>
PERDURE_ALWAYS_INLINE void sleep_until(std::chrono::time_point<Clock, Duration> t, PERDURE_CALLER) {
  PERDURE_ASK("sleep_until()");
  e_.wanted.wake = detail::wake_time(t);
  detail::raise(e_, detail::request::sleep, nullptr);
}

/// Sleeps for a time, as sleep_until does.
template <class Rep, class Period>
PERDURE_ALWAYS_INLINE void sleep_for(std::chrono::duration<Rep, Period> d, PERDURE_CALLER) {
  PERDURE_ASK("sleep_for()");
  e_.wanted.wake = detail::wake_after(d);
  detail::raise(e_, detail::request::sleep, nullptr);
}

#else // not compiled by perdurec

inline outcome checkpoint(PERDURE_CALLER) { detail::refuse_uninstrumented("checkpoint()", caller_); }
template <class W = void> W yield(PERDURE_CALLER) { detail::refuse_uninstrumented("yield()", caller_); }
template <class W = void, class V> W yield(V, PERDURE_CALLER) { detail::refuse_uninstrumented("yield()", caller_); }
template <class W = void, class F> W capture(F, PERDURE_CALLER) { detail::refuse_uninstrumented("capture()", caller_); }
template <class Rep, class Period> void sleep_for(std::chrono::duration<Rep, Period>, PERDURE_CALLER) {
  detail::refuse_uninstrumented("sleep_for()", caller_);
}
template <class Clock, class Duration> void sleep_until(std::chrono::time_point<Clock, Duration>, PERDURE_CALLER) {
  detail::refuse_uninstrumented("sleep_until()", caller_);
}

#endif

/// The value of `thunk()`, evaluated once per execution: later calls with the key, in this process or one that loaded
/// an image, return a copy of the first value. When the thunk throws, nothing is kept. The thunk cannot suspend.
#ifdef PERDURE_COMPILER
template <class Thunk> std::decay_t<std::invoke_result_t<Thunk &>> persist(std::string_view, Thunk thunk) {
  return thunk(); // a body, because a lambda's type has no linkage: its instantiation cannot be defined elsewhere
}
#else
template <class Thunk>
std::decay_t<std::invoke_result_t<Thunk &>> persist(std::string_view key, Thunk thunk, PERDURE_CALLER) {
  using T = std::decay_t<std::invoke_result_t<Thunk &>>;
  detail::execution *e = detail::cx.current;
  if (!e) detail::refuse_persist(caller_);
  const detail::value_type *type = detail::type_of<T>();
  auto kept = e->persisted.find(key);
  if (kept == e->persisted.end()) {
    detail::no_suspend region("persist()");
    T made = thunk();
    // The thunk may have persisted the same key itself: the first value stays.
    kept = e->persisted.try_emplace(std::string(key)).first;
    if (!kept->second.is_built()) {
      try {
        ::new (kept->second.prepare(*type)) T(std::move(made));
      } catch (...) {
        e->persisted.erase(kept);
        throw;
      }
      kept->second.built();
    }
  }
  if (std::string_view(kept->second.type()->name) != type->name)
    detail::refuse_persisted(key, kept->second.type()->name, type->name);
  return *static_cast<const T *>(kept->second.where());
}
#endif

#undef PERDURE_CALLER
#undef PERDURE_ASK
#undef PERDURE_ALWAYS_INLINE

} // namespace PERDURE_MODE
} // namespace perdure
