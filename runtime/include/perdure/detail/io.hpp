// How one object is saved, built again and printed: io<T>. This header decides it for scalars, pointers, arrays and
// the user's classes; the io_*.hpp headers specialise io for the families of std types (io_std.hpp has them all), and
// io_serialized.hpp for classes with a `serialize`.
//
// Each io<T> has
//   save(oarchive &, const T &)        writes the value
//   restore(iarchive &, void *where)   builds a T in raw storage; after an exception nothing is left there
//   print(printer &, const T &)        for people
// and perhaps load(iarchive &, T &) for an object that exists already; without it, the old value is destroyed and a new
// one built. save_object, restore_object and load_object also number the object for the graph; call those.
//
// Building in raw storage is what lets a class without a default constructor, with const members or references,
// come back without running any of its constructors.
#pragma once

#include <perdure/detail/archive.hpp>
#include <perdure/detail/layout.hpp>
#include <perdure/detail/printer.hpp>
#include <perdure/detail/serialize_probe.hpp>
#include <perdure/detail/value.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace perdure::detail {

template <class T> struct io;

// ---- what a type is ----

enum class way {
  scalar,
  boolean,
  long_double,
  null,
  pointer,
  member_pointer,
  raw,
  laid_out,
  serialized,
  empty,
  unknown
};

/// Standard and extended integers; std::is_arithmetic knows __int128 only where extensions are on.
template <class T> constexpr bool is_integer_like() {
#ifdef __SIZEOF_INT128__
  if constexpr (std::is_same_v<T, __int128> || std::is_same_v<T, unsigned __int128>) return true;
#endif
  return std::is_integral_v<T>;
}

/// Compilers' own types, whose bytes are their value: _Complex, __float128, _Float16, vectors of numbers.
template <class T> constexpr bool is_raw() {
  return std::is_object_v<T> && !std::is_class_v<T> && !std::is_union_v<T> && !std::is_array_v<T> &&
         !std::is_arithmetic_v<T> && !is_integer_like<T>() && !std::is_enum_v<T> && !std::is_pointer_v<T> &&
         !std::is_member_pointer_v<T> && !std::is_null_pointer_v<T>;
}

/// The first that fits decides. A layout goes before `serialize`: the compiler derives one only for a class that has no
/// serialize of its own, and one that is inherited would save the base alone.
template <class T> constexpr way way_of() {
  if constexpr (std::is_same_v<T, bool>)
    return way::boolean;
  else if constexpr (std::is_same_v<T, long double>)
    return way::long_double;
  else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T> || is_integer_like<T>())
    return way::scalar;
  else if constexpr (std::is_null_pointer_v<T>)
    return way::null;
  else if constexpr (std::is_pointer_v<T>)
    return way::pointer;
  else if constexpr (std::is_member_pointer_v<T>)
    return way::member_pointer;
  else if constexpr (is_raw<T>())
    return way::raw;
  else if constexpr (has_layout<T>::value)
    return way::laid_out;
  else if constexpr (std::is_empty_v<T> && std::is_trivially_copyable_v<T> && !calls_serialize<T>::value)
    return way::empty; // a member that is only called `serialize`, perhaps
  else if constexpr (has_serialize<T>())
    return way::serialized;
  else
    return way::unknown;
}

template <class T, way Way> struct io_of;
template <class T> struct io : io_of<T, way_of<T>()> {};

template <class T> constexpr bool is_bool_enum() {
  if constexpr (std::is_enum_v<T>)
    return std::is_same_v<std::underlying_type_t<T>, bool>;
  else
    return false;
}

/// Types whose arrays are saved as one block.
template <class T> constexpr bool is_bulk() {
  if constexpr (std::is_enum_v<T>)
    return !is_bool_enum<T>();
  else
    return (std::is_arithmetic_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, long double>) ||
           (is_integer_like<T>() && !std::is_same_v<T, bool>) || is_raw<T>();
}

