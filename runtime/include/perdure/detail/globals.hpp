// Variables of static storage duration that belong to the image: globals, static members, static locals and the
// running thread's thread_local variables of a program that is compiled with --persist-globals.
//
// Input: tables of constant rows, one for each variable, which generated code registers as it registers functions.
// Output, for image.hpp: every variable's value is saved with an image, and restored before any frame runs: the value
// that the new process has is put aside, the saved one is built in its place, and when all is loaded the old one is
// destroyed. Their objects are objects of the graph, so pointers to globals and into them lead to the same thing
// afterwards, in another build, too.
//
// A static local with an initialiser that runs becomes a static_slot: storage with a mark of its own that tells whether
// it is built, because nothing else could set the mark of a new process. Rejected: the compiler's guard variables (no
// name leads to them from C++).
#pragma once

#include <perdure/detail/frame.hpp>
#include <perdure/detail/io.hpp>

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

namespace perdure::detail {

/// What the runtime does with a static_slot; all of them begin with it.
class slot_state {
public:
  constexpr slot_state() noexcept = default;
  slot_state(const slot_state &) = delete;
  slot_state &operator=(const slot_state &) = delete;

  bool built() const noexcept { return __atomic_load_n(&order_, __ATOMIC_ACQUIRE) > 1; }
  /// When it was built, among all slots and functions for the end of the process; 0: it is not.
  std::uint32_t order() const noexcept { return built() ? __atomic_load_n(&order_, __ATOMIC_RELAXED) : 0; }

protected:
  friend class globals_access;
  /// One thread builds, others wait; true: the caller is to build, and calls `end`. A thread that comes back while it
  /// builds is an error, as in C++.
  bool begin();
  /// `destroy(where)` will run when the process ends, or the thread; null: nothing to destroy. `order`: 0, or that of
  /// the process that built it.
  void end(bool built, void (*destroy)(void *), void *where, bool of_thread, std::uint32_t order = 0) noexcept;

private:
  std::uint32_t order_ = 0;   ///< atomic; 0: not built, 1: being built
  std::uint32_t builder_ = 0; ///< atomic
};

/// A static local whose initialiser runs when control first passes its declaration. Constant-initialised itself, and
/// trivially destroyed: `get` registers the object's end. A const object's T is const; a reference's slot holds a
/// pointer.
///   static_slot<T> x_slot_;                                   at namespace scope, or static in the function
///   T &x = x_slot_.get([&] { return T(args); });                        // built in place
///   T &x = x_slot_.get([&](void *where) { ::new (where) T(args); });    // the same, for arrays
/// A thread_local one is `static thread_local static_slot<T, true>`.
template <class T, bool OfThread = false> class static_slot : public slot_state {
public:
  using type = T;
  constexpr static_slot() noexcept : nothing_() {}

  /// Throws what `init` throws; the next call tries again then.
  template <class Init> T &get(Init &&init) {
    if (__builtin_expect(!built(), false)) build(init);
    return object();
  }
  constexpr void *storage() noexcept { return raw_; }
  T &object() noexcept { return *std::launder(reinterpret_cast<T *>(raw_)); }

  static void destroy(void *p) { detail::destroy(*static_cast<std::remove_cv_t<T> *>(p)); }
  /// What runs at the end of the process, or of the thread; null: nothing to do.
  static constexpr void (*ending() noexcept)(void *) {
    if constexpr (std::is_trivially_destructible_v<T>)
      return nullptr;
    else
      return &destroy;
  }

private:
  template <class Init> [[gnu::cold, gnu::noinline]] void build(Init &init) {
    if (!begin()) return;
    struct guard {
      static_slot &slot;
      bool done;
      ~guard() { slot.end(done, ending(), slot.raw_, OfThread); }
    } g{*this, false};
    if constexpr (std::is_invocable_v<Init &, void *>)
      init(static_cast<void *>(raw_));
    else
      ::new (static_cast<void *>(raw_)) T(init());
    g.done = true;
  }

  union { // only to be constant-initialised without a byte of zeros in the program
    char nothing_;
    // The ABI aligns variables that are arrays of 16 bytes and more, which programs put objects into.
    alignas(T) alignas(std::is_array_v<T> && sizeof(T) >= 16 ? 16 : 1) unsigned char raw_[sizeof(T)];
  };
};

/// One variable. Everything is constant, so that a table of them costs nothing when the program starts.
struct global_variable {
  const char *name;    ///< the user's, qualified: "app::counter", "f()::calls"
  const char *type;    ///< as it is written; a new build matches variables by mangled name and type
  const char *mangled; ///< its identity in images
  unsigned line;       ///< where it is declared
  std::size_t size, align;
  void *object;     ///< null: `place` tells
  void *(*place)(); ///< of a thread_local variable: the running thread's; of a temporary
  slot_state *slot; ///< of a static_slot; null: built when the program starts
  slot_state *(*slot_place)();
  const object_type *what; ///< its type
  void (*at_exit)(void *); ///< of a slot, once it is built; null: nothing to do
  bool reference = false;  ///< the object is the pointer that a reference is made of

