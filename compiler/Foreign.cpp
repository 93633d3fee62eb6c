// Code that nobody rewrites between two functions of the program's own: which calls of it may come back, and which of
// the program's functions it calls where no call is written.
//
// Input: the translation unit's bodies, those of templates and inline functions of libraries included. Output: an
// answer for each call (reenters), on which a no-suspend region around it depends; and functions that may never
// suspend, because nothing could stand around their callers: a destructor of std::unique_ptr calls its deleter, a
// structured binding calls get().
#include "Declarations.h"
#include "Discover.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

#include <functional>
#include <memory>

using namespace clang;

namespace perdure {

/// Made by the compiler out of calls for each member; nothing in it tests the flag.
static bool isMadeUp(const FunctionDecl *f) { return f->isImplicit() || f->isDefaulted(); }

/// Every class that is defined outside of functions, instances of templates included.
static void forEachClass(const DeclContext *in, llvm::function_ref<void(const CXXRecordDecl *)> visit) {
  const auto enter = [&](const CXXRecordDecl *record) {
    if (!record->isThisDeclarationADefinition() || record->isDependentContext()) return;
    visit(record);
    forEachClass(record, visit);
  };
  for (const Decl *d : in->decls()) {
    if (const auto *record = dyn_cast<CXXRecordDecl>(d))
      enter(record);
    else if (isa<NamespaceDecl, LinkageSpecDecl>(d))
      forEachClass(cast<DeclContext>(d), visit);
    else if (const auto *t = dyn_cast<ClassTemplateDecl>(d); t && t->isCanonicalDecl())
      for (const ClassTemplateSpecializationDecl *s : t->specializations())
        if (!s->isExplicitSpecialization()) enter(s);
  }
}

const std::vector<const CXXMethodDecl *> &Program::libraryOverriders(const CXXMethodDecl *method) const {
  if (Overriders.empty()) {
    Overriders[nullptr];
    forEachClass(C.getTranslationUnitDecl(), [&](const CXXRecordDecl *record) {
      if (!record->isPolymorphic() || isOwn(record)) return;
      for (const CXXMethodDecl *m : record->methods()) {
        std::function<void(const CXXMethodDecl *)> overrides = [&](const CXXMethodDecl *base) {
          Overriders[base->getCanonicalDecl()].push_back(m);
          for (const CXXMethodDecl *further : base->overridden_methods()) overrides(further);
        };
        for (const CXXMethodDecl *base : m->overridden_methods()) overrides(base);
      }
    });
  }
  const auto at = Overriders.find(method->getCanonicalDecl());
  return at == Overriders.end() ? Overriders[nullptr] : at->second;
}

void Program::lookForCalls(const Stmt *s, Calls &found) const {
  if (!s) return;
  auto enter = [&](const FunctionDecl *callee) {
    if (!callee) return;
    if (ownSuspends(callee))
      found.local = Direct;
    else if (!isOwn(callee) || isRuntime(callee) || isMadeUp(callee)) // one that is untouched looks after itself
      found.callees.push_back(callee->getCanonicalDecl());
  };
  if (const auto *call = dyn_cast<CallExpr>(s)) {
    if (const FunctionDecl *callee = call->getDirectCallee())
      enter(callee);
    else if (!call->getBuiltinCallee() && !isa<CXXPseudoDestructorExpr>(call->getCallee()->IgnoreParenImpCasts()))
      found.local = std::max(found.local, Indirect);
  } else if (const auto *construct = dyn_cast<CXXConstructExpr>(s)) {
    enter(construct->getConstructor());
  }
  forEachEvaluatedChild(s, [&](const Stmt *child) { lookForCalls(child, found); });
}

/// What is called in the function itself, and what of the library's stands behind a virtual one.
const Program::Calls &Program::callsIn(const FunctionDecl *f) const {
  auto &known = CallsOf[f->getCanonicalDecl()];
  if (known) return *known;
  auto found = std::make_unique<Calls>();
  const FunctionDecl *definition = nullptr;
  if (f->hasBody(definition)) {
    lookForCalls(definition->getBody(), *found);
    if (const auto *c = dyn_cast<CXXConstructorDecl>(definition))
      for (const CXXCtorInitializer *init : c->inits())
        if (init->getInit()) lookForCalls(init->getInit(), *found);
  }
  if (const auto *method = dyn_cast<CXXMethodDecl>(f); method && method->isVirtual())
    for (const CXXMethodDecl *overrider : libraryOverriders(method))
      found->callees.push_back(overrider->getCanonicalDecl());
  return *(CallsOf[f->getCanonicalDecl()] = std::move(found));
}

/// The most of all that can be called, which may call each other.
Program::Reach Program::reach(const FunctionDecl *f) const {
  auto [at, fresh] = Reached.try_emplace(f->getCanonicalDecl(), Nothing);
  if (!fresh) return at->second;
  Reach found = Nothing;
  llvm::SetVector<const FunctionDecl *> all;
  all.insert(f->getCanonicalDecl());
  for (size_t k = 0; k < all.size() && found != Direct; ++k) {
    if (const auto known = Reached.find(all[k]); k > 0 && known != Reached.end()) {
      found = std::max(found, known->second);
      continue;
    }
    const Calls &calls = callsIn(all[k]);
    found = std::max(found, calls.local);
    all.insert(calls.callees.begin(), calls.callees.end());
  }
  return Reached[f->getCanonicalDecl()] = found;
}

/// Can an object of this type hold a function that it was given: a pointer to one, a std::function, a class made of
/// such?
static bool holdsFunction(QualType type, unsigned depth = 0) {
  type = type.getCanonicalType();
  if (type->isReferenceType()) type = type.getNonReferenceType();
  if (type->isFunctionPointerType() || type->isFunctionType() || type->isMemberFunctionPointerType()) return true;
  const auto *record = type->getAsCXXRecordDecl();
  if (!record || depth > 8) return false;
  auto argument = [&](const TemplateArgument &a, auto &&self) -> bool {
    if (a.getKind() == TemplateArgument::Type) return holdsFunction(a.getAsType(), depth + 1);
    if (a.getKind() == TemplateArgument::Pack)
      return llvm::any_of(a.pack_elements(), [&](const TemplateArgument &part) { return self(part, self); });
    return false;
  };
  if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(record))
    for (const TemplateArgument &a : s->getTemplateArgs().asArray())
      if (argument(a, argument)) return true;
  if (record->isInStdNamespace() || !record->hasDefinition()) return false;
  for (const CXXBaseSpecifier &base : record->bases())
    if (holdsFunction(base.getType(), depth + 1)) return true;
  return llvm::any_of(record->fields(), [&](const FieldDecl *f) { return holdsFunction(f->getType(), depth + 1); });
}

