// clang-format off: lines of commands
// RUN: rm -rf %t && mkdir %t
// RUN: cd %t && env PERDURE_FLAGS="--all --safepoints=all" %perdure-c++ -std=c++17 -O1 %s -o program
// RUN: cd %t && not %perdure stress -- ./program pipe 2>&1 | FileCheck-19 %s --check-prefixes=ALL,PIPE
// RUN: cd %t && not %perdure stress -- ./program temporary 2>&1 | FileCheck-19 %s --check-prefixes=ALL,TEMPORARY
// RUN: cd %t && not %perdure stress -- ./program memory 2>&1 | FileCheck-19 %s --check-prefixes=ALL,MEMORY
// RUN: cd %t && not %perdure stress -- ./program hidden 2>&1 | FileCheck-19 %s --check-prefixes=ALL,MEMORY
// RUN: cd %t && not %perdure stress -- ./program functions 2>&1 | FileCheck-19 %s --check-prefixes=ALL,MEMORY
// RUN: cd %t && not %perdure stress -- ./program process 2>&1 | FileCheck-19 %s --check-prefixes=ALL,PROCESS
// RUN: cd %t && not %perdure stress -- ./program shown 2>&1 | FileCheck-19 %s --check-prefixes=ALL,DIRECTORY
// ALL: no image could be made in tick(int) {{.*}}: the execution cannot be saved: main(int, char **).f -> {{ ?}}
// PIPE-SAME: is open on a pipe: no other process could open it again as it is; close it
// TEMPORARY-SAME: is open on a file that has no name (any more): no other
// MEMORY-SAME: is a C stream over memory or functions (fmemopen, open_memstream, fopencookie), which no other
// PROCESS-SAME: is open on '/proc/{{.*}}', which the system writes anew for each process
// DIRECTORY-SAME: is open on the directory '/'
// clang-format on
// What the C library has open that no other process could open again.
#include <cstdio>
#include <cstdlib>
#include <string>

static int tick(int n) { return n + 1; }

int main(int, char **argv) {
  const std::string what = argv[1];
  char *text = nullptr;
  char room[16];
  std::size_t size = 0;
  void *f = nullptr;
  if (what == "pipe") f = ::popen("true", "r");
  if (what == "temporary") f = std::tmpfile();
  if (what == "memory") f = ::fmemopen(room, sizeof room, "w");
  if (what == "hidden") f = ::open_memstream(&text, &size);
  if (what == "functions") f = ::fopencookie(nullptr, "r", cookie_io_functions_t());
  if (what == "process") f = std::fopen("/proc/self/maps", "r");
  if (what == "shown") f = std::fopen("/", "r");
  tick(1);
  std::fclose(static_cast<std::FILE *>(f));
}
