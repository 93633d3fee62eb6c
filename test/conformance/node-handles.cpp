// RUN: %triple %s
// Nodes taken out of maps and sets and put back, with pointers to their elements.
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

static int length(const std::string &s) { return int(s.size()); }

int main() {
  std::map<std::string, int> numbers{{"one", 1}, {"two", 2}, {"three", 3}};
  int *two = &numbers["two"];
  auto node = numbers.extract("two");
  decltype(node) empty;
  for (int i = 0; i < 2; ++i) *two += length(node.key());
  node.key() = "zwei";
  std::cout << node.mapped() << empty.empty() << node.empty() << numbers.size();
  numbers.insert(std::move(node));
  *two += length("x");
  std::cout << numbers["zwei"] << node.empty() << '\n';

  std::set<std::string> names{"a", "b"};
  auto name = names.extract("a");
  name.value() += "c";
  length(name.value());
  auto put = names.insert(std::move(name));
  std::cout << *put.position << put.inserted << names.size() << '\n';

  std::unordered_map<int, std::string> texts{{1, "uno"}, {2, "dos"}};
  auto text = texts.extract(1);
  text.key() = 2;
  length(text.mapped());
  auto result = texts.insert(std::move(text));
  length(result.node.mapped());
  std::cout << result.inserted << result.node.mapped() << texts.size() << '\n';
}
