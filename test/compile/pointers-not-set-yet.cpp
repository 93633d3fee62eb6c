// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: %perdurec %s %t.cpp -- -std=c++17 && FileCheck %s < %t.cpp
// What pointers hold before the program sets them would be followed into the image, whatever lay in their memory before.
// Only they cost anything.
#include <perdure/perdure.hpp>

struct Pair {
  long *left, *right;
};

RESUMABLE long sum(long *p, int *numbers, Pair *pair) {
  perdure::checkpoint();
  return p == &*pair->left ? numbers[0] : *p;
}

RESUMABLE long set_later(long n) {
  long *few[4];
  int numbers[100];
  Pair pair;
  perdure::checkpoint();
  for (long *&p : few) p = &n;
  numbers[0] = 1;
  pair = {few[0], few[1]};
  return sum(few[2], numbers, &pair);
}

RESUMABLE int main() { return int(set_later(2)); }

// CHECK: boxed<long *[4]>())->value
// CHECK: boxed<int [100]>)->value
// CHECK: Pair &pair = *::new (frame_->pair.where()) Pair()
