// What cannot be made durable: every problem of a translation unit, each at the user's line.
//
// Input: the AST. Output: diagnostics through Clang's engine. `checkUnit` looks at the code that is not rewritten (a
// suspending call there would lose the flag) and at the declarations of resumable functions; `checkBody` is the list of
// the supported language inside them: one exhaustive switch whose default refuses.
#pragma once

#include "Lower.h"
#include "Plan.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"

namespace perdure {

class Derivation;

/// Reports through Clang's engine: an error, and notes under it.
class Reporter {
public:
  explicit Reporter(clang::DiagnosticsEngine &engine) : Engine(engine) {}
  void error(clang::SourceLocation at, const std::string &message);
  void note(clang::SourceLocation at, const std::string &message);
  /// An error whose remedy is to insert `text` at `where`.
  void errorInsert(clang::SourceLocation at, const std::string &message, clang::SourceLocation where,
                   const std::string &text);
  unsigned errors() const { return Count; }

private:
  clang::DiagnosticsEngine &Engine;
  unsigned Count = 0;
};

/// `void *operator new(std::size_t, void *p) { return p; }` and its kin, which <new> has as well.
bool isStandardPlacement(const clang::FunctionDecl *f);

/// `catch (T *&p)`: after std::rethrow_exception, which a restart needs, Clang's code looks for the pointer where it is
/// not, unless it leads to a class. One that is caught by a reference to a constant pointer can be copied.
bool catchesPointerByReference(const clang::CXXCatchStmt *handler);

void checkUnit(const Program &program, clang::ASTContext &context, Reporter &report);
/// False when the function must not be lowered.
bool checkBody(const clang::FunctionDecl *definition, const Program &program, Reporter &report);
/// What lowering and planning found, and whether every variable that a point keeps can be saved.
void checkPlan(const clang::FunctionDecl *function, const Lowered &lowered, const std::vector<PlanProblem> &problems,
               clang::ASTContext &context, Derivation &derivation, Reporter &report);

} // namespace perdure