bool Program::anyReenters(const Stmt *s) const {
  const auto *e = dyn_cast_or_null<Expr>(s);
  bool found = e && reenters(e);
  forEachEvaluatedChild(s, [&](const Stmt *child) { found = found || anyReenters(child); });
  return found;
}

bool Program::iterationReenters(const CXXForRangeStmt *s) const {
  return anyReenters(s->getBeginStmt()) || anyReenters(s->getEndStmt()) || anyReenters(s->getCond()) ||
         anyReenters(s->getInc()) || anyReenters(s->getLoopVariable()->getInit());
}

bool Program::reenters(const Expr *e) const {
  const FunctionDecl *callee = nullptr;
  std::vector<const Expr *> arguments;
  if (const auto *call = dyn_cast<CallExpr>(e)) {
    callee = call->getDirectCallee();
    arguments.assign(call->arg_begin(), call->arg_end());
    if (const auto *member = dyn_cast<CXXMemberCallExpr>(call))
      arguments.push_back(member->getImplicitObjectArgument());
  } else if (const auto *construct = dyn_cast<CXXConstructExpr>(e)) {
    callee = construct->getConstructor();
    arguments.assign(construct->arg_begin(), construct->arg_end());
  }
  if (!callee || isRuntime(callee) || (isOwn(callee) && !isMadeUp(callee))) return false;
  if (isFunctionCall(callee) || losesSuspension(callee)) return true;
  if (callee->getIdentifier()) {
    llvm::StringRef name = callee->getName();
    if (name == "exit" || name == "quick_exit") return true; // runs what the program left for its end
  }
  const FunctionDecl *definition = nullptr;
  Reach found = reach(callee);
  if (found == Direct) return true;
  bool seen = callee->hasBody(definition);
  if (found == Nothing && seen) return false;
  for (const Expr *argument : arguments) { // functions that it may call
    const Expr *a = argument->IgnoreParenCasts();
    if (const auto *unary = dyn_cast<UnaryOperator>(a); unary && unary->getOpcode() == UO_AddrOf)
      a = unary->getSubExpr()->IgnoreParenCasts();
    QualType type = a->getType().getNonReferenceType();
    if (!type->isFunctionPointerType() && !type->isFunctionType() && !type->isMemberFunctionPointerType()) {
      if (seen && holdsFunction(type)) return true;
      continue;
    }
    const auto *ref = dyn_cast<DeclRefExpr>(a);
    const auto *f = ref ? dyn_cast<FunctionDecl>(ref->getDecl()) : nullptr;
    if (!f || isOwn(f)) return true;
  }
  return false;
}

