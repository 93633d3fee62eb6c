// RUN: %triple %s
// RUN: %triple %s --transform catch
// However native calls are unwound, no handler, no noexcept and no destructor of the program's notices: `catch (...)`
// in all its places, nested, rethrowing, around tail calls, in function try blocks; noexcept functions between others;
// calls through pointers and virtual functions; results of every kind.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

/// Dies aloud if an exception is on its way that the program has not thrown.
struct Watch {
  std::string name;
  int expected;
  Watch(std::string n, int e) : name(std::move(n)), expected(e) {}
  Watch(const Watch &) = delete;
  Watch &operator=(const Watch &) = delete;
  ~Watch() {
    std::cout << '-' << name << ' ';
    if (std::uncaught_exceptions() != expected) std::cout << "saw " << std::uncaught_exceptions() << ' ';
  }
};

RESUMABLE int step(int x) {
  Watch w("step", 0);
  perdure::checkpoint();
  return x + 1;
}

RESUMABLE void failing(const std::string &what) {
  Watch w("failing", 1);
  perdure::checkpoint();
  throw std::runtime_error(what);
}

RESUMABLE int everything(int x) {
  try {
    Watch w("body", 0);
    return step(x) + step(x * 2);
  } catch (...) {
    std::cout << "must not be seen\n";
    return -1;
  }
}

RESUMABLE std::string nested(int x) {
  std::string log;
  try {
    try {
      log += std::to_string(step(x));
      if (x % 2 == 1) failing("odd");
      log += std::to_string(everything(x));
    } catch (const std::logic_error &) {
      log += "wrong handler";
    } catch (...) {
      log += "caught:" + std::to_string(step(10));
      try {
        perdure::checkpoint();
        throw;
      } catch (const std::exception &e) {
        std::string what = e.what();
        log += what + std::to_string(step(20));
        failing("in the handler of " + what);
      }
    }
  } catch (...) {
    log += "|outer";
    log += std::to_string(step(30));
    log += std::current_exception() ? "|handling" : "|nothing";
  }
  log += std::current_exception() ? "|still handling" : "";
  return log;
}

RESUMABLE Loud made(int x) {
  Loud l("made" + std::to_string(x));
  perdure::checkpoint();
  l.name += std::to_string(step(x));
  return l;
}

RESUMABLE Loud passed_on(int x) {
  Watch w("passed", 0);
  try {
    return made(x);
  } catch (...) {
    std::cout << "must not be seen\n";
    return Loud("none");
  }
}

RESUMABLE Loud quiet(int x) noexcept { return made(x); }

RESUMABLE int silent(int x) noexcept {
  Watch w("silent", 0);
  int sum = everything(x);
  try {
    failing("inside");
  } catch (...) {
    sum += step(sum);
  }
  return sum;
}

RESUMABLE const std::string &longer(const std::string &a, const std::string &b) noexcept {
  step(int(a.size()));
  perdure::checkpoint();
  return a.size() > b.size() ? a : b;
}

RESUMABLE std::string &first(std::vector<std::string> &v) {
  perdure::checkpoint();
  return v.front();
}

RESUMABLE void recorded(std::vector<int> &out, int n) try {
  for (int i = 0; i < n; ++i) out.push_back(step(i));
  perdure::checkpoint();
  if (n > 2) failing("too many");
} catch (...) {
  out.push_back(-step(n));
}

struct Shape {
  virtual ~Shape() = default;
  RESUMABLE virtual int area(int scale) = 0;
};
struct Square : Shape {
  RESUMABLE int area(int scale) noexcept override { return step(scale) * step(scale); }
};
struct Line : Shape {
  RESUMABLE int area(int scale) override { return step(scale) - scale - 1; }
};

RESUMABLE int each(Shape &shape, int (*f)(int), int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    try {
      sum += f(i) + shape.area(i);
    } catch (...) {
      std::cout << "must not be seen\n";
    }
  }
  return sum;
}

RESUMABLE int deep(int n) {
  Watch w(std::to_string(n), 0);
  if (n == 0) {
    perdure::checkpoint();
    return 0;
  }
  try {
    return n % 2 ? deep(n - 1) + 1 : silent(n) % 7 + deep(n - 1);
  } catch (...) {
    return -100;
  }
}

RESUMABLE int main() {
  std::cout << everything(3) << '\n';
  for (int x = 0; x < 3; ++x) std::cout << nested(x) << '\n';
  std::cout << passed_on(1).name << '\n';
  std::cout << quiet(2).name << '\n';
  std::cout << silent(4) << '\n';
  std::string a = "a", b = "bb";
  std::cout << longer(a, b) << longer(b, a) << '\n';
  std::vector<std::string> strings{"x", "y"};
  first(strings) += "!";
  std::cout << strings.front() << '\n';
  std::vector<int> record;
  recorded(record, 2);
  recorded(record, 3);
  for (int r : record) std::cout << r << ' ';
  std::cout << '\n';
  Square square;
  Line line;
  std::cout << each(square, step, 3) << ' ' << each(line, silent, 2) << ' ' << each(line, everything, 2) << '\n';
  std::cout << deep(4) << '\n';
  try {
    perdure::checkpoint();
    failing("the last");
  } catch (const std::exception &e) {
    std::cout << e.what() << ' ' << step(1) << std::endl;
  }
}
