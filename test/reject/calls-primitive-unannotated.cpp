// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A primitive called by a function without RESUMABLE.
#include <perdure/perdure.hpp>

// CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: function 'plain' calls 'perdure::checkpoint' but is not RESUMABLE
void plain() {
  perdure::checkpoint();
}

RESUMABLE int main() {
  plain();
}
