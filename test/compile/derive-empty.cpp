// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// Empty classes need no layout; one that has nothing to save and yet is not empty still takes a byte in an image.
#include <perdure/perdure.hpp>

#include <functional>
#include <vector>

struct Tag {};

struct Order {
  Tag tag;
  std::less<int> less;
};

RESUMABLE int f() {
  Tag tag;
  std::vector<Order> orders(3);
  perdure::checkpoint();
  (void)tag;
  return int(orders.size());
}

RESUMABLE int main() { return f(); }

// CHECK-NOT: layout<Tag>
// CHECK: layout<Order> {
// CHECK: v.member("", no_members);
// CHECK-NOT: layout<Tag>
