// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Local types that share their names: each instance of a generic lambda has its own, and so has each lambda.
#include <iostream>
#include <string>

static int step(int by) { return by + 1; }

struct Farm {
  int sum = 0;

  int count(int by) {
    auto twice = [&](const auto &thing) {
      enum { small = 3, large };
      enum Size { one = 1, eight = 8 };
      struct Pair {
        int first;
        std::string name;
        explicit Pair(int n) : first(n), name("pair") {}
        ~Pair() { first = 0; }
        int grown(int more) { return first = step(first + more); }
      };
      struct Both {
        Pair left;
        Size size;
      };
      Both both{Pair(by), eight};
      sum += step(both.left.grown(2)) + both.size + small;
      std::cout << both.left.name << ' ' << both.left.first << ' ' << thing << ' ' << sum << '\n';
      return both.left.first;
    };
    return twice(1) + twice(std::string("two")) + twice('3');
  }
};

static int several() {
  auto first = [](int n) {
    struct Both {
      int low, high;
    };
    return Both{step(n), n};
  };
  auto second = [](int n) {
    struct Both {
      std::string low;
      long high;
    };
    return Both{std::to_string(n), step(n)};
  };
  const auto [low, high] = first(1);
  const auto [text, number] = second(2);
  return step(low) + high + int(text.size()) + int(number);
}

int main() {
  Farm farm;
  std::cout << farm.count(4) << '\n';
  auto print = [](auto n) {
    struct Item {
      int value;
      enum Kind { plain, round } kind = round;
    };
    Item item{int(n) + 1, Item::round};
    step(1);
    std::cout << sizeof(n) << ' ' << item.value << item.kind << '\n';
  };
  print(1);
  print(2L);
  std::cout << several() << '\n';
}
