// A program that never asks for an image, in the form that perdurec gives it with safe points, written by hand. The
// source it stands for:
//
//   int work(int mode, int n) {
//     prepare(mode);                             // sets handlers, reads a line, forks: what the mode says
//     for (int i = 0; i < n; ++i) {              // a safe point at the back edge
//       step(mode, i);
//     }
//     return finish(mode, n);
//   }
//   int main(int argc, char **argv) { return work(mode_of(argv[1]), atoi(argv[2])); }
#define PERDURE_INSTRUMENTED 1
#include <perdure/detail/generated.hpp>

#include <perdure/detail/io_serialized.hpp>
#include <perdure/detail/launch.hpp>
#include <perdure/perdure.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <unistd.h>

using namespace perdure::detail;

namespace {

/// Its destructor is seen by who looks at the output.
struct loud {
  const char *name;
  explicit loud(const char *n) : name(n) {}
  ~loud() { std::cout << "~" << name << std::endl; }
};

// clang-format off
enum mode { counts, prints, handles, reads, region, throws, noexcepts, quick, forks, own_sigterm, unsaved, destructors,
            hidden, asks, threads };
// clang-format on

/// Cannot be saved once it is armed.
struct moody {
  bool armed = false;
  template <class Archive> void serialize(Archive &ar, unsigned) {
    if (armed) throw std::runtime_error("moody is in no mood");
    ar & armed;
  }
};

struct work_frame : frame {
  static constexpr bool pins = false;
  int mode, n, i;
  moody m;
  static const function *description();
  template <class V> void visit(V &v, unsigned k) {
    switch (k) {
    case 0:
      return v.value(mode);
    case 1:
      return v.value(n);
    case 2:
      return v.value(i);
    case 3:
      return v.value(m);
    }
  }
};

void pause_ms(int ms) { ::usleep(unsigned(ms) * 1000); }

volatile std::sig_atomic_t signals = 0;
void on_signal(int) { signals = signals + 1; }
[[noreturn]] void on_terminate() {
  std::printf("own terminate handler\n");
  std::fflush(stdout);
  ::_exit(77);
}

void prepare(int mode) {
  switch (mode) {
  case handles:
    at_exit([] {
      // Instrumented code at exit: its safe points have to wait for ever.
      if (polled()) safe_point();
      std::cout << "first registered" << std::endl;
      if (unwinding()) std::abort();
    });
    at_exit([] { std::cout << "last registered" << std::endl; });
    std::signal(SIGUSR1, on_signal);
    std::signal(SIGUSR2, SIG_IGN);
    std::set_terminate(on_terminate);
    break;
  case threads:
    std::thread([] { pause_ms(150); }).detach();
    break;
  case quick:
    perdure::detail::at_quick_exit([] { std::cout << "quick" << std::endl; });
    break;
  case own_sigterm:
    std::signal(SIGTERM, on_signal);
    break;
  case forks:
    if (::fork() == 0) {
      std::cout << ::getpid() << std::endl;
      for (int left = 5000; left > 0; --left) {
        if (polled()) {
          safe_point();
          if (unwinding()) ::_exit(1);
        }
        pause_ms(1);
      }
      ::_exit(0);
    }
    break;
  }
}

/// Called by the C library: nobody on the way back would test the flag.
int compare(const void *a, const void *b) {
  if (polled()) safe_point();
  if (unwinding()) std::abort();
  return *static_cast<const int *>(a) - *static_cast<const int *>(b);
}
int compare_and_ask(const void *a, const void *b) {
  perdure::checkpoint();
  if (unwinding()) std::abort();
  return *static_cast<const int *>(a) - *static_cast<const int *>(b);
}
void polls_in_handler(int) {
  if (polled()) safe_point();
  if (unwinding()) std::abort();
  signals = signals + 1;
}

void step(int mode, int i) {
  if (mode == hidden) {
    std::signal(SIGUSR1, polls_in_handler);
    ::raise(SIGUSR1);
  }
  if (mode == hidden || mode == asks) {
    int numbers[] = {3, i, 1, 2};
    try {
      std::qsort(numbers, 4, sizeof(int), mode == hidden ? compare : compare_and_ask);
      std::cout << numbers[0] << numbers[1] << numbers[2] << numbers[3] << std::endl;
    } catch (const perdure::foreign_frame &e) {
      std::cout << e.what() << std::endl;
    }
  }
  if (mode == prints) std::cout << i << std::endl;
  if (mode == prints || mode == threads || mode == own_sigterm || mode == forks || mode == unsaved) pause_ms(5);
  if (mode == reads) {
    std::string line;
    std::cout << (std::getline(std::cin, line) ? line : "(end)") << std::endl;
  }
  if (mode == region) {
    no_suspend outer("qsort");
    for (int k = 0; k < 3; ++k) {
      no_suspend inner("std::sort");
      if (polled()) safe_point();
      if (unwinding()) std::abort();
    }
  }
}

[[noreturn]] void throw_int(int n) { throw n; }

int finish(int mode, int n) {
  switch (mode) {
  case counts:
    std::cout << n << std::endl;
    break;
  case handles:
    ::raise(SIGUSR1);
    ::raise(SIGUSR2);
    std::cout << "signals " << signals << std::endl;
    if (n % 2) std::terminate();
    (no_suspend("exit"), std::exit(n));
  case throws: {
    loud l("local");
    throw std::runtime_error("boom");
  }
  case noexcepts:
    [n]() noexcept { throw_int(n); }();
    break;
  case quick:
    std::quick_exit(n);
  case own_sigterm:
    std::cout << "signals " << signals << std::endl;
    break;
  case destructors: {
    static loud at_exit("static");
    break;
  }
  }
  return 0;
}

int work(int mode, int n) {
  moody m;
  prepare(mode);
  if (mode == reads || mode == own_sigterm || mode == unsaved) std::cerr << "ready" << std::endl;
  for (int i = 0; i < n; ++i) {
    step(mode, i);
    if (mode == unsaved) m.armed = i < 100;
    if (polled()) {
      safe_point();
      if (unwinding()) {
        auto *f = capture<work_frame>(1);
        f->mode = mode, f->n = n, f->i = i, f->m = m;
        return nothing<int>();
      }
    }
  }
  return finish(mode, n);
}
void work_resume(frame *self) {
  resumed<work_frame> f(self);
  deliver();
  int mode = f->mode, n = f->n, i = f->i;
  moody m = f->m;
  for (++i; i < n; ++i) {
    step(mode, i);
    if (mode == unsaved) m.armed = i < 100;
    if (polled()) {
      safe_point();
      if (unwinding()) {
        f->i = i, f->m = m;
        return suspend(&*f, 1);
      }
    }
  }
  give<int>(finish(mode, n));
}

struct main_frame : frame {
  static constexpr bool pins = false;
  static const function *description();
  template <class V> void visit(V &, unsigned) {}
};
int perdure_main(int argc, char **argv) {
  static constexpr const char *modes[] = {"count",   "print",       "handlers", "read", "region",
                                          "throw",   "noexcept",    "quick",    "fork", "own-sigterm",
                                          "unsaved", "destructors", "hidden",   "asks", "threads"};
  std::string what = argc > 1 ? argv[1] : "";
  int mode = 0;
  while (mode < 14 && what != modes[mode]) ++mode;
  int t = work(mode, argc > 2 ? std::atoi(argv[2]) : 0);
  if (unwinding()) return capture<main_frame>(1), nothing<int>();
  return t;
}
void main_resume(frame *self) {
  resumed<main_frame> f(self);
  deliver();
  give<int>(take<int>());
}

constexpr field fields[] = {{"mode", "int", 4, field::value},
                            {"n", "int", 4, field::value},
                            {"i", "int", 6, field::value},
                            {"m", "moody", 5, field::value}};
constexpr std::uint16_t live[] = {0, 1, 2, 3};
constexpr point in_work[] = {{}, {"perdure::detail::safe_point#1", 7, live, 4, no_result}};
constexpr point in_main[] = {{}, {"work(int, int)#1", 11, nullptr, 0, no_result, "_Z4workii"}};
constexpr field no_fields[] = {{"", "", 0, field::value}};
constexpr function functions_[] = {
    describe<work_frame>("work(int, int)", "_Z4workii", "polled.cpp", 4, fields, in_work, work_resume),
    describe<main_frame>("main(int, char **)", "main", "polled.cpp", 11, no_fields, in_main, main_resume)};
const function *work_frame::description() { return &functions_[0]; }
const function *main_frame::description() { return &functions_[1]; }
constexpr const function *all[] = {&functions_[0], &functions_[1]};
const registration registration_(all, 2);

} // namespace

int main(int argc, char **argv) { return launch(argc, argv, perdure_main); }
