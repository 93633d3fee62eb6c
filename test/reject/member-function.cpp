// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Resumable member functions with an object are refused; static ones are fine.
#include <perdure/perdure.hpp>

struct Worker {
  int n = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: resumable function 'Worker::work' is a non-static member
  RESUMABLE int work() {
    perdure::checkpoint();
    return ++n;
  }
  RESUMABLE static int fine(int x) {
    perdure::checkpoint();
    return x;
  }
};

RESUMABLE int main() {
  Worker w;
  return w.work() + Worker::fine(1);
}
// CHECK: 1 error generated
