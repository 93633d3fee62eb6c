// std::pair, tuple, optional, variant, bitset, complex, reference_wrapper, atomic, chrono's durations and time points.
// Parts are built in place, as members of classes are (detail/layout.hpp).
#pragma once

#include <perdure/detail/io.hpp>

#include <algorithm>
#include <atomic>
#include <bitset>
#include <chrono>
#include <complex>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

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

template <class T> struct io<std::optional<T>> {
  using P = std::optional<T>;
  /// How libstdc++ lays an optional out: the content, then whether it is there.
  struct image {
    alignas(T) unsigned char content[sizeof(T)];
    bool engaged;
  };
  static_assert(sizeof(image) == sizeof(P));
  static void save(oarchive &a, const P &x) {
    a.byte(x.has_value());
    if (x) save_object(a, *x);
  }
  static void restore(iarchive &a, void *where) {
    const bool engaged = a.flag();
    if (engaged)
      restore_object<T>(a, where);
    else
      ::new (where) P();
    if (engaged) std::memcpy(static_cast<unsigned char *>(where) + offsetof(image, engaged), &engaged, sizeof engaged);
  }
  static void load(iarchive &a, P &x) {
    x.reset();
    restore(a, std::addressof(x));
  }
  static void print(printer &p, const P &x) {
    if (x)
      print_object(p, *x);
    else
      p.out("nullopt");
  }
};

template <class... T> struct io<std::variant<T...>> {
  using P = std::variant<T...>;
  using index_type = std::conditional_t<(sizeof...(T) < 255), unsigned char, unsigned short>;
  /// How libstdc++ lays a variant out: the content, then which one it is.
  struct image {
    alignas(T...) unsigned char content[std::max({sizeof(T)...})];
    index_type index;
  };
  static_assert(sizeof(image) == sizeof(P));
  static constexpr bool never_valueless = std::__detail::__variant::__never_valueless<T...>();
  static void save(oarchive &a, const P &x) {
    const nesting<oarchive> deeper(a);
    a.count(x.index() + 1);
    if (!x.valueless_by_exception()) save_content(a, x, std::index_sequence_for<T...>());
  }
  template <std::size_t... K> static void save_content(oarchive &a, const P &x, std::index_sequence<K...>) {
    ((x.index() == K ? save_object(a, *std::get_if<K>(std::addressof(x))) : void()), ...);
  }
  static void restore(iarchive &a, void *where) {
    const nesting<iarchive> deeper(a);
    const std::uint64_t index = a.count(); // 0: valueless
    if (index == 0 && never_valueless) a.refuse("a variant has no value that always has one");
    if (index > sizeof...(T)) a.refuse("a variant has more alternatives in the image than in this program");
    if (index) restore_content(a, where, index - 1, std::index_sequence_for<T...>());
    set_index(where, static_cast<index_type>(index - 1));
  }
  static void set_index(void *where, index_type index) noexcept {
    std::memcpy(static_cast<unsigned char *>(where) + offsetof(image, index), &index, sizeof index);
  }
  template <std::size_t... K>
  static void restore_content(iarchive &a, void *where, std::size_t index, std::index_sequence<K...>) {
    ((index == K ? restore_object<T>(a, where) : void()), ...);
  }
  static void load(iarchive &a, P &x) {
    static_assert(std::is_default_constructible_v<P> || !never_valueless,
                  "perdure: this variant cannot be loaded over an old value");
    x.~P();
    try {
      restore(a, std::addressof(x));
    } catch (...) {
      if constexpr (std::is_default_constructible_v<P>)
        ::new (static_cast<void *>(std::addressof(x))) P();
      else
        set_index(std::addressof(x), static_cast<index_type>(-1));
      throw;
    }
  }
  static void print(printer &p, const P &x) {
    if (x.valueless_by_exception())
      p.out("valueless");
    else
      std::visit([&](const auto &e) { print_object(p, e); }, x);
  }
};

