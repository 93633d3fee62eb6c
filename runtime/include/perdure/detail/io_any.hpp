// std::any, of the types that the program makes known with
//   template struct perdure::detail::known_content<T, &std::any::_Manager<T>::_S_manage>;
// An any of a type that cannot be made from nothing has no other way to come back in place than to be given its parts:
// the function that libstdc++ manages such values with is private, but not to an explicit instantiation.
#pragma once

#include <perdure/detail/callable.hpp>
#include <perdure/detail/io.hpp>

#include <any>

namespace perdure::detail {

/// How libstdc++ lays an any out. Its value lies in the buffer if it is small and moves without throwing.
struct any_parts {
  void (*manager)();
  void *storage;
};
static_assert(sizeof(any_parts) == sizeof(std::any));

/// A type that a std::any may hold.
struct any_type : callable_type {
  const void *(*value)(const std::any &) noexcept;
};

template <class T, auto Manager> struct any_content {
  static constexpr bool local =
      std::is_nothrow_move_constructible_v<T> && sizeof(T) <= sizeof(void *) && alignof(T) <= alignof(void *);
  static void restore(iarchive &a, void *where) {
    ::new (where) std::any();
    auto *parts = static_cast<any_parts *>(where);
    if constexpr (local) {
      restore_object<T>(a, &parts->storage);
    } else {
      void *value = allocate_object(object_type_of<T>);
      try {
        restore_object<T>(a, value);
      } catch (...) {
        release_object(value, object_type_of<T>);
        throw;
      }
      parts->storage = value;
    }
    parts->manager = reinterpret_cast<void (*)()>(Manager);
  }
  static const void *value(const std::any &x) noexcept { return std::any_cast<T>(&x); }
  static inline const any_type known = {{&typeid(T), &object_type_of<T>, &restore}, &value};
};

/// Makes a type known that a std::any may hold.
template <class T, auto Manager> struct known_content {
  static const bool known;
};
template <class T, auto Manager>
const bool known_content<T, Manager>::known =
    (add_callable_type(typeid(std::any).name(), &any_content<T, Manager>::known), true);

template <> struct io<std::any> {
  using P = std::any;
  static const any_type *find(std::string_view name) noexcept {
    return static_cast<const any_type *>(find_callable_type(typeid(P).name(), name));
  }
  static void save(oarchive &a, const P &x) {
    const nesting<oarchive> deeper(a);
    if (!x.has_value()) return a.text({});
    const char *name = x.type().name();
    const any_type *type = find(name);
    if (!type) refuse_callable(a, "std::any", name);
    a.text(name);
    save_at(a, type->value(x), *type->target);
  }
  static void restore(iarchive &a, void *where) {
    const nesting<iarchive> deeper(a);
    const std::string_view name = a.text();
    if (name.empty()) {
      ::new (where) P();
      return;
    }
    const any_type *type = find(name);
    if (!type) refuse_callable(a, "std::any", name);
    type->restore(a, where);
  }
  static void print(printer &p, const P &x) {
    const any_type *type = x.has_value() ? find(x.type().name()) : nullptr;
    if (!x.has_value())
      p.out("empty");
    else if (type)
      print_value(p, type->value(x), *type->target);
    else
      p.out(readable(x.type().name()));
  }
};

} // namespace perdure::detail
