// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A queue of closures behind a base without virtual functions, which their own lambdas, in constructors, know better.
#include <cstdio>
#include <memory>
#include <queue>
static int work(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
class scheduler {
public:
  template <class Func> void execute(int priority, Func f) {
    auto p(std::make_shared<item<Func>>(priority, std::move(f)));
    queue_.push(p);
  }
  void run() {
    while (!queue_.empty()) {
      auto p(queue_.front());
      queue_.pop();
      p->execute_(p);
    }
  }

private:
  struct item_base {
    int priority_;
    void (*execute_)(std::shared_ptr<item_base> &);
  };
  template <class Func> struct item : item_base {
    item(int pri, Func f) : function_(std::move(f)) {
      priority_ = pri;
      execute_ = [](std::shared_ptr<item_base> &p) {
        Func tmp(std::move(static_cast<item *>(p.get())->function_));
        p.reset();
        tmp();
      };
    }
    Func function_;
  };
  std::queue<std::shared_ptr<item_base>> queue_;
};
int main() {
  scheduler s;
  int n = 0;
  s.execute(1, [&] { n += work(3); });
  s.execute(2, [&] { n *= work(4); });
  s.run();
  std::printf("%d\n", n);
}
