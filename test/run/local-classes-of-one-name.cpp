// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Two local classes of one name, in scopes of one function: what is called by the members of the one that stays where
// it is cannot suspend, and waits.
#include <iostream>

int same(int x) { return x; }

int f(int n) {
  int sum = 0;
  {
    struct Local {
      int a;
      int get() { return same(a); }
    };
    Local l{n};
    sum += l.get();
  }
  {
    struct Local {
      long b;
      int c;
      int more = same(3);
      Local(long b, int c) : b(b + same(1)), c(c) {}
      int get() { return same(int(b) + c) + more; }
      struct Inner {
        int twice(int x) { return same(x) * 2; }
      };
    };
    Local l{n, 2};
    sum += l.get() + Local::Inner().twice(4);
  }
  return sum;
}

int main() { std::cout << f(3) << '\n'; }
