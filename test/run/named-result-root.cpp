// RUN: %triple %s
// FLAGS: --func
// The result of a started function lies in its execution while the function builds it: across suspensions, in clones,
// in images, when it is abandoned, when it throws, and behind `return f();`.
//
// EXPECT: plain +a y | y -a
// EXPECT: tail +b y | y -b
// EXPECT: both +c+d y-d | y -c
// EXPECT: saved +e+f y-f-e-f | y -e
// EXPECT: cloned +g y | y  | y -g-g
// EXPECT: abandoned +i+j-j-i
// EXPECT: thrown +k-k at 2.
// EXPECT: caught +h+i y-i y -h caught +j y | y -j
#include <perdure/perdure.hpp>

#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>

struct Own {
  std::string name;
  const Own *self;
  explicit Own(std::string n) : name(std::move(n)), self(this) { std::cout << '+' << name; }
  Own(Own &&other) noexcept : name(std::move(other.name) + "~"), self(this) { std::cout << '~'; }
  ~Own() { std::cout << '-' << name; }
  const char *here() const { return self == this ? " y" : " n"; }
};

RESUMABLE Own make(std::string name) {
  Own t(name);
  Own *p = &t;
  perdure::yield();
  std::cout << p->here() << (p == &t ? "" : "!");
  perdure::yield();
  return t;
}
RESUMABLE Own passes(std::string name) {
  perdure::yield();
  return make(name);
}
RESUMABLE Own both(std::string a, std::string b) {
  Own t(a);
  Own u = passes(b);
  perdure::yield();
  return t;
}
RESUMABLE Own thrower(std::string name) {
  Own t(name);
  for (int i = 0;; ++i) {
    if (i == 2) throw std::runtime_error(" at 2.");
    perdure::yield();
  }
  return t;
}
RESUMABLE Own catcher() {
  try {
    Own t = both("h", "i");
    std::cout << t.here() << ' ';
    throw 1;
  } catch (int) {
    std::cout << " caught ";
    return make("j");
  }
}

static void finish(perdure::continuation &co) {
  while (co.suspended()) co.resume();
  std::cout << " |" << co.result<Own>().here() << ' ';
}

int main() {
  std::cout << "plain ";
  {
    auto co = perdure::start(make, std::string("a"));
    finish(co);
  }
  std::cout << "\ntail ";
  {
    auto co = perdure::start(passes, std::string("b"));
    finish(co);
  }
  std::cout << "\nboth ";
  {
    auto co = perdure::start(both, std::string("c"), std::string("d"));
    finish(co);
  }
  std::cout << "\nsaved ";
  {
    auto first = perdure::start(both, std::string("e"), std::string("f"));
    for (int k = 0; k < 2; ++k) first.resume();
    perdure::image image = perdure::save(first);
    first.abandon();
    auto second = perdure::load(image, both);
    finish(second);
  }
  std::cout << "\ncloned ";
  {
    auto first = perdure::start(passes, std::string("g"));
    first.resume();
    first.resume();
    auto second = first.clone();
    finish(first);
    finish(second);
  }
  std::cout << "\nabandoned ";
  {
    auto co = perdure::start(both, std::string("i"), std::string("j"));
    co.resume();
    co.abandon();
  }
  std::cout << "\nthrown ";
  try {
    auto co = perdure::start(thrower, std::string("k"));
    finish(co);
  } catch (const std::exception &e) {
    std::cout << e.what();
  }
  std::cout << "\ncaught ";
  {
    auto co = perdure::start(catcher);
    finish(co);
  }
  std::cout << '\n';
}
