// RUN: %triple %s
// const and constexpr locals, const parameters, pointers to const, const class objects and members.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>
#include <vector>

constexpr int limit = 4;
const std::string prefix = "p:";

struct Config {
  const int id;
  const std::string name;
  const std::vector<int> values;
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int scaled(const int factor, const std::string name, const Config &config) {
  const int first = step(factor);
  constexpr int two = 2;
  const int bound = limit;
  int sum = 0;
  for (int i = 0; i < bound; ++i) {
    const int item = step(i) * first;
    const std::string label = prefix + name + std::to_string(item);
    perdure::checkpoint();
    sum += item + int(label.size()) * two;
  }
  for (const int value : config.values) sum += step(value);
  int array[two] = {first, bound};
  perdure::checkpoint();
  return sum + array[1] + config.id;
}

RESUMABLE int main() {
  const Config config{7, "config", {1, 2, 3}};
  const double ratio = step(1) / 2.0;
  const char letter = char(step('k'));
  const bool yes = true;
  const std::vector<std::string> words{"a", "b"};
  const std::string *const pointer = &words[1];
  const int numbers[3] = {1, step(2), 3};
  perdure::checkpoint();
  std::cout << scaled(3, "n", config) << ' ' << config.id << config.name << ratio << letter << yes << *pointer
            << numbers[1] << words.size() << '\n';
}
