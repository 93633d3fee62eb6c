// RUN: %triple %s
// Results: void, scalars, enum, pointer, reference, class, aggregate, array in a struct, move-only, immovable, not
// default-constructible; used, discarded, bound, assigned, returned on.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <memory>
#include <optional>
#include <vector>

enum class Kind { a = 1, b = 2 };

struct Point {
  int x, y;
};

struct Big {
  long values[20];
};

class NoDefault {
public:
  explicit NoDefault(int v) : value_(v) {}
  int value() const { return value_; }

private:
  int value_;
};

RESUMABLE void none(int &out) {
  perdure::checkpoint();
  out += 1;
}

RESUMABLE bool boolean(int x) {
  perdure::checkpoint();
  return x > 0;
}

RESUMABLE long double wide() {
  perdure::checkpoint();
  return 1.25L;
}

RESUMABLE Kind kind(bool b) {
  perdure::checkpoint();
  return b ? Kind::b : Kind::a;
}

RESUMABLE const int *pointer(const std::vector<int> &v, std::size_t i) {
  perdure::checkpoint();
  return i < v.size() ? &v[i] : nullptr;
}

RESUMABLE std::string &reference(std::vector<std::string> &v) {
  perdure::checkpoint();
  return v.emplace_back("new");
}

RESUMABLE std::string &&moved(std::string &s) {
  perdure::checkpoint();
  return std::move(s);
}

RESUMABLE Point point(int x) {
  perdure::checkpoint();
  return {x, x * 2};
}

RESUMABLE Big big(long start) {
  Big b;
  for (long &v : b.values) v = start++;
  perdure::checkpoint();
  return b;
}

RESUMABLE std::unique_ptr<int> move_only(int x) {
  auto p = std::make_unique<int>(x);
  perdure::checkpoint();
  return p;
}

RESUMABLE Still immovable(const char *name) {
  perdure::checkpoint();
  return Still(name);
}

RESUMABLE Still immovable_tail(const char *name) {
  Still local("local");
  return immovable(name);
}

RESUMABLE NoDefault no_default(int x) {
  perdure::checkpoint();
  return NoDefault(x);
}

RESUMABLE Loud local(int x) {
  Loud l("l" + std::to_string(x));
  perdure::checkpoint();
  if (x == 0) return Loud("zero");
  l.name += "!";
  return l;
}

RESUMABLE std::optional<std::vector<std::string>> maybe(bool yes) {
  perdure::checkpoint();
  if (!yes) return std::nullopt;
  return std::vector<std::string>{"x", "y"};
}

RESUMABLE const Big constant() {
  perdure::checkpoint();
  return Big{{1, 2, 3}};
}

RESUMABLE auto deduced(int x) {
  perdure::checkpoint();
  return std::make_pair(x, std::string("pair"));
}

RESUMABLE auto trailing(int x) -> decltype(x + 1L) {
  perdure::checkpoint();
  return x + 1L;
}

RESUMABLE int main() {
  int n = 0;
  none(n);
  none(n);
  std::vector<int> v{1, 2, 3};
  std::vector<std::string> words;
  reference(words) += "er";
  reference(words);
  std::string &last = reference(words);
  last = "last";
  std::string text = "text", taken = moved(text);
  std::cout << n << boolean(1) << wide() << int(kind(true)) << *pointer(v, 2) << (pointer(v, 3) == nullptr) << words[0]
            << words[1] << words[2] << taken << text.empty() << '\n';
  std::cout << point(3).x << point(4).y << big(5).values[19] << *move_only(6) << no_default(7).value()
            << constant().values[2] << deduced(8).second << deduced(9).first << trailing(10) << '\n';
  Point p = point(1);
  p = point(2);
  Big b = big(100);
  std::unique_ptr<int> u = move_only(50);
  u = move_only(51);
  NoDefault d = no_default(60);
  d = no_default(61);
  Still s = immovable("s"), t = immovable_tail("t");
  Loud l = local(0), m = local(1);
  perdure::checkpoint();
  m = local(2);
  perdure::checkpoint();
  std::cout << p.x << p.y << b.values[1] << *u << d.value() << s.name << t.name << l.name << m.name << '\n';
  std::cout << maybe(true)->at(1) << maybe(false).has_value() << maybe(true).value_or(words).size() << '\n';
  immovable("discarded");
  local(3);
  move_only(1);
  std::cout << '\n';
}
