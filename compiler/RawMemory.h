// Calls of the standard library that make or end objects in raw memory.
#pragma once

#include "Tokens.h"

#include "clang/AST/Expr.h"

#include <optional>

namespace perdure {

struct RawMemoryCall {
  enum Kind {
    Algorithm, ///< std::uninitialized_copy and its kin
    Traits,    ///< a static member of std::allocator_traits
    Allocator, ///< a member of std::allocator
  };
  Kind kind = Algorithm;
  llvm::StringRef name;
  clang::QualType object; ///< what is made or ended there
};

/// What a call does to raw memory; nothing: it does not, or not through a pointer, or cannot be spelled otherwise.
std::optional<RawMemoryCall> rawMemoryCall(const clang::CallExpr *call);
/// Has it call the runtime's function of the same kind.
void replaceRawMemoryCall(const clang::CallExpr *call, const RawMemoryCall &what, const SourceText &text,
                          Changes &changes);

} // namespace perdure
