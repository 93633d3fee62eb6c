// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// setjmp and longjmp rely on the native stack, which a restored execution does not have.
#include <perdure/perdure.hpp>

#include <csetjmp>

std::jmp_buf buffer;

RESUMABLE int f() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '_setjmp' in a resumable function
  if (setjmp(buffer)) return 1;
  perdure::checkpoint();
  return 2;
}

RESUMABLE int main() {
  return f();
}
