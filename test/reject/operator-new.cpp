// RUN: not %perdurec %s %t.cpp --all 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// The tracked heap replaces the global allocation functions; a program that does so as well has to leave its own out.
#include <cstdio>
#include <cstdlib>

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'operator new' is replaced, but --all replaces it itself, to know the heap
void *operator new(std::size_t n) {
  std::puts("new");
  return std::malloc(n);
}
// CHECK: note: leave it out: #ifndef PERDURE_INSTRUMENTED

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'operator new' is defined, but the runtime's headers include <new>, which does so, too
inline void *operator new(std::size_t, void *place) noexcept { return place ? place : std::malloc(1); }
// CHECK: note: include <new> instead

int main() { delete new int(1); }
