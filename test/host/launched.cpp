// A standalone program in the form that perdurec gives programs, written by hand, so that the launcher and the commands
// are tested without the compiler. The source it stands for:
//
//   RESUMABLE long factorial(int n) {
//     if (n == 0) { perdure::checkpoint(); return 1; }
//     return n * factorial(n - 1);
//   }
//   RESUMABLE int count(int n) {                 // counts to n, with a checkpoint before each number
//     for (int i = 0; i < n; ++i) { perdure::checkpoint(); say(i); }
//     return 0;
//   }
//   RESUMABLE int ask(int n) { return perdure::yield<int>(n) + 1; }
//   RESUMABLE int nap(int ms) { perdure::sleep_for(std::chrono::milliseconds(ms)); return 0; }
//   RESUMABLE int work(int mode, int n) {        // after one checkpoint: what a program may end with
//     perdure::checkpoint();
//     switch (mode) {...}
//   }
//   RESUMABLE int main(int argc, char **argv) {...}
#define PERDURE_INSTRUMENTED 1
#include <perdure/detail/generated.hpp>
#include <perdure/perdure.hpp>

#include <perdure/detail/launch.hpp>

#include <cstdio>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <stdexcept>
#include <string>
#include <unistd.h>

using namespace perdure::detail;

namespace {

/// All functions here have one int parameter and at most one int local.
template <int Which> struct ints_frame : frame {
  static constexpr bool pins = false;
  int n, i;
  static const function *description();
  template <class V> void visit(V &v, unsigned k) {
    switch (k) {
    case 0:
      return v.value(n);
    case 1:
      return v.value(i);
    }
  }
};

using factorial_frame = ints_frame<0>;
using count_frame = ints_frame<1>;
using ask_frame = ints_frame<2>;
using nap_frame = ints_frame<3>;
using work_frame = ints_frame<4>;
using main_frame = ints_frame<5>;

template <class Frame> void captured(unsigned point, int n, int i) {
  auto *f = capture<Frame>(point);
  f->n = n;
  f->i = i;
}

long factorial(int n) {
  if (n == 0) {
    perdure::checkpoint();
    if (unwinding()) return captured<factorial_frame>(1, n, 0), nothing<long>();
    return 1;
  }
  long t = factorial(n - 1);
  if (unwinding()) return captured<factorial_frame>(2, n, 0), nothing<long>();
  return n * t;
}
void factorial_resume(frame *self) {
  resumed<factorial_frame> f(self);
  deliver();
  if (f->at == 1)
    give<long>(1);
  else
    give<long>(f->n * take<long>());
}

/// A line, and some time if LAUNCHED_PAUSE says so.
void say(int i) {
  std::cout << i << std::endl;
  if (const char *ms = std::getenv("LAUNCHED_PAUSE")) ::usleep(unsigned(std::atoi(ms)) * 1000);
}

int count(int n) {
  for (int i = 0; i < n; ++i) {
    perdure::checkpoint();
    if (unwinding()) return captured<count_frame>(1, n, i), nothing<int>();
    say(i);
  }
  return 0;
}
void count_resume(frame *self) {
  resumed<count_frame> f(self);
  deliver();
  int n = f->n, i = f->i;
  for (;;) {
    say(i);
    if (++i >= n) break;
    perdure::checkpoint();
    if (unwinding()) {
      f->i = i;
      return suspend(&*f, 1);
    }
  }
  give<int>(0);
}

int ask(int n) {
  int t = perdure::yield<int>(n);
  if (unwinding()) return captured<ask_frame>(1, n, 0), nothing<int>();
  return t + 1;
}
void ask_resume(frame *self) {
  resumed<ask_frame> f(self);
  deliver();
  give<int>(take<int>() + 1);
}

int nap(int ms) {
  perdure::sleep_for(std::chrono::milliseconds(ms));
  if (unwinding()) return captured<nap_frame>(1, ms, 0), nothing<int>();
  return 0;
}
void nap_resume(frame *self) {
  resumed<nap_frame> f(self);
  deliver();
  give<int>(0);
}

enum mode { exits, forks, directory, throws, throws_int, aborts, environment, input, format, restored };

int after_checkpoint(int mode, int n, perdure::outcome how) {
  switch (mode) {
  case exits:
    std::cout << "exiting";
    std::exit(n);
  case forks:
    if (::fork() == 0) std::exit(1);
    ::sleep(1);
    std::abort();
  case directory: {
    char here[4096];
    std::cout << ::getcwd(here, sizeof here) << '\n';
    return n;
  }
  case throws:
    throw std::runtime_error("boom");
  case throws_int:
    throw n;
  case aborts:
    std::abort();
  case environment:
    std::cout << (std::getenv("LAUNCHED") ? std::getenv("LAUNCHED") : "(unset)") << '\n';
    return n;
  case input: {
    std::string rest, line;
    while (std::getline(std::cin, line)) rest += line + "|";
    std::cout << rest << '\n';
    return n;
  }
  case format:
    std::cout << 255 << ' ' << 1.0 / 3 << ' ' << std::cin.eof() << '\n';
    return n;
  case restored:
    std::cout << (how == perdure::outcome::restored ? "restored" : "saved") << '\n';
    return n;
  }
  return n;
}
int work(int mode, int n) {
  if (mode == directory && ::chdir("/usr") != 0) return 1;
  if (mode == environment) ::setenv("LAUNCHED", "by itself", 1);
  if (mode == input) {
    std::string line;
    std::getline(std::cin, line);
    std::cout << line << '\n';
  }
  if (mode == format) {
    std::cout << std::hex << std::setprecision(3);
    std::string line;
    while (std::getline(std::cin, line)) {}
  }
  perdure::outcome how = perdure::checkpoint();
  if (unwinding()) return captured<work_frame>(1, mode, n), nothing<int>();
  return after_checkpoint(mode, n, how);
}
void work_resume(frame *self) {
  resumed<work_frame> f(self);
  deliver();
  auto how = take<perdure::outcome>();
  give<int>(after_checkpoint(f->n, f->i, how));
}

int finish_main(int what, int result) {
  if (what == 1) std::cout << result << '\n';
  return what == 1 ? 0 : result;
}
int perdure_main(int argc, char **argv) {
  std::string what = argc > 1 ? argv[1] : "";
  int n = argc > 2 ? std::atoi(argv[2]) : 0;
  if (what == "nothing") return n;
  if (what == "factorial") {
    std::cout << argv[0] << ' ';
    long t = factorial(n);
    if (unwinding()) return captured<main_frame>(1, 0, 0), nothing<int>();
    std::cout << t << '\n';
    return 0;
  }
  static constexpr const char *modes[] = {"exit",  "fork",        "directory", "throw",  "throw-int",
                                          "abort", "environment", "input",     "format", "restored"};
  int mode = 0;
  while (mode < 10 && what != modes[mode]) ++mode;
  int print = what == "ask";
  int t = what == "count" ? count(n) : what == "ask" ? ask(n) : what == "nap" ? nap(n) : work(mode, n);
  if (unwinding()) return captured<main_frame>(2, print, 0), nothing<int>();
  return finish_main(print, t);
}
void main_resume(frame *self) {
  resumed<main_frame> f(self);
  deliver();
  if (f->at == 1) {
    std::cout << take<long>() << '\n';
    give<int>(0);
  } else {
    give<int>(finish_main(f->n, take<int>()));
  }
}

constexpr field fields[] = {{"n", "int", 10, field::value}, {"i", "int", 11, field::value}};
constexpr std::uint16_t both[] = {0, 1};
constexpr point at_checkpoint[] = {
    {}, {"perdure::checkpoint()#1", 5, both, 2, no_result}, {"factorial(int)#1", 6, both, 2, no_result}};
constexpr point at_yield[] = {{}, {"perdure::yield<int>(int)#1", 12, both, 2, no_result}};
constexpr point at_sleep[] = {{}, {"perdure::sleep_for()#1", 13, both, 2, no_result}};
constexpr point in_main[] = {
    {}, {"factorial(int)#1", 18, both, 2, no_result}, {"work(int, int)#1", 19, both, 2, no_result}};

constexpr function functions_[] = {
    describe<factorial_frame>("factorial(int)", "_Z9factoriali", "launched.cpp", 4, fields, at_checkpoint,
                              factorial_resume),
    describe<count_frame>("count(int)", "_Z5counti", "launched.cpp", 8, fields, at_checkpoint, count_resume),
    describe<ask_frame>("ask(int)", "_Z3aski", "launched.cpp", 12, fields, at_yield, ask_resume),
    describe<nap_frame>("nap(int)", "_Z3napi", "launched.cpp", 13, fields, at_sleep, nap_resume),
    describe<work_frame>("work(int, int)", "_Z4workii", "launched.cpp", 14, fields, at_checkpoint, work_resume),
    describe<main_frame>("main(int, char **)", "main", "launched.cpp", 18, fields, in_main, main_resume)};
template <int Which> const function *ints_frame<Which>::description() { return &functions_[Which]; }
constexpr const function *all[] = {&functions_[0], &functions_[1], &functions_[2],
                                   &functions_[3], &functions_[4], &functions_[5]};
const registration registration_(all, 6);

} // namespace

int main(int argc, char **argv) { return launch(argc, argv, perdure_main); }
