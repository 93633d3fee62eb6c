// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Resumable function templates are refused, at the template, once.
#include <perdure/perdure.hpp>

// CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: resumable function 'twice' is a template
template <class T>
RESUMABLE T twice(T x) {
  perdure::checkpoint();
  return x + x;
}

RESUMABLE int main() {
  return twice(1) + int(twice(2.5));
}
// CHECK: 1 error generated
