// RUN: %triple %s
// Templates: functions and classes, members of both, specialised whole and in part, variadic with folds and recursion,
// deduced results, template template parameters, values as parameters, friends, statics of each instantiation, CTAD, local
// types, explicit instantiation, dependent names.
#include <array>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

template <class T> T largest(const std::vector<T> &v) {
  T best = v.front();
  for (const T &x : v)
    if (best < x) best = x;
  return best;
}
template <> const char *largest(const std::vector<const char *> &v) { return v.empty() ? "none" : v.back(); }

template <class T, int N = 4> class Stack {
public:
  static int made;
  Stack() { ++made; }
  template <class U> explicit Stack(const Stack<U, N> &other) : Stack() {
    for (int i = 0; i < other.size(); ++i) push(static_cast<T>(other[i]));
  }
  bool push(T x);
  T pop() { return items_[--size_]; }
  int size() const { return size_; }
  const T &operator[](int i) const { return items_[i]; }
  template <class F> auto map(F f) const {
    Stack<decltype(f(std::declval<T>())), N> result;
    for (int i = 0; i < size_; ++i) result.push(f(items_[i]));
    return result;
  }
  friend std::ostream &operator<<(std::ostream &out, const Stack &s) {
    for (int i = 0; i < s.size_; ++i) out << s.items_[i] << (i + 1 < s.size_ ? "," : ";");
    return out;
  }

private:
  T items_[N] = {};
  int size_ = 0;
};
template <class T, int N> int Stack<T, N>::made = 0;
template <class T, int N> bool Stack<T, N>::push(T x) {
  if (size_ == N) return false;
  items_[size_++] = std::move(x);
  return true;
}
template <int N> class Stack<bool, N> {
public:
  void push(bool b) { bits_ = bits_ << 1 | b; }
  int size() const { return -1; }
  unsigned bits() const { return bits_; }

private:
  unsigned bits_ = 1;
};
template class Stack<long, 2>;

template <class T> struct Name {
  static std::string get() { return "?"; }
};
template <> struct Name<int> {
  static std::string get() { return "int"; }
};
template <class T> struct Name<T *> {
  static std::string get() { return Name<T>::get() + "*"; }
};
template <class T, std::size_t N> struct Name<T[N]> {
  static std::string get() { return Name<T>::get() + "[" + std::to_string(N) + "]"; }
};
template <class R, class... A> struct Name<R(A...)> {
  static std::string get() {
    std::string s = Name<R>::get() + "(";
    ((s += Name<A>::get() + " "), ...);
    return s + ")";
  }
};
template <template <class...> class C, class... A> struct Name<C<A...>> {
  static std::string get() { return "C<" + std::to_string(sizeof...(A)) + ">"; }
};

inline int count() { return 0; }
template <class First, class... Rest> int count(const First &, const Rest &...rest) { return 1 + count(rest...); }
template <class... Ts> auto average(Ts... ts) { return (ts + ...) / double(sizeof...(ts)); }
template <class T, class... Ts> bool among(const T &x, const Ts &...ts) { return ((x == ts) || ...); }
template <class F, std::size_t... I> void indexed(F f, std::index_sequence<I...>) { (f(I, std::integral_constant<std::size_t, I * I>()), ...); }

template <class T> auto half(T x) {
  if constexpr (std::is_integral_v<T>) {
    return x / 2;
  } else if constexpr (std::is_same_v<T, std::string>) {
    std::string h;
    for (std::size_t i = 0; i < x.size(); i += 2) h += x[i];
    return h;
  } else {
    return x * T(0.5);
  }
}
template <class It> decltype(auto) second(It &&c) { return *(c.begin() + 1); }

template <class T> struct Box {
  T value;
  explicit Box(T v) : value(std::move(v)) {}
  template <class I> Box(I first, I last) : value() {
    for (; first != last; ++first) value += *first;
  }
};
template <class I> Box(I, I) -> Box<typename std::iterator_traits<I>::value_type>;

template <class Derived> struct Countable {
  int visits = 0;
  int visit(int n) {
    while (n-- > 0) static_cast<Derived *>(this)->step(), ++visits;
    return visits;
  }
};
struct Walker : Countable<Walker> {
  int at = 0;
  void step() { at += 3; }
};

template <class Key, class Value, template <class, class...> class Container = std::vector> struct Index {
  std::map<Key, Container<Value>> all;
  void add(const Key &k, Value v) { all[k].push_back(std::move(v)); }
  typename Container<Value>::size_type most() const {
    typename Container<Value>::size_type m = 0;
    for (const auto &[k, c] : all) m = std::max(m, c.size());
    return m;
  }
};

template <class T> constexpr int digits = sizeof(T) * 8;
template <> constexpr int digits<bool> = 1;
template <unsigned N> struct Factorial {
  enum : unsigned long { value = N * Factorial<N - 1>::value };
};
template <> struct Factorial<0> {
  enum : unsigned long { value = 1 };
};

int main() {
  std::cout << largest<int>({3, 9, 4}) << largest(std::vector<std::string>{"b", "c", "a"}) << largest<const char *>({"x", "y"}) << '\n';
  Stack<int> s;
  for (int i = 1; i < 6; ++i) std::cout << s.push(i * i);
  Stack<double> d(s);
  auto words = s.map([](int i) { return std::string(std::size_t(i), 'w'); }).map([](const std::string &w) { return w + "."; });
  s.pop();
  std::cout << ' ' << s << d << words << ' ' << Stack<int>::made << Stack<double>::made << Stack<std::string>::made << Stack<long, 2>::made << '\n';
  Stack<bool> bits;
  for (bool b : {true, false, true}) bits.push(b);
  std::cout << bits.bits() << bits.size() << '\n';
  std::cout << Name<int *[3]>::get() << ' ' << Name<int(int *, char, std::vector<int>)>::get() << ' ' << Name<std::map<int, int>>::get() << '\n';
  std::cout << count(1, "a", 2.5) << ' ' << average(1, 2, 3.5) << ' ' << among(3, 1, 2, 3L) << among('x', 'y') << ' ';
  int total = 0;
  indexed([&](std::size_t i, auto square) { total += int(i * 100 + decltype(square)::value); }, std::make_index_sequence<5>());
  std::cout << total << '\n';
  std::cout << half(9) << ' ' << half(std::string("abcdef")) << ' ' << half(5.0f) << ' ';
  std::array<int, 3> three{1, 2, 3};
  second(three) = 20;
  std::cout << second(three) << second(std::vector<int>{7, 8}) << '\n';
  Box box("text");
  Box sum(three.begin(), three.end());
  std::pair pair(1, 2.5);
  std::tuple tuple{'c', box.value, sum.value};
  std::cout << std::get<1>(tuple) << std::get<2>(tuple) << pair.second << '\n';
  Walker w;
  w.visit(2);
  int visits = w.visit(3);
  struct Local {
    int v;
    bool operator<(const Local &o) const { return v < o.v; }
  };
  Index<std::string, Local> index;
  for (int i = 0; i < 5; ++i) index.add(i % 3 ? "a" : "b", Local{i});
  std::cout << visits << ' ' << w.at << ' ' << largest(index.all["a"]).v << index.most() << ' ' << digits<int> << digits<bool> << ' ' << Factorial<12>::value << '\n';
}
