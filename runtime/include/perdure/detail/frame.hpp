// What generated functions use: slots for pinned variables, the owners of frames in direct and resume bodies,
// and the passage of results. No user calls any of it.
#pragma once

#include <perdure/detail/arena.hpp>
#include <perdure/detail/context.hpp>
#include <perdure/detail/members.hpp>

#include <bits/move.h> // <utility> brings names that a program may use for its own
#include <exception>
#include <initializer_list>
#include <iosfwd>
#include <new>
#include <type_traits>

/// Resumes a member function. Its object may be gone: a member function may delete its object and go on.
#define PERDURE_ON_ANY __attribute__((no_sanitize("undefined")))

namespace perdure::detail {

/// Storage of one pinned variable. Whether it is built is known to whoever owns the frame.
template <class T> struct slot {
  using type = T;
  alignas(T) unsigned char raw[sizeof(T)];

  void *where() noexcept { return raw; }
  T &get() noexcept { return *std::launder(reinterpret_cast<T *>(raw)); }
};

/// In place of a slot: of the local that a function returns, `T t; ... return t;`, which is built where the result
/// belongs: in its caller's frame, or in the execution. The frame owns it until it is returned.
template <class T> struct result_slot {
  using type = T;
  void *at = nullptr; ///< known as soon as the function runs, or goes on

  void *where() noexcept { return at; }
  T &get() noexcept { return *std::launder(static_cast<T *>(at)); }
};

/// Copy-initialises arrays in a slot: `new (where) boxed<char[4]>{"abc"}`.
template <class T> struct boxed {
  T value;
};

/// The slot of an element of an array or aggregate that is being built: it lies within the slot of the whole.
template <class T, class E> slot<T> &slot_at(E &element) noexcept {
  static_assert(std::is_same_v<std::remove_cv_t<E>, T>);
  return *reinterpret_cast<slot<T> *>(const_cast<T *>(std::addressof(element)));
}

/// A foreign function that may call resumable code back stands on the stack: a primitive called inside throws
/// foreign_frame, naming it, before anything is unwound, and safe points wait. As a variable, the region lasts to the
/// end of the scope; as a temporary before a call, `(void(no_suspend("std::sort")), std::sort(a, b, less))`, to the end
/// of the full expression, whose value, value category and temporaries stay what they are (the cast keeps the user's
/// comma operators out). Costs a nanosecond.
class no_suspend {
public:
  /// `foreign` is not null, and is not copied.
  explicit no_suspend(const char *foreign) noexcept : outer_(cx.foreign) { cx.foreign = foreign; }
  no_suspend(const no_suspend &) = delete;
  no_suspend &operator=(const no_suspend &) = delete;
  ~no_suspend() { cx.foreign = outer_; }

private:
  const char *outer_;
};

/// Can destroying it call code of the user's? Text is safe to say no for; it is what programs destroy most.
template <class T> inline constexpr bool calls_back = std::is_class_v<T> && !std::is_trivially_destructible_v<T>;
template <class C, class Traits, class A> inline constexpr bool calls_back<std::basic_string<C, Traits, A>> = false;

template <class T> void destroy(T &object) noexcept(std::is_nothrow_destructible_v<T>) {
  if constexpr (std::is_array_v<T>) {
    for (std::size_t k = std::extent_v<T>; k-- > 0;) destroy(object[k]);
  } else if constexpr (!std::is_destructible_v<T>) { // it is private, and perdurec opened the class
    no_suspend region("a destructor");
    table<destruction>::run(object);
  } else if constexpr (calls_back<T>) {
    no_suspend region("a destructor"); // a deleter, say, that is a resumable function
    object.~T();
  } else {
    object.~T();
  }
}

/// Ends a pinned variable's life with its scope in a direct body; does nothing while unwinding, because the
/// variable then lives on in its frame.
template <class T> class scope {
public:
  explicit scope(slot<T> &s) noexcept : slot_(s) {}
  scope(const scope &) = delete;
  scope &operator=(const scope &) = delete;
  ~scope() noexcept(std::is_nothrow_destructible_v<T>) {
    if (!unwinding()) destroy(slot_.get());
  }

private:
  slot<T> &slot_;
};

/// The same for the local that a function returns, which lives on when it is returned.
template <class T> class result_scope {
public:
  explicit result_scope(result_slot<T> &s) noexcept : slot_(s) {}
  result_scope(const result_scope &) = delete;
  result_scope &operator=(const result_scope &) = delete;
  ~result_scope() noexcept(std::is_nothrow_destructible_v<T>) {
    if (!returned_ && !unwinding()) destroy(slot_.get());
  }
  void returned() noexcept { returned_ = true; }

private:
  result_slot<T> &slot_;
  bool returned_ = false;
};

/// The set of a frame's pinned variables that are built.
template <unsigned Fields> class live_set {
public:
  bool test(unsigned k) const noexcept { return words_[k / 64] >> (k % 64) & 1; }
  void set(unsigned k) noexcept { words_[k / 64] |= std::uint64_t(1) << (k % 64); }
  void clear(unsigned k) noexcept { words_[k / 64] &= ~(std::uint64_t(1) << (k % 64)); }

private:
  std::uint64_t words_[(Fields + 63) / 64] = {};
};

/// Ends the life of a temporary that an untaken branch may never have built (`c && f(T())`), in a direct body.
template <class Frame, class T> class maybe_scope {
public:
  maybe_scope(Frame &f, slot<T> &s, unsigned field) noexcept : frame_(f), slot_(s), field_(field) {}
  maybe_scope(const maybe_scope &) = delete;
  maybe_scope &operator=(const maybe_scope &) = delete;
  ~maybe_scope() noexcept(std::is_nothrow_destructible_v<T>) {
    if (unwinding() || !frame_.live.test(field_)) return;
    frame_.live.clear(field_);
    destroy(slot_.get());
  }

private:
  Frame &frame_;
  slot<T> &slot_;
  unsigned field_;
};

/// A frame on its way to the chain: marks what its point says is built (a `maybe` marks itself), and appends it.
/// A pinned result of the call that suspends is not built yet.
void suspend(frame *f, unsigned point) noexcept;
template <class Frame> void suspend(Frame *f, unsigned point) noexcept {
  if constexpr (Frame::pins) {
    suspend(static_cast<frame *>(f), point);
  } else {
    f->at = point;
    append(f);
  }
}

/// A new frame for a function that pinned nothing: born when it is captured. Out of line: inlined, it costs the
/// function registers on the path that everybody takes, and keeps the compilers from inlining small functions.
[[gnu::cold]] frame *capture(const function &, unsigned point);
template <class Frame> [[gnu::always_inline]] inline Frame *capture(unsigned point) {
  return static_cast<Frame *>(capture(*Frame::description(), point));
}

/// The frame of a running direct body that pins variables: born with the call, gone with it, kept when the call is
/// captured.
template <class Frame> class owner {
public:
  owner() : frame_(::new(cx.memory->allocate<sizeof(Frame), alignof(Frame)>()) Frame) {
    frame_->type = Frame::description();
  }
  owner(const owner &) = delete;
  owner &operator=(const owner &) = delete;
  ~owner() {
    if (!unwinding()) cx.memory->release<sizeof(Frame), alignof(Frame)>(frame_);
  }
  Frame *operator->() const noexcept { return frame_; }
  Frame &operator*() const noexcept { return *frame_; }

private:
  Frame *frame_;
};

/// Destroys every built pinned variable of a frame, last built first. Fields are in order of declaration, which is
/// the order of construction; a loop's variables are gone before the loop builds them again.
void destroy_all(frame *f, unsigned from = 0) noexcept;
/// The same on an exception's way to its handler: std::uncaught_exceptions() counts it.
void destroy_thrown(frame *f, unsigned from) noexcept;

/// Destroys what is still built of a frame, and gives its memory back.
void end_frame(frame *) noexcept;

/// The frame of a running resume body. Unless the body is captured again, leaving it destroys what is still built
/// and gives the memory back.
template <class Frame> class resumed {
public:
  explicit resumed(frame *f) noexcept : frame_(static_cast<Frame *>(f)) {}
  resumed(const resumed &) = delete;
  resumed &operator=(const resumed &) = delete;
  ~resumed() {
    if (!unwinding()) end_frame(frame_);
  }
  Frame *operator->() const noexcept { return frame_; }
  Frame &operator*() const noexcept { return *frame_; }

private:
  Frame *frame_;
};

/// Runs `save` when the call that a `return f();` makes is captured: a result that is returned as it is has no
/// place where the flag could be tested.
template <class Save> class on_unwind {
public:
  explicit on_unwind(Save save) noexcept : save_(std::move(save)) {}
  on_unwind(const on_unwind &) = delete;
  on_unwind &operator=(const on_unwind &) = delete;
  ~on_unwind() {
    if (unwinding()) save_();
  }

private:
  Save save_;
};

extern "C" void *perdure_nothing(void *result) noexcept;
extern unsigned char nowhere[]; ///< what made-up references refer to; aligned for every type

/// What a call returns while it unwinds. Nobody looks at it, and nobody destroys it: for class types nothing is
/// built at all, because a function that leaves its result's storage alone is called in place of a constructor.
/// The cast call relies on the Itanium C++ ABI, where such a result is returned through a hidden pointer.
template <class T>
#if defined(__clang__)
__attribute__((no_sanitize("function")))
#endif
T nothing() noexcept {
  if constexpr (std::is_void_v<T>) {
    return;
  } else if constexpr (std::is_reference_v<T>) {
    return static_cast<T>(reinterpret_cast<std::remove_reference_t<T> &>(nowhere));
  } else if constexpr (std::is_scalar_v<T>) {
    return T();
  } else {
    void *(*source)(void *) noexcept = &perdure_nothing;
    asm("" : "+r"(source)); // the compiler must not see through the cast
    return reinterpret_cast<T (*)()>(reinterpret_cast<void *>(source))();
  }
}

template <class Body> void *run_in_place(void *result, Body *body) {
  (*body)(result);
  return result;
}

/// Runs a function's body with the address of the function's own result, which the body builds there, or leaves alone
/// when it is captured or throws. As in `nothing`, a function that is given that address is called as one that returns
/// a T.
template <class T, class Body>
#if defined(__clang__)
__attribute__((no_sanitize("function")))
#endif
T in_place(Body &&body) {
  static_assert(!std::is_trivially_copyable_v<T>, "such a result may be returned in registers");
  using object = std::remove_reference_t<Body>;
  void *(*source)(void *, object *) = &run_in_place<object>;
  asm("" : "+r"(source)); // the compiler must not see through the cast
  return reinterpret_cast<T (*)(object *)>(reinterpret_cast<void *>(source))(std::addressof(body));
}

/// How a function that `perdurec -t catch` wrote ends once it is saved: by an exception, or as any other.
template <class T> [[gnu::cold, gnu::noinline]] T leave() {
  throw_unwind();
  return nothing<T>();
}

/// The address of whatever an expression names, an overloaded operator& or not.
template <class T> std::remove_reference_t<T> *address(T &&named) noexcept { return std::addressof(named); }

/// An initializer_list over an array that lives in a frame. Both libstdc++ and libc++ keep a pointer and a length.
template <class T, std::size_t N> std::initializer_list<std::remove_const_t<T>> list_of(T (&array)[N]) noexcept {
  struct parts {
    const T *first;
    std::size_t length;
  };
  return __builtin_bit_cast(std::initializer_list<std::remove_const_t<T>>, (parts{array, N}));
}
template <class T, std::size_t N> std::initializer_list<std::remove_const_t<T>> list_of(T (&&array)[N]) noexcept {
  return list_of(array);
}

/// Copies an array into a slot element by element: `auto [a, b] = array;`.
template <class T> boxed<T> *copied(void *where, const T &from) {
  static_assert(std::is_array_v<T>);
  using element = std::remove_all_extents_t<T>;
  auto *to = static_cast<element *>(where);
  auto *source = reinterpret_cast<const element *>(&from);
  std::size_t built = 0;
  struct undo {
    element *first;
    std::size_t &count;
    bool done;
    ~undo() {
      while (!done && count > 0) first[--count].~element();
    }
  } guard{to, built, false};
  for (; built < sizeof(T) / sizeof(element); ++built) ::new (static_cast<void *>(to + built)) element(source[built]);
  guard.done = true;
  return reinterpret_cast<boxed<T> *>(where);
}

/// Where the frame being resumed builds a result of class type.
template <class T> void *result_storage() noexcept { return cx.destination; }

/// Hands a scalar, pointer or reference (as a pointer) result to the next frame outwards.
template <class T> void give(T value) noexcept {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= sizeof(cx.scratch));
  ::new (cx.destination ? cx.destination : static_cast<void *>(cx.scratch)) T(value);
}

/// Takes what the callee of the frame being resumed gave.
template <class T> T take() noexcept {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= sizeof(cx.scratch));
  return *std::launder(reinterpret_cast<T *>(cx.scratch));
}

} // namespace perdure::detail
