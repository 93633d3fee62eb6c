// A file that perdurec has not compiled, for errors_test.cpp.
#include <perdure/perdure.hpp>

namespace uninstrumented {

RESUMABLE int calls_checkpoint() {
  perdure::checkpoint();
  return 1;
}

void calls_yield() { perdure::yield<int>(1); }
void calls_sleep() { perdure::sleep_for(std::chrono::hours(1)); }

/// Hosts are ordinary code.
int hosts_by_hand(int (*f)()) {
  auto co = perdure::start(f);
  while (co.suspended()) co.resume();
  return co.result<int>();
}

/// It can do all but save the arguments and values that it passes.
std::string saves_arguments(int (*f)(const std::string &)) {
  auto co = perdure::start(f, "argument");
  try {
    perdure::save(co);
  } catch (const perdure::unserialisable &e) {
    return e.what();
  }
  return "it was saved";
}

} // namespace uninstrumented
