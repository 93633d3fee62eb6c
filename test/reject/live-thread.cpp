// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// Threads and futures do not survive their process.
#include <perdure/perdure.hpp>

#include <future>
#include <thread>

RESUMABLE int f() {
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 't' of type 'std::thread' cannot be saved
  std::thread t([] {});
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'answer' of type 'std::future<int>' cannot be saved
  std::future<int> answer = std::async([] { return 42; });
  perdure::checkpoint();
  t.join();
  return answer.get();
}

RESUMABLE int main() {
  return f();
}