const FunctionDecl *Program::onlyEnd(const FunctionDecl *callee) const {
  const Passing *through = Forward.of(callee);
  return through && !through->indirect && through->ends.size() == 1 ? through->ends[0] : nullptr;
}

bool Program::losesSuspension(const FunctionDecl *callee) const {
  const Passing *through = Forward.of(callee);
  return through && !through->why.empty() &&
         (reach(callee) == Direct || llvm::any_of(through->ends, [&](const FunctionDecl *f) {
            return isOwn(f) ? ownSuspends(f) : reach(f) == Direct;
          }));
}

std::vector<const CXXMethodDecl *> Program::closedInvokers() const {
  std::vector<const CXXMethodDecl *> out;
  for (const auto &[invoker, through] : Forward.invokers())
    if (!through->why.empty() && reach(invoker) != Nothing) out.push_back(invoker);
  return out;
}

// ---- functions whose callers are not written ----

namespace {

/// Calls that no text of the program's own makes.
class ImpliedCalls : public OwnDeclarations<ImpliedCalls> {
public:
  ImpliedCalls(const SourceManager &sources, std::function<void(const Stmt *, const char *)> found,
               std::function<void(const FunctionDecl *, const char *)> called)
      : OwnDeclarations(sources), Found(std::move(found)), Called(std::move(called)) {}
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitVarDecl(VarDecl *v) {
    if (const auto *cleanup = v->getAttr<CleanupAttr>())
      Called(cleanup->getFunctionDecl(), "is called when a variable with a cleanup attribute ends");
    return true;
  }

  bool VisitCoroutineBodyStmt(CoroutineBodyStmt *s) {
    for (const Stmt *implied : s->children())
      if (implied && implied != s->getBody()) Found(implied, "is called by a coroutine");
    return true;
  }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *e) {
    for (const Stmt *implied : e->children())
      if (implied) Found(implied, "is called by a coroutine");
    return true;
  }
  bool VisitBindingDecl(BindingDecl *b) {
    if (const VarDecl *holder = b->getHoldingVar(); holder && holder->getInit())
      Found(holder->getInit(), "is called by a structured binding");
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *e) {
    for (const Expr *argument : e->arguments())
      if (const auto *byDefault = dyn_cast<CXXDefaultArgExpr>(argument))
        Found(byDefault->getExpr(), "is called in a default argument of a constructor");
    // A deleter that is a plain function.
    const CXXRecordDecl *record = e->getConstructor()->getParent();
    if (!record->isInStdNamespace() || !record->getIdentifier() ||
        !(record->getName() == "unique_ptr" || record->getName() == "shared_ptr"))
      return true;
    for (const Expr *argument : e->arguments())
      if (const auto *ref = dyn_cast<DeclRefExpr>(argument->IgnoreParenCasts());
          ref && isa<FunctionDecl>(ref->getDecl()))
        Found(ref, "is the deleter of a std::unique_ptr or std::shared_ptr");
      else if (const LambdaExpr *lambda = convertedLambda(argument))
        Called(lambda->getCallOperator(), "is the deleter of a std::unique_ptr or std::shared_ptr");
    return true;
  }

