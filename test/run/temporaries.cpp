// RUN: %triple %s
// A temporary lives to the end of its full expression, across suspensions too, and dies after it, in reverse order.
#include "loud.hpp"

#include <perdure/perdure.hpp>

RESUMABLE std::string name(const Still &s) {
  perdure::checkpoint();
  std::cout << '(' << s.name << ") ";
  return s.name + "!";
}

RESUMABLE const Still &pass(const Still &s) {
  perdure::checkpoint();
  return s;
}

RESUMABLE int length(const std::string &s) {
  perdure::checkpoint();
  return int(s.size());
}

RESUMABLE Still make(const char *n) {
  perdure::checkpoint();
  return Still(n);
}

RESUMABLE const char *chars(const std::string &s) {
  perdure::checkpoint();
  return s.c_str();
}

struct View {
  const std::string &s;
  std::size_t size() const { return s.size(); }
};

RESUMABLE View view(const std::string &s) {
  perdure::checkpoint();
  return {s};
}

RESUMABLE bool same(const Still &a, const Still &b) {
  perdure::checkpoint();
  return &a == &b;
}

RESUMABLE int main() {
  name(Still("discarded"));
  std::cout << "/\n";
  int n = length(name(Still("inner"))) + 1;
  n += length(pass(Still("outer")).name);
  std::cout << n << '\n';
  std::cout << name(pass(pass(Still("chain")))) << '\n';
  std::cout << name(make("made")) << length(make("one").name) << '\n';
  make("dropped");
  std::cout << "/\n";
  std::cout << chars(std::string(40, 'x') + "y") << ' ' << view(std::string(30, 'z')).size() << '\n';
  std::string all = "[" + name(Still("a")) + "]";
  std::cout << all << '\n';
  Still kept("kept");
  std::cout << same(kept, pass(kept)) << same(Still("t"), kept) << '\n';
  (name(Still("left")), name(Still("right")));
  std::cout << "/\n";
  if (length(name(Still("condition"))) > 3) std::cout << "body ";
  while (name(Still("while")).size() < 3) std::cout << "never ";
  for (int i = 0; length(Still("for").name) > i + 1; ++i) std::cout << i << ' ';
  switch (length(pass(Still("sw")).name)) {
  case 2:
    std::cout << "two ";
    break;
  default:
    std::cout << "other ";
  }
  std::cout << '\n';
}
