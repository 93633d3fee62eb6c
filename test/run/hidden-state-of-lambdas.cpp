// RUN: %triple %s
// FLAGS: --all --safepoints=all
// CXXFLAGS: -w
// Static locals of lambdas that stay lambdas, because the library is done with them when it returns.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>
struct S {
  void operator()(int x) {
    static int total = 0;
    total += x;
    std::printf("%d ", total);
  }
};
int apply(int (*f)(int), int x) { return f(x); }
int main() {
  std::vector<int> v{3, 1, 2};
  for (int i = 0; i < 3; ++i) {
    std::for_each(v.begin(), v.end(), [](int x) {
      static int sum = 0;
      sum += x;
      std::printf("[%d] ", sum);
    });
    std::sort(v.begin(), v.end(), [](int a, int b) {
      static int calls = 0;
      if (++calls % 3 == 0) std::printf("c%d ", calls);
      return a < b;
    });
    std::for_each(v.begin(), v.end(), S());
    std::function<int(int)> f = [](int x) {
      static int k = 0;
      return k += x;
    };
    std::printf("%d %d %d\n", f(1),
                apply(
                    [](int x) {
                      static int z = 1;
                      return z *= x;
                    },
                    2),
                std::count_if(v.begin(), v.end(), [](int x) {
                  static int n = 0;
                  return x > n++;
                }));
  }
}