  /// `[](void *p) { ... }` as a pointer to a function.
  static const LambdaExpr *convertedLambda(const Expr *e) {
    for (;;) {
      e = e->IgnoreParenCasts()->IgnoreImplicit();
      if (const auto *conversion = dyn_cast<CXXMemberCallExpr>(e);
          conversion && isa_and_nonnull<CXXConversionDecl>(conversion->getDirectCallee()))
        e = conversion->getImplicitObjectArgument();
      else if (const auto *plus = dyn_cast<UnaryOperator>(e); plus && plus->getOpcode() == UO_Plus)
        e = plus->getSubExpr();
      else
        return dyn_cast<LambdaExpr>(e);
    }
  }

private:
  std::function<void(const Stmt *, const char *)> Found;
  std::function<void(const FunctionDecl *, const char *)> Called;
};

/// Functions that libraries refer to without calling them.
class AddressesTaken : public RecursiveASTVisitor<AddressesTaken> {
public:
  AddressesTaken(const SourceManager &sources, std::function<void(const FunctionDecl *)> found)
      : SM(sources), Found(std::move(found)) {}
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool TraverseNamespaceDecl(NamespaceDecl *d) {
    return d->isStdNamespace() || RecursiveASTVisitor::TraverseNamespaceDecl(d);
  }
  bool TraverseDecl(Decl *d) {
    if (d && isa<FunctionDecl>(d) && (cast<FunctionDecl>(d)->isDependentContext() || !foreign(d))) return true;
    return RecursiveASTVisitor::TraverseDecl(d);
  }
  bool VisitDeclRefExpr(DeclRefExpr *e) {
    if (const auto *f = dyn_cast<FunctionDecl>(e->getDecl()); f && !Called.count(e)) Found(f);
    return true;
  }
  bool VisitCallExpr(CallExpr *e) { // before its callee
    Called.insert(e->getCallee()->IgnoreParenImpCasts());
    return true;
  }

private:
  const SourceManager &SM;
  std::function<void(const FunctionDecl *)> Found;
  llvm::DenseSet<const Expr *> Called;
  bool foreign(const Decl *d) const { return SM.isInSystemHeader(SM.getExpansionLoc(d->getLocation())); }
};

constexpr char byDestructor[] = "is called by a destructor of the library";

} // namespace

