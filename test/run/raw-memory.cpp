// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Containers of the program's own that make their elements by the library's functions for raw memory.
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
template <class T, class A = std::allocator<T>> class Vec {
  using Tr = std::allocator_traits<A>;
  A a_;
  T *b_ = nullptr;
  std::size_t n_ = 0, c_ = 0;
  void grow() {
    std::size_t c = c_ ? 2 * c_ : 2;
    T *nb = Tr::allocate(a_, c);
    for (std::size_t i = 0; i < n_; ++i) {
      Tr::construct(a_, nb + i, std::move(b_[i]));
      Tr::destroy(a_, b_ + i);
    }
    if (b_) Tr::deallocate(a_, b_, c_);
    b_ = nb;
    c_ = c;
  }

public:
  Vec() = default;
  Vec(const Vec &o) : n_(o.n_), c_(o.n_) {
    b_ = Tr::allocate(a_, c_);
    std::uninitialized_copy(o.b_, o.b_ + o.n_, b_);
  }
  ~Vec() {
    for (std::size_t i = 0; i < n_; ++i) Tr::destroy(a_, b_ + i);
    if (b_) Tr::deallocate(a_, b_, c_);
  }
  void push_back(T t) {
    if (n_ == c_) grow();
    Tr::construct(a_, b_ + n_, std::move(t));
    ++n_;
  }
  void pop_back() { std::destroy_at(b_ + --n_); }
  T *begin() { return b_; }
  T *end() { return b_ + n_; }
};

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

template <class T> class List { // nodes by a rebound allocator
  struct Node {
    T value;
    Node *next;
  };
  using Alloc = typename std::allocator_traits<std::allocator<T>>::template rebind_alloc<Node>;
  Alloc alloc_;
  Node *first_ = nullptr;

public:
  ~List() {
    while (first_) {
      Node *gone = std::exchange(first_, first_->next);
      std::allocator_traits<Alloc>::destroy(alloc_, gone);
      std::allocator_traits<Alloc>::deallocate(alloc_, gone, 1);
    }
  }
  void push(T value) {
    Node *n = std::allocator_traits<Alloc>::allocate(alloc_, 1);
    step(1);
    std::allocator_traits<Alloc>::construct(alloc_, n, Node{std::move(value), first_});
    first_ = n;
  }
  template <class F> void each(F f) const {
    for (Node *n = first_; n; n = n->next) f(n->value);
  }
};

void algorithms() {
  std::allocator<std::string> alloc;
  const std::size_t n = 6;
  std::string *p = alloc.allocate(n);
  const std::string some[] = {"one of the longer strings", "two of the longer strings"};
  std::string *end = std::uninitialized_copy_n(some, 2, p);
  step(2);
  end = std::uninitialized_fill_n(end, 1, some[0]);
  step(1);
  std::uninitialized_value_construct(end, end + 1);
  ++end;
  step(1);
  std::string *moved = alloc.allocate(n);
  end = std::uninitialized_move(p, end, moved);
  std::destroy_n(p, 4);
  step(1);
  alloc.deallocate(p, n);
  for (std::string *s = moved; s != end; ++s) {
    *s += '.';
    step(1);
    std::puts(s->c_str());
  }
  std::destroy(moved, end);
  alloc.deallocate(moved, n);
}

int main() {
  Vec<std::string> v;
  for (int i = 0; i < 5; ++i) {
    v.push_back("text number " + std::to_string(i) + " that is long");
    step(1);
  }
  v.pop_back();
  Vec<std::string> w = v;
  step(2);
  for (auto &s : w) {
    s += "!";
    step(1);
    std::puts(s.c_str());
  }
  Vec<int> k;
  for (int i = 0; i < 9; ++i) k.push_back(step(i));
  int sum = 0;
  for (int x : k) sum += x;
  std::printf("%d\n", sum);
  List<int> numbers;
  List<std::string> words;
  for (int i = 0; i < 4; ++i) numbers.push(i), words.push(std::string(i + 20, char('a' + i)));
  step(1);
  numbers.each([](int x) { std::printf("%d ", x); });
  words.each([](const std::string &s) { std::printf("%s ", s.c_str()); });
  std::puts("");
  algorithms();
}
