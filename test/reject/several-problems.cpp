// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Every problem of a file is reported in one run, each at its line.
#include <perdure/perdure.hpp>

#include <future>
#include <thread>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

// CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: the initialiser of 'early' cannot suspend: it runs before main
int early = step(1);

struct Maker {
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: constructor cannot suspend
  Maker() { step(2); }
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: destructor cannot suspend
  ~Maker() { step(3); }
};

// CHECK-DAG: :[[@LINE+2]]:{{[0-9]+}}: error: function 'first' calls resumable function 'step' but is not RESUMABLE
int first() {
  return step(4);
}

// CHECK-DAG: :[[@LINE+2]]:{{[0-9]+}}: error: function 'second' calls resumable function 'step' but is not RESUMABLE
int second() {
  return step(5);
}

RESUMABLE int third() {
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'answer' of type 'std::future<int>' cannot be saved
  std::future<int> answer;
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' of type 'std::thread' cannot be saved
  std::thread m;
  return step(6);
}

RESUMABLE int main() {
  Maker m;
  return first() + second() + third() + early;
}
// CHECK: errors generated
