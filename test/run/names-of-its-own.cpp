// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Names that headers of the library declare as well, and that the program's own includes leave alone.
#include <iostream>
using namespace std;

int count = 0, index = 4;
struct array {
  int a[4];
};
struct optional {
  int v;
};
struct list {
  list *next;
  int v;
};
class stack {
  int top = 0;

public:
  void push(int x) { top = x; }
  int peek() { return top; }
};
int distance(int a, int b) { return b - a; }
template <class T> T gcd(T a, T b) { return b ? gcd(b, a % b) : a; }
template <class T> void fill(T *a, int n, T value) {
  for (int i = 0; i < n; i++) a[i] = value;
}
bool find(int *a, int n, int x) {
  for (int i = 0; i < n; i++)
    if (a[i] == x) return true;
  return false;
}
void sort(int *a, int n) {
  for (int i = 0; i < n; i++)
    for (int j = i + 1; j < n; j++)
      if (a[j] < a[i]) swap(a[i], a[j]);
}
template <class It, class T> void iota(It first, It last, T value) {
  while (first != last) *first++ = value++;
}

int main() {
  for (int i = 0; i < 3; i++) ++count;
  stack s;
  s.push(count);
  array ar{};
  ::fill(ar.a, 4, index);
  optional o{1};
  list l{nullptr, 4};
  int arr[5] = {5, 3, 4, 1, 2};
  sort(arr, 5);
  cout << count << distance(1, 5) << gcd(12, 18) << s.peek() << ar.a[2] << o.v << l.v << find(arr, 5, 4) << arr[0]
       << endl;
  ::iota(arr, arr + 5, 7);
  for (int x : arr) cout << x << ' ';
  cout << endl;
}
