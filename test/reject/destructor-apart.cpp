// RUN: %perdurec %s %t.cpp --all --safepoints=all -- -std=c++17 -DUSES
// RUN: %perdurec %s %t-own.cpp --all --safepoints=all -- -std=c++17
// RUN: g++ -std=c++17 -w -I %include -c %t-own.cpp -o %t-own.o
// RUN: g++ -std=c++17 -w -I %include -DUSES %t.cpp %t-own.o -o %t %libraries
// RUN: not env PERDURE_STORE=sqlite:%t.db %perdure stress --every 1 -- %t > %t.log 2>&1
// RUN: FileCheck-19 %s < %t.log
// What the destructor gives back only the class's own file shows; it tells the runtime.
#include <cstdio>
#include <unistd.h>

class Descriptor {
public:
  Descriptor();
  ~Descriptor();
  int number() const { return where; }

private:
  int where;
};

#ifdef USES
static int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
}
int main() {
  Descriptor d;
  // CHECK: is an object of type Descriptor, which cannot be saved: it owns something invisible: its destructor hands member 'where' to 'close'
  std::printf("%d %d\n", work(3), d.number() > 2);
}
#else
Descriptor::Descriptor() : where(dup(1)) {}
Descriptor::~Descriptor() { close(where); }
#endif