  bool of_thread() const noexcept { return place != nullptr; }
  bool has_slot() const noexcept { return slot || slot_place; }
  void *address() const { return place ? place() : object; }
  slot_state *state() const { return slot_place ? slot_place() : slot; }
};

template <class T>
constexpr global_variable global_row(const char *name, const char *type, const char *mangled, unsigned line) {
  return {
      name,    type, mangled, line, sizeof(T), alignof(T), nullptr, nullptr, nullptr, nullptr, &type_table<T>::value,
      nullptr, false};
}

/// The row of one variable, for a table like
///   constexpr perdure::detail::global_variable globals_[] = {
///       perdure::detail::global("app::counter", "int", "_ZN3app7counterE", 3, app::counter),
///       perdure::detail::global("f()::x", "std::string", "_ZZ1fvE1x", 9, x_slot_)};    // a static_slot
///   const perdure::detail::globals_registration globals_registration_(globals_, 2);
template <class T>
constexpr global_variable global(const char *name, const char *type, const char *mangled, unsigned line, T &object) {
  global_variable v = global_row<std::remove_cv_t<T>>(name, type, mangled, line);
  v.object = const_cast<void *>(static_cast<const volatile void *>(std::addressof(object)));
  return v;
}
template <class T>
constexpr global_variable global(const char *name, const char *type, const char *mangled, unsigned line,
                                 static_slot<T> &object) {
  global_variable v = global_row<std::remove_cv_t<T>>(name, type, mangled, line);
  v.object = object.storage();
  v.slot = &object;
  v.at_exit = static_slot<T>::ending();
  return v;
}

/// The same for a reference that its initialiser binds: `place` is the pointer that it is made of, or the slot that
/// holds one.
template <class Reference>
constexpr global_variable bound_reference(const char *name, const char *type, const char *mangled, unsigned line,
                                          void *&place) {
  global_variable v = global_row<std::remove_reference_t<Reference> *>(name, type, mangled, line);
  v.object = std::addressof(place);
  v.reference = true;
  return v;
}
template <class T>
constexpr global_variable bound_reference(const char *name, const char *type, const char *mangled, unsigned line,
                                          static_slot<T> &slot) {
  global_variable v = global(name, type, mangled, line, slot);
  v.reference = true;
  return v;
}

template <class T> struct thread_variable {
  using type = std::remove_cv_t<T>;
  template <auto Place> static void *object() {
    return const_cast<void *>(static_cast<const volatile void *>(Place()));
  }
  template <auto Place> static constexpr slot_state *(*state() noexcept)() { return nullptr; }
  static constexpr void (*ending() noexcept)(void *) { return nullptr; }
};
template <class T> struct thread_variable<static_slot<T, true>> {
  using type = std::remove_cv_t<T>;
  template <auto Place> static void *object() { return Place()->storage(); }
  template <auto Place> static constexpr slot_state *(*state() noexcept)() {
    return []() -> slot_state * { return Place(); };
  }
  static constexpr void (*ending() noexcept)(void *) { return static_slot<T, true>::ending(); }
};

/// The same for a thread_local variable, a thread_local static_slot, or a temporary whose life a reference extends;
/// `Place` is a function that returns its address:
///   int *calls_place_() { return &calls; }
///   ... perdure::detail::thread_global<calls_place_>("calls", "int", "calls", 4)
template <auto Place>
constexpr global_variable thread_global(const char *name, const char *type, const char *mangled, unsigned line) {
  using variable = thread_variable<std::remove_pointer_t<decltype(Place())>>;
  global_variable v = global_row<typename variable::type>(name, type, mangled, line);
  v.place = &variable::template object<Place>;
  v.slot_place = variable::template state<Place>();
  v.at_exit = variable::ending();
  return v;
}

/// Adds a table of rows, before main runs. The rows and this object live as long as the program.
struct globals_registration {
  globals_registration(const global_variable *rows, std::size_t count) noexcept;
  const global_variable *rows;
  std::size_t count;
  const globals_registration *next;
};

} // namespace perdure::detail
