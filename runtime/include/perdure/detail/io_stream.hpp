// String streams - content, positions, mode, format, state - and the iterators of streams. A pointer or reference to a
// base class of such a stream, or to its buffer, leads to it as any pointer leads to an object of the image; std::cin,
// cout and their kin are permanents. File streams are in io_file.hpp. Other streams stand for something that nobody
// knows: they are refused.
#pragma once

#include <perdure/detail/io_locale.hpp>
#include <perdure/detail/io_string.hpp>

#include <iterator>
#include <sstream>

namespace perdure::detail {

/// What every stream keeps beside its buffer.
template <class C, class T> struct stream_state {
  using stream = std::basic_ios<C, T>;
  struct opened : stream {
    static auto exceptions() noexcept { return &opened::_M_exception; }
    static auto state() noexcept { return &opened::_M_streambuf_state; }
    static auto callbacks() noexcept { return &opened::_M_callbacks; }
    static auto words() noexcept { return &opened::_M_word; }
    static auto word_count() noexcept { return &opened::_M_word_size; }
  };
  struct formats {
    std::int64_t precision, width;
    std::int32_t flags, exceptions, state;
    C fill;
  };
  static void save(oarchive &a, const stream &x) {
    auto &s = const_cast<stream &>(x);
    if (s.*opened::callbacks()) a.refuse("is a stream with callbacks, which an image cannot hold");
    for (int k = 0; k < s.*opened::word_count(); ++k)
      if ((s.*opened::words())[k]._M_iword || (s.*opened::words())[k]._M_pword)
        a.refuse("is a stream with values of iword() or pword(), which an image cannot hold");
    formats f;
    __builtin_memset(static_cast<void *>(&f), 0, sizeof f);
    f.precision = s.precision();
    f.width = s.width();
    f.flags = s.flags();
    f.exceptions = s.*opened::exceptions();
    f.state = s.*opened::state();
    f.fill = s.fill();
    a.put(&f, sizeof f);
    save_locale(a, s.getloc());
    std::basic_ostream<C, T> *tied = s.tie();
    a.pointer(tied, pointer_type_of<std::basic_ostream<C, T>>());
  }
  static void load(iarchive &a, stream &s) {
    formats f;
    a.get(&f, sizeof f);
    s.imbue(restored_locale(a));
    s.precision(std::streamsize(f.precision));
    s.width(std::streamsize(f.width));
    s.flags(std::ios_base::fmtflags(f.flags));
    s.fill(f.fill);
    s.*opened::exceptions() = std::ios_base::iostate(f.exceptions); // exceptions() and clear() would throw
    s.*opened::state() = std::ios_base::iostate(f.state);
    s.tie(nullptr);
    a.pointer(&s, pointer_type_of<std::basic_ostream<C, T>>(), target::object, [](void *w, void *tied, std::uint64_t) {
      static_cast<stream *>(w)->tie(static_cast<std::basic_ostream<C, T> *>(tied));
    });
  }
};

/// The content of a string buffer, all of it, and where reading and writing stand.
template <class C, class T, class A> struct io<std::basic_stringbuf<C, T, A>> {
  using B = std::basic_stringbuf<C, T, A>;
  struct opened : B {
    static auto mode() noexcept { return &opened::_M_mode; }
    static auto reads() noexcept { return std::pair(&opened::eback, &opened::gptr); }
    static auto writes() noexcept { return std::pair(&opened::pbase, &opened::pptr); }
  };
  static constexpr std::uint64_t nowhere = std::uint64_t(-1);
  template <class P> static std::uint64_t offset(const B &x, P area) {
    const C *first = (x.*area.first)(), *at = (x.*area.second)();
    return first ? std::uint64_t(at - first) : nowhere;
  }
  static void save(oarchive &a, const B &x) {
    a.count(std::uint64_t(const_cast<B &>(x).*opened::mode()));
    const auto content = x.str();
    a.count(content.size());
    a.put(content.data(), content.size() * sizeof(C));
    a.count(offset(x, opened::reads()) + 1);
    a.count(offset(x, opened::writes()) + 1);
    save_locale(a, x.getloc());
  }
  static void restore(iarchive &a, void *where) { restore_empty<B>(a, where, &load); }
  static void load(iarchive &a, B &x) {
    const std::uint64_t mode = a.count();
    if (mode >= 0x40) a.refuse("a string stream has an unknown mode");
    x.*opened::mode() = std::ios_base::openmode(int(mode));
    const std::size_t n = a.count_of(sizeof(C));
    std::basic_string<C, T, A> content(n, C());
    a.get(content.data(), n * sizeof(C));
    x.str(content);
    const std::uint64_t read = a.count() - 1, write = a.count() - 1;
    seek(a, x, read, std::ios_base::in);
    seek(a, x, write, std::ios_base::out);
    x.pubimbue(restored_locale(a));
  }
  static void seek(iarchive &a, B &x, std::uint64_t offset, std::ios_base::openmode area) {
    if (offset == nowhere || !(x.*opened::mode() & area)) return;
    if (x.pubseekpos(typename B::pos_type(std::streamoff(offset)), area) == typename B::pos_type(-1))
      a.refuse("a string stream stands behind its end");
  }
  static void print(printer &p, const B &x) { print_object(p, x.str()); }
};

/// A stream that contains its buffer: a string's, or a file's.
template <class S> struct buffered_stream_io {
  using C = typename S::char_type;
  using T = typename S::traits_type;
  using ios = std::basic_ios<C, T>;
  using buffer = std::remove_pointer_t<decltype(std::declval<const S &>().rdbuf())>;
  template <class I> struct counting : I {
    static auto count() noexcept { return &counting::_M_gcount; }
  };
  static constexpr bool reads = std::is_base_of_v<std::basic_istream<C, T>, S>;

  static void save(oarchive &a, const S &x) {
    if (static_cast<const ios &>(x).rdbuf() != x.rdbuf())
      a.refuse("is a stream with the buffer of another stream; give it its own buffer back before the suspension");
    save_object(a, const_cast<const buffer &>(*x.rdbuf()));
    stream_state<C, T>::save(a, x);
    if constexpr (reads) a.count(std::uint64_t(x.gcount()));
  }
  static void restore(iarchive &a, void *where) { restore_empty<S>(a, where, &load); }
  static void load(iarchive &a, S &x) {
    static_cast<ios &>(x).rdbuf(x.rdbuf());
    load_object(a, *x.rdbuf());
    stream_state<C, T>::load(a, x);
    if constexpr (reads)
      static_cast<std::basic_istream<C, T> &>(x).*counting<std::basic_istream<C, T>>::count() =
          std::streamsize(a.count());
  }
  static void print(printer &p, const S &x) { print_object(p, *x.rdbuf()); }
};
template <class C, class T, class A>
struct io<std::basic_stringstream<C, T, A>> : buffered_stream_io<std::basic_stringstream<C, T, A>> {};
template <class C, class T, class A>
struct io<std::basic_istringstream<C, T, A>> : buffered_stream_io<std::basic_istringstream<C, T, A>> {};
template <class C, class T, class A>
struct io<std::basic_ostringstream<C, T, A>> : buffered_stream_io<std::basic_ostringstream<C, T, A>> {};

/// Behind a pointer that owns there is always a stream of some other class; one that is nothing else has a buffer that
/// nobody knows.
template <class S> struct plain_stream_io {
  static void save(oarchive &a, const S &) {
    a.refuse("is a stream whose buffer is not its own; make it permanent, or end its life before the suspension");
  }
  static void restore(iarchive &a, void *) { a.refuse("a stream cannot be made without its buffer"); }
  static void print(printer &p, const S &) { p.out("a stream"); }
};
template <class C, class T> struct io<std::basic_istream<C, T>> : plain_stream_io<std::basic_istream<C, T>> {};
template <class C, class T> struct io<std::basic_ostream<C, T>> : plain_stream_io<std::basic_ostream<C, T>> {};
template <class C, class T> struct io<std::basic_iostream<C, T>> : plain_stream_io<std::basic_iostream<C, T>> {};

/// Makes the streams of char and wchar_t known as what a pointer to a base class may own. Returns true.
bool know_streams() noexcept;
inline const bool streams_are_known = know_streams();

// The usual ones: streams.cpp.
template <> const object_type type_table<std::stringbuf>::value;
template <> const object_type type_table<std::stringstream>::value;
template <> const object_type type_table<std::istringstream>::value;
template <> const object_type type_table<std::ostringstream>::value;

/// What a stream iterator is made of. A stream is known by a pointer.
template <class S, class V> struct istream_iterator_parts {
  S *stream;
  V value;
  bool ok;
};
template <class V, class C, class T, class D> struct io<std::istream_iterator<V, C, T, D>> {
  using I = std::istream_iterator<V, C, T, D>;
  using S = std::basic_istream<C, T>;
  using M = istream_iterator_parts<S, V>;
  static_assert(sizeof(M) == sizeof(I));
  static void save(oarchive &a, const I &x) {
    const M &m = reinterpret_cast<const M &>(x);
    io<S *>::save(a, m.stream);
    save_object(a, m.value);
    a.byte(m.ok);
  }
  static void restore(iarchive &a, void *where) {
    M *m = static_cast<M *>(where);
    io<S *>::restore(a, &m->stream);
    restore_object<V>(a, std::addressof(m->value));
    try {
      m->ok = a.flag();
    } catch (...) {
      m->value.~V();
      throw;
    }
  }
  static void print(printer &p, const I &) { p.out("a stream's iterator"); }
};
template <class V, class C, class T> struct io<std::ostream_iterator<V, C, T>> {
  using I = std::ostream_iterator<V, C, T>;
  using S = std::basic_ostream<C, T>;
  struct mimic {
    S *stream;
    const C *separator;
  };
  static_assert(sizeof(mimic) == sizeof(I));
  static void save(oarchive &a, const I &x) {
    const mimic &m = reinterpret_cast<const mimic &>(x);
    io<S *>::save(a, m.stream);
    io<const C *>::save(a, m.separator);
  }
  static void restore(iarchive &a, void *where) {
    mimic *m = static_cast<mimic *>(where);
    io<S *>::restore(a, &m->stream);
    io<const C *>::restore(a, &m->separator);
  }
  static void print(printer &p, const I &) { p.out("a stream's iterator"); }
};

/// A pointer to a stream's buffer, and a character or a flag.
template <class I, class C, class T, class V> struct buffer_iterator_io {
  using B = std::basic_streambuf<C, T>;
  struct mimic {
    B *buffer;
    V value;
  };
  static_assert(sizeof(mimic) == sizeof(I));
  static void save(oarchive &a, const I &x) {
    const mimic &m = reinterpret_cast<const mimic &>(x);
    io<B *>::save(a, m.buffer);
    io<V>::save(a, m.value);
  }
  static void restore(iarchive &a, void *where) {
    mimic *m = static_cast<mimic *>(where);
    io<B *>::restore(a, &m->buffer);
    io<V>::restore(a, &m->value);
  }
  static void print(printer &p, const I &) { p.out("a stream's iterator"); }
};
template <class C, class T>
struct io<std::istreambuf_iterator<C, T>>
    : buffer_iterator_io<std::istreambuf_iterator<C, T>, C, T, typename T::int_type> {};
template <class C, class T>
struct io<std::ostreambuf_iterator<C, T>> : buffer_iterator_io<std::ostreambuf_iterator<C, T>, C, T, bool> {};

} // namespace perdure::detail
