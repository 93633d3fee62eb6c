// RUN: %triple %s
// Throwing and catching: by value, reference, pointer, base, ..., rethrow from nested functions, new exceptions in handlers,
// function-try blocks, throw in conditional expressions, destructors that run on the way, handlers that loop and call on,
// exception_ptr and nested exceptions kept and thrown later, exceptions from constructors in containers and arrays.
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <vector>

static std::string trail;
struct Trail {
  char c;
  explicit Trail(char c) : c(c) { trail += c; }
  ~Trail() { trail += char(c - 32); }
};
struct Problem {
  virtual ~Problem() = default;
  virtual std::string text() const { return "problem"; }
  int level = 0;
};
struct Worse : Problem {
  explicit Worse(std::string d) : detail(std::move(d)) {}
  std::string text() const override { return "worse " + detail; }
  std::string detail;
};

static int work(int n) {
  Trail t('a');
  if (n == 1) throw n;
  if (n == 2) throw Worse("two");
  if (n == 3) throw new Worse("three");
  if (n == 4) throw std::out_of_range("four");
  if (n == 5) throw "five";
  return n > 5 ? throw Problem() : n;
}
static std::string handler(int n) {
  Trail t('h');
  std::string result;
  try {
    Trail inner('b');
    result = "result " + std::to_string(work(n));
  } catch (int &i) {
    for (; i < 4; ++i) result += std::to_string(i);
  } catch (const Worse &w) {
    result = w.text();
  } catch (Problem &p) {
    p.level += 5;
    result = p.text() + std::to_string(p.level);
  } catch (Problem *p) {
    result = "pointer to " + p->text();
    delete p;
  } catch (const std::logic_error &e) {
    result = std::string(e.what()) + (typeid(e) == typeid(std::out_of_range) ? "!" : "?");
  } catch (...) {
    try {
      throw;
    } catch (const char *s) {
      result = std::string("text ") + s;
    }
  }
  return result;
}

static void rethrow_as(int how) {
  switch (how) {
  case 0: throw;
  case 1: throw std::runtime_error("replaced");
  case 2: std::throw_with_nested(Worse("outer"));
  }
}
static std::string chain(int how) {
  try {
    try {
      Trail t('c');
      throw Worse("first");
    } catch (Worse &w) {
      w.detail += "+";
      Trail t('d');
      for (int i = 0; i < 2; ++i) w.detail += std::to_string(work(0));
      rethrow_as(how);
      return "swallowed " + w.detail;
    }
  } catch (const Worse &w) {
    std::string s = w.text();
    try {
      std::rethrow_if_nested(w);
    } catch (const Problem &inner) {
      s += " because " + inner.text();
    }
    return s;
  } catch (const std::exception &e) {
    return e.what();
  }
}

static int whole(int n) try {
  Trail t('f');
  return work(n) + 1;
} catch (const Problem &p) {
  trail += '!';
  return n + int(p.text().size());
}

struct Fragile {
  static int left, alive;
  int id;
  Fragile() : id(left) {
    if (left-- == 0) throw std::bad_alloc();
    ++alive;
  }
  Fragile(const Fragile &o) : Fragile() { id = o.id; }
  ~Fragile() { --alive; }
};
int Fragile::left, Fragile::alive;
struct Pair {
  Fragile a, b;
  std::unique_ptr<Fragile> c{new Fragile};
};
static std::string build(int allowed, const std::function<void()> &f) {
  Fragile::left = allowed;
  std::string s;
  try {
    f();
    s = "fine";
  } catch (const std::bad_alloc &) {
    s = "failed";
  }
  return s + std::to_string(Fragile::alive) + " ";
}

static int find(const std::vector<int> &v, int what) {
  struct Found {
    int at;
  };
  try {
    for (std::size_t i = 0;; ++i) {
      try {
        if (v.at(i) == what) throw Found{int(i)};
        if (v.at(i) < 0) continue;
      } catch (const std::out_of_range &) {
        break;
      }
    }
  } catch (Found f) {
    return f.at;
  }
  return -1;
}
static int retry(int failures) {
  int attempts = 0;
again:
  try {
    ++attempts;
    if (failures-- > 0) throw attempts;
  } catch (int n) {
    if (n < 4) goto again;
    return -attempts;
  }
  return attempts;
}

int main() {
  for (int n = 0; n <= 6; ++n) std::cout << handler(n) << ", ";
  std::cout << '\n' << trail << '\n';
  trail.clear();
  for (int how = 0; how < 4; ++how) std::cout << chain(how) << "; ";
  std::cout << whole(2) << whole(0) << whole(6) << ' ' << trail << '\n';

  std::cout << build(2, [] { Fragile array[3]; }) << build(3, [] { std::vector<Fragile> v(3); }) << build(2, [] { Pair p; })
            << build(1, [] { std::make_unique<Pair>(); }) << build(9, [] { std::vector<Fragile> v(2), w(v); }) << build(4, [] {
                 std::vector<Fragile> v(3);
                 v.reserve(10);
               })
            << '\n';
  std::cout << find({4, -1, 9}, 9) << find({4}, 5) << ' ' << retry(2) << retry(9) << '\n';

  std::map<std::string, std::exception_ptr> kept;
  for (int n = 1; n <= 5; ++n)
    try {
      work(n == 3 ? 6 : n);
    } catch (...) {
      kept[std::to_string(n)] = std::current_exception();
    }
  auto copy = kept["2"];
  for (int round = 0; round < 2; ++round)
    for (auto &[name, pointer] : kept)
      try {
        std::rethrow_exception(pointer);
      } catch (Worse &w) {
        std::cout << name << w.detail << (copy == pointer) << ' ';
        w.detail += '.';
      } catch (int &i) {
        std::cout << name << '=' << i++ << ' ';
      } catch (Problem &p) {
        std::cout << name << p.text() << ++p.level << ' ';
      } catch (const std::exception &e) {
        std::cout << name << e.what() << ' ';
      } catch (const char *s) {
        std::cout << name << s << ' ';
      }
  std::cout << std::uncaught_exceptions() << (std::current_exception() == nullptr) << '\n';
}
