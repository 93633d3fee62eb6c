// Mutexes, condition variables and the guards of locks, of programs that use them within one execution.
//
// A mutex is saved as how often the thread that runs the execution has locked it, and is locked as often by the thread
// that loads it; a guard is saved as a pointer to its mutex. A mutex that another thread holds, or that others wait
// for, is refused: those threads are not part of the image. A guard of a mutex that is not (one of another file's
// static storage) locks it again.
#pragma once

#include <perdure/detail/io.hpp>

#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <thread>

namespace perdure::detail {

/// How often the calling thread has locked it; refuses when another thread has.
unsigned locks_of(oarchive &, const pthread_mutex_t &);
bool is_locked(const pthread_mutex_t &) noexcept;
void refuse_if_used(oarchive &, const pthread_rwlock_t &);
void refuse_if_used(oarchive &, const pthread_cond_t &);
[[noreturn]] void refuse_locks(iarchive &);

template <class M> const pthread_mutex_t &native(const M &m) noexcept { return *const_cast<M &>(m).native_handle(); }

template <class M, unsigned Most> struct mutex_io {
  static void save(oarchive &a, const M &x) { a.count(locks_of(a, native(x))); }
  static void restore(iarchive &a, void *where) {
    const std::uint64_t n = a.count();
    if (n > Most) refuse_locks(a);
    M *x = ::new (where) M();
    for (std::uint64_t k = 0; k < n; ++k) x->lock();
  }
  static void load(iarchive &a, M &x) {
    while (is_locked(native(x))) x.unlock();
    x.~M();
    restore(a, std::addressof(x));
  }
  static void print(printer &p, const M &x) { p.out(is_locked(native(x)) ? "locked" : "unlocked"); }
};
template <> struct io<std::mutex> : mutex_io<std::mutex, 1> {};
template <> struct io<std::timed_mutex> : mutex_io<std::timed_mutex, 1> {};
template <> struct io<std::recursive_mutex> : mutex_io<std::recursive_mutex, 100000> {};
template <> struct io<std::recursive_timed_mutex> : mutex_io<std::recursive_timed_mutex, 100000> {};

/// What comes back as if made anew, and is refused while it is in use.
template <class M> struct idle_io {
  static void restore(iarchive &a, void *where) {
    a.byte();
    ::new (where) M();
  }
  static void load(iarchive &a, M &) { a.byte(); }
  static void print(printer &p, const M &) { p.out("idle"); }
};
template <> struct io<std::shared_mutex> : idle_io<std::shared_mutex> {
  static void save(oarchive &a, const std::shared_mutex &x) {
    refuse_if_used(a, *static_cast<const pthread_rwlock_t *>(const_cast<std::shared_mutex &>(x).native_handle()));
    a.byte(0);
  }
};
template <> struct io<std::condition_variable> : idle_io<std::condition_variable> {
  static void save(oarchive &a, const std::condition_variable &x) {
    refuse_if_used(a, *static_cast<const pthread_cond_t *>(const_cast<std::condition_variable &>(x).native_handle()));
    a.byte(0);
  }
};

/// Called or not; libstdc++ keeps it in an int.
template <> struct io<std::once_flag> {
  static_assert(sizeof(std::once_flag) == sizeof(int));
  static void save(oarchive &a, const std::once_flag &x) {
    const int state = reinterpret_cast<const int &>(x);
    if (state == 1) a.refuse("is a once_flag whose function is running");
    a.byte(state != 0);
  }
  static void restore(iarchive &a, void *where) {
    const int state = a.flag() ? 2 : 0;
    ::new (where) std::once_flag();
    __builtin_memcpy(where, &state, sizeof state);
  }
  static void print(printer &p, const std::once_flag &x) {
    p.out(reinterpret_cast<const int &>(x) ? "called" : "not called");
  }
};

/// Locks a guard's mutex if the image did not bring it, locked, with it.
template <class M> void lock_again(iarchive &, void *pointer) {
  M *m = *static_cast<M **>(pointer);
  if constexpr (std::is_same_v<M, std::shared_mutex> || std::is_same_v<M, std::shared_timed_mutex>)
    m->lock();
  else if (!is_locked(native(*m)))
    m->lock();
}

template <class M> struct io<std::lock_guard<M>> {
  using G = std::lock_guard<M>;
  static_assert(sizeof(G) == sizeof(M *));
  static void save(oarchive &a, const G &x) { io<M *>::save(a, reinterpret_cast<M *const &>(x)); }
  static void restore(iarchive &a, void *where) {
    io<M *>::restore(a, where);
    a.afterwards(where, &lock_again<M>);
  }
  static void print(printer &p, const G &x) { io<M *>::print(p, reinterpret_cast<M *const &>(x)); }
};
template <class M> struct io<std::scoped_lock<M>> {
  using G = std::scoped_lock<M>;
  static_assert(sizeof(G) == sizeof(M *));
  static void save(oarchive &a, const G &x) { io<M *>::save(a, reinterpret_cast<M *const &>(x)); }
  static void restore(iarchive &a, void *where) {
    io<M *>::restore(a, where);
    a.afterwards(where, &lock_again<M>);
  }
  static void print(printer &p, const G &x) { io<M *>::print(p, reinterpret_cast<M *const &>(x)); }
};
template <class M> struct io<std::unique_lock<M>> {
  using G = std::unique_lock<M>;
  struct mimic {
    M *mutex;
    bool owns;
  };
  static_assert(sizeof(G) == sizeof(mimic));
  static void save(oarchive &a, const G &x) {
    io<M *>::save(a, x.mutex());
    a.byte(x.owns_lock());
  }
  static void restore(iarchive &a, void *where) {
    auto *m = static_cast<mimic *>(where);
    io<M *>::restore(a, &m->mutex);
    m->owns = a.flag();
    if (m->owns) a.afterwards(&m->mutex, &lock_again<M>);
  }
  static void print(printer &p, const G &x) { p.out(x.owns_lock() ? "owns its lock" : "owns no lock"); }
};

/// The id of no thread, or of the one that runs the execution.
template <> struct io<std::thread::id> {
  static void save(oarchive &a, const std::thread::id &x) {
    if (x != std::thread::id() && x != std::this_thread::get_id())
      a.refuse("is the id of another thread, which is not part of the image");
    a.byte(x != std::thread::id());
  }
  static void restore(iarchive &a, void *where) {
    ::new (where) std::thread::id(a.flag() ? std::this_thread::get_id() : std::thread::id());
  }
  static void print(printer &p, const std::thread::id &x) { p.out(x == std::thread::id() ? "no thread" : "a thread"); }
};

} // namespace perdure::detail
