// Which functions are rewritten, which calls may suspend, where safe points stand.
//
// Input: a translation unit and the options. Output: the definitions to rewrite, in source order, and predicates over
// calls, functions and loops. Without --all a function is resumable when it, or an earlier declaration of it, is
// annotated, and a lambda when something in it suspends. With --all every function of the program's own files is, but
// those that cannot be (constructors, constexpr functions, ...): they stay *untouched*, and what they call runs inside
// a no-suspend region. Of the functions that could suspend only those are rewritten that have a reason to: a safe
// point, a primitive, a call of such a function or of one that nobody can see. That is a least fixed point over the
// calls of the translation unit; a function of another one counts as suspending.
#pragma once

#include "Forward.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace perdure {

/// Where polls are inserted.
enum class SafePoints {
  None,
  Entries, ///< at every function's entry
  Loops,   ///< in every loop
  All,     ///< both
  Default, ///< entries of functions that recurse or call what nobody can see; loops that are not small innermost ones
};

/// Why a function cannot be rewritten, a predicate of it, and the way out; empty: it can.
struct Objection {
  std::string what, remedy;
};

struct Policy {
  bool all = false;
  SafePoints safePoints = SafePoints::None;
};

/// Is it of a kind that lowering does not take apart? Under --all what it calls runs in a no-suspend region.
bool isGuarded(const clang::Stmt *s);

class Program {
public:
  Program(clang::ASTContext &context, const Policy &policy);

  /// Definitions to rewrite, instantiations of templates included, in source order.
  const std::vector<const clang::FunctionDecl *> &rewritten() const { return Rewritten; }
  /// The program's other definitions: their bodies stay as they are.
  const std::vector<const clang::FunctionDecl *> &untouched() const { return Untouched; }
  /// Is it rewritten, here or in its own translation unit?
  bool isResumable(const clang::FunctionDecl *f) const;
  /// May this call, in a resumable function, suspend? Calls through function pointers may: nothing says that they do
  /// not.
  bool suspends(const clang::Expr *call) const;
  /// Every statement and expression below `root` that contains a suspending call or a loop with a safe point, `root`'s
  /// parts only: bodies of lambdas and unevaluated operands are not among them.
  llvm::DenseSet<const clang::Stmt *> suspending(const clang::Stmt *root) const;
  bool polls(const clang::FunctionDecl *f) const { return EntryPolls.contains(f->getCanonicalDecl()); }
  bool polls(const clang::Stmt *loop) const { return LoopPolls.contains(loop); }
  /// Can this call of code that nobody rewrites come back to a function that suspends?
  bool reenters(const clang::Expr *call) const;
  /// Does any call in it?
  bool anyReenters(const clang::Stmt *s) const;
  /// Do the calls that a range-for implies (begin, end, !=, ++, *)?
  bool iterationReenters(const clang::CXXForRangeStmt *s) const;
  /// What a call of library code does that passes its callee's result on; null: it is no such code.
  const Passing *forwarder(const clang::FunctionDecl *callee) const { return callee ? Forward.of(callee) : nullptr; }
  /// The one function that a suspending call of such code ends in; null: not known.
  const clang::FunctionDecl *onlyEnd(const clang::FunctionDecl *callee) const;
  /// Does the program suspend in something that this forwarder would have to pass on, but cannot?
  bool losesSuspension(const clang::FunctionDecl *callee) const;
  /// Functions with which a std::function calls a target that it does not fit, and which become no-suspend regions.
  std::vector<const clang::CXXMethodDecl *> closedInvokers() const;
  /// A file of the program's own: the main file, or a header that is no system header.
  bool isOwn(const clang::Decl *d) const;
  bool all() const { return Options.all; }
  /// A lambda that is handed to an algorithm, which is done with it when it returns, stays a lambda.
  bool keepsLambda(const clang::LambdaExpr *e) const { return KeptLambdas.contains(e); }
  /// The variable at namespace scope in whose initialiser a lambda stands; null: none.
  const clang::VarDecl *variableAround(const clang::LambdaExpr *e) const { return VariableOf.lookup(e); }
  /// Variables and members of the program's own that have an initialiser outside of functions.
  const std::vector<const clang::DeclaratorDecl *> &initialised() const { return Initialised; }
  /// Variables whose lambdas become classes.
  const llvm::SetVector<const clang::VarDecl *> &variables() const { return Variables; }
  Objection objection(const clang::FunctionDecl *f) const;
  /// A constructor or destructor that is written anew outside of its class for the sake of its lambdas or static
  /// locals.
  bool onlyMoves(const clang::FunctionDecl *f) const;
  /// Why a function of the program's own is left untouched under --all; empty: it has nothing that suspends.
  std::string whyUntouched(const clang::FunctionDecl *f) const;

private:
  clang::ASTContext &C;
  Policy Options;
  std::vector<const clang::FunctionDecl *> Rewritten, Untouched;
  llvm::DenseSet<const clang::FunctionDecl *> Candidates; ///< could be rewritten
  llvm::DenseSet<const clang::FunctionDecl *> Suspends;   ///< and has a reason to; canonical declarations
  llvm::DenseSet<const clang::FunctionDecl *> Moved;      ///< have closures or static locals that live outside
  llvm::DenseSet<const clang::FunctionDecl *> Virtually;  ///< virtual functions that an overrider in Suspends overrides
  llvm::DenseSet<const clang::FunctionDecl *> EntryPolls;
  llvm::DenseSet<const clang::Stmt *> LoopPolls;
  llvm::DenseMap<const clang::FunctionDecl *, std::string> Why;
  llvm::DenseSet<const clang::LambdaExpr *> KeptLambdas;
  llvm::DenseMap<const clang::FunctionDecl *, const clang::LambdaExpr *> LambdaOf;
  llvm::DenseMap<const clang::LambdaExpr *, const clang::VarDecl *> VariableOf;
  llvm::SetVector<const clang::VarDecl *> Variables;
  std::vector<const clang::DeclaratorDecl *> Initialised;
  enum Reach { Nothing, Indirect, Direct };
  mutable llvm::DenseMap<const clang::FunctionDecl *, Reach> Reached;
  struct Calls {
    Reach local = Nothing;
    std::vector<const clang::FunctionDecl *> callees; ///< that nobody rewrites; canonical declarations
  };
  mutable llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Calls>> CallsOf;
  mutable std::map<const clang::CXXMethodDecl *, std::vector<const clang::CXXMethodDecl *>> Overriders;

