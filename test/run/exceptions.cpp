// RUN: %triple %s
// try and catch around suspensions: thrown before, after and between them, by plain and by resumable callees.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <stdexcept>
#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int fail(int when) {
  Still s("fail");
  if (when == 0) throw std::runtime_error("at once");
  perdure::checkpoint();
  if (when == 1) throw std::runtime_error("later");
  perdure::checkpoint();
  return when;
}

int plain(int x) {
  if (x == 3) throw std::out_of_range("plain");
  return x;
}

RESUMABLE int attempt(int when) {
  Still a("a");
  int r = 1;
  try {
    Still b("b");
    r = 2;
    r += fail(when) * 10;
    Still c("c");
    r += plain(step(when)) * 100;
    perdure::checkpoint();
  } catch (const std::out_of_range &e) {
    std::cout << "range " << e.what() << ' ';
    return r;
  } catch (const std::runtime_error &e) {
    std::cout << "runtime " << e.what() << ' ';
    r = -r;
  }
  perdure::checkpoint();
  return r + 1;
}

RESUMABLE int loop() {
  int sum = 0;
  for (int i = 0; i < 6; ++i) {
    try {
      perdure::checkpoint();
      if (i == 1) continue;
      if (i == 4) break;
      sum += plain(step(i)) + 1;
    } catch (const std::exception &) {
      sum += 1000;
      if (i == 3) continue;
      sum = 0;
    }
    sum += 100;
  }
  return sum;
}

RESUMABLE int nested_try() {
  int r = 0;
  try {
    try {
      r += step(1);
      throw 5;
    } catch (const char *) {
      r += 1000;
    }
    r += 10000;
  } catch (int n) {
    r += n;
  }
  try {
    try {
      perdure::checkpoint();
      throw std::string("s");
    } catch (const std::string &s) {
      r += int(s.size()) * 10;
      throw 'c';
    }
  } catch (char c) {
    r += c == 'c' ? 100 : 0;
  }
  return r;
}

RESUMABLE int main() {
  for (int when = 0; when < 5; ++when) {
    int r = attempt(when);
    std::cout << r << '\n';
  }
  std::cout << loop() << ' ' << nested_try() << '\n';
  std::vector<int> v{1, 2};
  try {
    std::cout << v.at(std::size_t(step(1))) << ' ';
    std::cout << v.at(std::size_t(step(2))) << ' ';
  } catch (const std::out_of_range &) {
    std::cout << "caught\n";
  }
}
