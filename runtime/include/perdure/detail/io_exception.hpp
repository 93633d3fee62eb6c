// Exceptions of the standard library and of the runtime, as objects and as bases of users' exceptions; std::error_code;
// std::exception_ptr. An exception is saved with its dynamic type, which must be known here by name: the standard ones
// are, a user's class is after perdure::register_exception<T>().
#pragma once

#include <perdure/detail/io.hpp>
#include <perdure/error.hpp>

#include <exception>
#include <functional>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <typeinfo>
#include <variant>

namespace perdure::detail {

/// The text that follows a prefix that a constructor takes: "prefix: message of the code".
std::string without_suffix(std::string_view text, const std::string &suffix);
/// By name; null if it is none of the standard library's.
const std::error_category *find_category(std::string_view name) noexcept;

/// What holds a text and is built from it.
template <class E> struct message_exception_io {
  static void save(oarchive &a, const E &x) { a.text(x.E::what()); } // not what an overrider says
  static void restore(iarchive &a, void *where) { ::new (where) E(std::string(a.text())); }
  static void load(iarchive &a, E &x) { static_cast<E &>(x) = E(std::string(a.text())); }
  static void print(printer &p, const E &x) { p.quoted(x.what()); }
};
template <> struct io<std::logic_error> : message_exception_io<std::logic_error> {};
template <> struct io<std::domain_error> : message_exception_io<std::domain_error> {};
template <> struct io<std::invalid_argument> : message_exception_io<std::invalid_argument> {};
template <> struct io<std::length_error> : message_exception_io<std::length_error> {};
template <> struct io<std::out_of_range> : message_exception_io<std::out_of_range> {};
template <> struct io<std::runtime_error> : message_exception_io<std::runtime_error> {};
template <> struct io<std::range_error> : message_exception_io<std::range_error> {};
template <> struct io<std::overflow_error> : message_exception_io<std::overflow_error> {};
template <> struct io<std::underflow_error> : message_exception_io<std::underflow_error> {};
template <> struct io<perdure::error> : message_exception_io<perdure::error> {};
template <> struct io<image_error> : message_exception_io<image_error> {};
template <> struct io<store_error> : message_exception_io<store_error> {};
template <> struct io<not_instrumented> : message_exception_io<not_instrumented> {};
template <> struct io<foreign_frame> : message_exception_io<foreign_frame> {};
template <> struct io<unserialisable> : message_exception_io<unserialisable> {};

/// What holds nothing.
template <class E> struct plain_exception_io {
  static void save(oarchive &a, const E &) { a.byte(0); }
  static void restore(iarchive &a, void *where) {
    a.byte();
    ::new (where) E();
  }
  static void load(iarchive &a, E &) { a.byte(); }
  static void print(printer &p, const E &x) { p.quoted(x.what()); }
};
template <> struct io<std::exception> : plain_exception_io<std::exception> {};
template <> struct io<std::bad_exception> : plain_exception_io<std::bad_exception> {};
template <> struct io<std::bad_alloc> : plain_exception_io<std::bad_alloc> {};
template <> struct io<std::bad_array_new_length> : plain_exception_io<std::bad_array_new_length> {};
template <> struct io<std::bad_cast> : plain_exception_io<std::bad_cast> {};
template <> struct io<std::bad_typeid> : plain_exception_io<std::bad_typeid> {};
template <> struct io<std::bad_function_call> : plain_exception_io<std::bad_function_call> {};
template <> struct io<std::bad_optional_access> : plain_exception_io<std::bad_optional_access> {};
template <> struct io<std::bad_weak_ptr> : plain_exception_io<std::bad_weak_ptr> {};

// libstdc++ keeps the reason, one of a few constants, in a pointer that only std::get and std::visit can set.
template <> struct io<std::bad_variant_access> {
  static void save(oarchive &a, const std::bad_variant_access &x) { a.text(x.what()); }
  static void restore(iarchive &a, void *where);
  static void print(printer &p, const std::bad_variant_access &x) { p.quoted(x.what()); }
};

template <> struct io<std::error_code> {
  static void save(oarchive &a, const std::error_code &x) {
    if (!find_category(x.category().name()))
      a.refuse(std::string("holds an error code of the category '") + x.category().name() +
               "', which only this program knows");
    a.text(x.category().name());
    const int v = x.value();
    a.put(&v, sizeof v);
  }
  static void restore(iarchive &a, void *where) {
    const std::error_category *c = find_category(a.text());
    if (!c) a.refuse("an error code is of an unknown category");
    int v;
    a.get(&v, sizeof v);
    ::new (where) std::error_code(v, *c);
  }
  static void print(printer &p, const std::error_code &x) { p.quoted(x.message()); }
};

template <class E> struct system_error_io {
  static void save(oarchive &a, const E &x) {
    save_object(a, x.code());
    a.text(without_suffix(x.std::system_error::what(), x.code().message()));
  }
  static void restore(iarchive &a, void *where) {
    alignas(std::error_code) unsigned char raw[sizeof(std::error_code)];
    restore_object<std::error_code>(a, raw);
    const auto &code = *reinterpret_cast<const std::error_code *>(raw);
    const std::string prefix(a.text());
    build(where, code, prefix);
  }
  static void build(void *where, const std::error_code &code, const std::string &prefix) {
    if constexpr (std::is_same_v<E, std::system_error>) {
      if (prefix.empty())
        ::new (where) E(code);
      else
        ::new (where) E(code, prefix);
    } else {
      ::new (where) E(prefix, code);
    }
  }
  static void print(printer &p, const E &x) { p.quoted(x.what()); }
};
template <> struct io<std::system_error> : system_error_io<std::system_error> {};

template <> struct io<std::exception_ptr> {
  static void save(oarchive &a, const std::exception_ptr &x);
  static void restore(iarchive &a, void *where) {
    auto *x = ::new (where) std::exception_ptr();
    a.exception(x);
  }
  static void print(printer &p, const std::exception_ptr &x) { p.exception(x); }
};

// libstdc++'s is a pointer to a table and an exception_ptr.
template <> struct io<std::nested_exception> {
  static_assert(sizeof(std::nested_exception) == 2 * sizeof(void *));
  static std::exception_ptr &inner(const std::nested_exception *x) noexcept {
    return *reinterpret_cast<std::exception_ptr *>(reinterpret_cast<char *>(const_cast<std::nested_exception *>(x)) +
                                                   sizeof(void *));
  }
  static void save(oarchive &a, const std::nested_exception &x) { save_object(a, inner(&x)); }
  static void restore(iarchive &a, void *where) {
    auto *x = ::new (where) std::nested_exception();
    inner(x) = nullptr; // it has taken the one that is handled now
    restore_object<std::exception_ptr>(a, &inner(x));
  }
  static void load(iarchive &a, std::nested_exception &x) { load_object(a, inner(&x)); }
  static void print(printer &p, const std::nested_exception &x) { p.exception(inner(&x)); }
};

/// What std::throw_with_nested throws. Nobody but its constructor knows its tables: they are taken from a copy.
template <class E> struct io<std::_Nested_exception<E>> {
  using T = std::_Nested_exception<E>;
  static void save(oarchive &a, const T &x) {
    save_base(a, static_cast<const E *>(&x), object_type_of<E>);
    save_base(a, static_cast<const std::nested_exception *>(&x), object_type_of<std::nested_exception>);
  }
  static void restore(iarchive &a, void *where) {
    restoring_members v{a};
    T &x = *static_cast<T *>(where);
    v.base("exception", static_cast<E &>(x));
    v.base("nested", static_cast<std::nested_exception &>(x));
    alignas(T) unsigned char copy[sizeof(T)];
    auto *made = ::new (static_cast<void *>(copy)) T(static_cast<const E &>(x));
    const auto take = [&](const void *part, std::size_t offset) {
      const std::size_t at = std::size_t(static_cast<const unsigned char *>(part) - copy) + offset;
      std::memcpy(static_cast<unsigned char *>(where) + at, copy + at, sizeof(void *));
    };
    take(static_cast<std::nested_exception *>(made), 0);
    if constexpr (has_tables<E>::value) {
      for (const table_pointer &t : layout<E>::tables) take(static_cast<E *>(made), t.offset);
    } else if constexpr (std::is_polymorphic_v<E>) {
      take(static_cast<E *>(made), 0);
    }
    made->~T();
  }
  static void print(printer &p, const T &x) {
    p.out("{exception = ");
    print_base(p, static_cast<const E *>(&x), object_type_of<E>);
    p.out(", nested = ");
    print_base(p, static_cast<const std::nested_exception *>(&x), object_type_of<std::nested_exception>);
    p.out("}");
  }
};

} // namespace perdure::detail
