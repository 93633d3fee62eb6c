// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Structured bindings by a get() of the program's own: it runs once for each name, gets the object as an lvalue or an
// rvalue as it is bound, and what it returns by value can be changed.
#include <cstdio>
#include <string>
#include <utility>

static int step(int x) {
  std::printf("%d ", x);
  return x;
}

class Customer {
public:
  Customer(std::string first, long value) : First(std::move(first)), Value(value) {}
  std::string first() const { return First; }
  long value() const { return Value; }
  void set(long v) {
    Value = v;
    First = "changed";
  }

private:
  std::string First;
  long Value;
};
template <> struct std::tuple_size<Customer> {
  static constexpr int value = 2;
};
template <> struct std::tuple_element<0, Customer> {
  using type = std::string;
};
template <> struct std::tuple_element<1, Customer> {
  using type = long;
};
template <std::size_t> auto get(const Customer &c);
template <> auto get<0>(const Customer &c) {
  std::printf("get ");
  return c.first();
}
template <> auto get<1>(const Customer &c) { return c.value(); }

namespace shapes {
namespace {
struct Point {
  int x, y;
};
template <std::size_t I> int &get(Point &p) {
  step(int(I));
  return I ? p.y : p.x;
}
template <std::size_t I> int get(Point &&p) {
  step(int(100 + I));
  return I ? p.y : p.x;
}
} // namespace
} // namespace shapes
template <> struct std::tuple_size<shapes::Point> {
  static constexpr int value = 2;
};
template <std::size_t I> struct std::tuple_element<I, shapes::Point> {
  using type = int;
};

struct Member {
  int a = 1;
  std::string b = "b";
  template <std::size_t I> auto &get() {
    step(int(10 + I));
    if constexpr (I == 0)
      return a;
    else
      return b;
  }
};
template <> struct std::tuple_size<Member> {
  static constexpr int value = 2;
};
template <> struct std::tuple_element<0, Member> {
  using type = int;
};
template <> struct std::tuple_element<1, Member> {
  using type = std::string;
};

int main() {
  Customer c("Tim", 42);
  {
    auto [first, value] = c;
    const char *text = first.c_str();
    step(1);
    value++;
    first += "!";
    step(2);
    decltype(first) copy = first;
    copy += "?";
    auto more = [&] { return first + std::to_string(value); };
    step(3);
    std::printf("%s %ld %d %s %s\n", first.c_str(), value, text == first.c_str(), copy.c_str(), more().c_str());
  }
  {
    auto &[first, value] = c;
    step(1);
    c.set(7);
    step(2);
    std::printf("%s %ld\n", first.c_str(), value);
  }
  shapes::Point p{1, 2};
  {
    auto &[x, y] = p;
    step(1);
    x = step(5);
    step(2);
    std::printf("%d %d\n", p.x, y);
  }
  {
    auto [x, y] = p;
    int &r = x;
    step(1);
    r = step(6);
    step(2);
    std::printf("%d %d %d\n", p.x, x, y);
  }
  Member m;
  auto &&[a, b] = m;
  step(1);
  a = 4;
  b += "c";
  step(2);
  std::printf("%d %s\n", m.a, m.b.c_str());
  for (auto [x, y] : {p, p}) {
    x++;
    step(2);
    std::printf("%d %d\n", x, y);
  }
  if (auto [x, y] = shapes::Point{step(8), 9}; x) std::printf("%d\n", step(x + y));
}
