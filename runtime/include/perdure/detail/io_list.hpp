// std::list and its iterators. See io_container.hpp for how elements are built.
#pragma once

#include <perdure/detail/io_container.hpp>

#include <list>

namespace perdure::detail {

template <class T, class A> struct io<std::list<T, A>> : filled_io<std::list<T, A>> {
  using C = std::list<T, A>;
  using node = std::_List_node<T>;
  static void save(oarchive &a, const C &x) {
    const nesting<oarchive> deeper(a);
    allocator_io<A>::save(a, x.get_allocator());
    a.count(x.size());
    a.visit(reinterpret_cast<const node_of<T> *>(x.end()._M_node));
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
    auto *end = static_cast<std::__detail::_List_node_header *>(x.end()._M_node);
    const std::size_t n = a.count_of(1);
    a.visit(reinterpret_cast<node_of<T> *>(static_cast<std::__detail::_List_node_base *>(end)));
    for (std::size_t k = 0; k < n; ++k) {
      restore_node<node, T>(a, x.get_allocator())->_M_hook(end);
      ++end->_M_size;
    }
  }
};

template <class T> struct io<std::_List_iterator<T>> : node_iterator_io<std::_List_iterator<T>, T> {};
template <class T> struct io<std::_List_const_iterator<T>> : node_iterator_io<std::_List_const_iterator<T>, T> {};

} // namespace perdure::detail
