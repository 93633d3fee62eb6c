// What -DPERDURE_PLAIN makes of the library: a program that never suspends, for comparison and debugging. start() runs
// its function to the end; nothing is ever saved. Header only, so that such a program links nothing.
#pragma once

#include <perdure/error.hpp>

#include <any>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>

namespace perdure {
inline namespace plain {

enum class status : unsigned char { running, suspended, done, failed, abandoned };

inline const char *to_string(status s) noexcept {
  const char *const names[] = {"running", "suspended", "done", "failed", "abandoned"};
  return names[static_cast<unsigned char>(s)];
}

inline outcome checkpoint() noexcept { return outcome::saved; }

template <class W = void> W yield() { return W(); }
template <class W = void, class V> W yield(V) { return W(); }
template <class W = void, class F> W capture(F) { return W(); }

template <class Rep, class Period> void sleep_for(std::chrono::duration<Rep, Period> d) {
  std::this_thread::sleep_for(d);
}
template <class Clock, class Duration> void sleep_until(std::chrono::time_point<Clock, Duration> t) {
  std::this_thread::sleep_until(t);
}

namespace detail {

struct kept_values {
  std::recursive_mutex mutex;
  std::map<std::string, std::shared_ptr<void>, std::less<>> values;
  std::map<std::string, const std::type_info *, std::less<>> types;
};

inline kept_values &kept() {
  static kept_values all;
  return all;
}

[[noreturn]] inline void refuse(const char *what) {
  throw error(std::string(what) + ": this program is built with PERDURE_PLAIN, where nothing suspends or is saved");
}

} // namespace detail

template <class Thunk> std::decay_t<std::invoke_result_t<Thunk &>> persist(std::string_view key, Thunk thunk) {
  using T = std::decay_t<std::invoke_result_t<Thunk &>>;
  auto &all = detail::kept();
  std::lock_guard<std::recursive_mutex> lock(all.mutex);
  auto at = all.values.find(key);
  if (at == all.values.end()) {
    auto made = std::make_shared<T>(thunk());
    at = all.values.emplace(key, made).first;
    all.types.emplace(key, &typeid(T));
  }
  if (*all.types.find(key)->second != typeid(T))
    throw error("persist(\"" + std::string(key) + "\"): the value kept under this key has another type");
  return *static_cast<const T *>(at->second.get());
}

class permanents {
public:
  template <class T> permanents &add(std::string_view, T &) { return *this; }
  void remove(std::string_view) {}
  static permanents &standard() {
    static permanents all;
    return all;
  }
};

class image {
public:
  image() = default;
  explicit image(std::string bytes) noexcept : bytes_(std::move(bytes)) {}
  const std::string &bytes() const noexcept { return bytes_; }
  bool empty() const noexcept { return bytes_.empty(); }
  static image from_file(const std::string &) { detail::refuse("image::from_file()"); }
  void to_file(const std::string &) const { detail::refuse("image::to_file()"); }

private:
  std::string bytes_;
};

/// A function that has run to its end.
class continuation {
public:
  continuation() noexcept = default;
  continuation(continuation &&) noexcept = default;
  continuation &operator=(continuation &&) noexcept = default;

  explicit operator bool() const noexcept { return ended_; }
  plain::status status() const { return plain::status::done; }
  bool done() const { return true; }
  bool suspended() const { return false; }
  void resume() { detail::refuse("resume()"); }
  template <class W> void resume(W) { detail::refuse("resume()"); }
  bool has_yielded() const noexcept { return false; }
  template <class V> V &yielded() { detail::refuse("yielded()"); }
  template <class R> std::add_lvalue_reference_t<R> result() {
    if constexpr (!std::is_void_v<R>) {
      if (!result_ || *type_ != typeid(R)) throw error("the result has the wrong type");
      if constexpr (std::is_reference_v<R>)
        return **static_cast<std::remove_reference_t<R> **>(result_.get());
      else
        return *static_cast<R *>(result_.get());
    }
  }
  continuation clone() const { detail::refuse("clone()"); }
  void abandon() {}

  template <class F, class... A> static continuation run(F &&f, A &&...args) {
    using R = std::invoke_result_t<F, A...>;
    continuation co;
    co.ended_ = true;
    if constexpr (std::is_void_v<R>) {
      std::invoke(std::forward<F>(f), std::forward<A>(args)...);
    } else if constexpr (std::is_reference_v<R>) {
      R &&r = std::invoke(std::forward<F>(f), std::forward<A>(args)...);
      co.result_ = std::make_shared<std::remove_reference_t<R> *>(std::addressof(r));
      co.type_ = &typeid(R);
    } else {
      // Built in place: the result may be of a type that cannot be moved.
      auto *p = new R(std::invoke(std::forward<F>(f), std::forward<A>(args)...));
      co.result_ = std::shared_ptr<R>(p);
      co.type_ = &typeid(R);
    }
    return co;
  }

private:
  bool ended_ = false;
  std::shared_ptr<void> result_;
  const std::type_info *type_ = nullptr;
};

namespace detail {

template <class T> struct is_wrapper : std::false_type {};
template <class T> struct is_wrapper<std::reference_wrapper<T>> : std::true_type {};

template <class P, class A>
inline constexpr bool is_copied =
    std::is_reference_v<P> && std::is_object_v<std::remove_reference_t<P>> && !is_wrapper<std::decay_t<A>>::value;

/// One argument of a root function, for the time of the call.
template <class P, class A, bool Copied = is_copied<P, A>> struct argument {
  A &&given;
  P get() { return static_cast<P>(std::forward<A>(given)); }
};
template <class P, class A> struct argument<P, A, true> {
  std::remove_cv_t<std::remove_reference_t<P>> copy;
  P get() { return static_cast<P>(copy); }
};

} // namespace detail

/// Arguments for reference parameters are copied, as in an instrumented program, except those given as std::ref(x).
template <class R, class... P, class... A> continuation start(R (*f)(P...), A &&...args) {
  return continuation::run([&]() -> R { return f(detail::argument<P, A>{std::forward<A>(args)}.get()...); });
}

inline image save(const continuation &) { detail::refuse("save()"); }
inline image save(const continuation &, const permanents &) { detail::refuse("save()"); }
inline continuation load(const image &) { detail::refuse("load()"); }
inline continuation load(const image &, const permanents &) { detail::refuse("load()"); }
template <class F> continuation load(const image &, F *) { detail::refuse("load()"); }

} // namespace plain
} // namespace perdure
