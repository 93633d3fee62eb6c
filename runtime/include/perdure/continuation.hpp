// A handle to an execution that somebody runs by hand: a coroutine, a job of a scheduler, a loaded image.
#pragma once

#include <perdure/detail/execution.hpp>
#include <perdure/error.hpp>
#include <perdure/image.hpp>
#include <perdure/permanents.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <utility>

namespace perdure {

/// The rest of an execution. Moves, but does not copy; `clone` makes an independent one. An execution that is
/// suspended when its last handle goes is abandoned. Not for use by several threads at once, but by any one at a time.
class continuation {
public:
  /// Stands for no execution; everything but assignment and `if (co)` throws perdure::error.
  continuation() noexcept = default;
  explicit continuation(std::shared_ptr<detail::execution> e) noexcept : self_(std::move(e)) {}
  continuation(continuation &&) noexcept = default;
  continuation &operator=(continuation &&) noexcept = default;

  explicit operator bool() const noexcept { return self_ != nullptr; }

  perdure::status status() const { return get().state; }
  bool done() const { return get().state == perdure::status::done; }
  bool suspended() const { return get().state == perdure::status::suspended; }

  /// Goes on until the execution suspends again or ends. Throws what leaves its root function; throws perdure::error,
  /// and changes nothing, when it is not suspended or waits for a value.
  void resume();

  /// The same, and hands in the value that yield<W>() waits for. Throws perdure::error, and changes nothing, when
  /// it waits for another type.
  template <class W> void resume(W w) {
    require_suspended();
    detail::hand_in<W>(get(), std::move(w));
    get().run_handed();
  }

  /// Did the last suspension hand a value out?
  bool has_yielded() const noexcept { return self_ && self_->wanted.out.is_built(); }

  /// What yield() handed out; valid until the next resume, may be moved from. Throws perdure::error when there is none
  /// or it has another type.
  template <class V> V &yielded() {
    return *static_cast<V *>(checked(get().wanted.out, typeid(V).name(), "the yielded value"));
  }

  /// What the root function returned; may be moved from. Throws perdure::error when it has not returned, or returned
  /// another type.
  template <class R> std::add_lvalue_reference_t<R> result() {
    require_done();
    if constexpr (std::is_void_v<R>) {
      if (get().result.type()) detail::refuse_value("the result", get().result.type()->name, typeid(void).name());
    } else if constexpr (std::is_reference_v<R>) {
      using pointer = std::remove_reference_t<R> *;
      return **static_cast<pointer *>(checked(get().result, typeid(pointer).name(), "the result"));
    } else {
      using object = std::remove_cv_t<R>;
      return *static_cast<object *>(checked(get().result, typeid(object).name(), "the result"));
    }
  }

  /// An independent copy of a suspended or ended execution, made through an image: what cannot be saved cannot be
  /// cloned.
  continuation clone() const;

  /// Ends the execution: destroys its live variables, innermost first, as an exception would that nobody catches. No
  /// effect unless it is suspended.
  void abandon();

  /// For the runtime and hosts.
  const std::shared_ptr<detail::execution> &self() const noexcept { return self_; }

  /// A continuation may itself live in a frame: it is saved as an image within the image.
  template <class Archive> void serialize(Archive &a, unsigned) {
    std::string bytes;
    if constexpr (Archive::is_saving::value) {
      bytes = to_bytes();
      a & bytes;
    } else {
      a & bytes;
      from_bytes(bytes);
    }
  }

private:
  detail::execution &get() const {
    if (!self_) refuse_empty();
    return *self_;
  }
  [[noreturn]] static void refuse_empty();
  void require_suspended() const;
  void require_done() const;
  static void *checked(detail::value &, const char *type, const char *what);
  std::string to_bytes() const;
  void from_bytes(const std::string &);

  std::shared_ptr<detail::execution> self_;
};

/// The image of a suspended or ended execution. What streams have buffered is written to their files. Throws
/// perdure::unserialisable, with the path of the culprit. `names` are known beside permanents::standard().
image save(const continuation &, const permanents &names);
image save(const continuation &);

/// The execution of an image, suspended where it was. Throws perdure::image_error when the bytes are damaged or do not
/// fit this program, or when a file that was open is gone or shorter than it was; nothing was run then. `names` must
/// live as long as the continuation.
///
/// Files that were open are opened again by their names. Those that it writes are cut to the length that they had when
/// it is first resumed, so an image is to be trusted like the program itself.
continuation load(const image &, const permanents &names);
continuation load(const image &);

} // namespace perdure