  llvm::DenseMap<const clang::FunctionDecl *, const char *> Unannounced; ///< no region could stand around their callers

  void collect();
  std::vector<const clang::FunctionDecl *> Definitions; ///< all of the program's own
  std::vector<const clang::FunctionDecl *> usersInClass(const clang::FunctionDecl *f) const;
  bool usedInClass(const clang::FunctionDecl *f) const;
  void findUnannounced();
  void findCallsOfDestructors(llvm::DenseSet<const clang::FunctionDecl *> &seen);
  std::string unannounced(const clang::FunctionDecl *f) const;
  void move(const clang::FunctionDecl *f);
  bool inFunction(const clang::FunctionDecl *f) const;
  std::vector<clang::SourceRange> Bodies;
  bool hasOwn(const clang::FunctionDecl *f, bool lambdas) const;
  std::string unnameable(const clang::FunctionDecl *f) const;
  void infer();
  void placeSafePoints(const std::vector<const clang::FunctionDecl *> &definitions);
  bool isOverriddenElsewhere(const clang::FunctionDecl *f) const;
  Forwarders Forward;
  bool ownSuspends(const clang::FunctionDecl *callee) const;
  bool calleeSuspends(const clang::FunctionDecl *callee) const;
  Reach reach(const clang::FunctionDecl *f) const;
  const Calls &callsIn(const clang::FunctionDecl *f) const;
  void lookForCalls(const clang::Stmt *s, Calls &found) const;
  const std::vector<const clang::CXXMethodDecl *> &libraryOverriders(const clang::CXXMethodDecl *method) const;
};

/// Into source order; what stands at one place (instances of one template) stays as it was.
template <class T, class At> void sortByPlace(std::vector<T> &items, const clang::SourceManager &sources, At at) {
  std::vector<std::pair<size_t, T>> numbered;
  for (T &item : items) numbered.emplace_back(numbered.size(), std::move(item));
  std::sort(numbered.begin(), numbered.end(), [&](const auto &a, const auto &b) {
    if (sources.isBeforeInTranslationUnit(at(a.second), at(b.second))) return true;
    if (sources.isBeforeInTranslationUnit(at(b.second), at(a.second))) return false;
    return a.first < b.first;
  });
  for (size_t k = 0; k < items.size(); ++k) items[k] = std::move(numbered[k].second);
}

/// The annotation that RESUMABLE makes; also on the template that it was instantiated from.
bool isAnnotated(const clang::FunctionDecl *f);
/// checkpoint(), yield() and their kin: functions of the runtime that suspend.
bool isPrimitive(const clang::FunctionDecl *f);
/// A member of the runtime's namespace.
bool isRuntime(const clang::Decl *d);
/// The children that are evaluated when `s` is: lambda bodies and unevaluated operands are left out, default arguments
/// are looked through.
void forEachEvaluatedChild(const clang::Stmt *s, llvm::function_ref<void(const clang::Stmt *)> visit);

} // namespace perdure
