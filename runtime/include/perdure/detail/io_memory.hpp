// std::unique_ptr, shared_ptr, weak_ptr, enable_shared_from_this. What they own is saved after everything else
// (detail/graph.hpp), so a long list of nodes that own each other needs no deep native stack. They get their objects
// when all is loaded.
//
// What a shared_ptr owns is not what it points to: it may point to a base, to a member of the owned object (aliasing),
// or be a shared_ptr<void>. Its control block tells, by its dynamic type; the same type tells of a deleter that
// nothing in an image can stand for, which is refused.
#pragma once

#include <perdure/detail/io.hpp>

#include <memory>

struct _IO_FILE; // the C library's FILE

namespace perdure::detail {

bool heap_is_tracked() noexcept;            // detail/heap.hpp
bool is_open_c_file(const void *) noexcept; // detail/c_file.hpp

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

template <class T> void print_owned(printer &p, const T *x) {
  if (!x) {
    p.out("null");
  } else if constexpr (std::is_polymorphic_v<T>) {
    p.out("-> an object of ").out(readable(typeid(*x).name()));
  } else {
    p.out("-> ");
    const printer::level deeper(p);
    print_object(p, *x);
  }
}

/// The pointer that is all of a unique_ptr.
template <class T> T *&pointer_in(std::unique_ptr<T> &owner) noexcept {
  static_assert(sizeof owner == sizeof(T *));
  return reinterpret_cast<T *&>(owner);
}

/// With the default deleter it owns what operator new gave. Any other deleter knows itself how the memory is to be
/// given back, which only the tracked heap can imitate: there, the pointer leads to its block like any raw pointer.
/// Without it, the deleter is known (to perdurec) to delete its argument. An open file of the C library's is known to
/// the graph by itself.
template <class T, class D> struct io<std::unique_ptr<T, D>> {
  using P = std::unique_ptr<T, D>;
  using U = std::remove_cv_t<T>;
  static constexpr bool plain = std::is_same_v<D, std::default_delete<T>>;
  static constexpr bool stateful = !std::is_empty_v<D>;
  static constexpr bool is_file = std::is_same_v<U, ::_IO_FILE>;
  static_assert(std::is_same_v<typename P::pointer, T *>,
                "perdure: a unique_ptr whose deleter has a pointer type of its own cannot be saved");
  static_assert(!is_file || !plain, "perdure: a FILE is closed by fclose; give the unique_ptr a deleter that does");
  static_assert(!std::is_reference_v<D>, "perdure: a unique_ptr to a deleter elsewhere cannot be saved");

  static void save(oarchive &a, const P &x) {
    if constexpr (stateful) save_object(a, x.get_deleter());
    if constexpr (!plain) {
      const bool tracked = is_file || heap_is_tracked();
      a.byte(tracked);
      if (tracked) return a.pointer(const_cast<U *>(x.get()), pointer_type_of<T>());
    }
    if constexpr (!is_file) a.owned(whole_object(x.get()), dynamic_type(a, x.get()));
  }
  static void restore(iarchive &a, void *where) {
    construct(a, where);
    const bool tracked = plain ? false : a.flag();
    const setter set = [](void *w, void *object, std::uint64_t) {
      if (is_file && !is_open_c_file(object)) return; // an image that somebody made: nothing to close
      static_cast<P *>(w)->reset(static_cast<T *>(object));
    };
    if (tracked)
      a.pointer(where, pointer_type_of<T>(), target::object, set);
    else if constexpr (is_file)
      a.refuse("an open file is owned as an object of the program's");
    else
      a.owned(where, &typeid(U), owned_type<U>(), set);
  }
  static void construct(iarchive &a, void *where) {
    if constexpr (stateful || !std::is_default_constructible_v<D>) { // a null pointer is made of zeros
      __builtin_memset(where, 0, sizeof(P));
      if constexpr (stateful) restore_object<D>(a, std::addressof(static_cast<P *>(where)->get_deleter()));
    } else {
      ::new (where) P();
    }
  }
  static void print(printer &p, const P &x) {
    if constexpr (is_file)
      p.pointer(x.get(), pointer_type_of<T>(), false);
    else
      print_owned(p, x.get());
  }
};

/// The number of elements of an array that new[] gave: `cookie` bytes before it hold it, unless that is 0.
std::size_t array_length(const void *first, std::size_t size, std::size_t cookie) noexcept;
/// Memory for as many, and their first place; and its end.
void *allocate_array(std::size_t n, const object_type &, std::size_t cookie);
void release_array(void *first, std::size_t align, std::size_t cookie) noexcept;

/// An array is saved in place, like that of a vector.
template <class T, class D> struct io<std::unique_ptr<T[], D>> {
  using P = std::unique_ptr<T[], D>;
  using U = std::remove_cv_t<T>;
  static constexpr bool plain = std::is_same_v<D, std::default_delete<T[]>>;
  static constexpr bool stateful = !std::is_empty_v<D>;
  static constexpr std::size_t cookie = std::is_trivially_destructible_v<U> ? 0
                                        : alignof(U) > sizeof(std::size_t)  ? alignof(U)
                                                                            : sizeof(std::size_t);
  static_assert(std::is_same_v<typename P::pointer, T *> && !std::is_reference_v<D> && !std::is_array_v<T>,
                "perdure: this unique_ptr cannot be saved");

  static void save(oarchive &a, const P &x) {
    if constexpr (stateful) save_object(a, x.get_deleter());
    if constexpr (!plain) {
      if (x && !heap_is_tracked())
        a.refuse("is a unique_ptr to an array with a deleter of its own, which can be saved only where the heap is "
                 "tracked (perdurec --all)");
      return a.pointer(const_cast<U *>(x.get()), pointer_type_of<T>());
    } else {
      const nesting<oarchive> deeper(a);
      a.byte(x != nullptr);
      if (!x) return;
      const std::size_t n = array_length(x.get(), sizeof(U), cookie);
      a.count(n);
      if constexpr (std::is_same_v<U, bool>) { // what is behind the last one may be no bool
        a.visit(x.get(), n);
        a.put(x.get(), n);
      } else {
        save_run(a, const_cast<const U *>(x.get()), n);
      }
    }
  }
  static void restore(iarchive &a, void *where) {
    if constexpr (stateful || !std::is_default_constructible_v<D>) {
      __builtin_memset(where, 0, sizeof(P));
      if constexpr (stateful) restore_object<D>(a, std::addressof(static_cast<P *>(where)->get_deleter()));
    } else {
      ::new (where) P();
    }
    if constexpr (!plain) {
      a.pointer(where, pointer_type_of<T>(), target::object,
                [](void *w, void *first, std::uint64_t) { static_cast<P *>(w)->reset(static_cast<T *>(first)); });
    } else {
      const nesting<iarchive> deeper(a);
      if (!a.flag()) return;
      const std::size_t n = a.count_of(is_bulk<U>() ? sizeof(U) : 1);
      auto *first = static_cast<U *>(allocate_array(n, object_type_of<U>, cookie));
      std::size_t built = 0;
      try {
        if constexpr (std::is_same_v<U, bool>) {
          a.visit(first, n);
          a.get(first, n);
        } else {
          restore_run(a, first, n, built);
        }
      } catch (...) {
        for (; built > 0; --built) destroy_as<U>(first + built - 1);
        release_array(first, alignof(U), cookie);
        throw;
      }
      static_cast<P *>(where)->reset(first);
    }
  }
  static void print(printer &p, const P &x) {
    if (!x)
      p.out("null");
    else if constexpr (plain)
      p.out("-> an array of ").number(static_cast<unsigned long long>(array_length(x.get(), sizeof(U), cookie)));
    else
      p.out("-> an array");
  }
};

// ---- shared objects ----

/// What a control block of one type owns, and where that lies.
struct owner_type {
  const std::type_info *control;
  const object_type *object;
  std::size_t offset; ///< in the control block
  bool inside;        ///< the object itself lies there; else a pointer to it
};
/// Safe on any thread.
void add_owner_type(const owner_type *) noexcept;
struct owned_object {
  const void *where = nullptr;
  const object_type *type = nullptr;
};
/// What a control block owns; refuses if it has a deleter that is not known. No type: a kind of block that no file of
/// the program makes known.
owned_object owned_by(oarchive &, const void *control);

/// The kinds of control blocks that own a T and are made by new, make_shared and unique_ptr.
template <class T> struct owner_types {
  static constexpr auto policy = std::__default_lock_policy;
  using counted = std::_Sp_counted_base<policy>;
  static constexpr std::size_t header = sizeof(counted);
  static constexpr std::size_t place = (header + alignof(T) - 1) / alignof(T) * alignof(T);
  static inline const owner_type types[] = {
      {&typeid(std::_Sp_counted_ptr<T *, policy>), &object_type_of<T>, header, false},
      {&typeid(std::_Sp_counted_deleter<T *, std::default_delete<T>, std::allocator<void>, policy>), &object_type_of<T>,
       header, false},
      {&typeid(std::_Sp_counted_ptr_inplace<T, std::allocator<void>, policy>), &object_type_of<T>, place, true},
      {&typeid(std::_Sp_counted_ptr_inplace<T, std::allocator<T>, policy>), &object_type_of<T>, place, true},
  };
  static_assert(sizeof(std::_Sp_counted_ptr<T *, policy>) == header + sizeof(T *));

  owner_types() noexcept {
    register_object_type<T>();
    for (const owner_type &t : types) add_owner_type(&t);
  }
  static const owner_types instance;
};
template <class T> const owner_types<T> owner_types<T>::instance;

/// Both std::shared_ptr and weak_ptr are a pointer to the object and one to the control block.
template <class P> const void *control_of(const P &x) noexcept {
  const void *parts[2];
  static_assert(sizeof(P) == sizeof parts);
  __builtin_memcpy(parts, static_cast<const void *>(&x), sizeof parts);
  return parts[1];
}

template <class T> struct io<std::shared_ptr<T>> {
  using P = std::shared_ptr<T>;
  using E = std::remove_cv_t<T>;
  static_assert(!std::is_array_v<T>,
                "perdure: a shared_ptr to an array does not know how many elements it owns; use a std::vector");
  static void save(oarchive &a, const P &x) { save_owner(a, x.get(), control_of(x), false); }
  static void save_owner(oarchive &a, T *p, const void *control, bool weak) {
    know();
    if (!control) {
      if (p) a.refuse("owns nothing, but points to something; point to that with a plain pointer");
      return a.shared(nullptr, nullptr, nullptr, weak);
    }
    owned_object owned = owned_by(a, control);
    if (!owned.type && p && std::is_polymorphic_v<T>) owned = {whole_object(p), dynamic_type(a, p)};
    a.shared(control, owned.where, owned.type, weak);
    a.pointer(const_cast<E *>(p), pointer_type_of<T>());
  }
  static void know() noexcept {
    if constexpr (!std::is_void_v<E>) {
      owned_type<E>();
      if constexpr (!std::is_abstract_v<E>) static_cast<void>(&owner_types<E>::instance);
    }
  }
  static void restore(iarchive &a, void *where) {
    ::new (where) P();
    know();
    a.shared(where, pointer_type_of<T>(), nullptr, [](void *w, const std::shared_ptr<void> &owner, void *object) {
      *static_cast<P *>(w) = P(owner, static_cast<T *>(object));
    });
  }
  static void print(printer &p, const P &x) {
    if constexpr (std::is_void_v<T>)
      p.pointer(x.get(), pointer_type_of<T>(), false);
    else
      print_owned(p, x.get());
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
    io<std::shared_ptr<T>>::know();
    a.shared(where, pointer_type_of<T>(), nullptr, [](void *w, const std::shared_ptr<void> &owner, void *object) {
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
