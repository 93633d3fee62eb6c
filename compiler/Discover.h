// Which functions are resumable, and which calls may suspend.
//
// Input: a translation unit. Output: the definitions to rewrite, in source order, and a predicate over calls. A
// function is resumable when it or an earlier declaration of it is annotated; inference over the call graph was
// rejected because a separate translation unit could not know its result.
#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseSet.h"

#include <vector>

namespace perdure {

bool isResumable(const clang::FunctionDecl *f);
/// checkpoint(), yield() and their kin: functions of the runtime that suspend.
bool isPrimitive(const clang::FunctionDecl *f);
/// May this call, in a resumable function, suspend? Calls through function pointers may: nothing says that they do not.
bool suspends(const clang::Expr *call);

/// Every statement and expression below `root` that contains a suspending call, `root`'s parts only: bodies of lambdas
/// and unevaluated operands are not among them.
llvm::DenseSet<const clang::Stmt *> suspending(const clang::Stmt *root);

/// Resumable function definitions of the main file and of user headers, in source order.
std::vector<const clang::FunctionDecl *> resumableDefinitions(clang::ASTContext &context);

/// The children that are evaluated when `s` is: lambda bodies and unevaluated operands are left out, default arguments
/// are looked through.
void forEachEvaluatedChild(const clang::Stmt *s, llvm::function_ref<void(const clang::Stmt *)> visit);

} // namespace perdure
