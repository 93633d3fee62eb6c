// RUN: not %perdurec %s %t.cpp --all --safepoints=all -- -std=c++17 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A name in a template that is a macro further down, where the template's instance is written out.
int limit = 10;
int step(int x) { return x + 1; }

template <class T> T f(T x) {
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 'limit' is a macro further down, where this template's instances go
  // CHECK: note: define the macro before the template, or give it another name
  while (x < limit) x = step(x);
  return x;
}

#define limit 20

int main() { return f(1); }
