// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Members that the compiler writes call members that suspend: they run inside a region that does not.
#include <iostream>
#include <string>
#include <utility>
#include <vector>

int moves;

struct Part {
  std::string text;
  Part(std::string t = "") : text(std::move(t)) {}
  Part(const Part &) = default;
  Part &operator=(const Part &other) {
    for (char c : other.text) text += c, ++moves;
    return *this;
  }
  bool operator==(const Part &other) const {
    for (size_t k = 0; k < text.size(); ++k)
      if (text[k] != other.text[k]) return false;
    return true;
  }
};

struct Whole {
  Part first, second;
  std::vector<Part> more;
};

typedef int wide __attribute__((vector_size(16)));
wide twice(wide x) { return x + x; }

int main() {
  Whole a{Part("ab"), Part("cd"), {Part("e")}}, V;
  V = a;
  V = std::move(a);
  std::vector<Whole> list(2);
  list[0] = V;
  list.insert(list.begin(), V);
  list.erase(list.begin());
  wide numbers = {1, 2, 3, 4};
  numbers = twice(numbers) + twice(numbers);
  for (int k = 0; k < 4; ++k) std::cout << numbers[k] << ' ';
  std::cout << V.first.text << ' ' << list[0].second.text << ' ' << list.size() << ' ' << moves << '\n';
  int i = 1;
  try {
    (i ? Part("kept") : throw i);
    (i ? throw i : Part("lost"));
  } catch (int k) {
    std::cout << "caught " << k << '\n';
  }
}
