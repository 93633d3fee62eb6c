#include "Check.h"

#include "Derive.h"
#include "Discover.h"
#include "RuntimeNames.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtObjC.h"

#include <algorithm>
#include <functional>
#include <set>

using namespace clang;

namespace perdure {

void Reporter::error(SourceLocation at, const std::string &message) {
  ++Count;
  Engine.Report(at, Engine.getCustomDiagID(DiagnosticsEngine::Error, "%0")) << message;
}
void Reporter::note(SourceLocation at, const std::string &message) {
  Engine.Report(at, Engine.getCustomDiagID(DiagnosticsEngine::Note, "%0")) << message;
}
void Reporter::errorInsert(SourceLocation at, const std::string &message, SourceLocation where,
                           const std::string &text) {
  ++Count;
  Engine.Report(at, Engine.getCustomDiagID(DiagnosticsEngine::Error, "%0"))
      << message << FixItHint::CreateInsertion(where, text);
}

static std::string display(const FunctionDecl *f) {
  std::string name;
  llvm::raw_string_ostream out(name);
  PrintingPolicy policy = f->getASTContext().getPrintingPolicy();
  policy.SuppressInlineNamespace = true;
  policy.SuppressUnwrittenScope = true;
  f->printQualifiedName(out, policy);
  return name;
}

namespace {

/// Looks for suspending calls in code that nobody rewrites.
class OutsideVisitor : public RecursiveASTVisitor<OutsideVisitor> {
public:
  OutsideVisitor(const Program &program, ASTContext &context, Reporter &report)
      : P(program), C(context), Report(report) {}

  bool shouldVisitTemplateInstantiations() const { return false; }

  bool TraverseDecl(Decl *d) {
    if (!d) return true;
    if (d->getLocation().isValid() && C.getSourceManager().isInSystemHeader(d->getLocation()) &&
        !isa<TranslationUnitDecl, NamespaceDecl, LinkageSpecDecl>(d))
      return true;
    return RecursiveASTVisitor::TraverseDecl(d);
  }

  bool VisitFunctionDecl(FunctionDecl *f) {
    if (f->isTemplated() || !f->doesThisDeclarationHaveABody()) return true;
    if (P.isResumable(f)) return true;
    if (isPrimitive(f)) return true;
    scan(f->getBody(), f);
    if (const auto *c = dyn_cast<CXXConstructorDecl>(f))
      for (const CXXCtorInitializer *init : c->inits())
        if (init->getInit()) scan(init->getInit(), f);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *e) {
    const CXXMethodDecl *call = e->getCallOperator();
    if (call && !call->isTemplated() && call->hasBody() && !P.isResumable(call)) scan(call->getBody(), call);
    if (call && call->isTemplated() && e->getDependentCallOperator())
      for (const FunctionDecl *instance : e->getDependentCallOperator()->specializations())
        if (instance->hasBody() && !P.isResumable(instance)) scan(instance->getBody(), instance);
    return true;
  }
  /// A resumable function given to code that nobody rewrites: there, no one tests the flag.
  bool VisitCallExpr(CallExpr *e) {
    const FunctionDecl *callee = e->getDirectCallee();
    if (callee && callee->getIdentifier() && callee->getName() == "_Unwind_ForcedUnwind") {
      Report.error(e->getExprLoc(), "'_Unwind_ForcedUnwind' ends native frames, but not those of a resumed program");
      Report.note(e->getExprLoc(), "use exceptions");
    }
    if (P.all() || !callee || P.isResumable(callee) || isPrimitive(callee) || isRuntime(callee) || passesOn(callee) ||
        P.suspends(e) || wraps(callee))
      return true;
    for (const Expr *argument : e->arguments()) handed(argument, callee);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *e) {
    const CXXConstructorDecl *callee = e->getConstructor();
    if (P.all() || callee->isCopyOrMoveConstructor() || wraps(callee) ||
        !C.getSourceManager().isInSystemHeader(callee->getLocation()))
      return true;
    for (const Expr *argument : e->arguments()) handed(argument, callee);
    return true;
  }
  bool VisitVarDecl(VarDecl *v) {
    if (v->hasGlobalStorage() && !v->isLocalVarDecl() && v->getInit() && !v->getType()->isDependentType())
      scanCalls(v->getInit(), [&](const CallExpr *call, const FunctionDecl *callee) {
        Report.error(call->getExprLoc(), "the initialiser of '" + v->getNameAsString() +
                                             "' cannot suspend: it runs before main (calls '" + display(callee) + "')");
        Report.note(v->getLocation(), "initialise it in a resumable function instead");
      });
    return true;
  }

private:
  const Program &P;
  ASTContext &C;
  Reporter &Report;
  std::set<std::pair<const FunctionDecl *, const FunctionDecl *>> Said;

