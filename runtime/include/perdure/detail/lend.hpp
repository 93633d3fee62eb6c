// Parameters of class type that are passed by value. Under the Itanium C++ ABI, one whose copies or destruction are not
// trivial is an object of the caller's, which passes its address and destroys it at the end of the full expression. A
// resumable caller builds it in its own frame and *lends* it: it calls the function as one with a reference parameter,
// which is the same call. So the object is built where it stays, moved by nobody, and dies when the program says so,
// suspended or not. Callers that nobody rewrote keep theirs on the native stack, where no suspension may leave it:
// then the callee moves it into its own frame first.
#pragma once

#include <perdure/detail/context.hpp>
#include <perdure/detail/frame.hpp>

#include <bits/move.h>
#include <new>
#include <type_traits>

namespace perdure::detail {

/// A function with by-value parameters as one that takes references in their place; `To` is a pointer to that.
template <class To> class lent;
template <class R, class... P> class lent<R (*)(P...)> {
public:
  template <class Frame, class... Q> lent(Frame &from, R (*function)(Q...)) noexcept {
    static_assert(sizeof...(P) == sizeof...(Q));
    void *same = reinterpret_cast<void *>(function);
    function_ = reinterpret_cast<R (*)(P...)>(same);
    lender_ = reinterpret_cast<std::uintptr_t>(&from);
    size_ = sizeof(Frame);
  }
#if defined(__clang__)
  __attribute__((no_sanitize("function")))
#endif
  R operator()(P... arguments) const {
    cx.lent = lender_;
    cx.lent_size = size_;
    return function_(static_cast<P &&>(arguments)...);
  }

private:
  R (*function_)(P...);
  std::uintptr_t lender_;
  std::size_t size_;
};

/// The same for a member function, whose object the generated code converts to the class that has it.
#define PERDURE_LENT(QUALIFIERS, OBJECT)                                                                               \
  template <class R, class C, class... P> class lent<R (C::*)(P...) QUALIFIERS> {                                      \
  public:                                                                                                              \
    template <class Frame, class Member>                                                                               \
    lent(Frame &from, Member member, std::remove_reference_t<OBJECT> &&object) noexcept                                \
        : function_(__builtin_bit_cast(R(C::*)(P...) QUALIFIERS, member)), object_(std::addressof(object)),            \
          lender_(reinterpret_cast<std::uintptr_t>(&from)), size_(sizeof(Frame)) {}                                    \
    R operator()(P... arguments) const {                                                                               \
      cx.lent = lender_;                                                                                               \
      cx.lent_size = size_;                                                                                            \
      return (static_cast<OBJECT>(*object_).*function_)(static_cast<P &&>(arguments)...);                              \
    }                                                                                                                  \
                                                                                                                       \
  private:                                                                                                             \
    R (C::*function_)(P...) QUALIFIERS;                                                                                \
    std::remove_reference_t<OBJECT> *object_;                                                                          \
    std::uintptr_t lender_;                                                                                            \
    std::size_t size_;                                                                                                 \
  };
PERDURE_LENT(, C &)
PERDURE_LENT(const, const C &)
PERDURE_LENT(&, C &)
PERDURE_LENT(const &, const C &)
PERDURE_LENT(&&, C &&)
PERDURE_LENT(const &&, const C &&)
#undef PERDURE_LENT

/// Where a by-value parameter lives: in its caller's frame, if it was lent; on the native stack, if nothing can suspend
/// while the call runs; else in `own`, a slot of the callee's.
template <class Frame, class T> T &parameter(Frame &f, slot<std::remove_const_t<T>> &own, unsigned field, T &given) {
  using object = std::remove_const_t<T>;
  if (reinterpret_cast<std::uintptr_t>(std::addressof(given)) - cx.lent < cx.lent_size || cx.foreign || !cx.current)
    return given;
  if constexpr (std::is_constructible_v<object, object &&>) {
    auto *kept = ::new (own.where()) object(std::move(const_cast<object &>(given)));
    f.live.set(field);
    return *kept;
  }
  return given;
}

} // namespace perdure::detail
