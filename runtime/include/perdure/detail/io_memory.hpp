// std::unique_ptr, shared_ptr, weak_ptr, enable_shared_from_this. What they own is saved after everything else
// (detail/graph.hpp), so a long list of nodes that own each other needs no deep native stack. They get their objects
// when all is loaded.
#pragma once

#include <perdure/detail/io.hpp>

#include <memory>

namespace perdure::detail {

/// The object that a pointer to a polymorphic class is a part of, and what it is.
template <class T> const void *whole_object(T *p) noexcept {
  if constexpr (std::is_polymorphic_v<T>)
    return p ? dynamic_cast<const void *>(p) : nullptr;
  else
    return const_cast<const void *>(static_cast<const volatile void *>(p));
}
template <class T> const object_type *dynamic_type(oarchive &a, T *p) {
  if constexpr (std::is_polymorphic_v<T>) {
    owned_type<std::remove_cv_t<T>>(); // makes the class known
    if (!p) return nullptr;
    if (const object_type *t = find_object_type(typeid(*p).name())) return t;
    a.refuse(std::string("points to an object of the class ") + readable(typeid(*p).name()) +
             ", which is not known as a class that can be saved; tell the runtime with perdure::register_type<...>()");
  } else {
    return static_cast<void>(a), static_cast<void>(p), owned_type<std::remove_cv_t<T>>();
  }
}

template <class T, class D> struct io<std::unique_ptr<T, D>> {
  using P = std::unique_ptr<T, D>;
  static_assert(!std::is_array_v<T>,
                "perdure: a unique_ptr to an array does not know how many elements it owns; use a std::vector");
  static_assert(std::is_empty_v<D> && std::is_default_constructible_v<D>,
                "perdure: a unique_ptr whose deleter has a state cannot be saved");
  static void save(oarchive &a, const P &x) { a.owned(whole_object(x.get()), dynamic_type(a, x.get())); }
  static void restore(iarchive &a, void *where) {
    ::new (where) P();
    using U = std::remove_cv_t<T>;
    a.owned(where, &typeid(U), owned_type<U>(),
            [](void *w, void *object, std::uint64_t) { static_cast<P *>(w)->reset(static_cast<T *>(object)); });
  }
  static void print(printer &p, const P &x) { print_owned(p, x.get()); }
  static void print_owned(printer &p, const T *x) {
    if (!x)
      p.out("null");
    else if constexpr (std::is_polymorphic_v<T>)
      p.out("-> an object of ").out(readable(typeid(*x).name()));
    else
      p.out("-> "), nested(p, *x);
  }
  static void nested(printer &p, const T &x) {
    const printer::level deeper(p);
    print_object(p, x);
  }
};

/// Both std::shared_ptr and weak_ptr are a pointer to the object and one to the control block.
template <class P> const void *control_of(const P &x) noexcept {
  const void *parts[2];
  static_assert(sizeof(P) == sizeof parts);
  std::memcpy(parts, static_cast<const void *>(&x), sizeof parts);
  return parts[1];
}

template <class T> struct io<std::shared_ptr<T>> {
  using P = std::shared_ptr<T>;
  using E = std::remove_cv_t<T>;
  static_assert(!std::is_array_v<T>,
                "perdure: a shared_ptr to an array does not know how many elements it owns; use a std::vector");
  static void save(oarchive &a, const P &x) { save_owner(a, x.get(), control_of(x), false); }
  static void save_owner(oarchive &a, T *p, const void *control, bool weak) {
    a.shared(control, whole_object(p), control && p ? dynamic_type(a, p) : nullptr, weak);
    if (control) a.pointer(const_cast<E *>(p), pointer_type_of<T>());
  }
  static void restore(iarchive &a, void *where) {
    ::new (where) P();
    if constexpr (!std::is_void_v<T>) owned_type<E>();
    a.shared(where, pointer_type_of<T>(), owned_type<E>(),
             [](void *w, const std::shared_ptr<void> &owner, void *object) {
               *static_cast<P *>(w) = P(owner, static_cast<T *>(object));
             });
  }
  static void print(printer &p, const P &x) {
    if constexpr (std::is_void_v<T>)
      p.pointer(x.get(), pointer_type_of<T>(), false);
    else if (!x)
      p.out("null");
    else if constexpr (std::is_polymorphic_v<T>)
      p.out("-> an object of ").out(readable(typeid(*x).name()));
    else {
      const printer::level deeper(p);
      p.out("-> ");
      print_object(p, *x);
    }
  }
};

template <class T> struct io<std::weak_ptr<T>> {
  using P = std::weak_ptr<T>;
  using E = std::remove_cv_t<T>;
  static void save(oarchive &a, const P &x) {
    const std::shared_ptr<T> held = x.lock();
    io<std::shared_ptr<T>>::save_owner(a, held.get(), held ? control_of(x) : nullptr, true);
  }
  static void restore(iarchive &a, void *where) {
    ::new (where) P();
    a.shared(where, pointer_type_of<T>(), owned_type<E>(),
             [](void *w, const std::shared_ptr<void> &owner, void *object) {
               *static_cast<P *>(w) = std::shared_ptr<T>(owner, static_cast<T *>(object));
             });
  }
  static void print(printer &p, const P &x) { p.out(x.expired() ? "expired" : "weak"); }
};

/// Connected by the first shared_ptr that owns the object, as ever.
template <class T> struct io<std::enable_shared_from_this<T>> {
  struct base : std::enable_shared_from_this<T> {};
  static void save(oarchive &a, const std::enable_shared_from_this<T> &) { a.byte(0); }
  static void restore(iarchive &a, void *where) {
    a.byte();
    ::new (where) base();
  }
  static void load(iarchive &a, std::enable_shared_from_this<T> &) { a.byte(); }
  static void print(printer &p, const std::enable_shared_from_this<T> &) { p.out("{}"); }
};

} // namespace perdure::detail
