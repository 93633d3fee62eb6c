// RUN: %triple %s
// FLAGS: --all --safepoints=all
// typeid of a glvalue of a polymorphic class evaluates it.
#include <cstdio>
#include <memory>
#include <string>
#include <typeinfo>
struct B {
  virtual ~B() {}
};
struct D : B {
  std::string s = "d";
};
B &pick(B &a, B &b, bool first) { return first ? a : b; }
std::unique_ptr<B> make(int k) {
  if (k) return std::make_unique<D>();
  return std::make_unique<B>();
}
B &made(int k) {
  static std::unique_ptr<B> last;
  last = make(k);
  return *last;
}
int main() {
  B x;
  D y;
  std::printf("%d %d\n", typeid(pick(x, y, true)) == typeid(B), typeid(pick(x, y, false)) == typeid(D));
  const std::type_info &t = typeid(made(1));
  std::printf("%s\n", t.name());
  try {
    std::printf("%s\n", typeid(made(0)).name());
  } catch (const std::bad_typeid &) {
    std::puts("bad");
  }
  std::printf("%d\n", typeid(pick(y, x, make(1) != nullptr)).hash_code() == typeid(D).hash_code());
}