template <class T> constexpr bool is_character() {
  using U = std::remove_cv_t<T>;
#ifdef __cpp_char8_t
  if constexpr (std::is_same_v<U, char8_t>) return true;
#endif
  return std::is_same_v<U, char> || std::is_same_v<U, wchar_t> || std::is_same_v<U, char16_t> ||
         std::is_same_v<U, char32_t>;
}

template <class T> constexpr bool never = false;

/// Destroys an object, also a base whose destructor is protected.
template <class T> struct opened_destructor : T {
  static void destroy(void *p) noexcept { static_cast<opened_destructor *>(p)->T::~T(); }
};
template <class T> void destroy_as(void *p) noexcept {
  if constexpr (std::is_array_v<T>) {
    for (std::size_t k = std::extent_v<T>; k-- > 0;)
      destroy_as<std::remove_extent_t<T>>(static_cast<std::remove_extent_t<T> *>(p) + k);
  } else if constexpr (!std::is_trivially_destructible_v<T>) {
    if constexpr (std::is_destructible_v<T>)
      static_cast<T *>(p)->~T();
    else
      opened_destructor<T>::destroy(p);
  }
}

// ---- one object ----

template <class T> void save_object(oarchive &a, const T &x) {
  using U = std::remove_cv_t<T>;
  const U &u = const_cast<const U &>(x);
  a.visit(std::addressof(u));
  io<U>::save(a, u);
}

/// Builds a T at `where`, raw storage.
template <class T> void restore_object(iarchive &a, void *where) {
  using U = std::remove_cv_t<T>;
  a.visit(static_cast<U *>(where));
  io<U>::restore(a, where);
}

template <class T, class = void> struct loads_in_place : std::false_type {};
template <class T>
struct loads_in_place<T, std::void_t<decltype(io<T>::load(std::declval<iarchive &>(), std::declval<T &>()))>>
    : std::true_type {};

/// Gives an existing object its saved value. After an exception it has some valid value.
template <class T> void load_object(iarchive &a, T &x) {
  using U = std::remove_cv_t<T>;
  U &u = const_cast<U &>(x);
  a.visit(std::addressof(u));
  if constexpr (loads_in_place<U>::value) {
    io<U>::load(a, u);
  } else if constexpr (std::is_trivially_destructible_v<U>) {
    io<U>::restore(a, std::addressof(u));
  } else {
    static_assert(std::is_default_constructible_v<U>, "an object of this type cannot be loaded over an old value");
    u.~U();
    try {
      io<U>::restore(a, std::addressof(u));
    } catch (...) {
      ::new (static_cast<void *>(std::addressof(u))) U();
      throw;
    }
  }
}

template <class T> void print_object(printer &p, const T &x) {
  using U = std::remove_cv_t<T>;
  if (!p.enough()) io<U>::print(p, const_cast<const U &>(x));
}

/// Objects side by side; the run counts as one object of the graph.
template <class T> void save_run(oarchive &a, const T *first, std::size_t n) {
  a.visit(first, n);
  if constexpr (is_bulk<T>()) {
    a.put(first, n * sizeof(T));
  } else {
    for (std::size_t k = 0; k < n; ++k) {
      a.enter(k);
      io<T>::save(a, first[k]);
      a.leave();
    }
  }
}

/// Builds `n` objects; `built` follows, so that the caller can destroy them after an exception.
template <class T> void restore_run(iarchive &a, T *first, std::size_t n, std::size_t &built) {
  a.visit(first, n);
  if constexpr (is_bulk<T>()) {
    a.get(first, n * sizeof(T));
    built = n;
  } else {
    for (; built < n; ++built) io<T>::restore(a, first + built);
  }
}

template <class T> void load_run(iarchive &a, T *first, std::size_t n) {
  a.visit(first, n);
  if constexpr (is_bulk<T>()) {
    a.get(first, n * sizeof(T));
  } else {
    for (std::size_t k = 0; k < n; ++k) {
      if constexpr (loads_in_place<T>::value)
        io<T>::load(a, first[k]);
      else if constexpr (std::is_trivially_destructible_v<T>)
        io<T>::restore(a, first + k);
      else
        load_object(a, first[k]);
    }
  }
}

// ---- classes ----

