// RUN: %triple %s
// STD: c++20
// Locals of std types that live across suspensions.
#include <perdure/perdure.hpp>

#include <bitset>
#include <chrono>
#include <complex>
#include <deque>
#include <forward_list>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <random>
#include <set>
#include <stack>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

struct Tree {
  int value;
  std::shared_ptr<Tree> left, right;
  std::weak_ptr<Tree> parent;
};

RESUMABLE std::shared_ptr<Tree> grow(int depth) {
  auto t = std::make_shared<Tree>();
  t->value = step(depth);
  if (depth > 0) {
    t->left = grow(depth - 1);
    t->right = depth % 2 ? t->left : grow(depth - 1);
    t->left->parent = t;
  }
  return t;
}

RESUMABLE int main() {
  std::string s = "string";
  std::string_view view = s;
  view.remove_prefix(2);
  std::vector<std::vector<std::string>> nested{{"a", "b"}, {}, {"c"}};
  std::deque<int> deque{1, 2, 3};
  std::list<double> list{1.5, 2.5};
  std::forward_list<char> forward{'x', 'y'};
  std::map<std::string, int> map{{"k", 1}};
  std::multimap<int, int> multi{{1, 2}, {1, 3}};
  std::set<int, std::greater<int>> set{1, 3, 2};
  std::unordered_map<std::string, int> hashed{{"p", 1}, {"q", 2}};
  std::unordered_set<int> hashes{5, 6};
  std::stack<int> stack;
  std::queue<std::string> queue;
  std::priority_queue<int> heap;
  for (int i = 0; i < 4; ++i) {
    stack.push(step(i));
    queue.push(std::to_string(i));
    heap.push((i * 7) % 5);
  }
  std::optional<std::string> some = "some", none;
  std::variant<int, std::string> variant = "held";
  std::tuple<int, std::string, char> tuple{1, "two", '3'};
  std::pair<int, std::string> pair{4, "five"};
  std::complex<double> complex{1, 2};
  std::bitset<70> bits;
  bits.set(65);
  std::chrono::milliseconds duration{1500};
  std::mt19937 engine(42);
  (void)engine();
  std::unique_ptr<std::string> unique = std::make_unique<std::string>("unique");
  std::shared_ptr<Tree> tree = grow(3);
  perdure::checkpoint();

  for (int turn = 0; turn < 2; ++turn) {
    std::cout << s << view << nested[2][0] << nested.size() << deque[step(1)] << list.back() << forward.front()
              << map.at("k") << multi.count(1) << *set.begin() << hashed.at("q") << hashes.count(6) << stack.top()
              << queue.front() << heap.top() << *some << none.has_value() << std::get<1>(variant) << std::get<1>(tuple)
              << pair.second << complex << bits.count() << bits[65] << duration.count() << *unique << '\n';
    deque.push_front(step(9));
    variant = step(3) ? "again" : "";
    stack.pop();
    heap.push(step(8));
    none = std::nullopt;
    s[2] = 'R';
    bits.flip(65);
    bits.set(1);
    duration *= 2;
    map["k"] += 1;
  }
  std::cout << engine() << ' ' << tree.use_count() << tree->left.use_count() << tree->left->parent.lock()->value
            << (tree->left->left == tree->left->right) << '\n';
}
