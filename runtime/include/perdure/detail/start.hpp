// start(): the root of an execution. Arguments for reference parameters are copied into a frame of the
// runtime's own, which is the outermost frame of the stack and described like a generated one, so that the references
// stay valid and what they refer to is part of the image. Arguments for parameters that are passed by value go to the
// function directly. Rejected: a tuple of arguments beside the frames, which images would have to treat as one more
// kind of thing that pointers can lead to.
#pragma once

#include <perdure/continuation.hpp>
#include <perdure/detail/execution.hpp>
#include <perdure/detail/functions.hpp>
#include <perdure/detail/typed.hpp>
#ifdef PERDURE_SERIALISES
#include <perdure/detail/describe.hpp>
#endif

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace perdure {
namespace detail {

/// Names and tables of a root frame's description; made at run time, because type names are not known earlier.
struct root_tables {
  std::string name, mangled;
  std::vector<std::string> texts;
  std::vector<field> fields;
  std::vector<std::uint16_t> live;
  std::array<point, 2> points;
  function made;

  /// `signature` and `types` are std::type_info names.
  root_tables(const char *signature, const char *const *types, std::size_t count);
  root_tables(const root_tables &) = delete;
  root_tables &operator=(const root_tables &) = delete;
};

/// Throws unserialisable: the file that started the execution cannot save its arguments.
[[noreturn, gnu::cold]] void refuse_unsaved(const char *what);

template <class T> struct is_reference_wrapper : std::false_type {};
template <class T> struct is_reference_wrapper<std::reference_wrapper<T>> : std::true_type {};

inline namespace PERDURE_MODE {

template <class Signature> class root_frame;

template <class R, class... P> class root_frame<R(P...)> : public frame {
  template <class T>
  static constexpr bool is_kept = std::is_reference_v<T> && std::is_object_v<std::remove_reference_t<T>> &&
                                  !std::is_abstract_v<std::remove_reference_t<T>> &&
                                  std::is_move_constructible_v<std::remove_cv_t<std::remove_reference_t<T>>>;
  struct nothing_kept {};
  template <class T> using object = std::remove_cv_t<std::remove_reference_t<T>>;
  template <class T, bool Kept = is_kept<T>> struct storage {
    using type = nothing_kept;
  };
  template <class T> struct storage<T, true> {
    using type = slot<object<T>>;
  };
  static constexpr unsigned count = (0u + ... + unsigned(is_kept<P>));
  template <std::size_t I> using parameter = std::tuple_element_t<I, std::tuple<P...>>;
  static constexpr std::array<bool, sizeof...(P) + 1> kept_flags = {is_kept<P>..., false};
  static constexpr unsigned field_of(std::size_t parameter_index) {
    unsigned k = 0;
    for (std::size_t i = 0; i < parameter_index; ++i) k += kept_flags[i];
    return k;
  }

public:
  static constexpr bool pins = true;

  live_set<count ? count : 1> live;

  static const function *description() { return &registered.tables.made; }

  template <class V> void visit(V &v, unsigned k) { visit_at(v, k, std::index_sequence_for<P...>()); }

  /// What the I-th parameter is bound to or made of. A std::reference_wrapper leaves the object to the caller.
  template <std::size_t I, class A> decltype(auto) argument(A &&a) {
    using T = parameter<I>;
    if constexpr (!std::is_reference_v<T>) {
      return static_cast<A &&>(a);
    } else if constexpr (is_reference_wrapper<std::decay_t<A>>::value) {
      return static_cast<T>(a.get());
    } else if constexpr (is_kept<T>) {
      auto &s = std::get<I>(slots_);
      ::new (s.where()) object<T>(std::forward<A>(a));
      live.set(field_of(I));
      return static_cast<T>(s.get());
    } else {
      static_assert(!std::is_object_v<std::remove_reference_t<T>>,
                    "start() cannot copy the argument of this reference parameter: pass std::ref(object), and make the "
                    "object permanent if the execution is to be saved");
      return static_cast<A &&>(a);
    }
  }

private:
  template <class V, std::size_t... I>
  void visit_at([[maybe_unused]] V &v, [[maybe_unused]] unsigned k, std::index_sequence<I...>) {
    (visit_one<I>(v, k), ...);
  }
  template <std::size_t I, class V> void visit_one([[maybe_unused]] V &v, [[maybe_unused]] unsigned k) {
    if constexpr (kept_flags[I]) {
      if (k == field_of(I)) v.pinned(std::get<I>(slots_));
    }
  }

#ifdef PERDURE_SERIALISES
  static constexpr bool savable = true;
#else
  static constexpr bool savable = false;
#endif

  static root_tables make_tables() {
    std::array<const char *, count + 1> types{};
    unsigned k = 0;
    static_cast<void>(((is_kept<P> ? void(types[k++] = typeid(object<P>).name()) : void()), ...));
    return root_tables(typeid(R(P...)).name(), types.data(), count);
  }

  struct registrar {
    root_tables tables = make_tables();
    registrar() {
      function &f = tables.made;
      f.resume = &resume_root_frame;
      f.size = sizeof(root_frame);
      f.align = alignof(root_frame);
      f.live_at = live_words_of<root_frame>();
      f.look = &look_at<root_frame, savable>;
#ifndef PERDURE_SERIALISES
      if (count != 0) return; // another file may have one that can be loaded
#endif
      const function *const one[] = {&f};
      registration(one, 1, leaving::by_exception); // begin() handles both
    }
    registrar(const registrar &) = delete;
    registrar &operator=(const registrar &) = delete;
  };

  static void resume_root_frame(frame *f) {
    resumed<root_frame> self(f);
    deliver();
  }

  static inline const registrar registered;

  std::tuple<typename storage<P>::type...> slots_;
};

template <class F, class R, class... P, std::size_t... I, class... A>
void call_root(execution &e, F *root, R (*f)(P...), std::index_sequence<I...>, A &&...args) {
  // References only; a braced list is evaluated left to right.
  std::tuple<decltype(root->template argument<I>(std::forward<A>(args)))...> bound{
      root->template argument<I>(std::forward<A>(args))...};
  auto call = [f](auto &&...x) -> R { return f(static_cast<decltype(x)>(x)...); };
  if constexpr (std::is_void_v<R>) {
    std::apply(call, std::move(bound));
  } else if constexpr (std::is_reference_v<R>) {
    using pointer = std::remove_reference_t<R> *;
    void *where = e.result.prepare(*type_of<pointer>());
    R &&referred = std::apply(call, std::move(bound));
    ::new (where) pointer(std::addressof(referred));
  } else {
    using object = std::remove_cv_t<R>;
    ::new (e.result.prepare(*type_of<object>())) object(std::apply(call, std::move(bound)));
  }
}

/// Runs `f(args...)` as the root of a new execution until it suspends or ends. Throws what leaves f.
template <class R, class... P, class... A> void begin(execution &e, R (*f)(P...), A &&...args) {
  static_assert(sizeof...(P) == sizeof...(A), "start() needs one argument for each parameter");
  using root_type = root_frame<R(P...)>;
  {
    activation active(e);
    auto *root = ::new (e.memory.allocate<sizeof(root_type), alignof(root_type)>()) root_type;
    root->type = root_type::description();
    // No handler but unwind's: an exception that nobody catches must find none, so that it ends the program where it
    // was thrown.
    struct ending {
      execution &e;
      root_type *root;
      bool failed = true;
      ~ending() {
        if (unwinding() && !failed) return;
        destroy_all(root);
        e.memory.release<sizeof(root_type), alignof(root_type)>(root);
        if (!failed) return;
        e.result.reset();
        e.state = status::failed;
      }
    };
    {
      ending scope{e, root};
      try {
        call_root(e, root, f, std::index_sequence_for<P...>(), std::forward<A>(args)...);
      } catch (const unwind &) {}
      scope.failed = false;
    }
    if (unwinding()) {
      suspend(root, 1);
    } else {
      if constexpr (!std::is_void_v<R>) e.result.built();
    }
    e.returned();
  }
  e.after();
}

/// Makes images known whose root is a function of this type, in a program that loads them but never starts one.
template <class Signature> struct startable;
template <class R, class... P> struct startable<R(P...)> {
  static const function *root() { return root_frame<R(P...)>::description(); }
};

} // namespace PERDURE_MODE
} // namespace detail

inline namespace PERDURE_MODE {

/// Runs the resumable function `f(args...)` as a new execution, until it suspends or ends. Arguments for reference
/// parameters are copied into the execution, unless they are given as std::ref(x). Throws what leaves f.
template <class R, class... P, class... A> continuation start(R (*f)(P...), A &&...args) {
  auto e = std::make_shared<detail::execution>();
  detail::begin(*e, f, std::forward<A>(args)...);
  return continuation(std::move(e));
}

/// load() for a program that never starts `f` itself: makes its images known first.
template <class R, class... P> continuation load(const image &bytes, R (*)(P...)) {
  static_cast<void>(detail::startable<R(P...)>::root());
  return perdure::load(bytes);
}

} // namespace PERDURE_MODE
} // namespace perdure
