// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// A private member is reached through an explicit instantiation, where access is not checked.
#include <perdure/perdure.hpp>

class Counter {
public:
  int next() { return ++value_; }

private:
  int value_ = 0;
};

RESUMABLE int f() {
  Counter counter;
  perdure::checkpoint();
  return counter.next();
}

RESUMABLE int main() { return f(); }

// CHECK: template struct perdure::detail::reveal<perdure::detail::nth_member<Counter, 0>, &Counter::value_>;
// CHECK-NEXT: template <> struct perdure::detail::layout<Counter> {
// CHECK: v.member("value_", member_of<0>(x));
