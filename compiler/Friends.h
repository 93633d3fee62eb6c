// Friend declarations for generated functions.
#pragma once

#include "Discover.h"
#include "Model.h"
#include "Place.h"

namespace perdure {

/// What a class lets the function see, it lets its resume body see.
void befriend(const clang::FunctionDecl *d, const Function &f, const Program &program, const clang::ASTContext &context,
              const SourceText &text, Placement &placed);

} // namespace perdure
