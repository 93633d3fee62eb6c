// RUN: %triple %s
// Structured bindings by value, by reference, const, to a tuple, an array, a map entry, in if and in range-for.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <map>
#include <tuple>
#include <vector>

struct Person {
  std::string name;
  int age;
};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE Person person(const std::string &n, int age) {
  perdure::checkpoint();
  return {n, age};
}

RESUMABLE std::tuple<int, std::string, double> tuple() {
  perdure::checkpoint();
  return {1, "t", 2.5};
}

RESUMABLE int main() {
  auto [name, age] = person("Ada", step(36));
  perdure::checkpoint();
  age += step(1);
  std::cout << name << age << '\n';

  Person bob{"Bob", 20};
  auto &[bob_name, bob_age] = bob;
  const auto &[const_name, const_age] = bob;
  perdure::checkpoint();
  bob_name += "by";
  bob_age = step(21);
  perdure::checkpoint();
  std::cout << bob.name << bob.age << const_name << const_age << '\n';

  auto [number, text, real] = tuple();
  const auto &[a, b, c] = tuple();
  auto &&[x, y, z] = tuple();
  perdure::checkpoint();
  number += a;
  y += text;
  std::cout << number << text << real << b << c << x << y << z << '\n';

  int array[3] = {1, 2, 3};
  auto [first, second, third] = array;
  auto &[r0, r1, r2] = array;
  perdure::checkpoint();
  r0 = step(10);
  second = 20;
  std::cout << first << second << third << array[0] << array[1] << r2 << r1 << '\n';

  std::map<std::string, std::vector<int>> m{{"k", {1}}, {"l", {2, 3}}};
  for (auto &[key, list] : m) {
    perdure::checkpoint();
    list.push_back(step(int(key.size())));
  }
  for (const auto &[key, list] : m) std::cout << key << step(int(list.size()));
  for (auto [key, list] : m) {
    list.clear();
    perdure::checkpoint();
    std::cout << key << list.size();
  }
  if (auto [it, inserted] = m.insert({"m", {}}); inserted) {
    perdure::checkpoint();
    std::cout << it->first << inserted;
  }
  std::vector<std::pair<Loud, int>> louds;
  louds.reserve(2);
  louds.emplace_back(Loud("x"), 1);
  louds.emplace_back(Loud("y"), 2);
  for (auto &[loud, n] : louds) {
    n += step(10);
    std::cout << loud.name << n << ' ';
  }
  std::cout << '\n';
}
