// std::map, set and their multi and unordered kin. Nodes are built in place (see io_sequence.hpp) and linked in the
// saved order, so no comparison runs while pointers are not set yet; an unordered container keeps its order of
// iteration and its number of buckets. When all is loaded, order and hashes are checked against the keys as they are
// now: keys that depend on addresses (a set of pointers) are put in order again.
#pragma once

#include <perdure/detail/io_sequence.hpp>
#include <perdure/detail/io_string.hpp>
#include <perdure/detail/io_utility.hpp>

#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace perdure::detail {

/// Keys that are the same bytes in every process need no second look.
template <class K> struct is_plain_key : std::bool_constant<std::is_arithmetic_v<K> || std::is_enum_v<K>> {};
template <class C, class T, class A> struct is_plain_key<std::basic_string<C, T, A>> : std::true_type {};
template <class A, class B>
struct is_plain_key<std::pair<A, B>> : std::bool_constant<is_plain_key<A>::value && is_plain_key<B>::value> {};
template <class F, class K>
constexpr bool is_plain_order =
    is_plain_key<K>::value && (std::is_same_v<F, std::less<K>> || std::is_same_v<F, std::less<>> ||
                               std::is_same_v<F, std::greater<K>> || std::is_same_v<F, std::greater<>>);

template <class C, bool Multi> struct tree_io {
  using T = typename C::value_type;
  using K = typename C::key_type;
  using A = typename C::allocator_type;
  using node = std::_Rb_tree_node<T>;

  static const std::_Rb_tree_node_base *header(const C &x) noexcept { return x.end()._M_node; }

  static void save(oarchive &a, const C &x) {
    static_assert(std::is_empty_v<typename C::key_compare>,
                  "perdure: a container whose comparison has a state cannot be saved");
    const nesting<oarchive> deeper(a);
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
    C *x = construct(where);
    try {
      load(a, *x);
    } catch (...) {
      x->~C();
      throw;
    }
  }
  static C *construct(void *where) {
    using F = typename C::key_compare;
    if constexpr (std::is_default_constructible_v<F>) {
      return ::new (where) C();
    } else { // a captureless lambda of C++17: empty, so any byte is one
      alignas(F) unsigned char raw[sizeof(F)] = {};
      return ::new (where) C(reinterpret_cast<const F &>(raw));
    }
  }
  static void load(iarchive &a, C &x) {
    check_allocator<A>();
    const nesting<iarchive> deeper(a);
    x.clear();
    auto *end = const_cast<std::_Rb_tree_node_base *>(header(x));
    auto *whole = reinterpret_cast<std::_Rb_tree_header *>(end); // its first member
    const std::size_t n = a.count_of(1);
    a.visit(reinterpret_cast<node_of<T> *>(end));
    for (std::size_t k = 0; k < n; ++k) {
      node *fresh = restore_node<node, A, T>(a);
      const bool first = whole->_M_node_count == 0;
      std::_Rb_tree_insert_and_rebalance(first, fresh, first ? end : end->_M_right, *end);
      ++whole->_M_node_count;
    }
    if (is_plain_order<typename C::key_compare, K> || !a.has_pointers())
      check(a, &x);
    else
      a.afterwards(&x, &check);
  }
  static const K &key(const T &x) {
    if constexpr (std::is_same_v<K, T>)
      return x;
    else
      return x.first;
  }
  static bool ordered(const C &x) {
    auto less = x.key_comp();
    if (x.empty()) return true;
    for (auto i = x.begin(), j = std::next(i); j != x.end(); ++i, ++j)
      if (Multi ? less(key(*j), key(*i)) : !less(key(*i), key(*j))) return false;
    return true;
  }
  static void check(iarchive &a, void *where) {
    C &x = *static_cast<C *>(where);
    if (ordered(x)) return;
    std::vector<typename C::node_type> nodes; // the tree is valid as a tree: extraction compares nothing
    nodes.reserve(x.size());
    while (!x.empty()) nodes.push_back(x.extract(x.begin()));
    for (auto &n : nodes) {
      if constexpr (Multi)
        x.insert(std::move(n));
      else if (!x.insert(std::move(n)).inserted)
        a.refuse("a set or map has two equal keys");
    }
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const T &e) {
      if constexpr (std::is_same_v<K, T>) {
        print_object(p, e);
      } else {
        print_object(p, e.first);
        p.out(": ");
        print_object(p, e.second);
      }
    });
    p.size(x.size());
  }
};

template <class K, class F, class A> struct io<std::set<K, F, A>> : tree_io<std::set<K, F, A>, false> {};
template <class K, class F, class A> struct io<std::multiset<K, F, A>> : tree_io<std::multiset<K, F, A>, true> {};
template <class K, class V, class F, class A> struct io<std::map<K, V, F, A>> : tree_io<std::map<K, V, F, A>, false> {};
template <class K, class V, class F, class A>
struct io<std::multimap<K, V, F, A>> : tree_io<std::multimap<K, V, F, A>, true> {};

