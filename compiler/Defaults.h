// Default arguments as text: where they stand, and what they are at a call, where the names of their own scope may be
// unknown, or mean something else.
#pragma once

#include "Tokens.h"

#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"

#include <string>

namespace perdure {

class Placement;

/// The tokens "= 5" behind a parameter; empty if there are none.
TokenRange defaultArgument(const clang::ParmVarDecl *p, const SourceText &text);
/// A declaration for the classes that move in front of the function and may call it; it takes the default arguments.
/// Empty: the function needs none, or can have none.
std::string forwardDeclaration(const clang::FunctionDecl *f, Placement &placed, const SourceText &text,
                               const clang::ASTContext &context);

/// Replaces the names in a default argument that `at` leaves out by qualified ones, which mean the same there. Returns
/// what cannot be named there, "'limit', which is private"; empty: all is well.
std::string qualifyNames(const clang::CXXDefaultArgExpr *argument, const clang::FunctionDecl *at,
                         const SourceText &text, const clang::ASTContext &context, Changes &into);

} // namespace perdure