template <> struct io<std::monostate> {
  static void save(oarchive &a, const std::monostate &) { a.byte(0); }
  static void restore(iarchive &a, void *where) {
    a.byte();
    ::new (where) std::monostate();
  }
  static void print(printer &p, const std::monostate &) { p.out("monostate"); }
};

template <std::size_t N> struct io<std::bitset<N>> {
  static void save(oarchive &a, const std::bitset<N> &x) {
    for (std::size_t k = 0; k < N; k += 8) {
      unsigned b = 0;
      for (std::size_t j = 0; j < 8 && k + j < N; ++j) b |= unsigned(x[k + j]) << j;
      a.byte(static_cast<unsigned char>(b));
    }
    if constexpr (N == 0) a.byte(0);
  }
  static void restore(iarchive &a, void *where) {
    std::bitset<N> x;
    for (std::size_t k = 0; k < N; k += 8) {
      const unsigned b = a.byte();
      for (std::size_t j = 0; j < 8 && k + j < N; ++j) x[k + j] = b >> j & 1;
    }
    if constexpr (N == 0) a.byte();
    ::new (where) std::bitset<N>(x);
  }
  static void print(printer &p, const std::bitset<N> &x) { p.out(x.to_string()); }
};

template <class T> struct io<std::complex<T>> {
  static void save(oarchive &a, const std::complex<T> &x) { save_run(a, reinterpret_cast<const T *>(&x), 2); }
  static void restore(iarchive &a, void *where) {
    T part[2];
    a.visit(static_cast<T *>(where), 2);
    for (T &t : part) io<T>::restore(a, &t);
    ::new (where) std::complex<T>(part[0], part[1]);
  }
  static void print(printer &p, const std::complex<T> &x) {
    p.out("(");
    print_object(p, x.real());
    p.out(",");
    print_object(p, x.imag());
    p.out(")");
  }
};

template <class T> struct io<std::reference_wrapper<T>> {
  using P = std::reference_wrapper<T>;
  static_assert(sizeof(P) == sizeof(T *));
  static void save(oarchive &a, const P &x) {
    T *p = std::addressof(x.get());
    io<T *>::save(a, p);
  }
  static void restore(iarchive &a, void *where) { io<T *>::restore(a, where); } // it is a pointer
  static void print(printer &p, const P &x) {
    T *q = std::addressof(x.get());
    io<T *>::print(p, q);
  }
};

template <class T> struct io<std::atomic<T>> {
  static void save(oarchive &a, const std::atomic<T> &x) {
    const T v = x.load();
    io<T>::save(a, v);
  }
  static void restore(iarchive &a, void *where) {
    static_assert(sizeof(std::atomic<T>) == sizeof(T));
    alignas(T) unsigned char raw[sizeof(T)];
    if constexpr (std::is_pointer_v<T>) {
      io<T>::restore(a, where);
    } else {
      io<T>::restore(a, raw);
      ::new (where) std::atomic<T>(*reinterpret_cast<T *>(raw));
    }
  }
  static void print(printer &p, const std::atomic<T> &x) { print_object(p, x.load()); }
};

template <class R, class P> struct io<std::chrono::duration<R, P>> {
  using D = std::chrono::duration<R, P>;
  static void save(oarchive &a, const D &x) {
    const R n = x.count();
    io<R>::save(a, n);
  }
  static void restore(iarchive &a, void *where) {
    R n;
    io<R>::restore(a, &n);
    ::new (where) D(n);
  }
  static void print(printer &p, const D &x) {
    p.number(static_cast<long double>(std::chrono::duration<long double>(x).count()));
    p.out("s");
  }
};

template <class Clock, class D> struct io<std::chrono::time_point<Clock, D>> {
  using P = std::chrono::time_point<Clock, D>;
  static void save(oarchive &a, const P &x) { save_object(a, x.time_since_epoch()); }
  static void restore(iarchive &a, void *where) {
    alignas(D) unsigned char raw[sizeof(D)];
    restore_object<D>(a, raw);
    ::new (where) P(*reinterpret_cast<D *>(raw));
  }
  static void print(printer &p, const P &x) { print_object(p, x.time_since_epoch()); }
};

} // namespace perdure::detail
