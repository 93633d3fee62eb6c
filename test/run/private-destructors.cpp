// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Only the class itself may destroy its objects: singletons, and what deletes itself.
#include <cstdio>
#include <string>
class Log {
public:
  static const Log &instance() {
    static Log one;
    return one;
  }
  void say(const char *s) const { std::printf("%s %s\n", name.c_str(), s); }

private:
  Log() : name("log") {}
  ~Log() { std::printf("end of %s\n", name.c_str()); }
  std::string name;
};
class Final final {
public:
  static Final &get();
  int n = 0;

private:
  Final() = default;
  ~Final() = default;
  Final(const Final &) = delete;
  Final &operator=(const Final &) = delete;
  std::string text = "t";
};
Final &Final::get() {
  static Final f;
  f.text += "x";
  std::printf("%zu\n", f.text.size());
  return f;
}
class Heap {
  ~Heap() { std::puts("~Heap"); }

public:
  int k = 3;
  std::string s = "heap";
  void release() { delete this; }
};
int main() {
  Log::instance().say("a");
  Final::get().n++;
  Heap *h = new Heap;
  std::printf("%s\n", h->s.c_str());
  Final::get().n++;
  Log::instance().say("b");
  h->release();
  std::printf("%d\n", Final::get().n);
}
