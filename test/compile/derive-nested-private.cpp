// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// A private nested class is named in the head of its layout, and nowhere inside.
#include <perdure/perdure.hpp>

#include <vector>

class Tree {
  struct Base {
    int depth = 0;
  };
  struct Node : private Base {
    int key = 0;
    int at() const { return depth; }
  };
  std::vector<Node> nodes_;

public:
  int size() const { return nodes_.empty() ? 0 : nodes_[0].at(); }
};

RESUMABLE int f() {
  Tree tree;
  perdure::checkpoint();
  return tree.size();
}

RESUMABLE int main() { return f(); }

// CHECK: template <> struct perdure::detail::layout<Tree::Base> {
// CHECK: template struct perdure::detail::reveal_type<perdure::detail::nth_base<Tree::Node, 0>, Tree::Base>;
// CHECK-NEXT: template <> struct perdure::detail::layout<Tree::Node> {
// CHECK: v.base("Tree::Base", base_of<0>(x));
// CHECK-NEXT: v.member("key", x.key);
// CHECK: template struct perdure::detail::reveal<perdure::detail::nth_member<Tree, 0>, &Tree::nodes_>;
// CHECK-NEXT: template <> struct perdure::detail::layout<Tree> {
