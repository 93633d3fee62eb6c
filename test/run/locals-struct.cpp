// RUN: %triple %s
// Structs without a word about serialisation: nested, private members, base classes, arrays, bit-fields, const and
// reference members, unions of trivial members, class templates, no default constructor.
#include <perdure/perdure.hpp>

#include <iostream>
#include <optional>
#include <string>
#include <vector>

struct Point {
  int x, y;
};

class Account {
public:
  Account(std::string owner, long cents) : owner_(std::move(owner)), cents_(cents) {}
  void deposit(long c) {
    cents_ += c;
    ++changes_;
  }
  void print() const { std::cout << owner_ << ' ' << cents_ << ' ' << changes_ << ' ' << history_.size() << '\n'; }
  struct Entry {
    long before;
    std::string why;
  };
  void note(std::string why) { history_.push_back({cents_, std::move(why)}); }

private:
  const std::string owner_;
  long cents_;
  int changes_ = 0;
  std::vector<Entry> history_;
};

struct Base {
  int base = 1;
};

struct Other {
  std::string other = "o";
};

struct Derived : Base, private Other {
  double d = 2.5;
  const std::string &get() const { return other; }
  void set(std::string s) { other = std::move(s); }
};

struct Flags {
  unsigned low : 3;
  unsigned high : 5;
  bool set : 1;
};

union Number {
  int i;
  float f;
};

template <class T, int N> struct Box {
  T items[N];
  std::optional<T> extra;
};

struct Window {
  Point corners[2];
  int &counter;
  const char *title;
};

struct Empty {};

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE Point moved(Point p, int by) {
  perdure::checkpoint();
  p.x += by;
  return p;
}

RESUMABLE int main() {
  Point p{1, 2}, q = moved(p, step(10));
  Account account("Ada", 100);
  account.deposit(step(5));
  account.note("first");
  Derived derived;
  derived.set("changed");
  derived.base = step(7);
  Flags flags{5, 17, true};
  Number number;
  number.f = 1.5f;
  Box<std::string, 2> box{{"a", "b"}, {}};
  int count = 3;
  Window window{{{1, 2}, {3, 4}}, count, "title"};
  Empty empty;
  perdure::checkpoint();
  window.counter += step(1);
  box.extra = box.items[0] + box.items[1];
  perdure::checkpoint();
  account.deposit(step(1));
  account.note("second");
  account.print();
  std::cout << p.x << p.y << q.x << q.y << ' ' << derived.base << derived.d << derived.get() << ' ' << flags.low << ' '
            << flags.high << flags.set << ' ' << number.f << ' ' << *box.extra << ' ' << count << window.corners[1].y
            << window.title << '\n';
  (void)empty;
}
