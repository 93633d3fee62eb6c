// What the std containers have in common. Elements are built in the container's own storage, in place: they need no
// default constructor, are never moved, and no constructor of a class with a layout runs. The standard has no door
// for that, so libstdc++'s internals serve, through its accessible base classes and iterators. Rejected: to build
// elements aside and move them in (runs the user's move constructor, fails for what cannot be moved, and invalidates
// what the graph knows of addresses).
#pragma once

#include <perdure/detail/io.hpp>

#include <memory>

#ifndef __GLIBCXX__
#error                                                                                                                 \
    "perdure builds containers from images through the internals of libstdc++; other standard libraries are not supported"
#endif
#ifdef _GLIBCXX_DEBUG
#error "perdure cannot build the checked containers of _GLIBCXX_DEBUG from images"
#endif

namespace perdure::detail {

/// How a container's allocator comes back. One without a state is made anew; specialised for those of std::pmr.
template <class A> struct allocator_io {
  static_assert(std::allocator_traits<A>::is_always_equal::value && std::is_default_constructible_v<A>,
                "perdure: a container whose allocator has a state cannot be saved");
  static constexpr bool stateless = true;
  static void save(oarchive &, const A &) {}
  static A restore(iarchive &) { return A(); }
};

/// The place that an iterator of a list or tree stands at; numbered beside the element in it.
template <class T> struct node_of {
  unsigned char link;
};

/// Containers that are made empty and then filled: io<C>::fill(archive, C &) makes one empty, too.
template <class C> struct filled_io {
  using A = typename C::allocator_type;
  static void restore(iarchive &a, void *where) {
    C *x = ::new (where) C(allocator_io<A>::restore(a));
    try {
      io<C>::fill(a, *x);
    } catch (...) {
      x->~C();
      throw;
    }
  }
  static void load(iarchive &a, C &x) {
    if constexpr (allocator_io<A>::stateless) {
      io<C>::fill(a, x);
    } else { // an allocator cannot be replaced
      x.~C();
      try {
        restore(a, std::addressof(x));
      } catch (...) {
        ::new (static_cast<void *>(std::addressof(x))) C();
        throw;
      }
    }
  }
  static void print(printer &p, const C &x) {
    p.list(x.begin(), x.end(), [&](const auto &e) { print_object(p, e); });
    p.size(std::size_t(std::distance(x.begin(), x.end())));
  }
};

template <class Node, class A> using node_allocator = typename std::allocator_traits<A>::template rebind_alloc<Node>;

/// A node of a list or tree with its value built; not linked to anything.
template <class Node, class T, class A> Node *restore_node(iarchive &a, const A &allocator) {
  node_allocator<Node, A> memory(allocator);
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

/// An iterator that is one pointer to a node.
template <class I, class T> struct node_iterator_io {
  static_assert(sizeof(I) == sizeof(void *));
  static const void *node(const I &x) noexcept {
    const void *p;
    __builtin_memcpy(&p, static_cast<const void *>(&x), sizeof p);
    return p;
  }
  static void save(oarchive &a, const I &x) { a.pointer(node(x), pointer_type_of<node_of<T>>()); }
  static void restore(iarchive &a, void *where) {
    ::new (where) I();
    a.pointer(where, pointer_type_of<node_of<T>>());
  }
  static void print(printer &p, const I &x) { p.pointer(node(x), pointer_type_of<node_of<T>>(), false); }
};

} // namespace perdure::detail
