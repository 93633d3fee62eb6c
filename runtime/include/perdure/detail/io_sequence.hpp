// std::vector, array, deque, list, forward_list, initializer_list. Elements are built in the container's own storage,
// in place: they need no default constructor, are never moved, and no constructor of a class with a layout runs. The
// standard has no door for that, so libstdc++'s internals serve, through its accessible base classes and iterators.
// Rejected: to build elements aside and move them in (runs the user's move constructor, fails for what cannot be
// moved, and invalidates what the graph knows of addresses).
#pragma once

#include <perdure/detail/io.hpp>

#include <array>
#include <deque>
#include <forward_list>
#include <initializer_list>
#include <list>
#include <vector>

#ifndef __GLIBCXX__
#error                                                                                                                 \
    "perdure builds containers from images through the internals of libstdc++; other standard libraries are not supported"
#endif
#ifdef _GLIBCXX_DEBUG
#error "perdure cannot build the checked containers of _GLIBCXX_DEBUG from images"
#endif

namespace perdure::detail {

template <class A> constexpr void check_allocator() {
  static_assert(std::allocator_traits<A>::is_always_equal::value && std::is_default_constructible_v<A>,
                "perdure: a container whose allocator has a state cannot be saved");
}

/// The place that an iterator of a list or tree stands at; numbered beside the element in it.
template <class T> struct node_of {
  unsigned char link;
};

/// Builds a container that loads over an empty one.
template <class C> void restore_filled(iarchive &a, void *where) {
  C *x = ::new (where) C();
  try {
    io<C>::load(a, *x);
  } catch (...) {
    x->~C();
    throw;
  }
}

template <class T, class A> struct io<std::vector<T, A>> {
  using C = std::vector<T, A>;
  static void save(oarchive &a, const C &x) {
    const nesting<oarchive> n(a);
    a.count(x.size());
    save_run(a, x.data(), x.size());
  }
  static void restore(iarchive &a, void *where) { restore_filled<C>(a, where); }
  static void load(iarchive &a, C &x) {
    check_allocator<A>();
    const nesting<iarchive> deeper(a);
    const std::size_t n = a.count_of(is_bulk<T>() ? sizeof(T) : 1);
    C().swap(x);
    auto &base = (std::_Vector_base<T, A> &)x; // the one cast that reaches a protected base
    auto &v = base._M_impl;
    if (n > 0) {
      v._M_start = v._M_finish = base._M_allocate(n);
      v._M_end_of_storage = v._M_start + n;
    }
    std::size_t built = 0;
    try {
      restore_run(a, v._M_start, n, built);
    } catch (...) {
      v._M_finish = v._M_start + built;
      throw;
    }
    v._M_finish = v._M_start + n;
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const T &e) { print_object(p, e); });
    p.size(x.size());
  }
};

template <class A> struct io<std::vector<bool, A>> {
  using C = std::vector<bool, A>;
  static void save(oarchive &a, const C &x) {
    a.count(x.size());
    a.visit(x.begin()._M_p, (x.size() + 63) / 64 + 1);
    unsigned char b = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      b = static_cast<unsigned char>(b | (x[k] << k % 8));
      if (k % 8 == 7 || k + 1 == x.size()) a.byte(b), b = 0;
    }
  }
  static void restore(iarchive &a, void *where) { restore_filled<C>(a, where); }
  static void load(iarchive &a, C &x) {
    const std::uint64_t n = a.count();
    if (n > a.left() * std::uint64_t(8)) a.refuse("a count is larger than what is left of the image");
    x.assign(std::size_t(n), false);
    a.visit(x.begin()._M_p, (x.size() + 63) / 64 + 1);
    unsigned char b = 0;
    for (std::size_t k = 0; k < n; ++k) {
      if (k % 8 == 0) b = a.byte();
      x[k] = b >> k % 8 & 1;
    }
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](bool e) { print_object(p, e); });
    p.size(x.size());
  }
};

