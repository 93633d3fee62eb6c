// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A resumable friend that is defined inside a class can be found by its arguments only: nothing outside can name it.
#include <perdure/perdure.hpp>

class Money {
public:
  // CHECK: :[[@LINE+1]]:25: error: resumable function 'cents' is a friend that is defined inside a class
  RESUMABLE friend long cents(const Money &m) {
    perdure::checkpoint();
    return m.cents_;
  }
  // CHECK: :[[@LINE-4]]:25: note: declare it there and define it outside

private:
  long cents_ = 0;
};

RESUMABLE int main() { return int(cents(Money())); }
