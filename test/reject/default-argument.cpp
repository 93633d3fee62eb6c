// A default argument that must be written out where what it names is out of reach.
// RUN: not %perdurec %s %t.cpp --all --safepoints=all 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
#include <string>

class Gate {
public:
  int open(const std::string &key = word()) const { return int(key.size()) + again(); }
  int again() const;

private:
  static std::string word() { return "sesame"; }
};

int Gate::again() const { return open("x") + open(); }

int main() {
  Gate gate;
  // CHECK: default-argument.cpp:[[#@LINE+2]]:{{[0-9]+}}: error: a default argument of this call would have to be written out, but its text names 'word', which is private
  // CHECK: write the argument out at the call
  return gate.open();
}
// CHECK-NOT: error:
