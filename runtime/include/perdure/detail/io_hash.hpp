// std::unordered_map, unordered_set and their multi kin, and iterators. They keep their order of iteration and their
// number of buckets. Nodes are built in place (io_container.hpp) and put in when their keys can be hashed: at once, or,
// if the image holds pointers, when all of them are set. A hash or comparison with a state is saved with the container.
#pragma once

#include <perdure/detail/io_container.hpp>
#include <perdure/detail/io_keys.hpp>
#include <perdure/detail/io_tuple.hpp>

#include <unordered_map>
#include <unordered_set>

namespace perdure::detail {

/// Does a node keep its key's hash? The iterator's type tells.
template <class I> struct keeps_hash;
template <class T, bool Constant, bool Cached>
struct keeps_hash<std::__detail::_Node_iterator<T, Constant, Cached>> : std::bool_constant<Cached> {};

template <class C, bool Multi> struct hash_io {
  using T = typename C::value_type;
  using K = typename C::key_type;
  using A = typename C::allocator_type;
  using H = typename C::hasher;
  using E = typename C::key_equal;
  using handle = typename C::node_type;
  static constexpr bool cached = keeps_hash<typename C::iterator>::value;
  using node = std::__detail::_Hash_node<T, cached>;
  static constexpr float least_load = 1.0f / 1024; ///< with less, a small image could ask for any amount of memory
  static constexpr bool plain = is_plain_key<K>::value && std::is_same_v<H, std::hash<K>>;
  static_assert(allocator_io<A>::stateless,
                "perdure: an unordered container whose allocator has a state cannot be saved");

  /// Where libstdc++ keeps the function objects: in base classes of the table, which is the container's only member.
  using select = std::conditional_t<std::is_same_v<K, T>, std::__detail::_Identity, std::__detail::_Select1st>;
  using traits = std::__detail::_Hashtable_traits<cached, std::is_same_v<K, T>, !Multi>;
  using table = std::_Hashtable<K, T, A, select, E, H, std::__detail::_Mod_range_hashing,
                                std::__detail::_Default_ranged_hash, std::__detail::_Prime_rehash_policy, traits>;
  static_assert(sizeof(table) == sizeof(C));
  struct functions {
    H &hash;
    E &equal;
  };
  static functions functions_of(C &x) noexcept {
    auto &t = reinterpret_cast<table &>(x);
    auto &hash = (std::__detail::_Hashtable_ebo_helper<1, H> &)t; // the one cast that reaches a private base
    using base = std::__detail::_Hashtable_base<K, T, select, E, H, std::__detail::_Mod_range_hashing,
                                                std::__detail::_Default_ranged_hash, traits>;
    auto &equal = (std::__detail::_Hashtable_ebo_helper<0, E> &)(base &)t;
    return {hash._M_get(), equal._M_get()};
  }

  template <class F> static constexpr bool stateful = !std::is_empty_v<F>;

  static void save(oarchive &a, const C &x) {
    const nesting<oarchive> deeper(a);
    if constexpr (stateful<H> || stateful<E>) {
      const functions f = functions_of(const_cast<C &>(x));
      save_function(a, "hash_function()", f.hash);
      save_function(a, "key_eq()", f.equal);
    }
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
  template <class F> static void save_function(oarchive &a, const char *name, const F &f) {
    if constexpr (stateful<F>) {
      a.enter(name);
      save_object(a, f);
      a.leave();
    }
  }
  static void restore(iarchive &a, void *where) {
    C *x;
    if constexpr (std::is_default_constructible_v<H> && std::is_default_constructible_v<E>) {
      x = ::new (where) C();
    } else { // a captureless lambda of C++17: empty, so any byte is one
      static_assert((std::is_default_constructible_v<H> || !stateful<H>) &&
                        (std::is_default_constructible_v<E> || !stateful<E>),
                    "perdure: an unordered container whose hash or comparison has a state and no default constructor "
                    "cannot be saved");
      alignas(H) unsigned char raw_hash[sizeof(H)] = {};
      alignas(E) unsigned char raw_equal[sizeof(E)] = {};
      x = ::new (where) C(0, reinterpret_cast<const H &>(raw_hash), reinterpret_cast<const E &>(raw_equal));
    }
    try {
      load(a, *x);
    } catch (...) {
      x->~C();
      throw;
    }
  }

  /// The nodes of a container while their keys may not be hashed yet.
  struct waiting {
    iarchive &archive;
    C *where;
    std::size_t buckets;
    node *last = nullptr; ///< each leads to the one before
    waiting(iarchive &a, C *x) : archive(a), where(x), buckets(0) {}
    waiting(const waiting &) = delete;
    waiting &operator=(const waiting &) = delete;
    ~waiting() {
      while (last) take();
    }
    handle take() {
      node *n = last;
      last = n->_M_next();
      n->_M_nxt = nullptr;
      return as_handle(archive, n);
    }
  };
  /// A node handle is an empty one with its pointers set: the standard makes them from containers only. A map's handle
  /// also knows where the key and the mapped value are.
  static handle as_handle(iarchive &a, node *n) {
    handle h;
    auto *raw = reinterpret_cast<unsigned char *>(&h);
    T *value = n->_M_valptr();
    __builtin_memcpy(raw, &n, sizeof n);
    bool right;
    if constexpr (std::is_same_v<K, T>) {
      right = std::addressof(h.value()) == value;
    } else {
      const void *parts[2] = {std::addressof(value->first), std::addressof(value->second)};
      __builtin_memcpy(raw + sizeof h - sizeof parts, parts, sizeof parts);
      right = std::addressof(h.key()) == parts[0] && std::addressof(h.mapped()) == parts[1];
    }
    if (!right) a.refuse("this version of libstdc++ keeps the nodes of unordered containers in an unknown way");
    return h;
  }
  static void load(iarchive &a, C &x) {
    const nesting<iarchive> deeper(a);
    x.clear();
    if constexpr (stateful<H> || stateful<E>) {
      const functions f = functions_of(x);
      if constexpr (stateful<H>) load_object(a, f.hash);
      if constexpr (stateful<E>) load_object(a, f.equal);
    }
    const std::size_t n = a.count_of(1);
    const std::uint64_t buckets = a.count();
    float load_factor;
    a.get(&load_factor, sizeof load_factor);
    if (!(load_factor >= least_load)) a.refuse("a hash table's load factor is out of range");
    x.max_load_factor(load_factor);
    auto w = std::make_unique<waiting>(a, &x);
    // A table grown far beyond its elements is made again as large only within reason.
    w->buckets = std::size_t(buckets <= (std::uint64_t(n) + 1024) * 64 ? buckets : 0);
    for (std::size_t k = 0; k < n; ++k) {
      node *fresh = restore_node<node, T>(a, x.get_allocator());
      fresh->_M_nxt = w->last;
      w->last = fresh;
    }
    if (plain || !a.has_pointers())
      fill(a, *w);
    else
      a.hold(w.release(), [](iarchive &archive, void *p) { fill(archive, *static_cast<waiting *>(p)); });
  }
  /// Elements of a bucket lie together in the order of iteration, and each new one goes to the front: filling backwards
  /// makes the same order again.
  static void fill(iarchive &a, waiting &w) {
    C &x = *w.where;
    if (w.buckets > 1) x.rehash(w.buckets);
    while (w.last) {
      if constexpr (Multi)
        x.insert(w.take());
      else if (!x.insert(w.take()).inserted)
        a.refuse("an unordered container has two equal keys");
    }
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const T &e) { print_element<K>(p, e); });
    p.size(x.size());
  }
};

template <class K, class H, class E, class A>
struct io<std::unordered_set<K, H, E, A>> : hash_io<std::unordered_set<K, H, E, A>, false> {};
template <class K, class H, class E, class A>
struct io<std::unordered_multiset<K, H, E, A>> : hash_io<std::unordered_multiset<K, H, E, A>, true> {};
template <class K, class V, class H, class E, class A>
struct io<std::unordered_map<K, V, H, E, A>> : hash_io<std::unordered_map<K, V, H, E, A>, false> {};
template <class K, class V, class H, class E, class A>
struct io<std::unordered_multimap<K, V, H, E, A>> : hash_io<std::unordered_multimap<K, V, H, E, A>, true> {};

template <class T, bool C, bool H>
struct io<std::__detail::_Node_iterator<T, C, H>> : node_iterator_io<std::__detail::_Node_iterator<T, C, H>, T> {};
template <class T, bool C, bool H>
struct io<std::__detail::_Node_const_iterator<T, C, H>>
    : node_iterator_io<std::__detail::_Node_const_iterator<T, C, H>, T> {};

} // namespace perdure::detail
