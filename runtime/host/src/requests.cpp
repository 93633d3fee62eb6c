// The timer's thread and SIGTERM's handler; see requests.hpp.

#include "requests.hpp"

#include <perdure/detail/safe_point.hpp>
#include <perdure/error.hpp>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <string>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace perdure::host {
namespace {

std::atomic<bool> due{false};
std::atomic<bool> terminated{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");
int wake_up = -1; ///< an eventfd that SIGTERM's handler writes to, so that a sleep ends
pid_t watched = 0;
bool has_timer = false;

void on_termination(int signal) {
  int kept = errno;
  if (::getpid() != watched) {
    ::raise(signal); // a child that the program forked: SA_RESETHAND has made it the default again
  } else {
    terminated.store(true, std::memory_order_relaxed);
    detail::raise_poll();
    const std::uint64_t one = 1;
    // A full counter would have woken the sleeper before.
    if (wake_up >= 0 && ::write(wake_up, &one, sizeof one) < 0) errno = kept;
  }
  errno = kept;
}

} // namespace

void start_timer(std::chrono::milliseconds every) {
  // The thread inherits the mask, so no signal of the program's ever ends up there.
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  try {
    std::thread([every] {
      for (;;) {
        std::this_thread::sleep_for(every);
        due.store(true, std::memory_order_relaxed);
        detail::raise_poll();
      }
    }).detach();
  } catch (const std::exception &x) {
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    throw error(std::string("PERDURE_EVERY: cannot start the timer: ") + x.what());
  }
  has_timer = true;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

unsigned other_threads() {
  struct stat tasks;
  // The directory has one link for each thread, and two of its own.
  if (::stat("/proc/self/task", &tasks) != 0 || tasks.st_nlink < 3) return 0;
  return unsigned(tasks.st_nlink) - 3 - has_timer;
}

void watch_termination() {
  struct sigaction now = {};
  ::sigaction(SIGTERM, nullptr, &now);
  if ((now.sa_flags & SA_SIGINFO) || now.sa_handler != SIG_DFL) return;
  watched = ::getpid();
  int low = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  wake_up = ::fcntl(low, F_DUPFD_CLOEXEC, 900); // the program's own files get the numbers that they get without it
  if (wake_up >= 0) ::close(low);
  if (wake_up < 0) wake_up = low;
  struct sigaction ours = {};
  ours.sa_handler = on_termination;
  ours.sa_flags = SA_RESTART | SA_RESETHAND;
  ::sigaction(SIGTERM, &ours, nullptr);
}

bool termination_asked() noexcept { return terminated.load(std::memory_order_relaxed); }

bool is_termination_handler(void (*handler)(int)) noexcept { return handler == on_termination; }

bool timer_is_due() noexcept { return due.load(std::memory_order_relaxed); }
bool take_timer() noexcept { return due.exchange(false, std::memory_order_relaxed); }

bool sleep_until_or_termination(std::chrono::system_clock::time_point until) {
  using namespace std::chrono;
  while (!termination_asked()) {
    // The clock may be set while we sleep: it is looked at once a minute at least.
    auto left = until - system_clock::now();
    if (left <= left.zero()) return true;
    auto slice = std::min<nanoseconds>(duration_cast<nanoseconds>(left), minutes(1));
    timespec t = {time_t(slice.count() / 1'000'000'000), long(slice.count() % 1'000'000'000)};
    pollfd event = {wake_up, POLLIN, 0}; // a negative descriptor is passed over
    if (::ppoll(&event, 1, &t, nullptr) < 0 && errno != EINTR)
      throw error(std::string("cannot wait for the end of a sleep: ") + std::strerror(errno));
  }
  return false;
}

} // namespace perdure::host
