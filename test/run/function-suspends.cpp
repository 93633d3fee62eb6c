// RUN: %triple %s
// Calls through std::function are suspension points: results of all sorts, arguments by value and by reference.
#include <perdure/perdure.hpp>

#include <functional>
#include <iostream>
#include <string>
#include <vector>

RESUMABLE int twice(int n) {
  perdure::checkpoint();
  return 2 * n;
}

struct Counter {
  int count = 0;
  RESUMABLE int operator()(int by) {
    perdure::checkpoint();
    return count += by;
  }
};

RESUMABLE int both(const std::function<int(int)> &f, int n) { return f(n) + f(n + 1); }

RESUMABLE int main() {
  std::function<int(int)> f = twice;
  std::cout << f(4) << ' ' << both(f, 1) << '\n';
  f = [n = 10](int k) mutable {
    perdure::checkpoint();
    return n += k;
  };
  for (int i = 0; i < 3; ++i) std::cout << f(i) << ' ';
  f = Counter();
  std::cout << both(f, 5) << ' ' << f(0) << '\n';

  std::string log;
  std::function<void(std::string, const std::string &)> say = [&log](std::string what, const std::string &who) {
    perdure::checkpoint();
    what += who;
    perdure::checkpoint();
    log += what + ";";
  };
  std::string name = "world";
  say("hello ", name);
  say(std::string(40, '-'), "a temporary that is longer than its own buffer");
  std::function<void(const std::string &)> byReference = [&log](const std::string &s) {
    perdure::checkpoint();
    log += s;
  };
  byReference("literal;");
  std::function<void(std::string)> kept = [&log](const std::string &s) { // refers to the caller's object
    perdure::checkpoint();
    log += s + "!";
  };
  kept(name + name);
  std::cout << log << '\n';

  std::function<std::string(int)> text = [](int n) {
    perdure::checkpoint();
    return std::string(std::size_t(n), '*');
  };
  std::cout << text(3) + text(30) << text(2).size() << '\n';
  std::function<std::vector<std::string>(std::string)> words = [](std::string line) {
    std::vector<std::string> all; // built in the place of the result
    for (std::size_t at = 0; at < line.size(); at += 3) {
      perdure::checkpoint();
      all.push_back(line.substr(at, 3));
    }
    return all;
  };
  for (const std::string &w : words("abcdefgh")) std::cout << w << ' ';
  std::cout << words(std::string(31, 'x')).size() << '\n';
  words("dropped");
  int places[3] = {1, 2, 3};
  std::function<int &(int)> at = [&places](int k) -> int & {
    perdure::checkpoint();
    return places[k];
  };
  at(1) = 7;
  ++at(at(0));
  std::cout << places[0] << places[1] << places[2] << '\n';
  std::vector<std::function<double(double)>> steps;
  for (int k = 1; k <= 3; ++k)
    steps.push_back([k](double x) {
      perdure::checkpoint();
      return x * k + 0.5;
    });
  double x = 1;
  for (auto &step : steps) x = step(x);
  std::cout << x << '\n';
  try {
    std::function<void()> fails = [] {
      perdure::checkpoint();
      throw 42;
    };
    fails();
  } catch (int e) {
    std::cout << "caught " << e << '\n';
  }
  try {
    f = nullptr;
    f(1);
  } catch (const std::bad_function_call &) {
    std::cout << "empty\n";
  }
}
