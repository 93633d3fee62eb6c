// Values that belong to the process as much as to the program: locales by name, and the state of the POSIX objects
// behind mutexes and condition variables, which glibc keeps in their own memory.
#include <perdure/detail/io_locale.hpp>
#include <perdure/detail/io_thread.hpp>

#include <stdexcept>
#include <unistd.h>

namespace perdure::detail {

void save_locale(oarchive &a, const std::locale &x) {
  const std::string name = x.name();
  if (x == std::locale::classic()) return a.text("C");
  if (name != "*") return a.text(name);
  if (x != std::locale())
    a.refuse("uses a locale without a name, made of the program's own facets; use one of the system's, or end its life "
             "before the suspension");
  a.text("*");
}

std::locale restored_locale(iarchive &a) {
  const std::string name(a.text());
  if (name == "C") return std::locale::classic();
  if (name == "*") return std::locale();
  try {
    return std::locale(name);
  } catch (const std::runtime_error &) {
    a.refuse("the locale '" + name + "' is not installed here");
  }
}

bool is_locked(const pthread_mutex_t &m) noexcept { return m.__data.__lock != 0; }

unsigned locks_of(oarchive &a, const pthread_mutex_t &m) {
  if (!is_locked(m)) return 0;
  if (m.__data.__owner != gettid())
    a.refuse("is a mutex that another thread has locked; let it be unlocked before the suspension");
  return m.__data.__count ? m.__data.__count : 1;
}

void refuse_if_used(oarchive &a, const pthread_rwlock_t &m) {
  if (m.__data.__readers || m.__data.__cur_writer)
    a.refuse("is a shared mutex that is locked; unlock it before the suspension");
}

void refuse_if_used(oarchive &a, const pthread_cond_t &c) {
  if (c.__data.__wrefs >> 3) a.refuse("is a condition variable that threads wait for");
}

void refuse_locks(iarchive &a) { a.refuse("a mutex has been locked impossibly often"); }

} // namespace perdure::detail
