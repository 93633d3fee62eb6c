// Node handles: what extract() takes out of a map or set. The element stays in its node, and so do pointers to it.
#pragma once

#include <perdure/detail/io_container.hpp>

#include <cstring>
#include <memory>

namespace perdure::detail {

template <class K, class V, class A> struct io<std::_Node_handle<K, V, A>> {
  using H = std::_Node_handle<K, V, A>;
  using node = typename std::allocator_traits<A>::value_type;
  static_assert(std::is_empty_v<A>, "perdure: a node handle with an allocator that has a state cannot be saved");
  static constexpr bool is_map = !std::is_same_v<K, V>;
  // libstdc++'s: the node, and of a map's element where key and mapped value are; an empty allocator takes no room.
  static_assert(sizeof(H) == (is_map ? 3 : 1) * sizeof(void *));

  static node *node_of_handle(const H &x) noexcept {
    node *n;
    std::memcpy(&n, static_cast<const void *>(&x), sizeof n);
    return n;
  }
  static void save(oarchive &a, const H &x) {
    const nesting<oarchive> deeper(a);
    a.byte(!x.empty());
    if (x.empty()) return;
    node *n = node_of_handle(x);
    a.visit(reinterpret_cast<const node_of<V> *>(n));
    save_object(a, *n->_M_valptr());
  }
  static void restore(iarchive &a, void *where) {
    const nesting<iarchive> deeper(a);
    ::new (where) H();
    if (!a.flag()) return;
    node *n = restore_node<node, V>(a, A());
    void *held[3] = {n};
    if constexpr (is_map) {
      held[1] = const_cast<K *>(std::addressof(n->_M_valptr()->first));
      held[2] = std::addressof(n->_M_valptr()->second);
    }
    std::memcpy(where, held, sizeof(H));
  }
  static void print(printer &p, const H &x) {
    if (x.empty())
      p.out("empty");
    else
      print_object(p, *node_of_handle(x)->_M_valptr());
  }
};

} // namespace perdure::detail
