// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A class with a destructor and a raw pointer owns something that nobody can see from outside.
#include <perdure/perdure.hpp>

#include <cstdio>
#include <cstdlib>

class Buffer {
public:
  explicit Buffer(std::size_t n) : data_(std::malloc(n)) {}
  Buffer(const Buffer &) = delete;
  ~Buffer() { std::free(data_); }

private:
  void *data_;
};

struct File {
  std::FILE *handle = nullptr;
  ~File() {
    if (handle) ::pclose(handle);
  }
};

RESUMABLE void f() {
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'buffer' of type 'Buffer' cannot be saved: {{.*}}data_
  Buffer buffer(100);
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'file' of type 'File' cannot be saved: {{.*}}handle
  File file;
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
}

RESUMABLE int main() {
  f();
}
