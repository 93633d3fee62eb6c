// The header for users of Perdure: mark functions RESUMABLE, call checkpoint() or yield() at any depth, and let
// perdurec compile the file. The same source compiles without perdurec, too:
//   as it is            a primitive throws perdure::not_instrumented, naming the function that called it;
//   -DPERDURE_PLAIN     the primitives do nothing and the program runs as if it were ordinary. No library is needed.
// Files of different kinds may be linked together (plain ones only with plain ones).
#pragma once
#define PERDURE_PERDURE_HPP 1

#include <perdure/error.hpp>

#ifdef PERDURE_COMPILER // only when perdurec parses, because GCC warns about the attribute in every place
#define RESUMABLE __attribute__((annotate("perdure::resumable")))
#define PERDURE_PRIMITIVE __attribute__((annotate("perdure::primitive")))
#else
#define RESUMABLE
#define PERDURE_PRIMITIVE
#endif

namespace perdure {

/// How checkpoint() came back.
enum class outcome : unsigned char {
  saved,    ///< in the process that called it
  restored, ///< in one that loaded the image
};

} // namespace perdure

#if defined(PERDURE_PLAIN) && !defined(PERDURE_COMPILER)
#ifdef PERDURE_INSTRUMENTED
#error "this file was written by perdurec; PERDURE_PLAIN is for the source that it was made from"
#endif
#include <perdure/detail/plain.hpp>
#else
#include <perdure/continuation.hpp>
#include <perdure/detail/primitives.hpp>
#include <perdure/detail/start.hpp>
#include <perdure/image.hpp>
#include <perdure/permanents.hpp>
#endif
