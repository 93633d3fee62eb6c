// Where blocks cannot be where they were, an image with an address in a number is refused, and nothing is lost: a
// process with their memory free goes on.
// clang-format off: lines of commands
// UNSUPPORTED: sanitized
// RUN: rm -rf %t && mkdir %t
// RUN: cd %t && env PERDURE_FLAGS=--all %perdure-c++ -std=c++17 -O1 %s -o program
// RUN: cd %t && %perdure run --id n -- ./program | FileCheck-19 %s --check-prefix=FIRST
// RUN: cd %t && env PERDURE_HEAP=moved not %perdure resume n 2>&1 | FileCheck-19 %s --check-prefix=MOVED
// RUN: cd %t && env -u PERDURE_HEAP %perdure resume n | FileCheck-19 %s --check-prefix=SECOND
//
// FIRST: 7
// MOVED: it holds the number 0x{{[0-9a-f]+}}, the address of a block of the heap, and something else is in that memory here
// SECOND: 8
// clang-format on
#include <perdure/perdure.hpp>

#include <cstdint>
#include <cstdio>

int main() {
  int *n = new int(7);
  const std::uintptr_t place = reinterpret_cast<std::uintptr_t>(n) | 1;
  std::printf("%d\n", *n);
  std::fflush(stdout);
  n = nullptr;
  perdure::yield();
  n = reinterpret_cast<int *>(place - 1);
  std::printf("%d\n", *n + 1);
  delete n;
}
