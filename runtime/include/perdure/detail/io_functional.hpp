// std::function, reference_wrapper, and what std::bind, mem_fn and not_fn return.
//
// A std::function is saved as the name of its target's type and the target. It comes back in the storage that
// libstdc++ would have given it, built in place like any other object, so that pointers into captured state keep
// working. Which types a function of a signature may hold, only the file that makes them knows: it says
//   template struct perdure::detail::known_callable<int(int), Closure>;
// Function pointers of the very signature are known without. Rejected: to make a std::function from a restored target
// (it would be copied, and pointers to it are set only when everything is loaded).
#pragma once

#include <perdure/detail/callable.hpp>
#include <perdure/detail/io_tuple.hpp>

#include <functional>

namespace perdure::detail {

/// How libstdc++ lays a std::function out: the target, or a pointer to it, then who manages and who calls it.
template <class Signature, class F> struct function_target;
template <class R, class... A, class F> struct function_target<R(A...), F> {
  using P = std::function<R(A...)>;
  using handler = std::_Function_handler<R(A...), F>;
  static constexpr bool local =
      std::__is_location_invariant<F>::value && sizeof(F) <= std::_Function_base::_M_max_size &&
      alignof(F) <= std::_Function_base::_M_max_align && std::_Function_base::_M_max_align % alignof(F) == 0;
  struct mimic {
    std::_Any_data functor;
    std::_Function_base::_Manager_type manager;
    R (*invoker)(const std::_Any_data &, A &&...);
  };
  static_assert(sizeof(mimic) == sizeof(P));

  static void restore(iarchive &a, void *where) {
    ::new (where) P();
    auto *m = static_cast<mimic *>(where);
    if constexpr (local) {
      restore_object<F>(a, static_cast<void *>(&m->functor));
    } else {
      void *target = allocate_object(object_type_of<F>);
      try {
        restore_object<F>(a, target);
      } catch (...) {
        release_object(target, object_type_of<F>);
        throw;
      }
      m->functor.template _M_access<void *>() = target;
    }
    m->manager = &handler::_M_manager;
    m->invoker = &handler::_M_invoke;
  }
  static inline const callable_type known = {&typeid(F), &object_type_of<F>, &restore};
};

/// Makes a type known that a std::function of this signature may hold. The generated file instantiates it explicitly.
template <class Signature, class F> struct known_callable {
  static const bool known;
};
template <class Signature, class F>
const bool known_callable<Signature, F>::known =
    (add_callable_type(typeid(Signature).name(), &function_target<Signature, F>::known), true);

template <class R, class... A> struct io<std::function<R(A...)>> {
  using P = std::function<R(A...)>;
  using S = R(A...);
  static void know_functions() noexcept {
    static_cast<void>(&known_callable<S, R (*)(A...)>::known);
    static_cast<void>(&known_callable<S, R (*)(A...) noexcept>::known);
  }
  static void save(oarchive &a, const P &x) {
    know_functions();
    const nesting<oarchive> deeper(a);
    if (!x) return a.text({});
    const char *name = x.target_type().name();
    const callable_type *type = find_callable_type(typeid(S).name(), name);
    if (!type) refuse_callable(a, "std::function", name);
    a.text(name);
    save_at(a, target_of(x), *type->target);
  }
  /// function::target<F>() wants to know F; its address is all that is wanted here.
  static const void *target_of(const P &x) noexcept {
    struct mimic {
      std::_Any_data functor;
      std::_Function_base::_Manager_type manager;
    };
    const auto &m = reinterpret_cast<const mimic &>(x);
    std::_Any_data found;
    m.manager(found, m.functor, std::__get_functor_ptr);
    return found._M_access<const void *>();
  }
  static void restore(iarchive &a, void *where) {
    const nesting<iarchive> deeper(a);
    const std::string_view name = a.text();
    if (name.empty()) {
      ::new (where) P();
      return;
    }
    know_functions();
    const callable_type *type = find_callable_type(typeid(S).name(), name);
    if (!type) refuse_callable(a, "std::function", name);
    type->restore(a, where);
  }
  static void print(printer &p, const P &x) {
    const callable_type *type = x ? find_callable_type(typeid(S).name(), x.target_type().name()) : nullptr;
    if (!x)
      p.out("empty");
    else if (type)
      print_value(p, target_of(x), *type->target);
    else
      p.out(readable(x.target_type().name()));
  }
};

template <class T> struct io<std::reference_wrapper<T>> {
  using P = std::reference_wrapper<T>;
  static_assert(sizeof(P) == sizeof(T *));
  static void save(oarchive &a, const P &x) {
    T *p = std::addressof(x.get());
    io<T *>::save(a, p);
  }
  static void restore(iarchive &a, void *where) { io<T *>::restore(a, where); } // it is a pointer
  static void print(printer &p, const P &x) {
    T *q = std::addressof(x.get());
    io<T *>::print(p, q);
  }
};

/// A std class whose private members are known, in their order; `M` is a struct with the same ones.
template <class T, class M> struct mimicked_parts {
  static_assert(sizeof(M) == sizeof(T) && alignof(M) == alignof(T));
  static void members(member_collector &v, T &x) {
    reinterpret_cast<const M &>(x).parts([&](const auto &part) { v.member("", part); });
  }
};

template <class F, class... B> struct bound_parts {
  F function;
  std::tuple<B...> arguments;
  template <class V> void parts(V visit) const {
    visit(function);
    visit(arguments);
  }
};
template <class F, class... B>
struct parts_of<std::_Bind<F(B...)>> : mimicked_parts<std::_Bind<F(B...)>, bound_parts<F, B...>> {};
template <class R, class F, class... B>
struct parts_of<std::_Bind_result<R, F(B...)>> : mimicked_parts<std::_Bind_result<R, F(B...)>, bound_parts<F, B...>> {};

template <class F> struct wrapped_function {
  F function;
  template <class V> void parts(V visit) const { visit(function); }
};
template <class M> struct parts_of<std::_Mem_fn<M>> : mimicked_parts<std::_Mem_fn<M>, wrapped_function<M>> {};
template <class F> struct parts_of<std::_Not_fn<F>> : mimicked_parts<std::_Not_fn<F>, wrapped_function<F>> {};

} // namespace perdure::detail
