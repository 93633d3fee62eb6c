// What the runtime does with a frame whose type it does not know, and that needs no images: the part of a
// function's description that costs little to compile.
#pragma once

#include <perdure/detail/context.hpp>
#include <perdure/detail/frame.hpp>

#include <exception>
#include <new>

namespace perdure::detail {

struct addresser {
  void *found = nullptr;
  template <class T> void value(T &x) noexcept { found = const_cast<void *>(static_cast<const volatile void *>(&x)); }
  template <class T> void reference(T *&x) noexcept { found = static_cast<void *>(&x); }
  template <class T> void pinned(slot<T> &x) noexcept { found = x.where(); }
  template <class T> void local(slot<T> &x) noexcept { found = x.where(); }
  void exception(std::exception_ptr &x) noexcept { found = &x; }
};

struct destroyer {
  template <class T> void value(T &) noexcept {}
  template <class T> void reference(T *&) noexcept {}
  template <class T> void pinned(slot<T> &x) noexcept { detail::destroy(x.get()); }
  template <class T> void local(slot<T> &x) noexcept { detail::destroy(x.get()); }
  void exception(std::exception_ptr &x) noexcept { x = nullptr; }
};

template <class Frame> struct frame_functions {
  static frame *create(arena &memory) {
    auto *f = ::new (memory.allocate<sizeof(Frame), alignof(Frame)>()) Frame;
    f->type = Frame::description();
    return f;
  }
  /// The frame's own arena is the running execution's, or the one that a loader or cleanup has made current.
  static void release(frame *f) noexcept {
    auto *own = static_cast<Frame *>(f);
    own->~Frame();
    cx.memory->release<sizeof(Frame), alignof(Frame)>(own);
  }
  static void destroy(frame *f, unsigned k) {
    destroyer v;
    static_cast<Frame *>(f)->visit(v, k);
  }
  static bool is_live(const frame *f, unsigned k) {
    if constexpr (Frame::pins)
      return static_cast<const Frame *>(f)->live.test(k);
    else
      return static_cast<void>(f), static_cast<void>(k), false;
  }
  static void set_live(frame *f, unsigned k, bool live) {
    if constexpr (Frame::pins)
      live ? static_cast<Frame *>(f)->live.set(k) : static_cast<Frame *>(f)->live.clear(k);
    else
      static_cast<void>(f), static_cast<void>(k), static_cast<void>(live);
  }
  static void *address(frame *f, unsigned k) {
    addresser v;
    static_cast<Frame *>(f)->visit(v, k);
    return v.found;
  }
};

} // namespace perdure::detail
