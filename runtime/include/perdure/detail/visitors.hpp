// The visitors that the variables of a frame are shown to: `value` gets a spilled variable, `reference` a reference as
// a pointer, `pinned` a slot, `exception` the exception that a handler around the point handles. `saver` writes them
// into an image, `loader` builds them, `printer` (detail/printer.hpp) shows them. A value outside of frames
// (value_type) goes through `value` or `pinned`, too: a loader builds in raw storage either way.
#pragma once

#include <perdure/detail/archive.hpp>
#include <perdure/detail/frame.hpp>
#include <perdure/detail/io.hpp>
#include <perdure/detail/printer.hpp>

#include <exception>

namespace perdure::detail {

class saver {
public:
  explicit saver(oarchive &a) noexcept : a_(a) {}
  template <class T> void value(T &x) { save_object(a_, x); }
  template <class T> void reference(T *&x) { io<T *>::save(a_, x); }
  template <class T> void pinned(slot<T> &x) { save_object(a_, x.get()); }
  template <class T> void local(slot<T> &) noexcept {} // never live at a suspension
  void exception(std::exception_ptr &x);
  oarchive &archive() noexcept { return a_; }

private:
  oarchive &a_;
};

class loader {
public:
  explicit loader(iarchive &a) noexcept : a_(a) {}
  template <class T> void value(T &x) { restore_object<T>(a_, const_cast<std::remove_cv_t<T> *>(&x)); }
  template <class T> void reference(T *&x) { io<T *>::restore(a_, &x); }
  template <class T> void pinned(slot<T> &x) { restore_object<T>(a_, x.where()); }
  template <class T> void local(slot<T> &) noexcept {}
  void exception(std::exception_ptr &x) { a_.exception(&x); }
  iarchive &archive() noexcept { return a_; }

private:
  iarchive &a_;
};

// A referent that is not owned here is not followed: only its name is shown.
template <class T> void printer::reference(T *&x) { io<T *>::print(*this, x); }

} // namespace perdure::detail
