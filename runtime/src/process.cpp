// Functions to be called at exit; see detail/process.hpp.
//
// The C library keeps one entry for each registration, so that they take their turn among the destructors of static
// objects; which function it stands for is known here only. The last one registered runs first.
#include <perdure/detail/exit_functions.hpp>

#include <perdure/detail/context.hpp>
#include <perdure/detail/frame.hpp>

#include <cstdlib>
#include <vector>

namespace perdure::detail {
namespace {

using function_list = std::vector<void (*)()>;

function_list &list(bool quick) noexcept {
  static auto *const lists = new function_list[2]; // never destroyed: used while the program ends
  return lists[quick];
}

void run_last(bool quick) {
  function_list &all = list(quick);
  if (all.empty()) return; // the library calls more than were registered: nothing left to do
  void (*f)() = all.back();
  all.pop_back();
  no_suspend region(quick ? "quick_exit()" : "exit()");
  f();
}

/// `add` registers what runs the last of the list with the library.
int register_one(bool quick, void (*f)(), int (*add)(void (*)()), void (*run)()) {
  list(quick).push_back(f);
  int failed = add(run);
  if (failed) list(quick).pop_back();
  return failed;
}

} // namespace

int add_exit_function(void (*f)()) {
  return register_one(false, f, std::atexit, [] { run_last(false); });
}

int add_quick_exit_function(void (*f)()) {
  return register_one(true, f, std::at_quick_exit, [] { run_last(true); });
}

int at_exit(void (*f)()) { return cx.current ? add_exit_function(f) : std::atexit(f); }

int at_quick_exit(void (*f)()) { return cx.current ? add_quick_exit_function(f) : std::at_quick_exit(f); }

const std::vector<void (*)()> &exit_functions(bool quick) noexcept { return list(quick); }

} // namespace perdure::detail
