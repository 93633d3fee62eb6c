// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A program that includes no <new> defines the placement forms itself.
typedef __SIZE_TYPE__ size_t;
inline void *operator new(size_t, void *p) throw() { return p; }
void *operator new[](size_t, void *p) noexcept;

extern "C" int printf(const char *, ...);

struct counter {
  int n;
  counter(int start) : n(start) {}
  ~counter() { printf("~counter %d\n", n); }
};

int main() {
  alignas(counter) char room[sizeof(counter)];
  counter *c = new (room) counter(3);
  for (int i = 0; i < 3; ++i) c->n += i;
  c->~counter();
}
