// std::vector, vector<bool> and the latter's iterators and references. See io_container.hpp for how elements are built.
#pragma once

#include <perdure/detail/io_container.hpp>

#include <vector>

namespace perdure::detail {

/// With std::allocator a vector is three pointers, whatever its elements are.
template <class T> struct vector_element<std::vector<T>> {
  using type = T;
};
template <> struct vector_element<std::vector<bool>> {
  using type = void;
};

/// With an allocator of another kind.
template <class T, class A> struct io<std::vector<T, A>> : filled_io<std::vector<T, A>> {
  using C = std::vector<T, A>;
  static void save(oarchive &a, const C &x) {
    const nesting<oarchive> n(a);
    allocator_io<A>::save(a, x.get_allocator());
    a.count(x.size());
    a.count(x.capacity() - x.size());
    save_run(a, x.data(), x.size());
    if (x.capacity() != x.size()) a.visit(x.data(), x.capacity());
  }
  static void fill(iarchive &a, C &x) {
    const nesting<iarchive> deeper(a);
    const std::size_t n = a.count_of(is_bulk<T>() ? sizeof(T) : 1);
    C(x.get_allocator()).swap(x);
    auto &base = (std::_Vector_base<T, A> &)x; // the one cast that reaches a protected base
    auto &v = base._M_impl;
    const std::uint64_t spare = a.count();
    if (spare > (std::uint64_t(1) << 36) / sizeof(T)) a.refuse("a capacity is larger than any memory");
    if (const std::size_t room = n + std::size_t(spare); room > 0) {
      v._M_start = v._M_finish = base._M_allocate(room);
      v._M_end_of_storage = v._M_start + room;
    }
    std::size_t built = 0;
    try {
      restore_run(a, v._M_start, n, built);
      if (spare > 0 && a.knows_room()) a.visit(v._M_start, n + std::size_t(spare));
    } catch (...) {
      v._M_finish = v._M_start + built;
      throw;
    }
    v._M_finish = v._M_start + n;
  }
};

template <class A> struct io<std::vector<bool, A>> : filled_io<std::vector<bool, A>> {
  using C = std::vector<bool, A>;
  static void save(oarchive &a, const C &x) {
    allocator_io<A>::save(a, x.get_allocator());
    a.count(x.size());
    a.count(x.capacity());
    a.visit(x.begin()._M_p, (x.size() + 63) / 64 + 1);
    unsigned char b = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      b = static_cast<unsigned char>(b | (x[k] << k % 8));
      if (k % 8 == 7 || k + 1 == x.size()) a.byte(b), b = 0;
    }
  }
  static void fill(iarchive &a, C &x) {
    const std::uint64_t n = a.count();
    if (n > a.left() * std::uint64_t(8)) a.refuse("a count is larger than what is left of the image");
    const std::uint64_t room = a.knows_room() ? a.count() : n;
    if (room > std::uint64_t(1) << 39) a.refuse("a capacity is larger than any memory");
    x.reserve(std::size_t(room));
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

/// vector<bool>::reference: a word and a mask of one bit.
template <> struct io<std::_Bit_reference> {
  using R = std::_Bit_reference;
  static void save(oarchive &a, const R &x) {
    a.put(&x._M_mask, sizeof x._M_mask);
    a.pointer(x._M_p, pointer_type_of<std::_Bit_type>());
  }
  static void restore(iarchive &a, void *where) {
    std::_Bit_type mask;
    a.get(&mask, sizeof mask);
    ::new (where) R(nullptr, mask);
    a.pointer(where, pointer_type_of<std::_Bit_type>(), target::object, &set, mask);
  }
  static void set(void *where, void *word, std::uint64_t mask) {
    ::new (where) R(static_cast<std::_Bit_type *>(word), std::_Bit_type(mask));
  }
  static void print(printer &p, const R &x) { p.out(x._M_p && (*x._M_p & x._M_mask) ? "true" : "false"); }
};

} // namespace perdure::detail
