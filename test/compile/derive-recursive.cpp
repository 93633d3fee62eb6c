// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// A class that contains itself through pointers; members come before the classes that contain them.
#include <perdure/perdure.hpp>

#include <memory>
#include <vector>

struct Leaf {
  int value = 0;
};

struct Node {
  Leaf leaf;
  Node *parent = nullptr;
  std::unique_ptr<Node> next;
  std::vector<Node> kids;
};

RESUMABLE int f() {
  Node node;
  perdure::checkpoint();
  return node.leaf.value;
}

RESUMABLE int main() { return f(); }

// CHECK: layout<Leaf> {
// CHECK: layout<Node> {
// CHECK: v.member("leaf", x.leaf);
// CHECK-NEXT: v.member("parent", x.parent);
// CHECK-NEXT: v.member("next", x.next);
// CHECK-NEXT: v.member("kids", x.kids);
// CHECK-NOT: layout<
