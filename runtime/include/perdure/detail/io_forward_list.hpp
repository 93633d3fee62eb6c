// std::forward_list and its iterators. See io_container.hpp for how elements are built.
#pragma once

#include <perdure/detail/io_container.hpp>

#include <forward_list>

namespace perdure::detail {

template <class T, class A> struct io<std::forward_list<T, A>> : filled_io<std::forward_list<T, A>> {
  using C = std::forward_list<T, A>;
  using node = std::_Fwd_list_node<T>;
  static void save(oarchive &a, const C &x) {
    const nesting<oarchive> deeper(a);
    allocator_io<A>::save(a, x.get_allocator());
    a.count(std::size_t(std::distance(x.begin(), x.end())));
    a.visit(reinterpret_cast<const node_of<T> *>(x.before_begin()._M_node));
    std::size_t k = 0;
    for (auto i = x.begin(); i != x.end(); ++i) {
      a.visit(reinterpret_cast<const node_of<T> *>(i._M_node));
      a.enter(k++);
      save_object(a, *i);
      a.leave();
    }
  }
  static void fill(iarchive &a, C &x) {
    const nesting<iarchive> deeper(a);
    x.clear();
    auto *last = x.before_begin()._M_node;
    const std::size_t n = a.count_of(1);
    a.visit(reinterpret_cast<node_of<T> *>(last));
    for (std::size_t k = 0; k < n; ++k) {
      last->_M_next = restore_node<node, T>(a, x.get_allocator());
      last = last->_M_next;
    }
  }
};

template <class T> struct io<std::_Fwd_list_iterator<T>> : node_iterator_io<std::_Fwd_list_iterator<T>, T> {};
template <class T>
struct io<std::_Fwd_list_const_iterator<T>> : node_iterator_io<std::_Fwd_list_const_iterator<T>, T> {};

} // namespace perdure::detail
