// RUN: %triple %s
// return: of a suspending call, of an expression with one, without a value, early, from every depth.
#include "loud.hpp"

#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int tail(int x) { return step(x); }

RESUMABLE int longer(int x) {
  Still s("longer");
  return tail(x) + 1;
}

RESUMABLE void nothing(int x) {
  Still s("nothing" + std::to_string(x));
  if (x == 0) return;
  perdure::checkpoint();
  if (x == 1) return;
  std::cout << "end ";
}

RESUMABLE void tail_void(int x) {
  Still s("tail_void");
  return nothing(x);
}

RESUMABLE int deep(int x) {
  for (int i = 0;; ++i) {
    Still a("for" + std::to_string(i));
    while (true) {
      Still b("while");
      switch (step(i)) {
      case 0:
        break;
      case 1: {
        Still c("case");
        if (x == 1) return step(i) * 100;
        break;
      }
      default:
        return x;
      }
      break;
    }
  }
}

RESUMABLE std::string words(int n) {
  if (n == 0) return "none";
  if (n == 1) return std::string("one") + std::to_string(step(1));
  std::string rest = words(n - 1);
  return rest + "," + std::to_string(step(n));
}

RESUMABLE bool narrow(int x) { return step(x); }

RESUMABLE double widen(int x) { return step(x); }

RESUMABLE int main() {
  std::cout << tail(3) << longer(4) << '\n';
  for (int x = 0; x < 3; ++x) nothing(x);
  tail_void(2);
  std::cout << '\n' << deep(1) << '\n' << deep(7) << '\n' << words(4) << '\n';
  std::cout << narrow(2) << widen(2) / 4 << '\n';
  return step(3);
}
