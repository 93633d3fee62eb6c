// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A class with a destructor and no constructor, declared behind a label; jumps back run the destructor.
#include <iostream>
struct Object {
  ~Object() { std::cout << "d"; }
};
int main() {
  int a = 10;
label:
  Object obj;
  std::cout << a << " ";
  a = a - 2;
  if (a != 0) goto label;
  std::cout << '\n';
  goto l2;
  int n;
l2:
  int m = 4;
  for (int k = 0; k < 3; ++k) std::cout << m;
}
