// What a process that ends has still to call: for the launcher.
#pragma once

#include <perdure/detail/process.hpp>

#include <vector>

namespace perdure::detail {

/// What was registered in executions and has not run yet, in the order of registration. For the launcher.
const std::vector<void (*)()> &exit_functions(bool quick) noexcept;

} // namespace perdure::detail
