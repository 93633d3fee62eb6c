// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Templates for a class that its own constructor and destructor use; packs, a template template parameter, globals.
#include <iostream>
#include <string>
#include <vector>
template <class T> int count_of(const T &t, int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += t.k;
  return s;
}
template <class F> int applied(F f, int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += f(i);
  return s;
}
class Widget {
public:
  int k = 2;
  std::vector<int> made;
  Widget(int n) : k(n), made(count_of(*this, 2)) {
    made.push_back(count_of(*this, n));
    made.push_back(applied([this](int i) { return i * k; }, 3));
  }
  ~Widget() { std::cout << "gone " << count_of(*this, 1) << '\n'; }
};
thread_local int depth = 1;
static int value = count_of(Widget(3), 2);
template <class... A> int all(A... a) {
  int s = 0;
  for (int x : {int(a)...}) s += x;
  return s;
}
template <template <class...> class C, class T> C<T> filled(T t) {
  C<T> c;
  for (int i = 0; i < 3; ++i) c.push_back(t);
  return c;
}
int main() {
  Widget w(4);
  for (int m : w.made) std::cout << m << ' ';
  std::cout << value << ' ' << all(1, 2.5, 'a') << ' ' << filled<std::vector>(2).size() << depth << '\n';
}
