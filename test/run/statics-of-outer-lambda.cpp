// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A lambda uses the static local variables of the lambda around it, whose result is a class of its own.
#include <cstdio>
#include <string>
#include <vector>
int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
template <class F> int each(const std::vector<int> &v, F f) {
  int s = 0;
  for (int x : v) s += f(x);
  return s;
}
struct Otter {
  std::string name = "o";
  int level = 2;
  void act(const std::string &by) const {
    auto split = [&](int x) {
      struct Both {
        int low, high;
      };
      static int calls = 16;
      static const std::string label = (name + "/y").substr(0, 6);
      calls = (calls + 1) % 1000;
      std::vector<int> given{step(3), 26, level};
      const int applied = each(given, [&](int y) {
        int *block = new int[3]{step(calls % 5), 80, y % 100};
        int r = block[0] + block[1] + block[2];
        delete[] block;
        return r;
      });
      std::printf("%d %s %s\n", calls, label.c_str(), by.c_str());
      return Both{applied, x};
    };
    auto b = split(step(4));
    auto c = split(b.high);
    std::printf("%d %d\n", b.low, c.high);
  }
};
int main() { Otter().act("me"); }
