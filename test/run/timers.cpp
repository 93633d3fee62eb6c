// Timers of alarm() and setitimer() run on in the next process.
// clang-format off: lines of commands
// RUN: rm -rf %t && mkdir %t
// RUN: cd %t && env PERDURE_FLAGS=--all %perdure-c++ -std=c++17 -O1 %s -o program
// RUN: cd %t && %perdure run --id t -- ./program | FileCheck-19 %s --check-prefix=FIRST
// RUN: cd %t && %perdure resume t | FileCheck-19 %s --check-prefix=SECOND
// RUN: cd %t && ./program stay | FileCheck-19 %s --check-prefixes=FIRST,SECOND
//
// FIRST: waits
// SECOND: rang 1, then often
// clang-format on
#include <perdure/perdure.hpp>

#include <csignal>
#include <cstdio>
#include <sys/time.h>
#include <unistd.h>

static volatile std::sig_atomic_t rang = 0, ticks = 0;

int main(int argc, char **) {
  std::signal(SIGALRM, [](int) { rang = rang + 1; });
  std::signal(SIGPROF, [](int) { ticks = ticks + 1; });
  alarm(2);
  const itimerval often = {{0, 10000}, {0, 10000}};
  setitimer(ITIMER_PROF, &often, nullptr);
  std::printf("waits\n");
  std::fflush(stdout);
  if (argc == 1) perdure::yield();
  while (!rang) pause();
  ticks = 0;
  volatile double x = 1;
  for (long k = 0; ticks < 3 && k < 3'000'000'000; ++k) x = x * 1.0000001;
  std::printf("rang %d, then %s\n", int(rang), ticks >= 3 ? "often" : "seldom");
}
