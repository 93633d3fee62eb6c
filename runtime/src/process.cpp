// Functions to be called at exit; see detail/process.hpp.
//
// The C library keeps one entry for each registration, so that they take their turn among the destructors of global
// objects; what it stands for is known here only: the last one of those that are left.
#include <perdure/detail/exit_functions.hpp>

#include <perdure/detail/context.hpp>
#include <perdure/detail/frame.hpp>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <vector>

extern "C" {
extern void *__dso_handle;
int __cxa_atexit(void (*)(void *), void *, void *) noexcept;
}

namespace perdure::detail {
namespace {

/// One thing to do at the end: a function of the program's, or a static local's destructor.
struct ending {
  std::uint32_t order;
  void (*function)();
  void (*run)(void *);
  void *what;
};
struct endings {
  std::mutex mutex;
  std::vector<ending> all[2];
};
endings &left() noexcept {
  static auto *const e = new endings; // never destroyed: used while the program ends
  return *e;
}

std::atomic<std::uint32_t> last_order{1};

void run_last(bool quick) {
  ending last;
  {
    const std::lock_guard lock(left().mutex);
    auto &all = left().all[quick];
    if (all.empty()) return; // the library calls more than were registered: nothing left to do
    last = all.back();
    all.pop_back();
  }
  if (!last.function) return last.run(last.what);
  no_suspend region(quick ? "quick_exit()" : "exit()");
  last.function();
}

/// Also registers with the library what runs the last one.
int add(bool quick, const ending &e) {
  const int failed = quick ? std::at_quick_exit([] { run_last(true); })
                           : __cxa_atexit([](void *) { run_last(false); }, nullptr, &__dso_handle);
  if (failed) return failed;
  const std::lock_guard lock(left().mutex);
  auto &all = left().all[quick];
  all.insert(std::upper_bound(all.begin(), all.end(), e, [](auto &x, auto &y) { return x.order < y.order; }), e);
  return 0;
}

} // namespace

std::uint32_t next_in_order() noexcept { return ++last_order; }
void order_passed(std::uint32_t n) noexcept {
  for (std::uint32_t old = last_order; n > old && !last_order.compare_exchange_weak(old, n);) {}
}

void add_ending(std::uint32_t order, void (*run)(void *), void *what) { add(false, {order, nullptr, run, what}); }

void add_exit_function(const exit_function &f) {
  order_passed(f.order);
  add(f.order == 0, {f.order, f.run, nullptr, nullptr});
}

int at_exit(void (*f)()) { return cx.current ? add(false, {next_in_order(), f, nullptr, nullptr}) : std::atexit(f); }

int at_quick_exit(void (*f)()) { return cx.current ? add(true, {0, f, nullptr, nullptr}) : std::at_quick_exit(f); }

std::vector<exit_function> exit_functions(bool quick) {
  const std::lock_guard lock(left().mutex);
  std::vector<exit_function> functions;
  for (const ending &e : left().all[quick])
    if (e.function) functions.push_back({e.function, e.order});
  return functions;
}

} // namespace perdure::detail
