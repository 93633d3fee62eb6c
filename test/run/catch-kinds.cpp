// RUN: %triple %s
// Handlers by value, by reference, const, of a base class, for pointers and with an ellipsis; the first that fits wins.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <stdexcept>

struct Base {
  virtual ~Base() = default;
  virtual const char *name() const { return "base"; }
  int code = 1;
};

struct Derived : Base {
  const char *name() const override { return "derived"; }
  std::string more = "more";
};

struct Plain {
  int number;
  std::string text;
};

enum class Code { bad = 3 };

RESUMABLE void raise(int kind) {
  perdure::checkpoint();
  switch (kind) {
  case 0:
    throw std::out_of_range("range");
  case 1:
    throw Plain{8, "plain"};
  case 2:
    throw Base();
  case 3:
    throw Derived();
  case 4:
    throw 42;
  case 5:
    throw "literal";
  case 6:
    throw Code::bad;
  case 7:
    throw 1.5;
  default:
    throw std::string("else");
  }
}

RESUMABLE std::string handle(int kind) {
  try {
    raise(kind);
    return "none";
  } catch (Plain p) {
    p.number += 1;
    return "by value " + p.text + std::to_string(p.number);
  } catch (const std::exception &e) {
    return std::string("base class ") + e.what();
  } catch (Derived &d) {
    d.code += 1;
    return std::string(d.name()) + d.more + std::to_string(d.code);
  } catch (const Base &b) {
    return std::string(b.name()) + std::to_string(b.code);
  } catch (const int n) {
    return std::to_string(n);
  } catch (const char *s) {
    return s;
  } catch (Code c) {
    return "code " + std::to_string(int(c));
  } catch (double) {
    return "unnamed";
  } catch (...) {
    return "ellipsis";
  }
}

RESUMABLE int modify() {
  try {
    try {
      perdure::checkpoint();
      throw 1;
    } catch (int &n) {
      n += 10; // the exception object itself, seen again by the outer handler
      throw;
    }
  } catch (int n) {
    return n;
  }
}

RESUMABLE int main() {
  for (int kind = 0; kind < 9; ++kind) {
    std::string s = handle(kind);
    std::cout << kind << ' ' << s << '\n';
  }
  std::cout << modify() << '\n';
}
