// Who called a primitive, for error messages.
#pragma once

#include <string>

namespace perdure::detail {

struct caller {
  const char *function;
  const char *file;
  int line;

  /// As a default argument: the place of the call that left the argument out.
  static constexpr caller here(const char *function = __builtin_FUNCTION(), const char *file = __builtin_FILE(),
                               int line = __builtin_LINE()) noexcept {
    return {function, file, line};
  }

  /// "step (fact.cpp:12)"
  std::string text() const { return std::string(function) + " (" + file + ":" + std::to_string(line) + ")"; }
};

} // namespace perdure::detail
