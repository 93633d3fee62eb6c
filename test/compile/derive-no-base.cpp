// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A base class that cannot be saved is named.
#include <perdure/perdure.hpp>

#include <fstream>

struct Log : std::ofstream {
  int lines = 0;
};

RESUMABLE int f() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'log' of type 'Log' cannot be saved: it has the base class 'std::ofstream', a stream, which
  Log log;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
  return log.lines;
}

RESUMABLE int main() { return f(); }
