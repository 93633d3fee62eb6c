// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A class with a destructor and a raw pointer owns something that nobody can see from outside.
#include <perdure/perdure.hpp>

#include <cstdlib>
#include <dlfcn.h>

class Buffer {
public:
  explicit Buffer(std::size_t n) : data_(std::malloc(n)) {}
  Buffer(const Buffer &) = delete;
  ~Buffer() { std::free(data_); }

private:
  void *data_;
};

struct Library {
  void *handle = nullptr;
  ~Library() {
    if (handle) ::dlclose(handle);
  }
};

RESUMABLE void f() {
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'buffer' of type 'Buffer' cannot be saved: {{.*}}data_
  Buffer buffer(100);
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'library' of type 'Library' cannot be saved: {{.*}}handle
  Library library;
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
}

RESUMABLE int main() {
  f();
}
