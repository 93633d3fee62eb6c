// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Initialisers whose braces come out of macros.
#include <cstdio>
#include <string>
#include <vector>

struct address {
  unsigned char bytes[4];
};
struct named {
  std::string name;
  int n;
};
#define ANY_INIT {{0, 1, 2, 3}}
#define NAMED(text, n) {text, n}
#define LIST(...) {__VA_ARGS__}
#define NOTHING                                                                                                        \
  {}

static int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
}

int main() {
  struct address any = ANY_INIT;
  int numbers[] = LIST(1, 2, 3);
  for (int k = 0; k < 2; ++k) {
    address again = ANY_INIT;
    named one = NAMED("one", 1), two NAMED("two", 2);
    std::vector<int> list = LIST(work(3), work(4)), none = NOTHING;
    unsigned long big LIST(7ul);
    const named &kept = NAMED("kept", 3);
    again.bytes[k] += work(2);
    any.bytes[k] = again.bytes[3 - k];
    std::printf("%d %s %d%s %zu %zu %lu %s\n", again.bytes[k], one.name.c_str(), two.n, two.name.c_str(), list.size(),
                none.size(), big + work(2), kept.name.c_str());
  }
  std::printf("%d %d %d\n", any.bytes[0], any.bytes[1] + numbers[2], work(3));
}
