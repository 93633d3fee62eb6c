// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A default constructor that is declared, but whose default argument does not compile, is not asked for.
#include <cstdio>

struct Heap {
  int left = 3;
};
template <class T> struct Policy {
  explicit Policy(Heap &h) : heap(&h) {}
  Heap *heap;
};
template <class T, class P> class Pointer {
public:
  explicit Pointer(T *p = nullptr, P policy = P()) : p_(p), policy_(policy) {}
  ~Pointer() {
    policy_.heap->left--;
    delete p_;
  }
  T &operator*() { return *p_; }

private:
  T *p_;
  P policy_;
};

int main() {
  Heap heap;
  {
    Pointer<int, Policy<int>> p(new int(4), Policy<int>(heap));
    for (int i = 0; i < 3; ++i) *p += i;
    std::printf("%d\n", *p);
  }
  std::printf("%d\n", heap.left);
}
