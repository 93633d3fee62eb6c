// The position of a range-based for whose body suspends. It is saved as (range, number of elements passed), because not
// every iterator can be saved, and brought back by stepping from begin() again. Of a range that can be passed once
// only, an open directory, say, the iterators themselves are saved.
#pragma once

#include <perdure/detail/frame.hpp>
#include <perdure/detail/io.hpp>

#include <bits/range_access.h> // <iterator> brings all of the streams
#include <bits/stl_iterator_base_types.h>
#include <cstddef>
#include <type_traits>

namespace perdure::detail {

namespace range_access {
using std::begin;
using std::end;
template <class R> auto first(R &r) { return begin(r); }
template <class R> auto last(R &r) { return end(r); }
} // namespace range_access

template <class Range> class cursor {
  using iterator = decltype(range_access::first(std::declval<Range &>()));
  using sentinel = decltype(range_access::last(std::declval<Range &>()));

  template <class I> static auto category(I *, int) -> typename I::iterator_concept;
  template <class I> static auto category(I *, long) -> typename std::iterator_traits<I>::iterator_category;
  static std::forward_iterator_tag category(...); // it says nothing
  static constexpr bool again =
      std::is_base_of_v<std::forward_iterator_tag, decltype(category(static_cast<iterator *>(nullptr), 0))>;

public:
  cursor() = default; ///< for a loader
  explicit cursor(Range &range) : range_(plain(range)), at_(range) {}

  bool done() { return !(here().first != here().second); }
  cursor &operator++() {
    ++here().first;
    ++passed_;
    return *this;
  }
  decltype(auto) operator*() { return *here().first; }

private:
  friend struct io<cursor>;
  // A pointer to an array is saved as one to its first scalar.
  using pointer = std::remove_all_extents_t<Range> *;
  struct positions {
    iterator first;
    sentinel second;
    positions() = default;
    explicit positions(Range &r) : first(range_access::first(r)), second(range_access::last(r)) {}
  };

  static pointer plain(Range &r) noexcept {
    if constexpr (std::is_array_v<Range>)
      return reinterpret_cast<pointer>(__builtin_addressof(r));
    else
      return __builtin_addressof(r);
  }

  /// After loading, the iterators are made at the first use: only then is the range complete.
  positions &here() {
    if (__builtin_expect(!at_.made, false)) {
      at_.make(*static_cast<Range *>(const_cast<void *>(static_cast<const volatile void *>(range_))));
      for (std::size_t i = 0; i < passed_; ++i) ++at_.held.first;
    }
    return at_.held;
  }

  pointer range_ = nullptr;
  std::size_t passed_ = 0;
  /// As std::optional, whose header brings names that a program may use for its own.
  struct maybe {
    maybe() noexcept {}
    explicit maybe(Range &r) { make(r); }
    maybe(const maybe &) = delete;
    maybe &operator=(const maybe &) = delete;
    ~maybe() {
      if (made) held.~positions();
    }
    void make(Range &r) {
      ::new (static_cast<void *>(&held)) positions(r);
      made = true;
    }
    union {
      positions held;
    };
    bool made = false;
  } at_;
};

template <class Range> struct io<cursor<Range>> {
  using C = cursor<Range>;
  static void save(oarchive &a, const C &x) {
    save_object(a, x.range_);
    save_object(a, x.passed_);
    if constexpr (!C::again) {
      auto &p = const_cast<C &>(x).here();
      save_object(a, p.first);
      save_object(a, p.second);
    }
  }
  static void restore(iarchive &a, void *where) {
    C *x = ::new (where) C();
    load_object(a, x->range_);
    load_object(a, x->passed_);
    if constexpr (!C::again) {
      ::new (static_cast<void *>(&x->at_.held)) typename C::positions();
      x->at_.made = true;
      load_object(a, x->at_.held.first);
      load_object(a, x->at_.held.second);
    }
  }
  static void print(printer &p, const C &x) { p.out("position ").number(static_cast<unsigned long long>(x.passed_)); }
};

} // namespace perdure::detail
