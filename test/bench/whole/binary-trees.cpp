// Trees that are built and taken down again: new and delete, recursion.
#include <cstdio>

struct Node {
  Node *left, *right;
  explicit Node(Node *l, Node *r) : left(l), right(r) {}
};

static Node *build(int depth) {
  return depth == 0 ? new Node(nullptr, nullptr) : new Node(build(depth - 1), build(depth - 1));
}

static int count(const Node *n) { return n->left ? 1 + count(n->left) + count(n->right) : 1; }

static void drop(Node *n) {
  if (n->left) {
    drop(n->left);
    drop(n->right);
  }
  delete n;
}

int main() {
  const int deepest = 16;
  Node *lasting = build(deepest);
  for (int depth = 4; depth <= deepest; depth += 4) {
    int trees = 1 << (deepest - depth + 4), nodes = 0;
    for (int i = 0; i < trees; ++i) {
      Node *t = build(depth);
      nodes += count(t);
      drop(t);
    }
    std::printf("%d trees of depth %d: %d nodes\n", trees, depth, nodes);
  }
  std::printf("%d\n", count(lasting));
  drop(lasting);
}