struct describing {
  std::string text;
  template <class T> void member(const char *name, T &) { line(name, typeid(T).name()); }
  template <class T> void base(const char *name, T &) { line(name, typeid(T).name()); }
  template <class T> void reference(const char *name, T *&) {
    line(name, (std::string("&") + typeid(T *).name()).c_str());
  }
  void line(const char *name, const char *type) { text.append(name).append("\n").append(type).append("\n"); }
};

template <class T> const std::string &members_of() {
  static const std::string text = [] {
    alignas(T) static unsigned char nobody[sizeof(T)]; // members are only named, never read
    describing v;
    if constexpr (has_virtual_bases<T>::value) layout<T>::virtual_bases(v, reinterpret_cast<T &>(nobody));
    layout<T>::members(v, reinterpret_cast<T &>(nobody));
    return v.text;
  }();
  return text;
}

/// BOOST_CLASS_VERSION; see io_serialized.hpp.
template <class T> struct serialized_version;

template <class T> constexpr unsigned version_of() {
  if constexpr (std::is_class_v<T> || std::is_union_v<T>) {
    if constexpr (std::is_base_of_v<io_of<T, way::serialized>, io<T>>) return serialized_version<T>::value;
  }
  return 0;
}

template <class T> constexpr const std::string &(*describer_of())() {
  if constexpr (has_layout<T>::value)
    return &members_of<T>;
  else
    return nullptr;
}

template <class T> inline const class_type class_type_of = {&typeid(T), version_of<T>(), describer_of<T>()};

template <class T> constexpr bool has_own_layout() {
  if constexpr (std::is_class_v<T>)
    return std::is_base_of_v<io_of<T, way::laid_out>, io<T>>;
  else
    return false;
}

struct saving_members {
  oarchive &a;
  template <class T> void member(const char *name, T &x) {
    a.enter(name);
    save_object(a, x);
    a.leave();
  }
  template <class T> void base(const char *, T &x) {
    if constexpr (has_own_layout<T>()) {
      a.visit(std::addressof(x));
      io<T>::save_part(a, x);
    } else {
      save_object(a, x);
    }
  }
  template <class T> void reference(const char *name, T *&p) {
    a.enter(name);
    io<T *>::save(a, p);
    a.leave();
  }
};

struct restoring_members {
  iarchive &a;
  template <class T> void member(const char *, T &x) {
    using U = std::remove_cv_t<T>;
    void *where = const_cast<U *>(std::addressof(x));
    restore_object<U>(a, where);
    if constexpr (!std::is_trivially_destructible_v<U>) a.built(where, &destroy_as<U>);
  }
  /// A part of an object: the virtual table is the whole object's, and virtual bases are elsewhere.
  template <class T> void base(const char *name, T &x) {
    if constexpr (has_own_layout<T>()) {
      a.visit(std::addressof(x));
      io<T>::restore_part(a, std::addressof(x));
      if constexpr (!std::is_trivially_destructible_v<T>) a.built(std::addressof(x), &io<T>::destroy_part);
    } else {
      member(name, x);
    }
  }
  template <class T> void reference(const char *, T *&p) { io<T *>::restore(a, &p); }
};

/// For a part of an object that could not be built: in reverse order would be right, but nobody can tell.
struct destroying_members {
  template <class T> void member(const char *, T &x) noexcept {
    using U = std::remove_cv_t<T>;
    destroy_as<U>(const_cast<U *>(std::addressof(x)));
  }
  template <class T> void base(const char *name, T &x) noexcept {
    if constexpr (has_own_layout<T>())
      io<T>::destroy_part(std::addressof(x));
    else
      member(name, x);
  }
  template <class T> void reference(const char *, T *&) noexcept {}
};

struct loading_members {
  iarchive &a;
  template <class T> void member(const char *, T &x) { load_object(a, x); }
  template <class T> void base(const char *, T &x) {
    if constexpr (has_own_layout<T>()) {
      a.visit(std::addressof(x));
      io<T>::load_part(a, x);
    } else {
      load_object(a, x);
    }
  }
  template <class T> void reference(const char *, T *&p) { io<T *>::restore(a, &p); }
};

