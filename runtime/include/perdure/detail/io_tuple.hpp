// std::pair and tuple. Parts are built in place, as members of classes are (detail/layout.hpp).
#pragma once

#include <perdure/detail/io.hpp>

#include <tuple>
#include <utility>

namespace perdure::detail {

/// Builds the parts of something one after the other; a part that fails takes the earlier ones with it.
template <class Build> void restore_parts(iarchive &a, Build build) {
  const std::size_t mark = a.mark();
  try {
    restoring_members v{a};
    build(v);
  } catch (...) {
    a.undo(mark);
    throw;
  }
  a.keep(mark);
}

template <class A, class B> struct io<std::pair<A, B>> {
  using P = std::pair<A, B>;
  static void save(oarchive &a, const P &x) {
    a.enter("first");
    save_object(a, x.first);
    a.leave();
    a.enter("second");
    save_object(a, x.second);
    a.leave();
  }
  static_assert(!std::is_reference_v<A> && !std::is_reference_v<B>, "perdure: a pair of references cannot be saved");
  static void restore(iarchive &a, void *where) {
    P *x = static_cast<P *>(where);
    restore_parts(a, [&](restoring_members &v) {
      v.member("first", x->first);
      v.member("second", x->second);
    });
  }
  static void load(iarchive &a, P &x) {
    load_object(a, x.first);
    load_object(a, x.second);
  }
  static void print(printer &p, const P &x) {
    p.out("{");
    print_object(p, x.first);
    p.out(", ");
    print_object(p, x.second);
    p.out("}");
  }
};

template <class... T> struct io<std::tuple<T...>> {
  using P = std::tuple<T...>;
  static_assert((!std::is_reference_v<T> && ...), "perdure: a tuple of references cannot be saved");
  static void save(oarchive &a, const P &x) {
    if constexpr (sizeof...(T) == 0) a.byte(0);
    std::size_t k = 0;
    static_cast<void>(k);
    std::apply([&](const T &...part) { ((a.enter(k++), save_object(a, part), a.leave()), ...); }, x);
  }
  static void restore(iarchive &a, void *where) {
    if constexpr (sizeof...(T) == 0) a.byte();
    P *x = static_cast<P *>(where);
    restore_parts(a, [&](restoring_members &v) { std::apply([&](T &...part) { (v.member("", part), ...); }, *x); });
  }
  static void load(iarchive &a, P &x) {
    if constexpr (sizeof...(T) == 0) a.byte();
    std::apply([&](T &...part) { (load_object(a, part), ...); }, x);
  }
  static void print(printer &p, const P &x) {
    const char *before = "{";
    if constexpr (sizeof...(T) == 0) p.out(before);
    std::apply([&](const T &...part) { ((p.out(before), print_object(p, part), before = ", "), ...); }, x);
    p.out("}");
  }
};

} // namespace perdure::detail
