// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A union that holds more than numbers: nothing tells which member is alive.
#include <perdure/perdure.hpp>

#include <string>

union Slot {
  int number;
  const char *text;
};

struct Holder {
  int kind = 0;
  Slot slot{};
};

RESUMABLE int f() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'holder{{.*}} cannot be saved: {{.*}}union
  Holder holder;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
  return holder.kind;
}

RESUMABLE int main() { return f(); }
