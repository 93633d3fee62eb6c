// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Temporaries of const class types: which member or overload is called depends on that, wherever they are kept.
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

static int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
}
struct Thing {
  std::string name = "thing";
  int m() { return work(3); }
  int m() const { return work(4) * 10; }
  int q() & { return work(1) + 1; }
  int q() && { return work(2) + 2; }
  int q() const && { return work(3) + 3; }
  int operator[](int) { return work(2) + 100; }
  int operator[](int) const { return work(2) + 200; }
};
static int which(Thing &&) { return work(3) + 1; }
static int which(const Thing &&) { return work(3) + 2; }
template <class T> static int kind(T &&) { return work(3) + (std::is_const_v<std::remove_reference_t<T>> ? 5 : 6); }
static const Thing make(int n) {
  Thing t;
  t.name += std::to_string(work(n));
  return t;
}
static const std::unique_ptr<int> owner(int n) { return std::make_unique<int>(work(n)); }
static int length(Thing t, int n) { return int(t.name.size()) + n + work(2); }
template <class T> static int call() { return T().m() + T()[work(2)]; }

int main() {
  std::printf("%d %d\n", call<Thing>(), call<const Thing>());
  std::printf("%d %d\n", make(3).m(), make(4).q());
  std::printf("%d %d %d\n", which(make(2)), which(Thing()), kind(make(1)));
  std::printf("%d %d\n", make(2)[work(3)], length(make(5), work(2)));
  std::printf("%d\n", *owner(4) + work(2));
  using C = const Thing;
  std::printf("%d %d\n", C().q() + work(2), (work(3) > 2 ? C() : make(1)).m());
  const Thing &kept = make(3);
  std::printf("%d %s\n", kept.m(), kept.name.c_str());
}
