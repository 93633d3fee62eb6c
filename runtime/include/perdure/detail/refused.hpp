// Classes that no image can hold, though their members alone do not show it: the file that defines the destructor is
// compiled apart from those that use the class, and only there perdurec sees that it closes a handle, say.
//
//   constexpr perdure::detail::refused_class refused_[] = {{"8Database", "its destructor calls 'sqlite3_close'"}};
//   const perdure::detail::refused_classes refused_registration_(refused_, 1);
//
// Saving an object of such a class is an error that gives the reason; the program goes on. Rejected: to refuse every
// class whose destructor is defined elsewhere, which leaves out most classes of programs with several files.
#pragma once

#include <cstddef>

namespace perdure::detail {

struct refused_class {
  const char *type; ///< as std::type_info::name() gives it
  const char *why;  ///< a predicate of its objects
};

/// Adds a table of them, before main runs. The rows and this object live as long as the program.
struct refused_classes {
  refused_classes(const refused_class *rows, std::size_t count) noexcept;
  const refused_class *rows;
  std::size_t count;
  const refused_classes *next;
};

/// Why no image can hold objects of the type; null: nothing is known against it.
const char *refusal_of(const char *type) noexcept;

} // namespace perdure::detail
