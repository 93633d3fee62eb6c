// What a process that ends has still to call: for the launcher.
#pragma once

#include <perdure/detail/process.hpp>

#include <cstdint>
#include <vector>

namespace perdure::detail {

/// Static locals and functions for the end of the program end in the reverse of the order in which they were built and
/// registered, in whatever process that was: each has a number.
std::uint32_t next_in_order() noexcept;
void order_passed(std::uint32_t) noexcept; ///< an image holds something of that number

/// `run(what)` when the process ends.
void add_ending(std::uint32_t order, void (*run)(void *), void *what);

struct exit_function {
  void (*run)();
  std::uint32_t order; ///< 0: one for a quick exit
};
/// What was registered in executions and has not run yet, in the order of registration. For the launcher.
std::vector<exit_function> exit_functions(bool quick);
/// Registers again what an image holds.
void add_exit_function(const exit_function &);

} // namespace perdure::detail
