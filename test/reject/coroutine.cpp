// RUN: not %perdurec %s %t.cpp -- -std=c++20 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A C++20 coroutine's frame belongs to the C++ compiler: nobody else can save it.
#include <perdure/perdure.hpp>

#include <coroutine>

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a coroutine cannot be resumable
RESUMABLE Task f() {
  perdure::checkpoint();
  co_return;
}

RESUMABLE int main() {
  f();
}
