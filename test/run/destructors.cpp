// RUN: %triple %s
// Destructors run once, in reverse order, on every way out of a scope.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <stdexcept>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int leave(int how) {
  Still a("a");
  for (int i = 0; i < 2; ++i) {
    Still b("b" + std::to_string(i));
    perdure::checkpoint();
    {
      Still c("c");
      Still d("d");
      switch (step(how)) {
      case 0:
        return i;
      case 1:
        break;
      case 2:
        continue;
      case 3:
        goto out;
      case 4:
        throw std::runtime_error("thrown");
      default:
        perdure::checkpoint();
      }
      std::cout << "after ";
    }
    if (how == 1) break;
    Still e("e");
    perdure::checkpoint();
  }
  std::cout << "loop over ";
out:
  perdure::checkpoint();
  std::cout << "out ";
  return 100;
}

struct Parts {
  Still x{"x"};
  Still y{"y"};
  ~Parts() { std::cout << "-parts "; }
};

RESUMABLE void parts(bool early) {
  Parts p;
  perdure::checkpoint();
  if (early) return;
  Parts q;
  perdure::checkpoint();
}

RESUMABLE void late(int n) {
  perdure::checkpoint();
  if (n > 0) {
    Still only("only" + std::to_string(n));
    late(n - 1);
    perdure::checkpoint();
  }
  perdure::checkpoint();
}

RESUMABLE int main() {
  for (int how = 0; how < 6; ++how) {
    try {
      std::cout << how << ": ";
      int r = leave(how);
      std::cout << r << '\n';
    } catch (const std::exception &e) {
      std::cout << e.what() << '\n';
    }
  }
  parts(true);
  parts(false);
  std::cout << '\n';
  late(3);
  std::cout << '\n';
  Still last("last");
  return step(0);
}
