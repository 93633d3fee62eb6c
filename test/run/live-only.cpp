// RUN: %triple %s
// What cannot be saved may be used as long as its life ends before a suspension, or begins after it.
#include <perdure/perdure.hpp>

#include <fstream>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE std::string rebuilt(int n) {
  std::string text;
  for (int i = 0; i < n; ++i) {
    {
      std::ostringstream out;
      out << "line " << i << '\n';
      text += out.str();
    }
    perdure::checkpoint();
    std::mutex m;
    std::lock_guard<std::mutex> guard(m);
    text += '|';
  }
  perdure::checkpoint();
  auto twice = [](int x) { return x * 2; };
  return text + std::to_string(twice(n));
}

RESUMABLE int main() {
  std::cout << rebuilt(step(2)) << '\n';
  for (int i = step(0); i < 2; ++i) {
    if (i == step(1)) {
      std::ifstream in("/dev/null");
      std::cout << in.good() << '\n';
    }
  }
}
