// What images do with the registered variables; see detail/globals.hpp. Not installed.
#pragma once

#include <perdure/detail/globals.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::detail {

/// Sets the marks of static_slots.
class globals_access {
public:
  static void mark_built(const global_variable &, std::uint32_t order) noexcept; ///< its end is registered, too
  static void mark_unbuilt(const global_variable &) noexcept;
};

/// All registered variables, each once, in an order that is the same in every process of a build.
std::vector<const global_variable *> all_globals();

/// Gives variables their saved values. Until `keep` is called, everything can be taken back. The values that the
/// process had are never destroyed: their destructors are the user's code, and what they would print or count belongs
/// to nobody. They are kept where a leak checker finds what they own.
class globals_loader {
public:
  globals_loader();
  globals_loader(const globals_loader &) = delete;
  globals_loader &operator=(const globals_loader &) = delete;
  ~globals_loader(); ///< takes everything back unless it is to be kept

  /// The variable that an image means: the next one of that name. Null: there is none.
  const global_variable *find(std::string_view mangled);
  /// Puts the present value aside and builds the saved one. `order`: of slots, 0: not built.
  void load(const global_variable &, std::uint64_t order, iarchive &);
  /// Everything is loaded: the new values stay. Registers the ends of slots in the order in which they were built.
  void keep() noexcept;

private:
  struct aside {
    const global_variable *variable;
    std::unique_ptr<unsigned char[]> bytes; ///< the value before; null: there was none
    std::uint64_t order;
    bool was_built, built;
  };
  std::vector<const global_variable *> all_;
  std::vector<bool> used_;
  std::vector<aside> aside_;
  bool kept_ = false;
};

} // namespace perdure::detail