/// Does a node keep its key's hash? The iterator's type tells.
template <class I> struct keeps_hash;
template <class T, bool Constant, bool Cached>
struct keeps_hash<std::__detail::_Node_iterator<T, Constant, Cached>> : std::bool_constant<Cached> {};

template <class C, bool Multi> struct hash_io {
  using T = typename C::value_type;
  using K = typename C::key_type;
  using A = typename C::allocator_type;
  using handle = typename C::node_type;
  static constexpr bool cached = keeps_hash<typename C::iterator>::value;
  using node = std::__detail::_Hash_node<T, cached>;
  static constexpr float least_load = 1.0f / 1024; ///< with less, a small image could ask for any amount of memory
  static constexpr bool plain = is_plain_key<K>::value && std::is_same_v<typename C::hasher, std::hash<K>>;

  static void save(oarchive &a, const C &x) {
    static_assert(std::is_empty_v<typename C::hasher> && std::is_empty_v<typename C::key_equal>,
                  "perdure: a container whose hash or comparison has a state cannot be saved");
    const nesting<oarchive> deeper(a);
    a.count(x.size());
    a.count(x.bucket_count());
    const float load_factor = x.max_load_factor();
    if (!(load_factor >= least_load)) a.refuse("is a hash table whose max_load_factor() is less than 1/1024");
    a.put(&load_factor, sizeof load_factor);
    std::size_t k = 0;
    for (auto i = x.begin(); i != x.end(); ++i) {
      a.visit(reinterpret_cast<const node_of<T> *>(i._M_cur));
      a.enter(k++);
      save_object(a, *i);
      a.leave();
    }
  }
  static void restore(iarchive &a, void *where) { restore_filled<C>(a, where); }

  /// The nodes of a container while their keys may not be hashed yet.
  struct waiting {
    C *where;
    std::vector<handle> nodes;
    std::size_t buckets;
  };
  /// A node handle is an empty one with its pointers set: the standard makes them from containers only. A map's handle
  /// also knows where the key and the mapped value are.
  static handle as_handle(iarchive &a, node *n) {
    handle h;
    auto *raw = reinterpret_cast<unsigned char *>(&h);
    T *value = n->_M_valptr();
    std::memcpy(raw, &n, sizeof n);
    bool right;
    if constexpr (std::is_same_v<K, T>) {
      right = std::addressof(h.value()) == value;
    } else {
      const void *parts[2] = {std::addressof(value->first), std::addressof(value->second)};
      std::memcpy(raw + sizeof h - sizeof parts, parts, sizeof parts);
      right = std::addressof(h.key()) == parts[0] && std::addressof(h.mapped()) == parts[1];
    }
    if (!right) a.refuse("this version of libstdc++ keeps the nodes of unordered containers in an unknown way");
    return h;
  }
  static void load(iarchive &a, C &x) {
    check_allocator<A>();
    const nesting<iarchive> deeper(a);
    x.clear();
    const std::size_t n = a.count_of(1);
    const std::uint64_t buckets = a.count();
    float load_factor;
    a.get(&load_factor, sizeof load_factor);
    if (!(load_factor >= least_load)) a.refuse("a hash table's load factor is out of range");
    x.max_load_factor(load_factor);
    auto w = std::make_shared<waiting>();
    w->where = &x;
    w->nodes.reserve(n);
    // A table grown far beyond its elements is made again as large only within reason.
    w->buckets = std::size_t(buckets <= (std::uint64_t(n) + 1024) * 64 ? buckets : 0);
    for (std::size_t k = 0; k < n; ++k) w->nodes.push_back(as_handle(a, restore_node<node, A, T>(a)));
    if (plain || !a.has_pointers())
      fill(a, *w);
    else
      a.hold(std::move(w), [](iarchive &archive, void *p) { fill(archive, *static_cast<waiting *>(p)); });
  }
  /// Elements of a bucket lie together in the order of iteration, and each new one goes to the front: filling backwards
  /// makes the same order again.
  static void fill(iarchive &a, waiting &w) {
    C &x = *w.where;
    if (w.buckets > 1) x.rehash(w.buckets);
    for (std::size_t k = w.nodes.size(); k-- > 0;) {
      if constexpr (Multi)
        x.insert(std::move(w.nodes[k]));
      else if (!x.insert(std::move(w.nodes[k])).inserted)
        a.refuse("an unordered container has two equal keys");
    }
  }
  static void print(printer &p, const C &x) { tree_io<C, Multi>::print(p, x); }
};

template <class K, class H, class E, class A>
struct io<std::unordered_set<K, H, E, A>> : hash_io<std::unordered_set<K, H, E, A>, false> {};
template <class K, class H, class E, class A>
struct io<std::unordered_multiset<K, H, E, A>> : hash_io<std::unordered_multiset<K, H, E, A>, true> {};
template <class K, class V, class H, class E, class A>
struct io<std::unordered_map<K, V, H, E, A>> : hash_io<std::unordered_map<K, V, H, E, A>, false> {};
template <class K, class V, class H, class E, class A>
struct io<std::unordered_multimap<K, V, H, E, A>> : hash_io<std::unordered_multimap<K, V, H, E, A>, true> {};

} // namespace perdure::detail
