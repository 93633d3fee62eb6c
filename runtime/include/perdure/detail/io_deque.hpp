// std::deque and its iterators. See io_container.hpp for how elements are built.
#pragma once

#include <perdure/detail/io_container.hpp>

#include <deque>

namespace perdure::detail {

/// A deque's elements lie in blocks; an iterator knows its block by its place in the deque's table.
template <class T> struct block_of {
  T *first;
};

template <class T, class A> struct io<std::deque<T, A>> : filled_io<std::deque<T, A>> {
  using C = std::deque<T, A>;
  using iterator = typename C::iterator;
  /// A deque's parts, and a way to have the storage without the elements.
  struct parts : std::_Deque_base<T, A> {
    using base = std::_Deque_base<T, A>;
    parts(const A &allocator, std::size_t n) : base(allocator, n) {}
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
    allocator_io<A>::save(a, x.get_allocator());
    a.count(x.size());
    a.count(std::size_t(d._M_start._M_cur - d._M_start._M_first)); // iterators count from the block's start
    a.visit(reinterpret_cast<block_of<T> *>(d._M_start._M_node),
            std::size_t(d._M_finish._M_node - d._M_start._M_node + 1));
    each_block(x, [&](T *first, std::size_t n) { save_run(a, first, n); });
  }
  static void fill(iarchive &a, C &x) {
    const nesting<iarchive> deeper(a);
    const std::size_t n = a.count_of(1);
    const std::uint64_t offset = a.count();
    if (offset >= block()) a.refuse("a deque starts outside of its first block");
    C(x.get_allocator()).swap(x);
    auto &d = impl(x);
    {
      parts fresh(x.get_allocator(), std::size_t(offset) + n);
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
          x.get_allocator().deallocate(*k, block()); // beyond the end: not the deque's own
        d._M_finish._M_set_node(node);
        d._M_finish._M_cur = node == d._M_start._M_node ? d._M_start._M_cur : *node;
        throw;
      }
      if (node == end._M_node) break;
    }
    d._M_finish = end;
  }
};

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

} // namespace perdure::detail
