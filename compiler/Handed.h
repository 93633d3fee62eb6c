// What the user hands to the runtime: yield(v), persist("key", thunk), start(f, arguments...), result<T>().
//
// Input: the translation unit. Output: layouts for the types of these values, which are part of images like variables
// are.
#pragma once

#include "clang/AST/ASTContext.h"

namespace perdure {

class Derivation;

/// Remembers the layouts. False: nothing is handed over.
bool needHandedTypes(clang::ASTContext &context, Derivation &derivation);

} // namespace perdure
