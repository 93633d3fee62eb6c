// RUN: %triple %s
// persist: what its thunk finds out once stays so in every later process.
#include <perdure/perdure.hpp>

#include <chrono>
#include <iostream>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

RESUMABLE long started() {
  perdure::checkpoint();
  return perdure::persist("start", [] { return long(std::chrono::steady_clock::now().time_since_epoch().count()); });
}

RESUMABLE int process() {
  int pid = perdure::persist("pid", [] { return int(getpid()); });
  perdure::checkpoint();
  return pid;
}

RESUMABLE std::vector<std::string> words() {
  return perdure::persist("words", [] {
    std::vector<std::string> v;
    std::random_device random;
    for (int i = 0; i < 3; ++i) v.push_back(std::to_string(random()));
    return v;
  });
}

RESUMABLE int main() {
  long start = started();
  int pid = process();
  std::vector<std::string> first = words();
  for (int i = 0; i < 3; ++i) {
    perdure::checkpoint();
    std::cout << (started() == start) << (process() == pid) << (words() == first) << ' ';
  }
  std::cout << perdure::persist("constant", [] { return 42; }) << '\n';
}
