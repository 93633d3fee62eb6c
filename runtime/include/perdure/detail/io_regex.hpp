// The results of matching a regular expression: iterators into the text that was searched. The expressions themselves
// are automata that do not know their pattern any more, and are refused.
#pragma once

#include <perdure/detail/io_iterator.hpp>
#include <perdure/detail/io_vector.hpp>

#include <regex>

namespace perdure::detail {

template <class I> struct io<std::sub_match<I>> {
  using M = std::sub_match<I>;
  static void save(oarchive &a, const M &x) {
    save_object(a, x.first);
    save_object(a, x.second);
    a.byte(x.matched);
  }
  static void restore(iarchive &a, void *where) {
    M *x = ::new (where) M();
    load_object(a, x->first);
    load_object(a, x->second);
    x->matched = a.flag();
  }
  static void print(printer &p, const M &x) { p.out(x.matched ? "a match" : "no match"); }
};

/// A vector of the matches, the suffix and the prefix; and where the text begins.
template <class I, class A> struct io<std::match_results<I, A>> {
  using R = std::match_results<I, A>;
  using V = std::vector<std::sub_match<I>, A>;
  struct mimic : V {
    I begin;
  };
  static_assert(sizeof(mimic) == sizeof(R));
  static mimic &at(const R &x) noexcept { return reinterpret_cast<mimic &>(const_cast<R &>(x)); }
  static void save(oarchive &a, const R &x) {
    save_object(a, static_cast<const V &>(at(x)));
    save_object(a, at(x).begin);
  }
  static void restore(iarchive &a, void *where) { restore_empty<R>(a, where, &load); }
  static void load(iarchive &a, R &x) {
    load_object(a, static_cast<V &>(at(x)));
    load_object(a, at(x).begin);
  }
  static void print(printer &p, const R &x) {
    p.number(static_cast<unsigned long long>(x.size()));
    p.out(" matches");
  }
};

} // namespace perdure::detail
