// Where the closures and local classes that a template's instance is made of come from.
#pragma once

#include "clang/AST/Decl.h"

#include <vector>

namespace perdure {

/// The functions that make the types of the instance's template arguments: what stands for those types must be declared
/// before the instance.
std::vector<const clang::FunctionDecl *> makersOf(const clang::FunctionDecl *instance);

} // namespace perdure
