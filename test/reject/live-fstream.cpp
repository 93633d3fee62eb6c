// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A file stream that lives across a suspension cannot be in an image.
#include <perdure/perdure.hpp>

#include <fstream>
#include <string>

RESUMABLE int count(const char *file) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'in' of type 'std::ifstream' cannot be saved
  std::ifstream in(file);
  int lines = 0;
  for (std::string line; std::getline(in, line); ++lines) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
    perdure::checkpoint();
  }
  // CHECK: note: {{.*}}permanent
  return lines;
}

RESUMABLE int main() {
  return count("file");
}
// CHECK: 1 error generated
