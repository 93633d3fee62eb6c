// RUN: %triple %s
// Temporaries bound to references live as long as the reference: const &, &&, auto &&, subobjects, in loops.
#include "loud.hpp"

#include <perdure/perdure.hpp>

struct Holder {
  Still first{"first"};
  Still second{"second"};
};

struct Box {
  int number;
  std::string text;
};

RESUMABLE Still make(const std::string &n) {
  perdure::checkpoint();
  return Still(n);
}

RESUMABLE Box box(int n) {
  perdure::checkpoint();
  return {n, "box" + std::to_string(n)};
}

RESUMABLE int number(int n) {
  perdure::checkpoint();
  return n;
}

RESUMABLE void inner() {
  const Still &a = make("a");
  Still &&b = make("b");
  auto &&c = Still("c");
  perdure::checkpoint();
  std::cout << a.name << b.name << c.name << ' ';
  if (number(1)) {
    const Still &d = make("d");
    perdure::checkpoint();
    std::cout << d.name << ' ';
  }
  std::cout << "end ";
}

RESUMABLE int main() {
  inner();
  std::cout << '\n';
  {
    const Still &member = Holder().second;
    perdure::checkpoint();
    std::cout << member.name << '\n';
  }
  std::cout << '\n';
  const int &n = number(7);
  int &&m = number(8);
  m += 1;
  perdure::checkpoint();
  std::cout << n << m << '\n';
  std::string &&t = box(1).text;
  const std::string &u = box(2).text + "+";
  perdure::checkpoint();
  t += "!";
  std::cout << t << u << '\n';
  for (int i = 0; i < 3; ++i) {
    const Still &s = make("loop" + std::to_string(i));
    if (i == 1) continue;
    perdure::checkpoint();
    std::cout << s.name << ' ';
  }
  std::cout << '\n';
  const Loud array[2] = {Loud("x"), Loud(make("y").name)};
  perdure::checkpoint();
  std::cout << array[0].name << array[1].name << '\n';
}
