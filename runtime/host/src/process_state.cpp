// Saves and sets handlers; see process_state.hpp. The functions are a persisted value with a name that no program would
// use, because only those are saved as pointers are; which is which says a variable of the environment that no program
// sees: "PERDURE_HANDLERS=exit 2 quick 0 terminate 1 new 0 umask 18 blocked 15 signal 10 FLAGS HANDLED BLOCKED...".
// HANDLED is 0: default, 1: ignored, 2: the next function.
//
// Rejected: fields of an execution and of the image format; only the launcher knows what belongs to a process.

#include <perdure/hosting.hpp>

#include "process_state.hpp"
#include "requests.hpp"

#include <perdure/detail/exit_functions.hpp>
#include <perdure/detail/io_vector.hpp>
#include <perdure/error.hpp>

#include <array>
#include <csignal>
#include <exception>
#include <new>
#include <sstream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/time.h>
#include <vector>

namespace perdure::host {
namespace {

using function_pointer = void (*)();
using functions = std::vector<function_pointer>;

constexpr const char *variable = "PERDURE_HANDLERS=";
constexpr const char *key = "(handlers)";
/// Their remaining times and intervals in microseconds, if any of them runs.
constexpr const char *timers = "PERDURE_TIMERS=";
constexpr __itimer_which_t timer_kinds[] = {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF};

struct beginning {
  std::terminate_handler terminate = nullptr;
  std::new_handler none = nullptr;
  mode_t mask = 0;
  std::array<struct sigaction, NSIG> actions = {};
  sigset_t blocked;
};

beginning &remembered() {
  static auto *const b = new beginning;
  return *b;
}

mode_t file_mask() {
  mode_t now = ::umask(077); // there is no way but to set it; the files that a thread makes meanwhile are private
  ::umask(now);
  return now;
}

bool same(const struct sigaction &a, const struct sigaction &b) {
  // sa_restorer is the C library's own, and set once an action was.
  constexpr int meant = SA_NOCLDSTOP | SA_NOCLDWAIT | SA_SIGINFO | SA_ONSTACK | SA_RESTART | SA_NODEFER | SA_RESETHAND;
  bool equal = a.sa_handler == b.sa_handler && (a.sa_flags & meant) == (b.sa_flags & meant);
  if (a.sa_handler == SIG_DFL || a.sa_handler == SIG_IGN) return a.sa_handler == b.sa_handler;
  for (int s = 1; s < NSIG && equal; ++s) equal = ::sigismember(&a.sa_mask, s) == ::sigismember(&b.sa_mask, s);
  return equal;
}

/// The members of a set as a list that ends with 0.
void put(std::ostream &out, const sigset_t &set) {
  for (int s = 1; s < NSIG; ++s)
    if (::sigismember(&set, s) == 1) out << ' ' << s;
  out << " 0";
}
sigset_t take_set(std::istream &in) {
  sigset_t set;
  ::sigemptyset(&set);
  for (int s; in >> s && s > 0;) ::sigaddset(&set, s);
  return set;
}

/// alarm() and setitimer(). A signal that comes while nobody runs comes when the execution goes on.
void capture_timers(std::vector<std::string> &notes) {
  std::string text = timers;
  bool any = false;
  for (const auto kind : timer_kinds) {
    itimerval t = {};
    ::getitimer(kind, &t);
    const auto microseconds = [](const timeval &v) { return std::to_string(v.tv_sec * 1'000'000LL + v.tv_usec) + ' '; };
    any |= t.it_value.tv_sec || t.it_value.tv_usec;
    text += microseconds(t.it_value) + microseconds(t.it_interval);
  }
  if (any) notes.push_back(text);
}

void restore_timers(const std::string &text) {
  std::istringstream in(text);
  in.imbue(std::locale::classic());
  for (const auto kind : timer_kinds) {
    long long value = 0, interval = 0;
    if (!(in >> value >> interval) || value <= 0 || interval < 0) continue;
    const auto time = [](long long n) { return timeval{time_t(n / 1'000'000), suseconds_t(n % 1'000'000)}; };
    const itimerval t = {time(interval), time(value)};
    ::setitimer(kind, &t, nullptr);
  }
}

} // namespace

void remember_beginning() {
  beginning &b = remembered();
  b.terminate = std::get_terminate();
  b.none = std::get_new_handler();
  b.mask = file_mask();
  for (int s = 1; s < NSIG; ++s) ::sigaction(s, nullptr, &b.actions[std::size_t(s)]);
  ::sigprocmask(SIG_SETMASK, nullptr, &b.blocked);
}

void remember_terminate_handler() { remembered().terminate = std::get_terminate(); }

void capture_handlers(detail::execution &e) {
  const beginning &b = remembered();
  functions all;
  std::ostringstream text;
  text.imbue(std::locale::classic());
  for (bool quick : {false, true}) {
    const auto at_exit = detail::exit_functions(quick);
    text << at_exit.size() << ' ';
    for (const detail::exit_function &f : at_exit) {
      if (!quick) text << f.order << ' ';
      all.push_back(f.run);
    }
  }
  std::terminate_handler terminate = std::get_terminate();
  text << (terminate != b.terminate) << ' ';
  if (terminate != b.terminate) all.push_back(terminate);
  std::new_handler none = std::get_new_handler();
  text << (none != b.none) << ' ' << (none != nullptr) << ' ';
  if (none != b.none && none) all.push_back(none);
  text << file_mask();
  sigset_t blocked;
  ::sigprocmask(SIG_SETMASK, nullptr, &blocked);
  put(text, blocked);
  for (int s = 1; s < NSIG; ++s) {
    struct sigaction now = {};
    if (::sigaction(s, nullptr, &now) != 0 || same(now, b.actions[std::size_t(s)])) continue;
    if (is_termination_handler(now.sa_handler)) continue;
    int handled = now.sa_handler == SIG_DFL ? 0 : now.sa_handler == SIG_IGN ? 1 : 2;
    text << ' ' << s << ' ' << now.sa_flags << ' ' << handled;
    put(text, now.sa_mask);
    if (handled == 2) all.push_back(reinterpret_cast<function_pointer>(now.sa_handler));
  }
  e.notes.push_back(variable + text.str());
  capture_timers(e.notes);
  e.persisted.erase(key);
  if (all.empty()) return;
  detail::value &v = e.persisted[key];
  ::new (v.prepare(*detail::type_of<functions>())) functions(std::move(all));
  v.built();
}

void restore_handlers(detail::execution &e, bool set) {
  functions all;
  if (auto kept = e.persisted.find(key); kept != e.persisted.end()) {
    if (kept->second.is_built() && kept->second.type() == detail::type_of<functions>())
      all = std::move(*static_cast<functions *>(kept->second.where()));
    e.persisted.erase(kept);
  }
  if (!set) return;
  std::size_t next = 0;
  auto take = [&]() -> function_pointer {
    if (next >= all.size()) throw image_error("the image is damaged: it holds fewer handlers than it says");
    return all[next++];
  };
  for (const std::string &v : e.notes) {
    const std::string_view timing = timers;
    if (v.compare(0, timing.size(), timing) == 0) restore_timers(v.substr(timing.size()));
    if (v.compare(0, std::string_view(variable).size(), variable) != 0) continue;
    std::istringstream in(v.substr(std::string_view(variable).size()));
    in.imbue(std::locale::classic());
    for (bool quick : {false, true}) {
      std::size_t count = 0;
      in >> count;
      while (in && count-- > 0) {
        std::uint32_t order = 0;
        if (!quick && !(in >> order && order > 0)) throw image_error("the image is damaged: a handler has no place");
        detail::add_exit_function({take(), order});
      }
    }
    bool has_terminate = false, has_new = false, new_is_set = false;
    unsigned mask = 0;
    in >> has_terminate;
    if (has_terminate) std::set_terminate(take());
    in >> has_new >> new_is_set;
    if (has_new) std::set_new_handler(new_is_set ? take() : nullptr);
    if (in >> mask) ::umask(mode_t(mask));
    sigset_t blocked = take_set(in);
    for (int s; in >> s;) {
      struct sigaction a = {};
      int handled = 0;
      in >> a.sa_flags >> handled;
      a.sa_mask = take_set(in);
      a.sa_handler = handled == 0 ? SIG_DFL : handled == 1 ? SIG_IGN : reinterpret_cast<void (*)(int)>(take());
      ::sigaction(s, &a, nullptr);
    }
    ::sigprocmask(SIG_SETMASK, &blocked, nullptr);
  }
}

} // namespace perdure::host