  /// A function of the program's own whose body does not call through its parameters: it hands them to start(), or
  /// keeps them. What it keeps and is called later is caught at run time (lost_suspension).
  bool passesOn(const FunctionDecl *f) const {
    const FunctionDecl *definition = nullptr;
    if (C.getSourceManager().isInSystemHeader(f->getLocation()) || !f->hasBody(definition)) return false;
    std::function<bool(const Stmt *)> calls = [&](const Stmt *s) {
      if (const auto *call = dyn_cast<CallExpr>(s); call && !call->getDirectCallee()) {
        const auto *ref = dyn_cast<DeclRefExpr>(call->getCallee()->IgnoreParenImpCasts());
        if (ref && isa<ParmVarDecl>(ref->getDecl())) return true;
      }
      bool found = false;
      forEachEvaluatedChild(s, [&](const Stmt *child) { found |= calls(child); });
      return found;
    };
    return !calls(definition->getBody());
  }
  /// It makes an object that a suspension passes through when it is called.
  static bool wraps(const FunctionDecl *f) {
    if (const auto *c = dyn_cast<CXXConstructorDecl>(f))
      return c->getParent()->isInStdNamespace() && c->getParent()->getIdentifier() &&
             (c->getParent()->getName() == "function" || c->getParent()->getName() == "reference_wrapper");
    return f->isInStdNamespace() && f->getIdentifier() &&
           llvm::StringSwitch<bool>(f->getName())
               .Cases("bind", "bind_front", "mem_fn", "ref", "cref", true)
               .Default(false);
  }
  void handed(const Expr *argument, const FunctionDecl *callee) {
    const Expr *e = argument->IgnoreParenCasts();
    if (const auto *unary = dyn_cast<UnaryOperator>(e); unary && unary->getOpcode() == UO_AddrOf)
      e = unary->getSubExpr()->IgnoreParenCasts();
    const auto *ref = dyn_cast<DeclRefExpr>(e);
    const auto *f = ref ? dyn_cast<FunctionDecl>(ref->getDecl()) : nullptr;
    if (!f || !P.isResumable(f) || P.losesSuspension(callee)) return; // those are told about where the body is checked
    Report.error(argument->getExprLoc(), "resumable function '" + display(f) + "' is handed to '" + display(callee) +
                                             "', which is not RESUMABLE and would lose a suspension");
    if (const Passing *through = P.forwarder(callee); through && !through->why.empty())
      Report.note(argument->getExprLoc(), "it cannot pass the suspension on: " + through->why);
    Report.note(argument->getExprLoc(), "call it from a RESUMABLE function of your own");
  }

  template <class Say> void scanCalls(const Stmt *s, Say say) {
    if (const auto *call = dyn_cast_or_null<CallExpr>(s)) {
      const FunctionDecl *callee = call->getDirectCallee();
      // Under --all, what cannot suspend runs inside a no-suspend region; only to ask for it there is wrong.
      if (callee && (isPrimitive(callee) || (!P.all() && P.isResumable(callee)))) say(call, callee);
    }
    forEachEvaluatedChild(s, [&](const Stmt *child) { scanCalls(child, say); });
  }

