// std::stack, queue, priority_queue: the container inside is saved as it is. A priority_queue's heap stays the same
// heap as long as its comparison gives the same answers.
#pragma once

#include <perdure/detail/io_sequence.hpp>

#include <queue>
#include <stack>

namespace perdure::detail {

/// The protected container of an adaptor.
template <class Q> struct adaptor_io {
  using C = typename Q::container_type;
  struct opened : Q {
    static auto inner() noexcept { return &opened::c; }
  };
  static C &inner(const Q &x) noexcept { return const_cast<Q &>(x).*opened::inner(); }
  static void save(oarchive &a, const Q &x) { save_object(a, inner(x)); }
  static void restore(iarchive &a, void *where) {
    Q *x = ::new (where) Q();
    try {
      load(a, *x);
    } catch (...) {
      x->~Q();
      throw;
    }
  }
  static void load(iarchive &a, Q &x) { load_object(a, inner(x)); }
  static void print(printer &p, const Q &x) { print_object(p, inner(x)); }
};

template <class T, class C> struct io<std::stack<T, C>> : adaptor_io<std::stack<T, C>> {};
template <class T, class C> struct io<std::queue<T, C>> : adaptor_io<std::queue<T, C>> {};
template <class T, class C, class F>
struct io<std::priority_queue<T, C, F>> : adaptor_io<std::priority_queue<T, C, F>> {
  static_assert(std::is_empty_v<F> && std::is_default_constructible_v<F>,
                "perdure: a priority_queue whose comparison has a state cannot be saved");
};

} // namespace perdure::detail
