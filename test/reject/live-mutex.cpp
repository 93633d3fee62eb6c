// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A mutex whose holder nobody can tell belongs to a process, not to an image.
#include <perdure/perdure.hpp>

#include <shared_mutex>

RESUMABLE void f() {
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' of type 'std::shared_timed_mutex' cannot be saved
  std::shared_timed_mutex m;
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'guard' of type 'std::shared_lock<std::shared_timed_mutex>' cannot be saved
  std::shared_lock<std::shared_timed_mutex> guard(m);
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
}

RESUMABLE int main() {
  f();
}