struct printing_members {
  printer &p;
  bool first = true;
  template <class T> void member(const char *name, T &x) {
    label(name);
    print_object(p, x);
  }
  template <class T> void base(const char *name, T &x) {
    if constexpr (has_own_layout<T>()) {
      label(name);
      io<T>::print_part(p, x);
    } else {
      member(name, x);
    }
  }
  template <class T> void reference(const char *name, T *&x) {
    label(name);
    io<T *>::print(p, x);
  }
  void label(const char *name) {
    p.out(first ? "" : ", ").out(name).out(" = ");
    first = false;
  }
};

/// Objects whose dynamic type only the image tells are found by name; each polymorphic class that is saved anywhere
/// in the program makes itself known.
template <class T> struct object_registration {
  object_registration() { register_object_type<T>(); }
  static const object_registration instance;
};
template <class T> const object_registration<T> object_registration<T>::instance;

template <class T> struct io_of<T, way::laid_out> {
  static T &at(const T &x) noexcept { return const_cast<T &>(x); }
  static constexpr void check() {
    static_assert(
        !std::is_polymorphic_v<T> || has_vtable<T>::value,
        "perdure: objects of this polymorphic class cannot be built without running a constructor; give the "
        "class `template <class Archive> void serialize(Archive &ar, unsigned version)` and a default constructor");
  }
  /// A complete object, or a part without its virtual bases.
  template <bool Whole, class V> static void visit(V &v, T &x) {
    if constexpr (Whole && has_virtual_bases<T>::value) layout<T>::virtual_bases(v, x);
    layout<T>::members(v, x);
  }
  static void tables(iarchive &a, void *where) {
    if constexpr (has_vtable<T>::value) {
      if (!layout<T>::vtable()) a.refuse("no file of this program constructs objects of this class");
      set_vtables<T>(where);
    } else {
      static_cast<void>(a), static_cast<void>(where);
    }
  }

  static void save(oarchive &a, const T &x) { save_as_part<true>(a, x); }
  static void save_part(oarchive &a, const T &x) { save_as_part<false>(a, x); }
  template <bool Whole> static void save_as_part(oarchive &a, const T &x) {
    check();
    const nesting<oarchive> n(a);
    a.uses(class_type_of<T>);
    if constexpr (std::is_empty_v<T>) a.byte(0);
    saving_members v{a};
    visit<Whole>(v, at(x));
  }
  static void restore(iarchive &a, void *where) {
    tables(a, where);
    restore_as_part<true>(a, where);
    tables(a, where); // the members are nobody's, but a class that is a base with a `serialize` has set its own
  }
  static void restore_part(iarchive &a, void *where) { restore_as_part<false>(a, where); }
  template <bool Whole> static void restore_as_part(iarchive &a, void *where) {
    check();
    const nesting<iarchive> n(a);
    a.uses(class_type_of<T>);
    if constexpr (std::is_empty_v<T>) a.byte();
    restoring_members v{a};
    if constexpr (std::is_trivially_destructible_v<T>) {
      visit<Whole>(v, *static_cast<T *>(where));
    } else {
      const std::size_t mark = a.mark();
      try {
        visit<Whole>(v, *static_cast<T *>(where));
      } catch (...) {
        a.undo(mark);
        throw;
      }
      a.keep(mark);
    }
  }
  /// Undoes restore_part: only its members are destroyed, because it never was an object that a destructor could end.
  static void destroy_part(void *where) noexcept {
    destroying_members v;
    layout<T>::members(v, *static_cast<T *>(where));
  }
  static void load(iarchive &a, T &x) { load_as_part<true>(a, x); }
  static void load_part(iarchive &a, T &x) { load_as_part<false>(a, x); }
  template <bool Whole> static void load_as_part(iarchive &a, T &x) {
    const nesting<iarchive> n(a);
    a.uses(class_type_of<T>);
    if constexpr (std::is_empty_v<T>) a.byte();
    loading_members v{a};
    visit<Whole>(v, x);
  }
  static void print(printer &p, const T &x) { print_as_part<true>(p, x); }
  static void print_part(printer &p, const T &x) { print_as_part<false>(p, x); }
  template <bool Whole> static void print_as_part(printer &p, const T &x) {
    const printer::level n(p);
    printing_members v{p};
    p.out("{");
    visit<Whole>(v, at(x));
    p.out("}");
  }
};