template <class T, std::size_t N> struct io<std::array<T, N>> {
  using C = std::array<T, N>;
  static void save(oarchive &a, const C &x) {
    if constexpr (N == 0)
      a.byte(0), static_cast<void>(x);
    else
      io<T[N]>::save(a, reinterpret_cast<const T(&)[N]>(x));
  }
  static void restore(iarchive &a, void *where) {
    if constexpr (N == 0)
      a.byte(), static_cast<void>(where);
    else
      io<T[N]>::restore(a, where);
  }
  static void load(iarchive &a, C &x) {
    if constexpr (N == 0)
      a.byte(), static_cast<void>(x);
    else
      io<T[N]>::load(a, reinterpret_cast<T(&)[N]>(x));
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const T &e) { print_object(p, e); });
  }
};

/// A deque's elements lie in blocks; an iterator knows its block by its place in the deque's table.
template <class T> struct block_of {
  T *first;
};

template <class T, class A> struct io<std::deque<T, A>> {
  using C = std::deque<T, A>;
  using iterator = typename C::iterator;
  /// A deque's parts, and a way to have the storage without the elements.
  struct parts : std::_Deque_base<T, A> {
    using base = std::_Deque_base<T, A>;
    explicit parts(std::size_t n) : base(A(), n) {}
    static auto impl() noexcept { return &parts::_M_impl; }
  };
  static auto &impl(const C &x) noexcept { return ((std::_Deque_base<T, A> &)const_cast<C &>(x)).*parts::impl(); }

  static std::size_t block() noexcept { return std::__deque_buf_size(sizeof(T)); }
  template <class Each> static void each_block(const C &x, Each each) {
    auto &d = impl(x);
    for (auto node = d._M_start._M_node; node <= d._M_finish._M_node; ++node) {
      T *first = node == d._M_start._M_node ? d._M_start._M_cur : *node;
      T *last = node == d._M_finish._M_node ? d._M_finish._M_cur : *node + block();
      each(first, std::size_t(last - first));
    }
  }
  static void save(oarchive &a, const C &x) {
    const nesting<oarchive> deeper(a);
    auto &d = impl(x);
    a.count(x.size());
    a.count(std::size_t(d._M_start._M_cur - d._M_start._M_first)); // iterators count from the block's start
    a.visit(reinterpret_cast<block_of<T> *>(d._M_start._M_node),
            std::size_t(d._M_finish._M_node - d._M_start._M_node + 1));
    each_block(x, [&](T *first, std::size_t n) { save_run(a, first, n); });
  }
  static void restore(iarchive &a, void *where) { restore_filled<C>(a, where); }
  static void load(iarchive &a, C &x) {
    check_allocator<A>();
    const nesting<iarchive> deeper(a);
    const std::size_t n = a.count_of(1);
    const std::uint64_t offset = a.count();
    if (offset >= block()) a.refuse("a deque starts outside of its first block");
    C().swap(x);
    auto &d = impl(x);
    {
      parts fresh(std::size_t(offset) + n);
      auto &f = fresh.*parts::impl();
      f._M_start._M_cur += offset;
      d._M_swap_data(f);
    }
    const iterator end = d._M_finish;
    a.visit(reinterpret_cast<block_of<T> *>(d._M_start._M_node), std::size_t(end._M_node - d._M_start._M_node + 1));
    d._M_finish = d._M_start; // what is built so far
    for (auto node = d._M_start._M_node;; ++node) {
      T *first = node == d._M_start._M_node ? d._M_start._M_cur : *node;
      T *last = node == end._M_node ? end._M_cur : *node + block();
      std::size_t built = 0;
      try {
        restore_run(a, first, std::size_t(last - first), built);
      } catch (...) {
        std::destroy_n(first, built);
        for (auto k = node + 1; k <= end._M_node; ++k)
          A().deallocate(*k, block()); // beyond the end: not the deque's own
        d._M_finish._M_set_node(node);
        d._M_finish._M_cur = node == d._M_start._M_node ? d._M_start._M_cur : *node;
        throw;
      }
      if (node == end._M_node) break;
    }
    d._M_finish = end;
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const T &e) { print_object(p, e); });
    p.size(x.size());
  }
};

