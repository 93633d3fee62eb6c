// RUN: %triple %s
// Templates instead of virtual functions: CRTP with counters, comparison and chaining; policies; tag dispatch on iterators;
// traits and SFINAE; compile-time lists; a state machine of types.
#include <forward_list>
#include <iostream>
#include <iterator>
#include <list>
#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

// CRTP
template <class T> class Counted {
public:
  static int alive() { return alive_; }
  static int made() { return made_; }

protected:
  Counted() { ++alive_, ++made_; }
  Counted(const Counted &) { ++alive_, ++made_; }
  ~Counted() { --alive_; }

private:
  static inline int alive_ = 0, made_ = 0;
};

template <class D> struct Comparable {
  friend bool operator>(const D &a, const D &b) { return b < a; }
  friend bool operator<=(const D &a, const D &b) { return !(b < a); }
  friend bool operator>=(const D &a, const D &b) { return !(a < b); }
};

template <class D> struct Printable {
  std::string print() const {
    std::ostringstream out;
    static_cast<const D *>(this)->write(out);
    return out.str();
  }
};

class Version : public Counted<Version>, public Comparable<Version>, public Printable<Version> {
public:
  Version(int major, int minor) : major_(major), minor_(minor) {}
  friend bool operator<(const Version &a, const Version &b) {
    return std::tie(a.major_, a.minor_) < std::tie(b.major_, b.minor_);
  }
  void write(std::ostream &out) const { out << major_ << '.' << minor_; }

private:
  int major_, minor_;
};

struct Token : Counted<Token> {};

// Policies
struct NoCheck {
  static bool check(std::size_t, std::size_t) { return true; }
};
struct Throws {
  static bool check(std::size_t i, std::size_t n) {
    if (i >= n) throw std::out_of_range("index " + std::to_string(i) + " of " + std::to_string(n));
    return true;
  }
};
struct Clamps {
  static bool check(std::size_t &i, std::size_t n) {
    if (i >= n) i = n - 1;
    return true;
  }
};
struct Counts {
  int reads = 0;
  void read() { ++reads; }
};
struct Ignores {
  void read() {}
};
template <class T, class Check, class Watch = Ignores> class Array : public Watch {
public:
  Array(std::initializer_list<T> items) : items_(items) {}
  T &operator[](std::size_t i) {
    Check::check(i, items_.size());
    Watch::read();
    return items_[i];
  }

private:
  std::vector<T> items_;
};

// Tags
template <class I> void move_on(I &i, int n, std::input_iterator_tag, int &steps) {
  for (; n > 0; --n, ++steps) ++i;
}
template <class I> void move_on(I &i, int n, std::bidirectional_iterator_tag, int &steps) {
  for (; n > 0; --n, ++steps) ++i;
  for (; n < 0; ++n, ++steps) --i;
}
template <class I> void move_on(I &i, int n, std::random_access_iterator_tag, int &steps) {
  i += n;
  ++steps;
}
template <class I> int move_on(I &i, int n) {
  int steps = 0;
  move_on(i, n, typename std::iterator_traits<I>::iterator_category(), steps);
  return steps;
}

// Traits
template <class T, class = void> struct has_size : std::false_type {};
template <class T> struct has_size<T, std::void_t<decltype(std::declval<T>().size())>> : std::true_type {};

template <class T> std::enable_if_t<std::is_arithmetic<T>::value, std::string> describe(T v) {
  return (std::is_floating_point<T>::value ? "real " : "whole ") + std::to_string(v);
}
template <class T> std::enable_if_t<has_size<T>::value, std::string> describe(const T &v) {
  std::string s = "sized " + std::to_string(v.size()) + " {";
  for (const auto &e : v) s += describe(e) + ";";
  return s + "}";
}
template <class T> std::enable_if_t<std::is_pointer<T>::value, std::string> describe(T p) {
  return p ? "pointer to " + describe(*p) : "null";
}

// Lists of types
template <class... Ts> struct List {};
template <class L> struct Length;
template <class... Ts> struct Length<List<Ts...>> : std::integral_constant<int, sizeof...(Ts)> {};
template <class L, class T> struct Index;
template <class T, class... Ts> struct Index<List<T, Ts...>, T> : std::integral_constant<int, 0> {};
template <class U, class... Ts, class T> struct Index<List<U, Ts...>, T>
    : std::integral_constant<int, 1 + Index<List<Ts...>, T>::value> {};

// A machine whose states are types
struct Red;
struct Green;
struct Amber;
using Lights = List<Red, Green, Amber>;
struct Red {
  using next = Green;
  static constexpr int seconds = 30;
};
struct Green {
  using next = Amber;
  static constexpr int seconds = 25;
};
struct Amber {
  using next = Red;
  static constexpr int seconds = 4;
};
template <class State, int Steps> struct Run {
  static int go(std::string &log) {
    log += char('0' + Index<Lights, State>::value);
    return State::seconds + Run<typename State::next, Steps - 1>::go(log);
  }
};
template <class State> struct Run<State, 0> {
  static int go(std::string &) { return 0; }
};

template <unsigned N> constexpr unsigned long fibonacci = fibonacci<N - 1> + fibonacci<N - 2>;
template <> constexpr unsigned long fibonacci<0> = 0;
template <> constexpr unsigned long fibonacci<1> = 1;

int main() {
  {
    std::vector<Version> versions{{1, 2}, {0, 9}, {1, 10}};
    Version best = versions[0];
    for (const Version &v : versions)
      if (v > best) best = v;
    std::cout << best.print() << ' ' << (versions[1] <= best) << (versions[2] >= best) << ' ' << Version::alive() << '\n';
    Token t, u(t);
  }
  std::cout << Version::alive() << ' ' << Token::alive() << ' ' << Token::made() << '\n';

  Array<int, NoCheck> plain{1, 2, 3};
  Array<std::string, Throws, Counts> checked{"a", "b"};
  Array<double, Clamps, Counts> clamped{0.5, 1.5};
  int sum = 0;
  for (int i = 0; i < 3; ++i) sum += plain[i] *= 2;
  clamped[7] += 10;
  std::cout << sum << ' ' << clamped[1] << ' ' << clamped.reads << '\n';
  try {
    for (int i = 0;; ++i) checked[i] += "!";
  } catch (const std::out_of_range &e) {
    std::cout << e.what() << " after " << checked.reads << " reads, " << checked[0] << '\n';
  }

  std::vector<int> v{1, 2, 3, 4, 5};
  std::list<int> l(v.begin(), v.end());
  std::forward_list<int> f(v.begin(), v.end());
  auto vi = v.begin();
  auto li = l.end();
  auto fi = f.begin();
  std::istringstream in("7 8 9 10");
  std::istream_iterator<int> ii(in);
  int steps[] = {move_on(vi, 4), move_on(li, -2), move_on(fi, 3), move_on(ii, 2)};
  std::cout << *vi << *li << *fi << *ii << ' ' << steps[0] << steps[1] << steps[2] << steps[3] << '\n';

  double d = 2.5;
  double *p = &d, **pp = &p;
  std::cout << describe(3) << ", " << describe(pp) << ", " << describe(static_cast<int *>(nullptr)) << '\n';
  std::cout << describe(std::vector<std::vector<int>>{{1}, {}, {2, 3}}) << '\n';

  std::string log;
  int seconds = Run<Amber, 7>::go(log);
  std::cout << log << ' ' << seconds << ' ' << Length<Lights>::value << ' ' << fibonacci<40> << '\n';
}