// ---- the rest ----

/// Of a bool that may never have been set: then it is neither true nor false.
inline unsigned char truth_of(const void *p) noexcept {
  unsigned char b;
  std::memcpy(&b, p, 1);
  return b != 0;
}

template <class T> struct io_of<T, way::scalar> {
  static void save(oarchive &a, const T &x) {
    if constexpr (is_bool_enum<T>())
      a.byte(truth_of(&x));
    else
      a.put(&x, sizeof x);
  }
  static void restore(iarchive &a, void *where) {
    if constexpr (is_bool_enum<T>())
      ::new (where) T(T(a.flag()));
    else
      a.get(where, sizeof(T));
  }
  static void print(printer &p, const T &x) {
    if constexpr (std::is_enum_v<T>) {
      if constexpr (std::is_signed_v<std::underlying_type_t<T>>)
        p.number(static_cast<long long>(x));
      else
        p.number(static_cast<unsigned long long>(x));
    } else if constexpr (is_character<T>()) {
      p.character(
          static_cast<char32_t>(std::make_unsigned_t<std::conditional_t<std::is_same_v<T, char>, char, int>>(x)));
    } else if constexpr (std::is_floating_point_v<T>) {
      p.number(static_cast<long double>(x));
#ifdef __SIZEOF_INT128__
    } else if constexpr (sizeof(T) > sizeof(long long)) {
      p.number(static_cast<long double>(x));
#endif
    } else if constexpr (T(-1) < T(0)) {
      p.number(static_cast<long long>(x));
    } else {
      p.number(static_cast<unsigned long long>(x));
    }
  }
};

template <class T> struct io_of<T, way::raw> {
  static_assert(std::is_trivially_copyable_v<T>);
  static void save(oarchive &a, const T &x) { a.put(&x, sizeof x); }
  static void restore(iarchive &a, void *where) { a.get(where, sizeof(T)); }
  static void print(printer &p, const T &x) { p.save_binary(&x, sizeof x); }
};

template <class T> struct io_of<T, way::boolean> {
  static void save(oarchive &a, const bool &x) { a.byte(truth_of(&x)); }
  static void restore(iarchive &a, void *where) { ::new (where) bool(a.flag()); }
  static void print(printer &p, bool x) { p.out(x ? "true" : "false"); }
};

// Its padding holds garbage: only the value is written, so that equal executions have equal images.
template <class T> struct io_of<T, way::long_double> {
  static constexpr std::size_t used = sizeof(long double) == 16 && __LDBL_MANT_DIG__ == 64 ? 10 : sizeof(long double);
  static void save(oarchive &a, const long double &x) { a.put(&x, used); }
  static void restore(iarchive &a, void *where) {
    std::memset(where, 0, sizeof(long double));
    a.get(where, used);
  }
  static void print(printer &p, long double x) { p.number(x); }
};

template <class T> struct io_of<T, way::null> {
  static void save(oarchive &a, T) { a.byte(0); }
  static void restore(iarchive &a, void *where) {
    a.byte();
    ::new (where) T();
  }
  static void print(printer &p, T) { p.out("nullptr"); }
};

template <class T> struct io_of<T, way::empty> {
  static void save(oarchive &a, const T &) { a.byte(0); }
  static void restore(iarchive &a, void *) { a.byte(); } // no bytes to build: what lies there may be a neighbour's
  static void load(iarchive &a, T &) { a.byte(); }
  static void print(printer &p, const T &) { p.out("{}"); }
};

