// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Templates of functions in a namespace without a name inside of one with a name.
#include <cstdio>
int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
namespace outer {
namespace inner {
namespace {
struct yes {};
struct no {};
template <class T> struct decoder {
  T value;
  int decode(int n) {
    int s = 0;
    for (int i = 0; i < n; ++i) s += step(i);
    return s;
  }
  template <class U> int other(U u) { return decode(2) + step(int(u)); }
  static int twice(int n) { return 2 * step(n); }
};
template <class D> int convert(int n, D d) { return d.decode(n) + step(1); }
template <class D> int operator+(decoder<D> a, D) { return a.decode(3); }
template <> int convert<decoder<long>>(int n, decoder<long> d) { return d.decode(n) + step(7); }
int all(int n) {
  return convert(n, decoder<yes>()) + convert(n, decoder<no>()) + convert(n, decoder<long>()) +
         decoder<int>().other(4L) + decoder<int>::twice(4) + (decoder<yes>() + yes());
}
} // namespace
} // namespace inner
} // namespace outer
namespace outer {
int both(int n) { return inner::all(n) + inner::convert(2, inner::decoder<char>()); }
} // namespace outer
int main() { std::printf("%d\n", outer::both(4)); }
