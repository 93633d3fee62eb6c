// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Streams that cannot be in an image: over a buffer that nobody knows, and of another library.
#include <perdure/perdure.hpp>

#include <ext/stdio_filebuf.h>
#include <fstream>
#include <iostream>

RESUMABLE int copy(int descriptor) {
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'buffer' of type '__gnu_cxx::stdio_filebuf<char>' cannot be saved
  __gnu_cxx::stdio_filebuf<char> buffer(descriptor, std::ios::in);
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'in' of type 'std::istream' cannot be saved: it is a stream
  std::istream in(&buffer);
  int lines = 0;
  for (std::string line; std::getline(in, line); ++lines) {
    // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
    perdure::checkpoint();
  }
  // CHECK-DAG: note: {{.*}}permanent
  return lines;
}

RESUMABLE int main() { return copy(0); }
// CHECK: 2 errors generated
