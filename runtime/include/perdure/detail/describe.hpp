// Makes the constant description of a resumable function from its frame.
#pragma once

#include <perdure/detail/context.hpp>
#include <perdure/detail/frame.hpp>
#include <perdure/detail/functions.hpp>
#include <perdure/detail/io.hpp>

#include <cstddef>
#include <string_view>

namespace perdure::detail {

/// The description of a function by its mangled name; `file` decides between functions of internal linkage that
/// share a name. Null if there is none, or if it is not clear which one is meant. Safe on any thread.
const function *find_function(std::string_view mangled, std::string_view file) noexcept;

template <class Frame>
constexpr function describe_ranges(const char *name, const char *mangled, const char *file, unsigned line,
                                   const field *fields, std::size_t field_count, const point *points,
                                   std::size_t point_count, void (*resume)(frame *), std::uint32_t gives) {
  bool handles = false, names_result = false;
  for (std::size_t k = 0; k < field_count; ++k) {
    handles = handles || fields[k].kind == field::exception;
    names_result = names_result || fields[k].kind == field::in_result;
  }
  return {name,
          mangled,
          file,
          line,
          fields,
          static_cast<std::uint16_t>(field_count),
          points,
          static_cast<std::uint16_t>(point_count),
          resume,
          sizeof(Frame),
          alignof(Frame),
          live_words_of<Frame>(),
          &look_at<Frame, true>,
          handles,
          names_result,
          gives};
}

/// The description of a resumable function whose variables live in `Frame`.
template <class Frame, std::size_t Fields, std::size_t Points>
constexpr function describe(const char *name, const char *mangled, const char *file, unsigned line,
                            const field (&fields)[Fields], const point (&points)[Points], void (*resume)(frame *),
                            std::uint32_t gives = 0) {
  static_assert(Fields < 0x8000 && Points < 0x10000, "the function has too many variables or suspension points");
  return describe_ranges<Frame>(name, mangled, file, line, fields, Fields, points, Points, resume, gives);
}

/// Stands for the fields of a function that keeps no variables.
inline constexpr std::nullptr_t no_fields = nullptr;

/// The same for a function that keeps no variables.
template <class Frame, std::size_t Points>
constexpr function describe(const char *name, const char *mangled, const char *file, unsigned line, std::nullptr_t,
                            const point (&points)[Points], void (*resume)(frame *), std::uint32_t gives = 0) {
  static_assert(Points < 0x10000, "the function has too many suspension points");
  return describe_ranges<Frame>(name, mangled, file, line, nullptr, 0, points, Points, resume, gives);
}

} // namespace perdure::detail
