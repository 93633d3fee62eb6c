// Nothing in it is built with sanitizers.
// UNSUPPORTED: sanitized
// clang-format off: lines of commands
// RUN: rm -rf %t && mkdir %t
// RUN: cd %t && %perdure-c++ -std=c++17 -O1 %s -o program
// RUN: cd %t && %perdure run --id f -- ./program
// RUN: cd %t && printf more >> log && %perdure show f | FileCheck-19 %s --check-prefix=SHOW && grep -x firstmore log
// RUN: cd %t && %perdure resume f && grep -x firstsecond log && grep -x 'log: first' copy
//
// RUN: cd %t && %perdure run --id g -- ./program && printf x > log
// RUN: cd %t && not %perdure resume g 2>&1 | FileCheck-19 %s --check-prefix=SHORT
// RUN: cd %t && printf first > log && %perdure resume g && grep -x firstsecond log
//
// RUN: cd %t && %perdure run --id h -- ./program && rm input
// RUN: cd %t && not %perdure resume h 2>&1 | FileCheck-19 %s --check-prefix=GONE
// RUN: cd %t && %perdure show h | FileCheck-19 %s --check-prefix=SHOW
// RUN: cd %t && mkfifo input && not %perdure resume h 2>&1 | FileCheck-19 %s --check-prefix=OTHER
//
// RUN: cd %t && ln -sf /proc/self/fd/1 log && rm input && not %perdure run --id i -- ./program 2>&1 | FileCheck-19 %s --check-prefix=PIPE
// RUN: cd %t && rm log && not %perdure run --id j -- ./program deleted 2>&1 | FileCheck-19 %s --check-prefix=DELETED
// clang-format on
// Files that are not as they were when the image was made, and what no other process could open.
#include <perdure/perdure.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

// SHOW: in: std::ifstream = '{{.*}}/input' at byte 4
// SHOW: log: std::ofstream = '{{.*}}/log' at byte 5
// SHOW: again: FILE * = -> '{{.*}}/input' at byte 2
RESUMABLE void work(std::ofstream &copy, bool deletes) {
  std::ofstream("input") << "log: all the rest\n";
  std::ifstream in("input");
  std::string word;
  in >> word;
  std::ofstream log("log");
  log << "first";
  if (deletes) std::remove("log");
  FILE *again = std::fopen("input", "r+");
  std::fseek(again, 2, SEEK_SET);
  perdure::yield();
  std::fclose(again);
  log << "second\n";
  copy << word << " first\n";
}

RESUMABLE int main(int argc, char **) {
  std::ofstream copy("copy");
  try {
    work(copy, argc > 1);
  } catch (const perdure::unserialisable &e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
}

// clang-format off: lines of messages
// SHORT: variable 'log' of work({{.*}}: the file '{{.*}}/log', which was open when the image was made, had 5 bytes then and has 1 now; put it back
// GONE: variable 'in' of work({{.*}}: the file '{{.*}}/input', which was open when the image was made, cannot be opened: No such file
// OTHER: the file '{{.*}}/input', which was open when the image was made, is something else now
// PIPE: cannot be saved: work({{.*}}).log is open on a pipe: no other process could open it again as it is; close it
// DELETED: cannot be saved: work({{.*}}).log is open on a file that has no name (any more): no other process