/// Functions that code calls around which no region can stand; they never suspend.
void Program::findUnannounced() {
  auto add = [&](const FunctionDecl *f, const char *why) {
    if (isOwn(f) && !isRuntime(f)) Unannounced.try_emplace(f->getCanonicalDecl(), why);
  };
  llvm::DenseSet<const FunctionDecl *> seen;
  std::function<void(const Stmt *, const char *)> walk;
  auto enter = [&](const FunctionDecl *f, const char *why) {
    if (!f) return;
    const FunctionDecl *definition = nullptr;
    if (isOwn(f) && !isMadeUp(f)) return add(f, why);
    if (!f->hasBody(definition) || !seen.insert(f->getCanonicalDecl()).second) return;
    walk(definition->getBody(), why);
  };
  walk = [&](const Stmt *s, const char *why) {
    if (const auto *call = dyn_cast<CallExpr>(s)) enter(call->getDirectCallee(), why);
    if (const auto *construct = dyn_cast<CXXConstructExpr>(s)) enter(construct->getConstructor(), why);
    forEachEvaluatedChild(s, [&](const Stmt *child) { walk(child, why); });
  };
  auto found = [&](const Stmt *s, const char *why) {
    if (const auto *ref = dyn_cast<DeclRefExpr>(s))
      if (const auto *f = dyn_cast<FunctionDecl>(ref->getDecl())) return add(f, why);
    walk(s, why);
  };
  ImpliedCalls implied(C.getSourceManager(), found, add); // refers to them
  implied.TraverseDecl(C.getTranslationUnitDecl());
  // Destructors of the library, and what its classes have of virtual functions (a shared_ptr's deleter is in one).
  std::function<void(const DeclContext *)> library = [&](const DeclContext *in) {
    for (const Decl *d : in->decls()) {
      if (const auto *space = dyn_cast<NamespaceDecl>(d)) library(space);
      const auto *t = dyn_cast<ClassTemplateDecl>(d);
      if (!t || isOwn(t)) continue;
      for (const ClassTemplateSpecializationDecl *s : t->specializations()) {
        if (const CXXDestructorDecl *destructor = s->getDestructor()) enter(destructor, byDestructor);
        for (const CXXMethodDecl *method : s->methods())
          if (method->isVirtual()) enter(method, byDestructor);
      }
    }
  };
  for (const Decl *d : C.getTranslationUnitDecl()->decls())
    if (const auto *space = dyn_cast<NamespaceDecl>(d); space && space->isStdNamespace()) library(space);
  if (Options.all) findCallsOfDestructors(seen);
}

/// Other libraries' destructors call virtual functions, and what they were given long before: all functions whose
/// addresses such a library takes are among that.
void Program::findCallsOfDestructors(llvm::DenseSet<const FunctionDecl *> &seen) {
  bool indirect = false;
  std::function<void(const FunctionDecl *)> enter;
  std::function<void(const Stmt *)> walk = [&](const Stmt *s) {
    if (const auto *call = dyn_cast<CallExpr>(s)) {
      if (const FunctionDecl *callee = call->getDirectCallee())
        enter(callee);
      else
        indirect |=
            !call->getBuiltinCallee() && !isa<CXXPseudoDestructorExpr>(call->getCallee()->IgnoreParenImpCasts());
    } else if (const auto *construct = dyn_cast<CXXConstructExpr>(s)) {
      enter(construct->getConstructor());
    }
    forEachEvaluatedChild(s, walk);
  };
  enter = [&](const FunctionDecl *f) {
    if (isRuntime(f)) return;
    if (isOwn(f) && !isMadeUp(f)) {
      Unannounced.try_emplace(f->getCanonicalDecl(), byDestructor);
      return;
    }
    if (!seen.insert(f->getCanonicalDecl()).second) return;
    const FunctionDecl *definition = nullptr;
    if (f->hasBody(definition)) walk(definition->getBody());
    if (const auto *method = dyn_cast<CXXMethodDecl>(f); method && method->isVirtual())
      for (const CXXMethodDecl *overrider : libraryOverriders(method)) enter(overrider);
  };
  forEachClass(C.getTranslationUnitDecl(), [&](const CXXRecordDecl *record) {
    if (isOwn(record) || record->isInStdNamespace()) return;
    if (const CXXDestructorDecl *destructor = record->getDestructor()) enter(destructor);
  });
  if (!indirect) return;
  AddressesTaken taken(C.getSourceManager(), [&](const FunctionDecl *f) {
    if (!isOwn(f) && !f->isInStdNamespace()) enter(f);
  });
  taken.TraverseDecl(C.getTranslationUnitDecl());
}

std::string Program::unannounced(const FunctionDecl *f) const {
  if (auto at = Unannounced.find(f->getCanonicalDecl()); at != Unannounced.end()) return at->second;
  if (const auto *method = dyn_cast<CXXMethodDecl>(f))
    for (const CXXMethodDecl *base : method->overridden_methods())
      if (std::string why = unannounced(base); !why.empty()) return why;
  return "";
}

} // namespace perdure
