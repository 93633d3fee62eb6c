// What is known of the types that a std::function or a std::any holds.
#pragma once

#include <perdure/detail/graph_base.hpp>

namespace perdure::detail {

/// A type that a std::function of one signature, or a std::any, may hold.
struct callable_type {
  const std::type_info *type; ///< of the target
  const object_type *target;
  void (*restore)(iarchive &, void *function);
};
/// Safe on any thread. `signature` is typeid(R(A...)).name(), or that of std::any.
void add_callable_type(const char *signature, const callable_type *) noexcept;
/// Null if no file of the program makes it known.
const callable_type *find_callable_type(const char *signature, std::string_view name) noexcept;
[[noreturn]] void refuse_callable(oarchive &, const char *holder, const char *name);
[[noreturn]] void refuse_callable(iarchive &, const char *holder, std::string_view name);

} // namespace perdure::detail
