// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A held lock and its mutex belong to a process, not to an image.
#include <perdure/perdure.hpp>

#include <mutex>

RESUMABLE void f() {
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' of type 'std::mutex' cannot be saved
  std::mutex m;
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'guard' of type 'std::lock_guard<std::mutex>' cannot be saved
  std::lock_guard<std::mutex> guard(m);
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
}

RESUMABLE int main() {
  f();
}
