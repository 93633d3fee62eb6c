// std::stack, queue, priority_queue: the container inside is saved as it is. A priority_queue's heap stays the same
// heap as long as its comparison, which is saved if it has a state, gives the same answers.
#pragma once

#include <perdure/detail/io.hpp>

#include <queue>
#include <stack>

namespace perdure::detail {

/// The protected container of an adaptor is all that it is made of.
template <class Q> struct adaptor_io {
  using C = typename Q::container_type;
  static_assert(sizeof(Q) == sizeof(C));
  static C &inner(const Q &x) noexcept { return reinterpret_cast<C &>(const_cast<Q &>(x)); }
  static void save(oarchive &a, const Q &x) { save_object(a, inner(x)); }
  static void restore(iarchive &a, void *where) { restore_object<C>(a, where); }
  static void load(iarchive &a, Q &x) { load_object(a, inner(x)); }
  static void print(printer &p, const Q &x) { print_object(p, inner(x)); }
};

template <class T, class C> struct io<std::stack<T, C>> : adaptor_io<std::stack<T, C>> {};
template <class T, class C> struct io<std::queue<T, C>> : adaptor_io<std::queue<T, C>> {};

template <class T, class C, class F> struct io<std::priority_queue<T, C, F>> {
  using Q = std::priority_queue<T, C, F>;
  struct opened : Q {
    static auto inner() noexcept { return &opened::c; }
    static auto less() noexcept { return &opened::comp; }
  };
  static constexpr bool stateful = !std::is_empty_v<F>;
  static Q &at(const Q &x) noexcept { return const_cast<Q &>(x); }
  static void save(oarchive &a, const Q &x) {
    save_object(a, at(x).*opened::inner());
    if constexpr (stateful) save_object(a, at(x).*opened::less());
  }
  static void restore(iarchive &a, void *where) {
    Q &x = *static_cast<Q *>(where);
    C &c = x.*opened::inner();
    restore_object<C>(a, std::addressof(c));
    try {
      if constexpr (stateful) restore_object<F>(a, std::addressof(x.*opened::less()));
    } catch (...) {
      c.~C();
      throw;
    }
  }
  static void load(iarchive &a, Q &x) {
    load_object(a, x.*opened::inner());
    if constexpr (stateful) load_object(a, x.*opened::less());
  }
  static void print(printer &p, const Q &x) { print_object(p, at(x).*opened::inner()); }
};

} // namespace perdure::detail
