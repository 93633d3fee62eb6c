// std::basic_string and std::basic_string_view. A view is a pointer with a length: it leads to characters that the
// image owns, or to constants of the program.
#pragma once

#include <perdure/detail/io_container.hpp>

#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace perdure::detail {

template <class C, class Traits, class A>
struct io<std::basic_string<C, Traits, A>> : filled_io<std::basic_string<C, Traits, A>> {
  using S = std::basic_string<C, Traits, A>;
  static void save(oarchive &a, const S &x) {
    allocator_io<A>::save(a, x.get_allocator());
    a.count(x.size());
    a.count(x.capacity());
    a.visit(x.data(), x.size() + 1); // pointers to the closing zero are common
    a.put(x.data(), x.size() * sizeof(C));
  }
  static void fill(iarchive &a, S &x) {
    const std::size_t n = a.count_of(sizeof(C));
    const std::uint64_t room = a.knows_room() ? a.count() : n;
    if (room > (std::uint64_t(1) << 36) / sizeof(C)) a.refuse("a capacity is larger than any memory");
    if constexpr (std::is_same_v<Traits, std::char_traits<C>>) {
      if (room > x.capacity())
        x = S(std::size_t(room), C(), x.get_allocator()); // just as long: reserve() may give more
      x.resize(n);
      a.visit(x.data(), n + 1);
      a.get(x.data(), n * sizeof(C));
    } else { // traits of the program's own need not have all that resize() wants, and may change what they copy
      const std::unique_ptr<C[]> text(new C[n]);
      a.get(text.get(), n * sizeof(C));
      x.assign(text.get(), n);
      std::memcpy(x.data(), text.get(), n * sizeof(C));
      a.visit(x.data(), n + 1);
    }
  }
  static void print(printer &p, const S &x) {
    if constexpr (sizeof(C) == 1)
      p.quoted({reinterpret_cast<const char *>(x.data()), x.size()});
    else
      p.list(x.begin(), x.end(), [&](C c) { print_object(p, c); });
  }
};

template <class C, class Traits> struct io<std::basic_string_view<C, Traits>> {
  using S = std::basic_string_view<C, Traits>;
  static void save(oarchive &a, const S &x) {
    a.count(x.size());
    a.view(x.data(), pointer_type_of<C>(), x.size() * sizeof(C)); // parsers ask an empty one where they have come to
  }
  static void restore(iarchive &a, void *where) {
    const std::uint64_t n = a.count();
    ::new (where) S();
    if (!a.pointer(where, pointer_type_of<C>(), target::view, &set, n) && n > 0)
      a.refuse("a string_view has a length but no text");
  }
  static void set(void *where, void *first, std::uint64_t n) {
    ::new (where) S(static_cast<const C *>(first), std::size_t(n));
  }
  static void print(printer &p, const S &x) {
    if constexpr (sizeof(C) == 1)
      p.quoted({reinterpret_cast<const char *>(x.data()), x.size()});
    else
      p.list(x.begin(), x.end(), [&](C c) { print_object(p, c); });
  }
};

} // namespace perdure::detail