template <class T> struct io_of<T, way::pointer> {
  using U = std::remove_pointer_t<T>;
  static constexpr target kind = std::is_function_v<U>                     ? target::function
                                 : is_character<U>() && std::is_const_v<U> ? target::text
                                                                           : target::object;
  static void save(oarchive &a, const T &x) {
    if constexpr (std::is_function_v<U>)
      a.function(reinterpret_cast<void *>(x), &typeid(T));
    else if constexpr (kind == target::text)
      a.characters(x, pointer_type_of<U>(), 0);
    else
      a.pointer(const_cast<const void *>(static_cast<const volatile void *>(x)), pointer_type_of<U>());
  }
  static void restore(iarchive &a, void *where) {
    ::new (where) T(nullptr);
    if constexpr (std::is_function_v<U>)
      a.pointer(where, &typeid(T), kind);
    else
      a.pointer(where, pointer_type_of<U>(), kind);
  }
  static void print(printer &p, const T &x) {
    if constexpr (std::is_function_v<U>) {
      p.code(reinterpret_cast<void *>(x));
    } else {
      p.pointer(const_cast<const void *>(static_cast<const volatile void *>(x)), pointer_type_of<U>(),
                std::is_same_v<U, const char>);
    }
  }
};

// A pointer to a data member is an offset, one to a virtual function a place in a table: right for the same build only.
// A pointer to another member function is code, as a function pointer.
template <class T> struct io_of<T, way::member_pointer> {
  struct parts {
    std::uintptr_t code;
    std::ptrdiff_t adjustment;
  };
  static void save(oarchive &a, const T &x) {
    if constexpr (sizeof(T) == sizeof(parts)) {
      parts m;
      std::memcpy(&m, &x, sizeof m);
      const bool is_virtual = m.code & 1;
      a.byte(is_virtual);
      if (is_virtual)
        a.put(&m.code, sizeof m.code);
      else
        a.function(reinterpret_cast<void *>(m.code), &typeid(T));
      a.put(&m.adjustment, sizeof m.adjustment);
      if (is_virtual || m.adjustment) a.needs_same_build();
    } else {
      a.needs_same_build();
      a.put(&x, sizeof x);
    }
  }
  static void restore(iarchive &a, void *where) {
    if constexpr (sizeof(T) == sizeof(parts)) {
      parts m{};
      if (a.flag()) {
        a.get(&m.code, sizeof m.code);
        std::memcpy(where, &m, sizeof m);
      } else {
        std::memcpy(where, &m, sizeof m);
        a.pointer(where, &typeid(T), target::function);
      }
      a.get(&m.adjustment, sizeof m.adjustment);
      std::memcpy(static_cast<char *>(where) + sizeof m.code, &m.adjustment, sizeof m.adjustment);
    } else {
      a.get(where, sizeof(T));
    }
  }
  static void print(printer &p, const T &x) { p.out(x == nullptr ? "nullptr" : "a pointer to member"); }
};

template <class E, std::size_t N> struct io<E[N]> {
  using T = E[N];
  using U = std::remove_cv_t<E>;
  static void save(oarchive &a, const T &x) { save_run(a, const_cast<const U *>(x), N); }
  static void restore(iarchive &a, void *where) {
    U *first = static_cast<U *>(where);
    std::size_t built = 0;
    try {
      restore_run(a, first, N, built);
    } catch (...) {
      if constexpr (!std::is_trivially_destructible_v<U>)
        for (; built > 0; --built) destroy_as<U>(first + built - 1);
      throw;
    }
  }
  static void load(iarchive &a, T &x) { load_run(a, const_cast<U *>(x), N); }
  static void print(printer &p, const T &x) {
    if constexpr (std::is_same_v<U, char>) {
      std::size_t n = 0;
      while (n < N && x[n]) ++n;
      p.quoted({x, n});
    } else {
      p.list(x, x + N, [&](const E &e) { print_object(p, e); });
    }
  }
};

template <class T> struct io_of<T, way::unknown> {
  static constexpr void explain() {
    static_assert(never<T>,
                  "perdure: this type cannot be saved in an image (see T in `io<T>` of this message). Give it a member "
                  "`template <class Archive> void serialize(Archive &ar, unsigned version) { ar & a & b; }`, or a free "
                  "function `template <class Archive> void serialize(Archive &ar, T &x, unsigned version)`");
  }
  static void save(oarchive &, const T &) { explain(); }
  static void restore(iarchive &, void *) { explain(); }
  static void print(printer &, const T &) { explain(); }
};

