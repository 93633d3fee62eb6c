// RUN: %triple %s
// A memory pool: fixed blocks from chunks, a free list threaded through the free blocks, an allocator for std::list on top,
// placement new and explicit destruction.
#include <cstddef>
#include <iostream>
#include <list>
#include <new>
#include <string>
#include <type_traits>
#include <vector>

class Pool {
public:
  Pool(std::size_t size, int count) : size_(size < sizeof(Free) ? sizeof(Free) : size), count_(count) {}
  Pool(const Pool &) = delete;
  Pool &operator=(const Pool &) = delete;
  ~Pool() {
    for (char *chunk : chunks_) delete[] chunk;
  }

  void *take() {
    if (!free_) grow();
    Free *block = free_;
    free_ = block->next;
    ++used_;
    return block;
  }
  void give(void *block) {
    Free *f = static_cast<Free *>(block);
    f->next = free_;
    free_ = f;
    --used_;
  }
  int used() const { return used_; }
  std::size_t chunks() const { return chunks_.size(); }
  int listed() const {
    int n = 0;
    for (Free *f = free_; f; f = f->next) ++n;
    return n;
  }

private:
  struct Free {
    Free *next;
  };
  void grow() {
    char *chunk = new char[size_ * count_];
    chunks_.push_back(chunk);
    for (int i = count_; i-- > 0;) {
      Free *f = reinterpret_cast<Free *>(chunk + i * size_);
      f->next = free_;
      free_ = f;
    }
  }

  std::size_t size_;
  int count_;
  Free *free_ = nullptr;
  std::vector<char *> chunks_;
  int used_ = 0;
};

struct Particle {
  Particle(double x, double v) : x(x), v(v) { ++count; }
  ~Particle() { --count; }
  void move(double t) {
    x += v * t;
    if (x < 0 || x > 10) v = -v;
  }
  double x, v;
  Particle *next = nullptr;
  static int count;
  static Pool pool;
  static void *operator new(std::size_t) { return pool.take(); }
  static void operator delete(void *p) { pool.give(p); }
};
int Particle::count = 0;
Pool Particle::pool(sizeof(Particle), 4);

template <class T> class Storage {
public:
  template <class... Args> T *make(Args &&...args) { return ::new (pool_.take()) T(static_cast<Args &&>(args)...); }
  void destroy(T *object) {
    object->~T();
    pool_.give(object);
  }
  const Pool &pool() const { return pool_; }

private:
  Pool pool_{sizeof(T), 3};
};

int main() {
  Particle *all = nullptr;
  for (int i = 0; i < 6; ++i) {
    Particle *p = new Particle(i, 1.5 - i);
    p->next = all;
    all = p;
  }
  std::cout << Particle::count << " particles, " << Particle::pool.used() << " blocks in " << Particle::pool.chunks()
            << " chunks, " << Particle::pool.listed() << " free\n";
  for (int step = 0; step < 3; ++step) {
    for (Particle *p = all; p; p = p->next) p->move(0.75);
    for (Particle **p = &all; *p;)
      if ((*p)->x < 0) {
        Particle *dead = *p;
        *p = dead->next;
        delete dead;
      } else {
        p = &(*p)->next;
      }
    for (Particle *p = all; p; p = p->next) std::cout << p->x << "/" << p->v << ' ';
    std::cout << "| " << Particle::count << ' ' << Particle::pool.listed() << '\n';
  }
  while (all) {
    Particle *next = all->next;
    delete all;
    all = next;
  }
  std::cout << Particle::count << " left, " << Particle::pool.used() << " used\n";

  Storage<std::string> strings;
  std::vector<std::string *> made;
  for (const char *s : {"one", "a text that is too long for its object", "three", "four"}) made.push_back(strings.make(s));
  made.push_back(strings.make(5, '*'));
  strings.destroy(made[1]);
  strings.destroy(made[3]);
  made[3] = strings.make("again");
  made[1] = strings.make(*made[3] + "!");
  for (std::string *s : made) std::cout << *s << ' ';
  std::cout << strings.pool().used() << " in " << strings.pool().chunks() << '\n';
  for (std::string *s : made) strings.destroy(s);
  std::cout << strings.pool().used() << " used, " << strings.pool().listed() << " free\n";
}
