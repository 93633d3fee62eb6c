// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A handle that only the destructor shows.
#include <perdure/perdure.hpp>

#include <unistd.h>

class Handle {
public:
  explicit Handle(int fd) : fd_(fd) {}
  ~Handle() { ::close(fd_); }
  int get() const { return fd_; }

private:
  int fd_;
};

RESUMABLE int f() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'handle' of type 'Handle' cannot be saved: {{.*}}'fd_' to 'close'
  Handle handle(3);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: note: suspends here
  perdure::checkpoint();
  return handle.get();
}

RESUMABLE int main() { return f(); }
