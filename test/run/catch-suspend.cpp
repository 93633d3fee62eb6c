// RUN: %triple %s
// Suspension inside a handler: the handled exception stays, its object and its variable; in loops; leaving
// the handler by return, break, continue, goto and another exception.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <stdexcept>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE void raise(const std::string &what) {
  perdure::checkpoint();
  throw std::runtime_error(what);
}

RESUMABLE std::string simple() {
  try {
    raise("one");
  } catch (const std::runtime_error &e) {
    int before = step(1);
    std::string s = e.what();
    perdure::checkpoint();
    return s + e.what() + std::to_string(before);
  }
  return "none";
}

RESUMABLE int leave(int how) {
  int sum = 0;
  for (int i = 0; i < 3; ++i) {
    try {
      Still s("try");
      raise("x" + std::to_string(i));
    } catch (const std::exception &e) {
      Still h("handler");
      perdure::checkpoint();
      sum += e.what()[1] - '0' + 1;
      if (how == 0) continue;
      if (how == 1) break;
      if (how == 2) return step(sum) * 100;
      if (how == 3 && i == 1) goto out;
      if (how == 4) throw std::logic_error("from handler " + std::to_string(step(i)));
    }
    perdure::checkpoint();
    sum += 10;
  }
out:
  return step(sum);
}

RESUMABLE int values() {
  int r = 0;
  try {
    perdure::checkpoint();
    throw Loud("thrown");
  } catch (const Loud &l) {
    perdure::checkpoint();
    r += int(l.name.size());
  }
  try {
    throw step(30);
  } catch (int n) {
    perdure::checkpoint();
    n += step(5);
    r += n;
  }
  return r;
}

RESUMABLE int main() {
  std::string s = simple();
  std::cout << s << '\n';
  for (int how = 0; how < 6; ++how) {
    try {
      int r = leave(how);
      std::cout << r << '\n';
    } catch (const std::logic_error &e) {
      perdure::checkpoint();
      std::cout << e.what() << '\n';
    }
  }
  int r = values();
  std::cout << r << '\n';
}
