// Library code that returns what its callee returns, and nothing else: std::function, invoke, apply, visit, bind,
// mem_fn, reference_wrapper. A suspension passes through it: it leaves no trace on the way out, and after a restore the
// callee's result goes straight to the resumable caller.
//
// Input: the bodies of the library's templates, as the translation unit has instantiated them. Output: for a call of
// one of them, which of the program's functions it ends in, or why it cannot pass a suspension on. It cannot
//   - where it converts the result (std::visit<long> of an int): after a restore nobody would;
//   - where the callee gets a reference to what lives in the library's own frame (a `const int &` of a callee that is
//     called with the int that std::function was given): the frame would hold a dead address;
//   - where an object of the library's waits for the end of the call, or the library does more than one call.
// A std::function hides its target, so the same question is asked where one is made: the function that it calls its
// target with (`_M_invoke`) is specialised, and becomes a no-suspend region, for a target that it does not fit.
// Rejected: a list of names that are trusted (it would be wrong for the next version of the library), a check at each
// call of a std::function (it costs what the call costs), wrapping the target (target_type() would tell).
#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace perdure {

/// Where a call of a forwarder ends.
struct Passing {
  std::string why;                                   ///< what keeps a suspension from passing; empty: nothing
  llvm::SetVector<const clang::FunctionDecl *> ends; ///< functions of the program's own
  bool indirect = false;                             ///< or one that a pointer leads to
};

class Forwarders {
public:
  /// `own`: a function of the program's own, which looks after itself. `exact`: no object may be moved more often than
  /// in the plain program.
  Forwarders(clang::ASTContext &context, std::function<bool(const clang::FunctionDecl *)> own, bool exact)
      : C(context), Own(std::move(own)), Exact(exact) {}

  /// For a call that the program makes itself; null: it is no forwarder.
  const Passing *of(const clang::FunctionDecl *callee) const;
  /// The function that a std::function calls a target with, one for each signature and target that the translation unit
  /// has, and what becomes of a suspension in there.
  std::vector<std::pair<const clang::CXXMethodDecl *, const Passing *>> invokers() const;

private:
  /// Of the object, if there is one, and of each parameter: does it lead into a frame of the library's?
  using Flags = std::vector<bool>;
  struct Frame;
  clang::ASTContext &C;
  std::function<bool(const clang::FunctionDecl *)> Own;
  bool Exact;
  mutable std::map<std::pair<const clang::FunctionDecl *, Flags>, Passing> Known;
  mutable llvm::DenseMap<const clang::FunctionDecl *, bool> Inert;

  const Passing &analyse(const clang::FunctionDecl *f, const Flags &flags, unsigned depth) const;
  bool statement(Frame &in, const clang::Stmt *s, bool last, Passing &out, unsigned depth) const;
  bool forwards(Frame &in, const clang::Expr *e, Passing &out, unsigned depth) const;
  bool end(Frame &in, const clang::CallExpr *call, const clang::FunctionProtoType *type, const clang::Expr *object,
           unsigned first, Passing &out) const;
  bool targets(Frame &in, const clang::CallExpr *call, Passing &out, unsigned depth) const;
  bool inert(const clang::Stmt *s) const;
  bool inert(const clang::FunctionDecl *f) const;
  bool leads(const Frame &in, const clang::Expr *e, unsigned depth = 0) const;
  bool leadsAny(const Frame &in, const clang::Stmt *s) const;
  bool resultLeads(const Frame &in, const clang::CallExpr *call, unsigned depth) const;
};

/// A specialisation of what a std::function calls a target with: a no-suspend region. Empty if it cannot be spelled.
struct ClosedInvoker {
  std::string declaration, definition; ///< for the global namespace; a declaration in front of the first use
  bool behind = false;                 ///< made of a class that moves out of a function
};
ClosedInvoker closedInvoker(const clang::CXXMethodDecl *invoker, const clang::ASTContext &context);

/// std::function<R(A...)>::operator().
bool isFunctionCall(const clang::FunctionDecl *f);

} // namespace perdure
