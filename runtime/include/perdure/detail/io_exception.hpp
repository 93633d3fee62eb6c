// Exceptions of the standard library and of the runtime, as objects and as bases of users' exceptions; std::error_code;
// std::exception_ptr. An exception is saved with its dynamic type, which must be known here by name: the standard ones
// are, a user's class is after perdure::register_exception<T>(). How they are saved is in exceptions.cpp.
#pragma once

#include <perdure/detail/io.hpp>
#include <perdure/error.hpp>

#include <exception>
#include <new>
#include <stdexcept>
#include <typeinfo>

// Declared only: their headers are heavy, and who uses one has included it.
namespace std {
class bad_function_call;
class bad_optional_access;
class bad_variant_access;
class bad_weak_ptr;
class error_code;
class system_error;
} // namespace std

namespace perdure::detail {

template <> const object_type type_table<std::logic_error>::value;
template <> const object_type type_table<std::domain_error>::value;
template <> const object_type type_table<std::invalid_argument>::value;
template <> const object_type type_table<std::length_error>::value;
template <> const object_type type_table<std::out_of_range>::value;
template <> const object_type type_table<std::runtime_error>::value;
template <> const object_type type_table<std::range_error>::value;
template <> const object_type type_table<std::overflow_error>::value;
template <> const object_type type_table<std::underflow_error>::value;
template <> const object_type type_table<perdure::error>::value;
template <> const object_type type_table<image_error>::value;
template <> const object_type type_table<store_error>::value;
template <> const object_type type_table<not_instrumented>::value;
template <> const object_type type_table<foreign_frame>::value;
template <> const object_type type_table<unserialisable>::value;
template <> const object_type type_table<std::exception>::value;
template <> const object_type type_table<std::bad_exception>::value;
template <> const object_type type_table<std::bad_alloc>::value;
template <> const object_type type_table<std::bad_array_new_length>::value;
template <> const object_type type_table<std::bad_cast>::value;
template <> const object_type type_table<std::bad_typeid>::value;
template <> const object_type type_table<std::bad_function_call>::value;
template <> const object_type type_table<std::bad_optional_access>::value;
template <> const object_type type_table<std::bad_weak_ptr>::value;
template <> const object_type type_table<std::bad_variant_access>::value;
template <> const object_type type_table<std::error_code>::value;
template <> const object_type type_table<std::system_error>::value;
template <> const object_type type_table<std::exception_ptr>::value;
template <> const object_type type_table<std::nested_exception>::value;

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
      __builtin_memcpy(static_cast<unsigned char *>(where) + at, copy + at, sizeof(void *));
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
