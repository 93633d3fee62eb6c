// What the text of a function's body needs otherwise than the user wrote it, apart from suspensions.
//
// Input: a body, the program, what moves out of functions. Output: Changes, which every copy of the text is made with:
// lambdas and local classes that have become named classes, allocations that tell the runtime their type, calls of
// library code that may come back and calls in functions that cannot suspend, both inside no-suspend regions.
#pragma once

#include "Hoist.h"
#include "Statics.h"

#include <set>

namespace perdure {

struct AdjustOptions {
  bool heap = false;                                 ///< allocations are tracked
  std::function<bool(clang::QualType)> savable;      ///< asks for a layout of what is allocated
  bool pattern = false;                              ///< the text is a template's: no names of one instance's types
  std::set<clang::SourceLocation> *opaque = nullptr; ///< patterns: what some instance allocates and cannot be saved
  std::function<void()> rawMemory;                   ///< told that the runtime's header for raw memory is needed
  bool suspends = true; ///< the function is rewritten; else its calls run inside no-suspend regions
};

/// The changes of one definition's body, and of its initialisers if it is a constructor.
Changes adjust(const clang::FunctionDecl *f, const Program &program, const Hoist &hoist, const Statics &statics,
               SourceText &text, clang::ASTContext &context, const AdjustOptions &options);
/// Those of a class's member functions that are defined inside it.
Changes adjust(const clang::TagDecl *type, const Program &program, const Hoist &hoist, const Statics &statics,
               SourceText &text, clang::ASTContext &context, const AdjustOptions &options);
/// Those of the initialiser of a variable at namespace scope: its lambdas, and what it allocates.
Changes adjust(const clang::VarDecl *variable, const Program &program, const Hoist &hoist, const Statics &statics,
               SourceText &text, clang::ASTContext &context, const AdjustOptions &options);
/// Those of the program's default member initialisers, which run in constructors and therefore cannot suspend.
Changes adjustMembers(const Program &program, const Hoist &hoist, const Statics &statics, SourceText &text,
                      clang::ASTContext &context, const AdjustOptions &options);

} // namespace perdure