  void scan(const Stmt *body, const FunctionDecl *f) {
    scanCalls(body, [&](const CallExpr *call, const FunctionDecl *callee) {
      if (!Said.insert({f, callee}).second) return;
      const auto *method = dyn_cast<CXXMethodDecl>(f);
      std::string what =
          isPrimitive(callee) ? "'" + display(callee) + "'" : "resumable function '" + display(callee) + "'";
      if (method && method->getParent()->isLambda()) {
        Report.error(call->getExprLoc(), "a lambda calls " + what + " but cannot suspend");
        Report.note(method->getParent()->getLocation(), "make it a RESUMABLE function");
        return;
      }
      if (isa<CXXConstructorDecl>(f) || isa<CXXDestructorDecl>(f)) {
        std::string kind = isa<CXXConstructorDecl>(f) ? "constructor" : "destructor";
        Report.error(call->getExprLoc(), kind + " cannot suspend: '" + display(f) + "' calls " + what);
        Report.note(f->getLocation(), isa<CXXConstructorDecl>(f)
                                          ? "suspend in a RESUMABLE function that builds the object"
                                          : "suspend in a RESUMABLE function called before the object dies");
        return;
      }
      SourceLocation where = f->getSourceRange().getBegin();
      Report.errorInsert(call->getExprLoc(), "function '" + display(f) + "' calls " + what + " but is not RESUMABLE",
                         where, "RESUMABLE ");
    });
  }
};

/// Looks for constructs inside a resumable function that the transformation does not know.
class BodyVisitor : public RecursiveASTVisitor<BodyVisitor> {
public:
  BodyVisitor(Reporter &report, const llvm::DenseSet<const Stmt *> &suspending)
      : Report(report), Suspending(suspending) {}
  bool Ok = true;

  bool TraverseLambdaExpr(LambdaExpr *) { return true; } // its body is a function of its own

