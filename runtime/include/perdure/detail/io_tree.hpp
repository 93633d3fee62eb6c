// std::map, set, multimap, multiset and their iterators. Nodes are built in place (io_container.hpp) and linked in the
// saved order, so no comparison runs while pointers are not set yet. When all is loaded, the order is checked against
// the keys as they are now: keys that depend on addresses (a set of pointers) are put in order again. A comparison with
// a state is saved with the container.
#pragma once

#include <perdure/detail/io_container.hpp>
#include <perdure/detail/io_keys.hpp>
#include <perdure/detail/io_tuple.hpp>

#include <map>
#include <set>

namespace perdure::detail {

template <class F, class K>
constexpr bool is_plain_order =
    is_plain_key<K>::value && (std::is_same_v<F, std::less<K>> || std::is_same_v<F, std::less<>> ||
                               std::is_same_v<F, std::greater<K>> || std::is_same_v<F, std::greater<>>);

template <class C, bool Multi> struct tree_io {
  using T = typename C::value_type;
  using K = typename C::key_type;
  using A = typename C::allocator_type;
  using F = typename C::key_compare;
  using node = std::_Rb_tree_node<T>;
  static constexpr bool stateful = !std::is_empty_v<F>;

  /// What libstdc++'s trees, and hence its maps and sets, are made of.
  struct mimic : node_allocator<node, A>, std::_Rb_tree_key_compare<F>, std::_Rb_tree_header {};
  static_assert(sizeof(mimic) == sizeof(C));

  static const std::_Rb_tree_node_base *header(const C &x) noexcept { return x.end()._M_node; }
  static F &comparison(void *x) noexcept { return static_cast<mimic *>(x)->_M_key_compare; }

  static void save(oarchive &a, const C &x) {
    const nesting<oarchive> deeper(a);
    allocator_io<A>::save(a, x.get_allocator());
    if constexpr (stateful) {
      a.enter("key_comp()");
      save_object(a, const_cast<const F &>(comparison(const_cast<C *>(std::addressof(x)))));
      a.leave();
    }
    a.count(x.size());
    a.visit(reinterpret_cast<const node_of<T> *>(header(x)));
    std::size_t k = 0;
    for (auto i = x.begin(); i != x.end(); ++i) {
      a.visit(reinterpret_cast<const node_of<T> *>(i._M_node));
      a.enter(k++);
      save_object(a, *i);
      a.leave();
    }
  }
  static void restore(iarchive &a, void *where) {
    C *x = construct(a, where);
    try {
      fill(a, *x);
    } catch (...) {
      x->~C();
      throw;
    }
  }
  static C *construct(iarchive &a, void *where) {
    if constexpr (stateful) {
      auto *m = static_cast<mimic *>(where);
      const A allocator = allocator_io<A>::restore(a);
      restore_object<F>(a, std::addressof(m->_M_key_compare));
      ::new (static_cast<void *>(static_cast<std::_Rb_tree_header *>(m))) std::_Rb_tree_header();
      if constexpr (!std::is_empty_v<A>)
        ::new (static_cast<void *>(static_cast<node_allocator<node, A> *>(m))) node_allocator<node, A>(allocator);
      return static_cast<C *>(where);
    } else if constexpr (std::is_default_constructible_v<F>) {
      return ::new (where) C(allocator_io<A>::restore(a));
    } else { // a captureless lambda of C++17: empty, so any byte is one
      alignas(F) unsigned char raw[sizeof(F)] = {};
      return ::new (where) C(reinterpret_cast<const F &>(raw), allocator_io<A>::restore(a));
    }
  }
  static void load(iarchive &a, C &x) {
    if constexpr (!stateful && allocator_io<A>::stateless) {
      fill(a, x);
    } else {
      alignas(C) unsigned char empty[sizeof(C)]; // to fall back to
      C *spare = ::new (static_cast<void *>(empty)) C(x.key_comp(), x.get_allocator());
      x.~C();
      try {
        restore(a, std::addressof(x));
      } catch (...) {
        ::new (static_cast<void *>(std::addressof(x))) C(std::move(*spare));
        spare->~C();
        throw;
      }
      spare->~C();
    }
  }
  static void fill(iarchive &a, C &x) {
    const nesting<iarchive> deeper(a);
    x.clear();
    auto *end = const_cast<std::_Rb_tree_node_base *>(header(x));
    auto *whole = reinterpret_cast<std::_Rb_tree_header *>(end); // its first member
    const std::size_t n = a.count_of(1);
    a.visit(reinterpret_cast<node_of<T> *>(end));
    for (std::size_t k = 0; k < n; ++k) {
      node *fresh = restore_node<node, T>(a, x.get_allocator());
      const bool first = whole->_M_node_count == 0;
      std::_Rb_tree_insert_and_rebalance(first, fresh, first ? end : end->_M_right, *end);
      ++whole->_M_node_count;
    }
    // A comparison of the program's own may have effects, so it runs only where the order may have changed.
    if (is_plain_order<F, K>)
      check(a, &x);
    else if ((!is_plain_key<K>::value && a.has_pointers()) || !a.is_same_build())
      a.afterwards(&x, &check);
  }
  static const K &key(const T &x) {
    if constexpr (std::is_same_v<K, T>)
      return x;
    else
      return x.first;
  }
  static bool ordered(const C &x) {
    F &less = comparison(const_cast<C *>(std::addressof(x)));
    if (x.empty()) return true;
    for (auto i = x.begin(), j = std::next(i); j != x.end(); ++i, ++j)
      if (Multi ? less(key(*j), key(*i)) : !less(key(*i), key(*j))) return false;
    return true;
  }
  static void check(iarchive &a, void *where) {
    C &x = *static_cast<C *>(where);
    if (ordered(x)) return;
    C sorted(x.key_comp(), x.get_allocator());
    while (!x.empty()) { // the tree is valid as a tree: extraction compares nothing
      if constexpr (Multi)
        sorted.insert(x.extract(x.begin()));
      else if (!sorted.insert(x.extract(x.begin())).inserted)
        a.refuse("a set or map has two equal keys");
    }
    while (!sorted.empty()) // the comparison need not be assignable, so swap() may not be there
      x.insert(x.end(), sorted.extract(sorted.begin()));
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const T &e) { print_element<K>(p, e); });
    p.size(x.size());
  }
};

template <class K, class F, class A> struct io<std::set<K, F, A>> : tree_io<std::set<K, F, A>, false> {};
template <class K, class F, class A> struct io<std::multiset<K, F, A>> : tree_io<std::multiset<K, F, A>, true> {};
template <class K, class V, class F, class A> struct io<std::map<K, V, F, A>> : tree_io<std::map<K, V, F, A>, false> {};
template <class K, class V, class F, class A>
struct io<std::multimap<K, V, F, A>> : tree_io<std::multimap<K, V, F, A>, true> {};

template <class T> struct io<std::_Rb_tree_iterator<T>> : node_iterator_io<std::_Rb_tree_iterator<T>, T> {};
template <class T> struct io<std::_Rb_tree_const_iterator<T>> : node_iterator_io<std::_Rb_tree_const_iterator<T>, T> {};

} // namespace perdure::detail
