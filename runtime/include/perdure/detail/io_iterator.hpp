// Iterators of the std containers, one past the end too: places in a graph, like pointers. An iterator of a vector,
// string or array is a pointer to its element; one of a list, set or map leads to its node; one of a deque to its
// block.
#pragma once

#include <perdure/detail/io_associative.hpp>
#include <perdure/detail/io_sequence.hpp>

#include <iterator>

namespace perdure::detail {

template <class P, class C> struct io<__gnu_cxx::__normal_iterator<P, C>> {
  using I = __gnu_cxx::__normal_iterator<P, C>;
  static_assert(sizeof(I) == sizeof(P));
  using E = std::remove_pointer_t<P>;
  static void save(oarchive &a, const I &x) { a.pointer(x.base(), pointer_type_of<E>()); }
  static void restore(iarchive &a, void *where) {
    ::new (where) I();
    a.pointer(where, pointer_type_of<E>());
  }
  static void print(printer &p, const I &x) { p.pointer(x.base(), pointer_type_of<E>(), false); }
};

/// An iterator that is one pointer to a node.
template <class I, class T> struct node_iterator_io {
  static_assert(sizeof(I) == sizeof(void *));
  static const void *node(const I &x) noexcept {
    const void *p;
    std::memcpy(&p, static_cast<const void *>(&x), sizeof p);
    return p;
  }
  static void save(oarchive &a, const I &x) { a.pointer(node(x), pointer_type_of<node_of<T>>()); }
  static void restore(iarchive &a, void *where) {
    ::new (where) I();
    a.pointer(where, pointer_type_of<node_of<T>>());
  }
  static void print(printer &p, const I &x) { p.pointer(node(x), pointer_type_of<node_of<T>>(), false); }
};
template <class T> struct io<std::_List_iterator<T>> : node_iterator_io<std::_List_iterator<T>, T> {};
template <class T> struct io<std::_List_const_iterator<T>> : node_iterator_io<std::_List_const_iterator<T>, T> {};
template <class T> struct io<std::_Fwd_list_iterator<T>> : node_iterator_io<std::_Fwd_list_iterator<T>, T> {};
template <class T>
struct io<std::_Fwd_list_const_iterator<T>> : node_iterator_io<std::_Fwd_list_const_iterator<T>, T> {};
template <class T> struct io<std::_Rb_tree_iterator<T>> : node_iterator_io<std::_Rb_tree_iterator<T>, T> {};
template <class T> struct io<std::_Rb_tree_const_iterator<T>> : node_iterator_io<std::_Rb_tree_const_iterator<T>, T> {};
template <class T, bool C, bool H>
struct io<std::__detail::_Node_iterator<T, C, H>> : node_iterator_io<std::__detail::_Node_iterator<T, C, H>, T> {};
template <class T, bool C, bool H>
struct io<std::__detail::_Node_const_iterator<T, C, H>>
    : node_iterator_io<std::__detail::_Node_const_iterator<T, C, H>, T> {};

template <class T, class R, class P> struct io<std::_Deque_iterator<T, R, P>> {
  using I = std::_Deque_iterator<T, R, P>;
  static void save(oarchive &a, const I &x) {
    a.count(std::size_t(x._M_cur - x._M_first));
    a.pointer(x._M_node, pointer_type_of<block_of<T>>());
  }
  static void restore(iarchive &a, void *where) {
    ::new (where) I();
    const std::uint64_t offset = a.count();
    if (offset >= I::_S_buffer_size()) a.refuse("an iterator of a deque lies outside of its block");
    a.pointer(where, pointer_type_of<block_of<T>>(), target::object, &set, offset);
  }
  static void set(void *where, void *node, std::uint64_t offset) {
    I &x = *static_cast<I *>(where);
    x._M_set_node(static_cast<typename I::_Map_pointer>(node));
    x._M_cur = x._M_first + offset;
  }
  static void print(printer &p, const I &x) { p.pointer(x._M_cur, pointer_type_of<T>(), false); }
};

template <class I> struct bit_iterator_io {
  static void save(oarchive &a, const I &x) {
    a.byte(static_cast<unsigned char>(x._M_offset));
    a.pointer(x._M_p, pointer_type_of<std::_Bit_type>());
  }
  static void restore(iarchive &a, void *where) {
    ::new (where) I();
    const unsigned offset = a.byte();
    if (offset >= 64) a.refuse("an iterator of a vector<bool> lies outside of its word");
    a.pointer(where, pointer_type_of<std::_Bit_type>(), target::object, &set, offset);
  }
  static void set(void *where, void *word, std::uint64_t offset) {
    ::new (where) I(static_cast<std::_Bit_type *>(word), static_cast<unsigned>(offset));
  }
  static void print(printer &p, const I &) { p.out("an iterator"); }
};
template <> struct io<std::_Bit_iterator> : bit_iterator_io<std::_Bit_iterator> {};
template <> struct io<std::_Bit_const_iterator> : bit_iterator_io<std::_Bit_const_iterator> {};

template <class I> struct io<std::reverse_iterator<I>> {
  static_assert(sizeof(I) == sizeof(std::reverse_iterator<I>));
  static void save(oarchive &a, const std::reverse_iterator<I> &x) {
    const I base = x.base();
    io<I>::save(a, base);
  }
  static void restore(iarchive &a, void *where) { io<I>::restore(a, where); } // it holds nothing but its base
  static void print(printer &p, const std::reverse_iterator<I> &x) {
    const I base = x.base();
    io<I>::print(p, base);
  }
};

} // namespace perdure::detail
