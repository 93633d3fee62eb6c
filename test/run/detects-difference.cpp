// RUN: not %triple %s 2>&1 | FileCheck-19 %s
// The triple run sees what it is there to see: a program that tells in which process it runs.
// CHECK: stressed every 1, by {{.*}}: differs
// CHECK: -saved
// CHECK-NEXT: +restored
#include <perdure/perdure.hpp>

#include <iostream>

RESUMABLE int main() { std::cout << (perdure::checkpoint() == perdure::outcome::saved ? "saved\n" : "restored\n"); }
