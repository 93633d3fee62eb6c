// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Elements of a braced list are evaluated from left to right: a later one may change what an earlier one read.
#include <array>
#include <cstdio>
#include <string>
struct Loud {
  explicit Loud(int n) : id(n) {}
  ~Loud() { std::printf("~%d\n", id); }
  int id;
  int bump(int n) {
    for (int i = 0; i < n; ++i) id += 5;
    return id;
  }
};
int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
Loud *watched;
int poke(int n) {
  for (int i = 0; i < n; ++i) watched->id += 7;
  return n;
}
struct Outer {
  Loud inner{3};
  int n = 1;
};
int add(int a, int b, int c) { return a * 10000 + b * 100 + c; }
int main() {
  Loud first(3);
  Loud second(first.id + 1);
  std::array<int, 3> triple{second.id % 999, 85, (step(second.id), 2)};
  auto &[x, y, z] = triple;
  std::printf("%d %d %d\n", x, y, z);
  int pair[2] = {first.id, first.bump(2)};
  std::printf("%d %d\n", pair[0], pair[1]);
  int other[3] = {first.id % 9, first.bump(1) % 9, first.id};
  std::printf("%d %d %d\n", other[0], other[1], other[2]);
  Outer o;
  int third[3] = {o.inner.id, o.inner.bump(3), o.inner.id};
  std::printf("%d %d %d\n", third[0], third[1], third[2]);
  watched = &o.inner;
  int fourth[3] = {o.inner.id, poke(1), o.inner.id};
  std::printf("%d %d %d\n", fourth[0], fourth[1], fourth[2]);
  int local = 4;
  auto change = [&local](int n) {
    for (int i = 0; i < n; ++i) local += 2;
    return local;
  };
  int fifth[3] = {local, change(2), local};
  std::printf("%d %d %d\n", fifth[0], fifth[1], fifth[2]);
}