  bool VisitStmt(Stmt *s) {
    switch (s->getStmtClass()) {
    // Refused wherever they stand: they hide jumps or stack addresses from the resume body.
    case Stmt::IndirectGotoStmtClass:
    case Stmt::AddrLabelExprClass:
      refuse(s, "computed goto in a resumable function", "use a switch");
      break;
    case Stmt::CoreturnStmtClass:
    case Stmt::CoroutineBodyStmtClass:
    case Stmt::CoawaitExprClass:
    case Stmt::CoyieldExprClass:
    case Stmt::DependentCoawaitExprClass:
      refuse(s, "a coroutine cannot be resumable", "make it an ordinary function: checkpoint() needs no coroutine");
      break;
    case Stmt::SEHTryStmtClass:
    case Stmt::SEHExceptStmtClass:
    case Stmt::SEHFinallyStmtClass:
    case Stmt::SEHLeaveStmtClass:
    case Stmt::MSAsmStmtClass:
    case Stmt::VAArgExprClass:
      refuse(s, "this construct is not supported in a resumable function",
             "move it to a function that does not suspend");
      break;
    case Stmt::GCCAsmStmtClass:
      if (cast<GCCAsmStmt>(s)->isAsmGoto())
        refuse(s, "asm goto in a resumable function", "move it to a function that does not suspend");
      break;
    case Stmt::CXXTryStmtClass:
      for (unsigned k = 0; Suspending.count(s) && k < cast<CXXTryStmt>(s)->getNumHandlers(); ++k)
        if (const CXXCatchStmt *h = cast<CXXTryStmt>(s)->getHandler(k); catchesPointerByReference(h))
          refuse(h, "a pointer caught by reference across a suspension: not all compilers find it again",
                 "catch it by value, or by a reference to a constant pointer");
      break;
    case Stmt::CallExprClass:
      if (const FunctionDecl *f = cast<CallExpr>(s)->getDirectCallee()) {
        llvm::StringRef name = f->getIdentifier() ? f->getName() : "";
        if (name == "setjmp" || name == "_setjmp" || name == "__sigsetjmp" || name == "longjmp" || name == "siglongjmp")
          refuse(s, "'" + name.str() + "' in a resumable function", "use exceptions");
        if (name == "alloca" || name == "__builtin_alloca")
          refuse(s, "'alloca' in a resumable function: its memory does not survive a suspension", "use a std::vector");
      }
      break;
    // Refused around a suspension only; without one the statement is emitted whole.
    case Stmt::StmtExprClass:
      if (Suspending.count(s)) refuse(s, "a suspension inside a statement expression", "move the call out of it");
      break;
    case Stmt::BinaryConditionalOperatorClass:
      if (Suspending.count(s)) refuse(s, "a suspension inside '?:' with an omitted operand", "write the operand out");
      break;
    default:
      // Supported, or a suspension inside it is refused by lowering, whose switch over expressions ends in a refusal.
      break;
    }
    return true;
  }

private:
  Reporter &Report;
  const llvm::DenseSet<const Stmt *> &Suspending;
  void refuse(const Stmt *s, const std::string &message, const std::string &remedy) {
    Ok = false;
    Report.error(s->getBeginLoc(), message);
    Report.note(s->getBeginLoc(), remedy);
  }
};

} // namespace

bool catchesPointerByReference(const CXXCatchStmt *handler) {
  const QualType type = handler->getCaughtType();
  return !type.isNull() && type->isReferenceType() && type->getPointeeType()->isPointerType() &&
         !type->getPointeeType().isConstQualified() && !type->getPointeeType()->getPointeeType()->isRecordType();
}

bool isStandardPlacement(const FunctionDecl *f) {
  if (!f->isReservedGlobalPlacementOperator()) return false;
  if (!f->doesThisDeclarationHaveABody()) return true;
  const auto *body = dyn_cast<CompoundStmt>(f->getBody());
  if (!body) return false;
  if (f->getReturnType()->isVoidType()) return body->body_empty();
  const auto *only = body->size() == 1 ? dyn_cast<ReturnStmt>(body->body_front()) : nullptr;
  const auto *ref = only ? dyn_cast_or_null<DeclRefExpr>(only->getRetValue()->IgnoreParenImpCasts()) : nullptr;
  return ref && ref->getDecl() == f->getParamDecl(1);
}

/// Operators that the program replaces, while the tracked heap does so, too.
static void checkAllocation(const FunctionDecl *f, Reporter &report) {
  if (f->isReplaceableGlobalAllocationFunction()) {
    report.error(f->getLocation(),
                 "'" + f->getNameAsString() + "' is replaced, but --all replaces it itself, to know the heap");
    report.note(f->getLocation(), std::string("leave it out: #ifndef ") + names::instrumentedMacro);
  } else if (f->isReservedGlobalPlacementOperator() && !isStandardPlacement(f)) {
    report.error(f->getLocation(), "'" + f->getNameAsString() +
                                       "' is defined, but the runtime's headers include <new>, which does so, too");
    report.note(f->getLocation(), "include <new> instead");
  }
}

void checkUnit(const Program &program, ASTContext &context, Reporter &report) {
  if (!context.getLangOpts().CPlusPlus17) {
    report.error(context.getSourceManager().getLocForStartOfFile(context.getSourceManager().getMainFileID()),
                 "what perdurec writes is C++17, but an older standard is asked for");
    report.note({}, "compile it with -std=c++17 or later");
    return;
  }
  if (program.all())
    for (const Decl *d : context.getTranslationUnitDecl()->decls())
      if (const auto *f = dyn_cast<FunctionDecl>(d);
          f && f->isOverloadedOperator() && f->isThisDeclarationADefinition() && program.isOwn(f))
        checkAllocation(f, report);
  OutsideVisitor(program, context, report).TraverseDecl(context.getTranslationUnitDecl());
}

bool checkBody(const FunctionDecl *f, const Program &program, Reporter &report) {
  if (Objection no = program.objection(f); !no.what.empty()) {
    report.error(f->getLocation(), "resumable function '" + display(f) + "' " + no.what);
    report.note(f->getLocation(), no.remedy);
    return false;
  }
  llvm::DenseSet<const Stmt *> found = program.suspending(f->getBody());
  BodyVisitor visitor(report, found);
  visitor.TraverseStmt(f->getBody());
  if (program.all()) return visitor.Ok; // a region stands there
  std::function<void(const Stmt *)> walk = [&](const Stmt *s) {
    const auto *call = dyn_cast<CallExpr>(s);
    const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
    if (callee && program.losesSuspension(callee)) {
      report.error(call->getExprLoc(), "'" + display(callee) +
                                           "' calls a function that suspends, and cannot be suspended "
                                           "itself: " +
                                           program.forwarder(callee)->why);
      report.note(call->getExprLoc(), "let both have the same result and parameters, or call it yourself");
      visitor.Ok = false;
    }
    forEachEvaluatedChild(s, walk);
  };
  walk(f->getBody());
  return visitor.Ok;
}

/// May the end of such an object throw?
static bool endMayThrow(QualType type) {
  const auto *record = type.isNull() ? nullptr : type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  const CXXDestructorDecl *d = record && record->hasDefinition() ? record->getDestructor() : nullptr;
  return d && d->getType()->castAs<FunctionProtoType>()->canThrow() == CT_Can;
}

/// A result, or a variable, that is built already when an object's end throws would have to be destroyed then, and
/// before what is left of the function's own. A compiler knows that order, and slots do not.
static void checkThrowingEnds(const Lowered &lowered, const FunctionDecl *f, Reporter &report) {
  const CXXRecordDecl *result = f->getReturnType()->getAsCXXRecordDecl();
  const bool endsResult = result && result->hasDefinition() && !result->hasTrivialDestructor();
  const Function &function = lowered.function;
  for (size_t id = 0; id < function.variables.size(); ++id) {
    const Variable &v = function.variables[id];
    const Origin &origin = lowered.variables[id];
    if (v.kind != Variable::Pinned || v.parameter || !(v.temporary || endsResult) || !endMayThrow(origin.type))
      continue;
    report.error(origin.location, (v.temporary ? "a temporary of type '" : "'" + v.name + "' of type '") +
                                      origin.type.getAsString() + "' has a destructor that may throw, while " +
                                      (endsResult ? "the function's result" : "a variable") + " may be built already");
    report.note(origin.location, v.temporary ? "make the destructor noexcept, or give the object a name"
                                             : "make the destructor noexcept, or return the result by a parameter");
  }
}

void checkPlan(const FunctionDecl *function, const Lowered &lowered, const std::vector<PlanProblem> &problems,
               ASTContext &context, Derivation &derivation, Reporter &report) {
  unsigned before = report.errors();
  for (const Problem &p : lowered.problems) {
    report.error(p.location, p.message);
    report.note(p.location, p.remedy);
  }
  for (const PlanProblem &p : problems) {
    report.error(lowered.variables[p.variable].location, p.message);
    report.note(lowered.variables[p.variable].location, p.remedy);
  }
  const Function &f = lowered.function;
  for (VariableId id : f.fields) {
    const Origin &origin = lowered.variables[id];
    if (origin.type.isNull()) continue;
    if (auto why = unspellable(origin.type.getNonReferenceType(), !f.owner.empty())) {
      const Variable &v = f.variables[id];
      report.error(origin.location,
                   (v.temporary ? "a temporary" : "'" + v.name + "'") + " cannot be kept in a frame: its type " + *why);
      for (size_t k = 1; k < f.points.size(); ++k)
        if (std::find(f.points[k].live.begin(), f.points[k].live.end(), id) != f.points[k].live.end()) {
          report.note(lowered.points[k], "suspends here");
          break;
        }
      report.note(origin.location, "give it a named type at namespace scope, or end its life before the suspension");
    }
  }
  checkThrowingEnds(lowered, function, report);
  if (report.errors() > before) return;
  std::set<VariableId> seen;
  for (size_t k = 1; k < f.points.size(); ++k) {
    for (VariableId id : f.points[k].live) {
      const Origin &origin = lowered.variables[id];
      if (origin.type.isNull() || !seen.insert(id).second) continue;
      const Variable &v = f.variables[id];
      QualType type = origin.type;
      if (v.kind == Variable::Reference) type = context.getPointerType(type.getNonReferenceType());
      if (v.room) derivation.needRoom();
      Verdict verdict = derivation.need(type.getUnqualifiedType());
      std::string what = v.temporary ? "a temporary" : "'" + v.name + verdict.path + "'";
      if (!verdict.savable) {
        std::string typeName = verdict.type.empty() ? type.getAsString(context.getPrintingPolicy()) : verdict.type;
        report.error(origin.location, what + " of type '" + typeName + "' cannot be saved: it " + verdict.reason);
        if (verdict.where.isValid() && verdict.where != origin.location)
          report.note(verdict.where, "'" + typeName + "' comes from here");
        report.note(lowered.points[k], "suspends here");
        report.note(origin.location, verdict.remedy);
        continue;
      }
    }
  }
}

} // namespace perdure
