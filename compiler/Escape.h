// Which variables' addresses may outlive the statement that takes them.
//
// Input: a function's body. Output: the variables that must be pinned. A variable escapes when its address is taken,
// when a reference is bound to it, when it is captured by reference, when it is an array that decays, or when a
// member function is called on it. Bindings that provably end with the call are let off, so that hot scalars stay in
// registers: a reference parameter of a library function that returns nothing or a number (`v.push_back(i)`), and a
// library call whose reference result is read at once (`std::max(a, b) + 1`).
#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseSet.h"

namespace perdure {

/// To be called before: parents are known of the program's own statements from then on. To find those of the system
/// headers takes longer than all passes together.
void narrowParents(clang::ASTContext &context);
llvm::DenseSet<const clang::VarDecl *> escaping(const clang::Stmt *body, clang::ASTContext &context);

/// The variables with which an expression does more than read them at once or pass them as const.
llvm::DenseSet<const clang::VarDecl *> modified(const clang::Stmt *expression);

} // namespace perdure