// ---- objects on the heap ----

template <class T, class = void> struct has_own_new : std::false_type {};
template <class T> struct has_own_new<T, std::void_t<decltype(T::operator new(sizeof(T)))>> : std::true_type {};

template <class T> void *allocate_object() {
  if constexpr (has_own_new<T>::value)
    return T::operator new(sizeof(T));
  else if constexpr (alignof(T) > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
    return ::operator new(sizeof(T), std::align_val_t(alignof(T)));
  else
    return ::operator new(sizeof(T));
}
template <class T> void release_object(void *p) noexcept {
  if constexpr (has_own_new<T>::value)
    T::operator delete(p);
  else if constexpr (alignof(T) > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
    ::operator delete(p, std::align_val_t(alignof(T)));
  else
    ::operator delete(p);
}
template <class T, class = void> struct can_be_deleted : std::false_type {};
template <class T> struct can_be_deleted<T, std::void_t<decltype(delete std::declval<T *>())>> : std::true_type {};

template <class T> std::shared_ptr<void> share_object(void *p) {
  return std::shared_ptr<T>(static_cast<T *>(p)); // typed: it also connects enable_shared_from_this
}
template <class T> constexpr auto sharer_of() noexcept -> std::shared_ptr<void> (*)(void *) {
  if constexpr (can_be_deleted<T>::value)
    return &share_object<T>;
  else
    return nullptr;
}

template <class T> void save_as(oarchive &a, const void *p) { save_object(a, *static_cast<const T *>(p)); }
template <class T> void print_as(printer &p, const void *x) { print_object(p, *static_cast<const T *>(x)); }
template <class T> void save_run_as(oarchive &a, const void *first, std::size_t n) {
  save_run(a, static_cast<const T *>(first), n);
}
template <class T> void restore_run_as(iarchive &a, void *first, std::size_t n, std::size_t &built) {
  restore_run(a, static_cast<T *>(first), n, built);
}

/// A layout may say that the class ends with an array of any length, `struct packet { int n; char data[]; }`:
///   using tail = char; static constexpr std::size_t tail_offset = 4;
template <class T, class = void> struct tail_of {
  static constexpr const object_type *type() noexcept { return nullptr; }
  static constexpr std::size_t offset = 0;
};

template <class T>
inline const object_type object_type_of = {&typeid(T),
                                           &class_type_of<T>,
                                           sizeof(T),
                                           alignof(T),
                                           &save_as<T>,
                                           &restore_object<T>,
                                           &destroy_as<T>,
                                           &allocate_object<T>,
                                           &release_object<T>,
                                           sharer_of<T>(),
                                           &save_run_as<T>,
                                           &restore_run_as<T>,
                                           pointer_type_of<T>(),
                                           std::is_trivially_copyable_v<T>,
                                           tail_of<T>::type(),
                                           tail_of<T>::offset};

template <class T> struct tail_of<T, std::void_t<typename layout<T>::tail>> {
  static constexpr const object_type *type() noexcept { return &object_type_of<typename layout<T>::tail>; }
  static constexpr std::size_t offset = layout<T>::tail_offset;
};

template <class T> void register_object_type() {
  if constexpr (!std::is_abstract_v<T>) add_object_type(&object_type_of<T>);
}

/// What a smart pointer to T owns, as far as the static type tells; null: only the dynamic type will do.
template <class T> const object_type *owned_type() noexcept {
  if constexpr (std::is_void_v<T>) {
    return nullptr;
  } else {
    // Where the heap is tracked, a loaded object's block is of that type, and the next image names it.
    if constexpr (!std::is_abstract_v<T>) static_cast<void>(&object_registration<T>::instance);
    if constexpr (std::is_polymorphic_v<T>)
      return nullptr;
    else
      return &object_type_of<T>;
  }
}

} // namespace perdure::detail
