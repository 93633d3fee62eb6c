// RUN: %triple %s
// new and delete with suspending arguments and sizes; what they own lives across suspensions through unique_ptr.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <memory>
#include <new>
#include <vector>

struct Node {
  int value;
  std::unique_ptr<Node> next;
  Node(int v, std::unique_ptr<Node> n) : value(v), next(std::move(n)) {}
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE std::string text(const char *s) {
  perdure::checkpoint();
  return s;
}

RESUMABLE std::unique_ptr<Node> list(int n) {
  if (n == 0) return nullptr;
  return std::unique_ptr<Node>(new Node(step(n), list(n - 1)));
}

RESUMABLE int total(const Node *node) {
  int sum = 0;
  for (; node; node = node->next.get()) sum += step(node->value);
  return sum;
}

RESUMABLE int main() {
  std::unique_ptr<Node> head = list(4);
  std::cout << total(head.get()) << '\n';

  std::unique_ptr<Still> still(new Still(text("still")));
  perdure::checkpoint();
  still.reset(new Still(text("other")));
  std::cout << still->name << '\n';

  int sum = 0;
  { // an array does not know how long it is: its life ends before the next suspension
    std::unique_ptr<int[]> array(new int[std::size_t(step(3))]{1, 2});
    sum = array[0] + array[1] + array[2];
  }
  auto made = std::make_unique<Loud>(text("made"));
  std::vector<std::unique_ptr<Loud>> v;
  v.push_back(std::make_unique<Loud>("a" + std::to_string(step(1))));
  v.emplace_back(new Loud("a" + std::to_string(step(2))));
  std::swap(made, v[0]);
  perdure::checkpoint();
  std::cout << sum << made->name << v[0]->name << v[1]->name << '\n';

  delete new int(step(5));
  int *p = new int(step(6));
  std::cout << *p << '\n';
  delete p; // nothing suspends while p owns it
}