template <class Node, class A> using node_allocator = typename std::allocator_traits<A>::template rebind_alloc<Node>;

/// A node of a list or tree with its value built; not linked to anything.
template <class Node, class A, class T> Node *restore_node(iarchive &a) {
  node_allocator<Node, A> memory;
  Node *node = ::new (static_cast<void *>(memory.allocate(1))) Node();
  try {
    a.visit(reinterpret_cast<node_of<T> *>(node));
    restore_object<T>(a, node->_M_valptr());
  } catch (...) {
    memory.deallocate(node, 1);
    throw;
  }
  return node;
}

template <class T, class A> struct io<std::list<T, A>> {
  using C = std::list<T, A>;
  using node = std::_List_node<T>;
  static void save(oarchive &a, const C &x) {
    const nesting<oarchive> deeper(a);
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
  static void restore(iarchive &a, void *where) { restore_filled<C>(a, where); }
  static void load(iarchive &a, C &x) {
    check_allocator<A>();
    const nesting<iarchive> deeper(a);
    x.clear();
    auto *end = static_cast<std::__detail::_List_node_header *>(x.end()._M_node);
    const std::size_t n = a.count_of(1);
    a.visit(reinterpret_cast<node_of<T> *>(static_cast<std::__detail::_List_node_base *>(end)));
    for (std::size_t k = 0; k < n; ++k) {
      restore_node<node, A, T>(a)->_M_hook(end);
      ++end->_M_size;
    }
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const T &e) { print_object(p, e); });
    p.size(x.size());
  }
};

template <class T, class A> struct io<std::forward_list<T, A>> {
  using C = std::forward_list<T, A>;
  using node = std::_Fwd_list_node<T>;
  static void save(oarchive &a, const C &x) {
    const nesting<oarchive> deeper(a);
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
  static void restore(iarchive &a, void *where) { restore_filled<C>(a, where); }
  static void load(iarchive &a, C &x) {
    check_allocator<A>();
    const nesting<iarchive> deeper(a);
    x.clear();
    auto *last = x.before_begin()._M_node;
    const std::size_t n = a.count_of(1);
    a.visit(reinterpret_cast<node_of<T> *>(last));
    for (std::size_t k = 0; k < n; ++k) {
      last->_M_next = restore_node<node, A, T>(a);
      last = last->_M_next;
    }
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const T &e) { print_object(p, e); });
  }
};

// The elements belong to an array elsewhere: a pinned temporary, or constants of the program.
template <class T> struct io<std::initializer_list<T>> {
  using C = std::initializer_list<T>;
  struct parts {
    const T *first;
    std::size_t n;
  };
  static_assert(sizeof(C) == sizeof(parts));
  static void save(oarchive &a, const C &x) {
    a.count(x.size());
    const void *p = x.size() ? x.begin() : nullptr;
    if constexpr (is_character<T>())
      a.characters(p, pointer_type_of<T>(), x.size() * sizeof(T));
    else
      a.pointer(p, pointer_type_of<T>());
  }
  static void restore(iarchive &a, void *where) {
    const parts x{nullptr, std::size_t(a.count())};
    const parts none{nullptr, 0};
    std::memcpy(where, &none, sizeof none);
    if (a.pointer(where, pointer_type_of<T>(), is_character<T>() ? target::view : target::object, &set, x.n) !=
        (x.n > 0))
      a.refuse("an initializer_list has a length but no elements");
  }
  static void set(void *where, void *first, std::uint64_t n) {
    const parts x{static_cast<const T *>(first), std::size_t(n)};
    std::memcpy(where, &x, sizeof x);
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const T &e) { print_object(p, e); });
  }
};

} // namespace perdure::detail
