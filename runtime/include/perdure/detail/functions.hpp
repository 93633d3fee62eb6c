// What the runtime does with the variables of a frame whose type it does not know. A frame's `visit` tells where each
// variable lies and what it is; one small function for each frame is all that is compiled for it.
#pragma once

#include <perdure/detail/arena.hpp>
#include <perdure/detail/context.hpp>
#include <perdure/detail/frame.hpp>
#include <perdure/detail/graph_base.hpp>

#include <cstddef>
#include <exception>
#include <type_traits>
#include <typeinfo>

namespace perdure::detail {

template <class T> struct type_table;     // detail/io.hpp
template <std::size_t Size> struct words; // detail/io_words.hpp

/// A type of which only its end is known.
template <class T> struct unsaved {
  static void destroy(void *p) noexcept { detail::destroy(*static_cast<T *>(p)); }
  static constexpr auto destroyer() noexcept -> void (*)(void *) noexcept {
    if constexpr (std::is_trivially_destructible_v<T>)
      return nullptr;
    else
      return &destroy;
  }
  static inline const class_operations operations = {nullptr, nullptr, nullptr, nullptr, nullptr, destroyer(),
                                                     nullptr, nullptr, nullptr, nullptr, 0};
  static inline const object_type table = {&typeid(T),
                                           pointer_type_of<T>(),
                                           sizeof(T),
                                           alignof(T),
                                           way::unknown,
                                           number_kind::unsigned_integer,
                                           0,
                                           nullptr,
                                           nullptr,
                                           0,
                                           &operations};
};
const object_type &exception_pointer_type() noexcept;

struct variable_place {
  void *at = nullptr;
  const object_type *type = nullptr;
  void **kept_at = nullptr; ///< of kind `in_result`: where the frame keeps `at`
};

/// The visitor of frames: `value` gets a spilled variable, `reference` a reference as a pointer, `pinned` a slot,
/// `local` a slot that is never live at a suspension, `room` one that is storage for objects, `exception` the exception
/// that a handler around the point handles. Unless `Savable`, the file does not know how types are saved; another one
/// may.
template <bool Savable> struct place_finder {
  variable_place &found;

  template <class T> void value(T &x) noexcept {
    found = {const_cast<void *>(static_cast<const volatile void *>(std::addressof(x))), table<std::remove_cv_t<T>>(),
             nullptr};
  }
  template <class T> void reference(T *&x) noexcept {
    found = {static_cast<void *>(std::addressof(x)), table<T *>(), nullptr};
  }
  template <class T> void pinned(slot<T> &x) noexcept { found = {x.where(), table<std::remove_cv_t<T>>(), nullptr}; }
  template <class T> void pinned(result_slot<T> &x) noexcept { found = {x.where(), table<T>(), &x.at}; }
  template <class T> void local(slot<T> &x) noexcept {
    found = {x.where(), &unsaved<std::remove_cv_t<T>>::table, nullptr};
  }
  template <class T> void local(result_slot<T> &x) noexcept { found = {x.where(), &unsaved<T>::table, &x.at}; }
  template <class T> void room(slot<T> &x) noexcept { found = {x.where(), table<words<sizeof(T)>>(), nullptr}; }
  void exception(std::exception_ptr &x) noexcept { found = {&x, &exception_pointer_type(), nullptr}; }

private:
  template <class T> static const object_type *table() noexcept {
    if constexpr (Savable)
      return &type_table<T>::value;
    else
      return &unsaved<T>::table;
  }
};

template <class Frame, bool Savable> void look_at(frame *f, unsigned k, variable_place &to) {
  place_finder<Savable> v{to};
  static_cast<Frame *>(f)->visit(v, k);
}

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof" // no frame has virtual bases
#endif
template <class Frame> constexpr std::uint32_t live_words_of() noexcept {
  if constexpr (Frame::pins)
    return offsetof(Frame, live);
  else
    return 0;
}
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/// An empty frame, for loading. Throws std::bad_alloc.
frame *create_frame(const function &, arena &);
/// Gives a frame's memory back to the arena that is current; destroys nothing but exceptions that handlers handle.
void release_frame(frame *) noexcept;

variable_place place_of(frame *, unsigned field);
bool is_live(const frame *, unsigned field) noexcept; ///< is this pinned variable built?
void set_live(frame *, unsigned field, bool) noexcept;

} // namespace perdure::detail
