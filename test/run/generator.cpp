// RUN: %triple %s
// FLAGS: --func
// Coroutines by hand: a host's main starts resumable functions and drives them, with values both ways.
// EXPECT: squares 1 4 9 16 end
// EXPECT: echo got a got bb sum 3
// EXPECT: tree 1 2 3 4 5 6 7
// EXPECT: two 0 10 1 11 2 12
// EXPECT: void 3 suspensions
// EXPECT: clone 2 3 | 2 3 |
// EXPECT: abandon +a +b -b -a over
// EXPECT: thrown at 2
// EXPECT: wrong type refused 1
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <memory>
#include <stdexcept>

RESUMABLE void squares(int n) {
  for (int i = 1; i <= n; ++i) perdure::yield(i * i);
}

RESUMABLE int echo(std::string name) {
  int sum = 0;
  std::string s = perdure::yield<std::string>(name);
  while (!s.empty()) {
    sum += int(s.size());
    s = perdure::yield<std::string>("got " + s);
  }
  return sum;
}

RESUMABLE void walk(int from, int to) {
  if (from > to) return;
  int middle = (from + to) / 2;
  walk(from, middle - 1);
  perdure::yield(middle);
  walk(middle + 1, to);
}

RESUMABLE void pauses(int n) {
  while (n-- > 0) perdure::yield();
}

RESUMABLE void hold() {
  Still a("a");
  perdure::yield();
  Still b("b");
  perdure::yield();
}

RESUMABLE void fails(int n) {
  for (int i = 0;; ++i) {
    if (i == n) throw std::runtime_error("at " + std::to_string(i));
    perdure::yield(i);
  }
}

RESUMABLE void shared(const std::shared_ptr<int> &counter) {
  while (*counter < 100) {
    ++*counter;
    perdure::yield(*counter);
  }
}

int main() {
  std::cout << "squares ";
  for (auto co = perdure::start(squares, 4); co.suspended(); co.resume()) std::cout << co.yielded<int>() << ' ';
  std::cout << "end\n";

  auto e = perdure::start(echo, std::string("echo"));
  std::cout << e.yielded<std::string>() << ' ';
  for (const char *s : {"a", "bb"}) {
    e.resume(std::string(s));
    std::cout << e.yielded<std::string>() << ' ';
  }
  e.resume(std::string());
  std::cout << "sum " << e.result<int>() << '\n';

  std::cout << "tree";
  for (auto co = perdure::start(walk, 1, 7); !co.done(); co.resume()) std::cout << ' ' << co.yielded<int>();

  std::cout << "\ntwo";
  auto x = perdure::start(fails, 3), y = perdure::start(fails, 100);
  for (int i = 0; i < 3; ++i) {
    std::cout << ' ' << x.yielded<int>() << ' ' << y.yielded<int>() + 10;
    y.resume();
    if (i < 2) x.resume();
  }
  y.abandon();

  int suspensions = 0;
  for (auto co = perdure::start(pauses, 3); co.suspended(); co.resume()) ++suspensions;
  std::cout << "\nvoid " << suspensions << " suspensions\nclone";

  auto one = perdure::start(shared, std::make_shared<int>(0));
  one.resume();
  auto two = one.clone();
  for (auto *co : {&one, &two}) {
    std::cout << ' ' << co->yielded<int>();
    co->resume();
    std::cout << ' ' << co->yielded<int>() << " |";
  }
  std::cout << "\nabandon ";
  auto h = perdure::start(hold);
  h.resume();
  h.abandon();
  std::cout << "over\n";

  auto f = perdure::start(fails, 2);
  try {
    while (f.suspended()) f.resume();
  } catch (const std::runtime_error &error) {
    std::cout << "thrown " << error.what() << '\n';
  }

  auto w = perdure::start(squares, 2);
  try {
    w.yielded<std::string>();
  } catch (const perdure::error &) {
    std::cout << "wrong type refused " << w.yielded<int>() << '\n';
  }
}
