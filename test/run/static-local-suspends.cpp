// RUN: %triple %s
// FLAGS: --persist-globals
// The initialiser of a static local suspends; it runs once all the same, whatever process it ends in.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>

int calls;

RESUMABLE int step(int x) {
  ++calls;
  perdure::checkpoint();
  return x + calls;
}

RESUMABLE std::string name(int x) {
  perdure::checkpoint();
  return "name " + std::to_string(x);
}

RESUMABLE int once(int x) {
  static int value = step(x) + step(1);
  static std::string label = name(value) + "!";
  label += '.';
  std::cout << label << '\n';
  return value++;
}

RESUMABLE int main() {
  int sum = 0;
  for (int k = 0; k < 3; ++k) sum += once(k);
  std::cout << sum << '\n';
}
