// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A lambda as the deleter of a smart pointer is called where no call is written.
#include <cstdio>
#include <memory>

struct part {
  int n;
  ~part() { std::printf("~part %d\n", n); }
};

class holder {
  std::unique_ptr<void, void (*)(void *)> object;

public:
  explicit holder(int n) : object(new part{n}, [](void *p) { delete static_cast<part *>(p); }) {}
};

int main() {
  for (int i = 0; i < 2; ++i) holder h(i);
  std::unique_ptr<part, void (*)(part *)> last(new part{7}, +[](part *p) { delete p; });
  std::puts("end");
}
