// RUN: %triple %s
// A checkpoint in what a std::function had to convert something for throws before anything is unwound.
// EXPECT: foreign_frame: std::function<long (int)>
// EXPECT: foreign_frame: std::function<void ()>
// EXPECT: foreign_frame: std::function<int (int)>
// EXPECT: foreign_frame: std::function
// EXPECT: 7
#include <perdure/perdure.hpp>

#include <functional>
#include <iostream>
#include <string>
#include <vector>

RESUMABLE void say(const perdure::foreign_frame &e) {
  std::string what = e.what();
  what.erase(0, what.find("while ") + 6);
  std::cout << "foreign_frame: " << what.substr(0, what.find(" is on the stack")) << '\n';
}

RESUMABLE int main() {
  try {
    std::function<long(int)> f = [](int n) {
      perdure::checkpoint();
      return n;
    };
    std::cout << f(1) << '\n';
  } catch (const perdure::foreign_frame &e) {
    say(e);
  }
  try {
    std::function<void()> f = [] {
      perdure::checkpoint();
      return std::string("dropped");
    };
    f();
  } catch (const perdure::foreign_frame &e) {
    say(e);
  }
  try {
    std::function<int(int)> f = [](const int &n) {
      perdure::checkpoint();
      return n;
    };
    std::cout << f(1) << '\n';
  } catch (const perdure::foreign_frame &e) {
    say(e);
  }
  try { // the library calls the function in a loop of its own
    std::function<void(int)> f = [](int) { perdure::checkpoint(); };
    std::vector<int> v{1, 2};
    std::for_each(v.begin(), v.end(), f);
  } catch (const perdure::foreign_frame &e) {
    say(e);
  }
  int kept = 0;
  std::function<void()> f = [&kept] { // what has no destructor is left
    perdure::checkpoint();
    return kept = 7;
  };
  f();
  std::cout << kept << '\n';
}
