// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A destructor may run because an exception passes, or because an execution is abandoned: nothing could resume it.
#include <perdure/perdure.hpp>

RESUMABLE void step() {
  perdure::checkpoint();
}

struct Guard {
  ~Guard() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: destructor cannot suspend
    step();
  }
};

RESUMABLE int main() {
  Guard g;
}
