#include "Discover.h"

#include "Check.h"
#include "Declarations.h"
#include "Hoist.h"
#include "Lowerer.h"
#include "RuntimeNames.h"

#include "clang/AST/Attr.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecordLayout.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

#include <algorithm>
#include <functional>

using namespace clang;

namespace perdure {

static bool hasAnnotation(const FunctionDecl *f, llvm::StringRef annotation) {
  for (const FunctionDecl *d : f->redecls())
    for (const auto *a : d->specific_attrs<AnnotateAttr>())
      if (a->getAnnotation() == annotation) return true;
  return false;
}

static bool annotated(const FunctionDecl *f, llvm::StringRef annotation) {
  if (!f) return false;
  const FunctionDecl *pattern = f->getTemplateInstantiationPattern();
  return hasAnnotation(f, annotation) || (pattern && hasAnnotation(pattern, annotation));
}

bool isAnnotated(const FunctionDecl *f) { return annotated(f, names::resumableAnnotation); }
bool isPrimitive(const FunctionDecl *f) { return annotated(f, names::primitiveAnnotation); }

bool isRuntime(const Decl *d) {
  for (const DeclContext *c = d->getDeclContext(); c; c = c->getParent())
    if (const auto *ns = dyn_cast<NamespaceDecl>(c);
        ns && ns->getName() == "perdure" && ns->getParent()->isTranslationUnit())
      return true;
  return false;
}

void forEachEvaluatedChild(const Stmt *s, llvm::function_ref<void(const Stmt *)> visit) {
  if (!s) return;
  if (const auto *lambda = dyn_cast<LambdaExpr>(s)) {
    for (const Expr *init : lambda->capture_inits())
      if (init) visit(init);
    return;
  }
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, TypeTraitExpr>(s)) return;
  if (const auto *typeId = dyn_cast<CXXTypeidExpr>(s))
    if (!typeId->isPotentiallyEvaluated()) return;
  if (const auto *argument = dyn_cast<CXXDefaultArgExpr>(s)) return visit(argument->getExpr());
  if (const auto *member = dyn_cast<CXXDefaultInitExpr>(s)) return visit(member->getExpr());
  if (const auto *list = dyn_cast<InitListExpr>(s)) {
    const InitListExpr *semantic = list->isSemanticForm() ? list : list->getSemanticForm();
    for (const Expr *init : (semantic ? semantic : list)->inits())
      if (init) visit(init);
    return;
  }
  if (const auto *choice = dyn_cast<IfStmt>(s); choice && choice->isConstexpr()) {
    // The branch that is not taken was not instantiated.
    if (choice->getInit()) visit(choice->getInit());
    if (choice->getConditionVariableDeclStmt()) visit(choice->getConditionVariableDeclStmt());
    if (choice->getThen()) visit(choice->getThen());
    if (choice->getElse()) visit(choice->getElse());
    return;
  }
  for (const Stmt *child : s->children())
    if (child) visit(child);
}

static bool isLoop(const Stmt *s) { return isa<WhileStmt, DoStmt, ForStmt, CXXForRangeStmt>(s); }

namespace {

/// Every definition of the program's own, instantiations and lambdas included.
class DefinitionCollector : public OwnDeclarations<DefinitionCollector> {
public:
  DefinitionCollector(const Program &program, const SourceManager &sources) : OwnDeclarations(sources), P(program) {}
  llvm::DenseMap<const FunctionDecl *, const LambdaExpr *> LambdaOf;
  llvm::DenseSet<const LambdaExpr *> Kept;

  llvm::DenseMap<const LambdaExpr *, const VarDecl *> VariableOf;

  bool TraverseVarDecl(VarDecl *v) {
    const VarDecl *outer = Variable;
    if (v->hasGlobalStorage() && !v->isLocalVarDecl())
      Variable = v->isConstexpr() || v->getLexicalDeclContext()->isRecord() || v->isTemplated() ||
                         isTemplateInstantiation(v->getTemplateSpecializationKind()) || v->getLocation().isMacroID() ||
                         !P.isOwn(v)
                     ? nullptr
                     : v;
    if (v->hasGlobalStorage() && !v->isLocalVarDecl() && v->hasInit() && !v->isTemplated() && P.isOwn(v))
      Initialised.push_back(v);
    bool go = OwnDeclarations::TraverseVarDecl(v);
    Variable = outer;
    return go;
  }
  bool VisitFieldDecl(FieldDecl *f) {
    if (f->hasInClassInitializer() && f->getInClassInitializer() && !f->getParent()->isDependentContext() && P.isOwn(f))
      Initialised.push_back(f);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *e) {
    if (Variable && !e->getLambdaClass()->getDeclContext()->isFunctionOrMethod()) VariableOf[e] = Variable;
    for (Expr *init : e->capture_inits())
      if (init) TraverseStmt(init);
    const CXXMethodDecl *call = e->getCallOperator();
    for (const CXXMethodDecl *instance : callOperators(e)) LambdaOf[instance->getCanonicalDecl()] = e;
    if (const FunctionTemplateDecl *generic = e->getDependentCallOperator()) {
      for (FunctionDecl *instance : generic->specializations()) function(instance);
      return true;
    }
    return function(const_cast<CXXMethodDecl *>(call));
  }
  bool VisitFunctionDecl(FunctionDecl *f) {
    if (!isLambdaCall(f)) note(f);
    return true;
  }
  /// Algorithms are done with what they are handed when they return.
  bool VisitCallExpr(CallExpr *e) {
    const FunctionDecl *callee = e->getDirectCallee();
    if (!callee || !callee->isInStdNamespace()) return true;
    llvm::StringRef file = SM.getFilename(SM.getExpansionLoc(callee->getLocation()));
    if (!file.contains("algo") && !file.contains("numeric")) return true;
    for (const Expr *argument : e->arguments())
      if (const auto *lambda = dyn_cast<LambdaExpr>(bare(argument))) Kept.insert(lambda);
    return true;
  }
  std::vector<const FunctionDecl *> Found;
  std::vector<const DeclaratorDecl *> Initialised;

private:
  const Program &P;
  const VarDecl *Variable = nullptr; ///< whose initialiser is looked at

  bool function(FunctionDecl *f) {
    note(f);
    return f->hasBody() ? TraverseStmt(f->getBody()) : true;
  }
  void note(const FunctionDecl *f) {
    if (!f->doesThisDeclarationHaveABody() || f->isDefaulted() || f->isDeleted() || f->isTemplated() || !P.isOwn(f) ||
        isRuntime(f) || isPrimitive(f))
      return;
    if (f->getBody()) Found.push_back(f);
  }
};

} // namespace

Program::Program(ASTContext &context, const Policy &policy)
    : C(context), Options(policy),
      Forward(
          context,
          [this](const FunctionDecl *f) { return isOwn(f) && !isRuntime(f) && !f->isImplicit() && !f->isDefaulted(); },
          policy.all) {
  collect();
}

bool Program::isOwn(const Decl *d) const {
  const SourceManager &SM = C.getSourceManager();
  SourceLocation at = SM.getExpansionLoc(d->getLocation());
  return at.isValid() && !SM.isInSystemHeader(at) && !SM.isWrittenInBuiltinFile(at) && !SM.isWrittenInScratchSpace(at);
}

void Program::collect() {
  DefinitionCollector collector(*this, C.getSourceManager());
  collector.TraverseDecl(C.getTranslationUnitDecl());
  LambdaOf = std::move(collector.LambdaOf);
  VariableOf = std::move(collector.VariableOf);
  Initialised = std::move(collector.Initialised);
  KeptLambdas = std::move(collector.Kept);
  std::vector<const FunctionDecl *> &found = collector.Found;
  sortByPlace(found, C.getSourceManager(), [](const FunctionDecl *f) { return f->getLocation(); });
  for (const FunctionDecl *f : found)
    Bodies.push_back({C.getSourceManager().getExpansionLoc(f->getBody()->getBeginLoc()),
                      C.getSourceManager().getExpansionLoc(f->getBody()->getEndLoc())});
  Definitions = found;
  findUnannounced();
  llvm::DenseSet<const FunctionDecl *> seen;
  std::vector<const FunctionDecl *> candidates;
  for (const FunctionDecl *f : found) {
    if (!seen.insert(f->getCanonicalDecl()).second) continue;
    bool wanted = Options.all ? true : isAnnotated(f) || isLambdaCall(f);
    std::string why = wanted && (Options.all || !isAnnotated(f)) ? objection(f).what : "";
    if (const LambdaExpr *lambda = LambdaOf.lookup(f->getCanonicalDecl()); wanted && lambda) {
      const auto *around = dyn_cast<FunctionDecl>(lambda->getLambdaClass()->getDeclContext());
      wanted = around ? Candidates.contains(around->getCanonicalDecl()) || onlyMoves(around)
                      : variableAround(lambda) != nullptr;
    }
    if (wanted && why.empty()) {
      Candidates.insert(f->getCanonicalDecl());
      candidates.push_back(f);
    } else if (wanted && onlyMoves(f) && (hasOwn(f, true) || hasOwn(f, false))) {
      Why[f->getCanonicalDecl()] = why;
      candidates.push_back(f);
    } else {
      Untouched.push_back(f);
      if (!why.empty()) Why[f->getCanonicalDecl()] = why;
    }
  }
  if (Options.all) {
    std::vector<const FunctionDecl *> those;
    for (const FunctionDecl *f : candidates)
      if (Candidates.contains(f->getCanonicalDecl())) those.push_back(f);
    placeSafePoints(those);
  }
  infer();
  for (const FunctionDecl *f : candidates) move(f);
  for (const auto &[call, lambda] : LambdaOf) { // these become classes all the same
    const auto *around = dyn_cast<FunctionDecl>(lambda->getLambdaClass()->getDeclContext());
    if (Options.all && around && Hoist::staysTemplate(lambda) && Hoist::whyNot(lambda).empty())
      Moved.insert(around->getCanonicalDecl());
  }
  for (bool changed = true; changed;) { // whoever uses a result that is deduced behind the class goes there, too
    changed = false;
    for (const FunctionDecl *f : candidates)
      if (deducesLocal(f) && (Suspends.contains(f->getCanonicalDecl()) || Moved.contains(f->getCanonicalDecl())))
        for (const FunctionDecl *user : usersInClass(f))
          changed |= !Suspends.contains(user->getCanonicalDecl()) && Moved.insert(user->getCanonicalDecl()).second;
  }
  for (const FunctionDecl *f : candidates) {
    const FunctionDecl *canonical = f->getCanonicalDecl();
    (Suspends.contains(canonical) || Moved.contains(canonical) ? Rewritten : Untouched).push_back(f);
  }
}

/// A function whose lambdas become classes, or whose static locals belong to the image, is written anew even if nothing
/// in it suspends.
void Program::move(const FunctionDecl *f) {
  if (const LambdaExpr *lambda = LambdaOf.lookup(f->getCanonicalDecl())) {
    const auto *around = dyn_cast<FunctionDecl>(lambda->getLambdaClass()->getDeclContext());
    if (!Options.all && !Suspends.contains(f->getCanonicalDecl())) return;
    if (around)
      Moved.insert(around->getCanonicalDecl());
    else if (const VarDecl *v = variableAround(lambda))
      Variables.insert(v);
    return;
  }
  if (Options.all && hasOwn(f, false)) Moved.insert(f->getCanonicalDecl());
}

/// Parameter packs and template template parameters have no names outside of the template.
static bool hasPack(const FunctionDecl *f) {
  auto packed = [](const TemplateParameterList *list) {
    return list && llvm::any_of(*list, [](const NamedDecl *p) {
             return p->isTemplateParameterPack() || isa<TemplateTemplateParmDecl>(p);
           });
  };
  for (const FunctionDecl *at = f; at;) {
    if (const FunctionTemplateDecl *t = at->getPrimaryTemplate(); t && packed(t->getTemplateParameters())) return true;
    const DeclContext *c = at->getDeclContext();
    at = nullptr;
    for (; c && !c->isFileContext(); c = c->getParent()) {
      if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(c);
          s && s->getSpecializationKind() != TSK_ExplicitSpecialization) {
        auto from = s->getSpecializedTemplateOrPartial();
        const auto *partial = from.dyn_cast<ClassTemplatePartialSpecializationDecl *>();
        if (packed(partial ? partial->getTemplateParameters() : s->getSpecializedTemplate()->getTemplateParameters()))
          return true;
      }
      if ((at = dyn_cast<FunctionDecl>(c))) break;
    }
  }
  return false;
}

/// Has the function lambdas, or static locals that may change?
bool Program::hasOwn(const FunctionDecl *f, bool lambdas) const {
  std::function<bool(const Stmt *)> walk = [&](const Stmt *s) {
    if (!s) return false;
    if (isa<LambdaExpr>(s)) return lambdas;
    if (const auto *d = dyn_cast<DeclStmt>(s); d && !lambdas)
      for (const Decl *one : d->decls())
        if (const auto *v = dyn_cast<VarDecl>(one); v && v->isStaticLocal() && !v->isConstexpr()) return true;
    return llvm::any_of(s->children(), walk);
  };
  if (const auto *c = dyn_cast<CXXConstructorDecl>(f); c && lambdas)
    for (const CXXCtorInitializer *init : c->inits())
      if (init->isWritten() && walk(init->getInit())) return true;
  return walk(f->getBody());
}

bool Program::onlyMoves(const FunctionDecl *f) const {
  if (!isa<CXXConstructorDecl, CXXDestructorDecl>(f) || !Options.all || f->isConstexpr() || f->isVariadic() ||
      hasPack(f) || !isa<CompoundStmt>(f->getBody()) || f->getBody()->getBeginLoc().isMacroID() ||
      f->getBody()->getEndLoc().isMacroID() || f->getLocation().isMacroID())
    return false;
  const auto *method = cast<CXXMethodDecl>(f);
  if (method->getParent()->isLocalClass() || method->getParent()->getBraceRange().getEnd().isMacroID()) return false;
  for (const CXXRecordDecl *at = method->getParent(); at; at = dyn_cast<CXXRecordDecl>(at->getDeclContext()))
    if (!at->getIdentifier()) return false;
  return unnameable(f).empty();
}

/// A specialisation must be declared before its first use; where a result's type is asked for between functions, there
/// is no place for it.
bool Program::inFunction(const FunctionDecl *f) const {
  SourceLocation at = f->getPointOfInstantiation();
  if (at.isInvalid()) return !(f->getIdentifier() && f->getName() == "get"); // std::tuple_element's decltype
  at = C.getSourceManager().getExpansionLoc(at);
  return llvm::any_of(Bodies, [&](const SourceRange &body) {
    return !C.getSourceManager().isBeforeInTranslationUnit(at, body.getBegin()) &&
           !C.getSourceManager().isBeforeInTranslationUnit(body.getEnd(), at);
  });
}

/// Is one of the types that its name is made of a lambda, or a local class, that does not move out of its function?
std::string Program::unnameable(const FunctionDecl *f) const {
  std::string found;
  std::function<void(QualType)> type;
  auto argument = [&](const TemplateArgument &a, auto &&self) -> void {
    if (a.getKind() == TemplateArgument::Type) type(a.getAsType());
    if (a.getKind() == TemplateArgument::Declaration && isa<TemplateParamObjectDecl>(a.getAsDecl()))
      found = "a value of class type";
    if (a.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &part : a.pack_elements()) self(part, self);
  };
  auto context = [&](const DeclContext *c) {
    for (; c && c->isRecord(); c = c->getParent())
      if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(c))
        for (const TemplateArgument &a : s->getTemplateArgs().asArray()) argument(a, argument);
  };
  type = [&](QualType t) {
    t = t.getCanonicalType();
    while (!t->getPointeeType().isNull()) t = t->getPointeeType().getCanonicalType();
    if (const auto *function = t->getAs<FunctionProtoType>()) {
      type(function->getReturnType());
      for (QualType p : function->param_types()) type(p);
      return;
    }
    const TagDecl *tag = t->getBaseElementTypeUnsafe()->getAsTagDecl();
    if (!tag) return;
    context(tag);
    if (const auto *record = dyn_cast<CXXRecordDecl>(tag); record && record->isLambda()) {
      const LambdaExpr *lambda = nullptr;
      for (const auto &[call, e] : LambdaOf)
        if (e->getLambdaClass()->getCanonicalDecl() == record->getCanonicalDecl()) lambda = e;
      const auto *around = dyn_cast<FunctionDecl>(record->getDeclContext());
      if (!lambda || !(around || variableAround(lambda)) || !Hoist::whyNot(lambda).empty() ||
          KeptLambdas.contains(lambda) || (around && !objection(around).what.empty() && !onlyMoves(around)))
        found = "a lambda that nothing outside can name";
    } else if (const auto *around = dyn_cast<FunctionDecl>(tag->getDeclContext()->getRedeclContext())) {
      if (!objection(around).what.empty() && !onlyMoves(around)) found = "a local class that nothing outside can name";
    } else if (!tag->getIdentifier() && !tag->getTypedefNameForAnonDecl()) {
      found = "an unnamed type";
    }
  };
  if (const TemplateArgumentList *list = f->getTemplateSpecializationArgs())
    for (const TemplateArgument &a : list->asArray()) argument(a, argument);
  if (const auto *method = dyn_cast<CXXMethodDecl>(f); method && !method->getParent()->isLambda())
    context(method->getParent());
  return found;
}

/// Is its result converted by a thunk on the way to callers that know an overridden function only? A resumed call's
/// result goes past the thunk.
static bool hasAdjustedResult(const CXXMethodDecl *method, const ASTContext &C) {
  const CXXRecordDecl *own = method->getReturnType()->getPointeeCXXRecordDecl();
  if (!own || !own->hasDefinition()) return false;
  for (const CXXMethodDecl *overridden : method->overridden_methods()) {
    const CXXRecordDecl *base = overridden->getReturnType()->getPointeeCXXRecordDecl();
    if (base && base->getCanonicalDecl() != own->getCanonicalDecl()) {
      CXXBasePaths paths;
      if (!own->isDerivedFrom(base, paths)) return true;
      CharUnits offset = CharUnits::Zero();
      for (const CXXBasePathElement &step : paths.front()) {
        if (step.Base->isVirtual()) return true;
        offset += C.getASTRecordLayout(step.Class).getBaseClassOffset(step.Base->getType()->getAsCXXRecordDecl());
      }
      if (!offset.isZero()) return true;
    }
    if (hasAdjustedResult(overridden, C)) return true;
  }
  return false;
}

/// Functions written inside the outermost class around `f` that mention it.
std::vector<const FunctionDecl *> Program::usersInClass(const FunctionDecl *f) const {
  const CXXRecordDecl *outermost = outermostClass(cast<CXXMethodDecl>(f)->getParent());
  std::vector<const FunctionDecl *> out;
  for (const FunctionDecl *user : Definitions) {
    const auto *record = dyn_cast<CXXRecordDecl>(user->getLexicalDeclContext());
    if (user == f || !record || outermostClass(record) != outermost) continue;
    if (mentioned(user).contains(f->getCanonicalDecl())) out.push_back(user);
  }
  return out;
}

/// Its result is deduced where it is defined, and that is behind the class: no function may use it that stays inside.
bool Program::usedInClass(const FunctionDecl *f) const {
  return llvm::any_of(usersInClass(f), [&](const FunctionDecl *user) { return !objection(user).what.empty(); });
}

/// An instance moves behind everything, where an unqualified name may mean a function that was declared behind its
/// template: what argument-dependent lookup does not find there was not in question before.
static const FunctionDecl *hiddenFromTemplate(const FunctionDecl *f, const ASTContext &C) {
  const FunctionDecl *pattern = f->getTemplateInstantiationPattern();
  if (!pattern || !pattern->getBody()) return nullptr;
  const SourceManager &SM = C.getSourceManager();
  const SourceLocation end = SM.getExpansionLoc(pattern->getBody()->getEndLoc());
  auto associated = [](QualType type, const DeclContext *space) {
    type = type.getCanonicalType().getNonReferenceType();
    while (!type->getPointeeType().isNull()) type = type->getPointeeType();
    const TagDecl *tag = type->getBaseElementTypeUnsafe()->getAsTagDecl();
    return tag && tag->getDeclContext()->getEnclosingNamespaceContext()->Equals(space);
  };
  const FunctionDecl *found = nullptr;
  std::function<void(const Stmt *, const CallExpr *)> walk = [&](const Stmt *s, const CallExpr *call) {
    if (!s || found) return;
    if (const auto *ref = dyn_cast<DeclRefExpr>(s); ref && !ref->hasQualifier())
      if (const auto *callee = dyn_cast<FunctionDecl>(ref->getDecl());
          callee && callee->getDeclContext()->isFileContext() && !callee->isOverloadedOperator()) {
        const DeclContext *space = callee->getDeclContext()->getRedeclContext();
        for (const NamedDecl *other : space->lookup(callee->getDeclName())) {
          const auto *known = other->getAsFunction();
          if (!known || known->getCanonicalDecl() == callee->getCanonicalDecl() ||
              (callee->getPrimaryTemplate() &&
               other->getCanonicalDecl() == callee->getPrimaryTemplate()->getCanonicalDecl()) ||
              !SM.isBeforeInTranslationUnit(end, SM.getExpansionLoc(known->getCanonicalDecl()->getLocation())))
            continue;
          if (call && llvm::any_of(call->arguments(), [&](const Expr *a) { return associated(a->getType(), space); }))
            continue;
          found = known;
        }
      }
    const auto *inner = dyn_cast<CallExpr>(s);
    for (const Stmt *child : s->children())
      walk(child, inner && child == inner->getCallee() ? inner : isa<ImplicitCastExpr, ParenExpr>(s) ? call : nullptr);
  };
  walk(f->getBody(), nullptr);
  return found;
}

/// A va_list lies in native frames and registers.
static bool isArgumentList(QualType type) {
  type = type.getNonReferenceType().getCanonicalType();
  while (type->isPointerType()) type = type->getPointeeType().getCanonicalType();
  const TagDecl *tag = type->getBaseElementTypeUnsafe()->getAsTagDecl();
  return tag && tag->getIdentifier() && tag->getName() == "__va_list_tag";
}

/// What keeps a function from being rewritten; under --all it stays as it is then.
Objection Program::objection(const FunctionDecl *f) const {
  const SourceManager &SM = C.getSourceManager();
  const auto *method = dyn_cast<CXXMethodDecl>(f);
  if (isa<CXXConstructorDecl>(f) || isa<CXXDestructorDecl>(f))
    return {"is a constructor or destructor", "suspend in a function that is called after the object is built"};
  if (method && method->getParent()->isLambda()) {
    const LambdaExpr *lambda = LambdaOf.lookup(f->getCanonicalDecl());
    if (!lambda) return {"is a lambda that nothing outside can name", "make it a named function"};
    if (std::string why = Hoist::whyNot(lambda); !why.empty())
      return {"is a lambda that " + why, "make it a named function"};
    if (Hoist::staysTemplate(lambda)) return {"is a lambda that has a parameter pack", "make it a named function"};
    if (KeptLambdas.contains(lambda)) return {"is handed to an algorithm of the library", "write the loop out"};
    const auto *around = dyn_cast<FunctionDecl>(lambda->getLambdaClass()->getDeclContext());
    if (!around && !variableAround(lambda)) return {"is a lambda outside of functions", "move it into a function"};
    if (const std::string why = around ? objection(around).what : ""; !why.empty() && !onlyMoves(around))
      return {"is a lambda in a function that " + why, "move it to an ordinary function"};
  } else if (f->isConstexpr()) {
    return {"is constexpr", "a suspension cannot happen at compile time: drop constexpr"};
  }
  if (method && hasAdjustedResult(method, C))
    return {"overrides a function whose result is a base class at another address", "let both return the same type"};
  if (f->isVariadic()) return {"has a variable argument list", "pass a std::initializer_list or a vector"};
  if (Options.all && llvm::any_of(f->parameters(), [](const ParmVarDecl *p) { return isArgumentList(p->getType()); }))
    return {"works on a variable argument list", "pass a std::initializer_list or a vector"};
  if (f->getDeclaredReturnType()->getContainedAutoType() && f->getTemplateInstantiationPattern() && !isLambdaCall(f) &&
      !inFunction(f))
    return {"is a template whose result's type is deduced outside of functions", "write the type out"};
  if (f->isNoReturn())
    return {"does not return, as its attribute says, and is left by returning when it suspends", "drop the attribute"};
  if (std::string why = unannounced(f); !why.empty()) return {why, "suspend in a function that you call yourself"};
  if (const FunctionDecl *other = hiddenFromTemplate(f, C))
    return {"is a template that another '" + other->getNameAsString() + "' is declared behind",
            "declare it in front of the template, or qualify the name"};
  if (hasPack(f))
    return {"is a template with a parameter pack", "make it an ordinary function that the template calls"};
  OverloadedOperatorKind op = f->getOverloadedOperator();
  if (op == OO_New || op == OO_Delete || op == OO_Array_New || op == OO_Array_Delete)
    return {"allocates memory for others", "suspend in its callers"};
  if (!method && f->getLexicalDeclContext()->isRecord())
    return {"is a friend that is defined inside a class", "declare it there and define it outside"};
  SourceLocation open = f->getBody()->getBeginLoc(), shut = f->getBody()->getEndLoc();
  if (open.isMacroID() != shut.isMacroID() ||
      (open.isMacroID() && SM.getExpansionLoc(open) != SM.getExpansionLoc(shut)) ||
      (open.isMacroID() && !f->getSourceRange().getBegin().isMacroID()))
    return {"has its braces in a macro", "write the braces out, or let one macro make the whole function"};
  if (std::string why = unnameable(f); !why.empty())
    return {"is a template's instance for " + why, "give the type a name at namespace scope"};
  if (method) {
    const CXXRecordDecl *record = method->getParent();
    if (!record->isLambda()) {
      if (record->isLocalClass()) return {"is a member of a local class", "move the class to namespace scope"};
      for (const CXXRecordDecl *at = record; at; at = dyn_cast<CXXRecordDecl>(at->getDeclContext()))
        if (!at->getIdentifier()) return {"is a member of an unnamed class", "give the class a name"};
      if (record->getBraceRange().getEnd().isMacroID() || (open.isMacroID() && f->getLexicalDeclContext()->isRecord()))
        return {"comes out of a macro", "write its definition out"};
      if (deducesLocal(f) && usedInClass(f))
        return {"has a deduced return type", "write the type out, or define it behind its class"};
    }
    std::function<bool(const CXXMethodDecl *)> foreign = [&](const CXXMethodDecl *m) {
      for (const CXXMethodDecl *base : m->overridden_methods())
        if (!isOwn(base) || foreign(base)) return true;
      return false;
    };
    if (foreign(method))
      return {"overrides a function of a library, which calls it", "suspend in a function of your own"};
    if (method->isVolatile()) return {"is a volatile member", "drop volatile"};
  }
  Objection found;
  std::function<void(const Stmt *)> walk = [&](const Stmt *s) {
    if (!s || isa<LambdaExpr>(s)) return;
    if (const auto *name = dyn_cast<PredefinedExpr>(s);
        name && name->getIdentKind() == PredefinedIdentKind::PrettyFunction && !f->isMain() &&
        !SM.isInSystemHeader(SM.getSpellingLoc(name->getLocation()))) // assert does it, too
      found = {"names itself by __PRETTY_FUNCTION__, which only the compiler can spell", "use __func__"};
    if (isa<VAArgExpr>(s)) found = {"reads a variable argument list", "move that to a function that does not suspend"};
    if (const auto *call = dyn_cast<CallExpr>(s))
      if (const FunctionDecl *callee = call->getDirectCallee(); callee && callee->getIdentifier()) {
        llvm::StringRef name = callee->getName();
        if (name == "__builtin_va_start" || name == "__builtin_frame_address" || name == "__builtin_return_address")
          found = {"looks at its own native frame", "move that to a function that does not suspend"};
        if (!Options.all) return;
        if (name == "setjmp" || name == "_setjmp" || name == "__sigsetjmp" || name == "longjmp" ||
            name == "siglongjmp" || name == "_longjmp" || name == "__builtin_setjmp" || name == "__builtin_longjmp")
          found = {"calls " + name.str(), "use exceptions"};
        if (name == "alloca" || name == "__builtin_alloca") found = {"calls alloca", "use a std::vector"};
      }
    if (Options.all) { // without it, these have a message of their own at their place
      if (const auto *block = dyn_cast<CompoundStmt>(s); block && block->hasStoredFPFeatures())
        found = {"has a pragma about floating-point arithmetic", "give the compiler an option instead"};
      if (isa<IndirectGotoStmt, AddrLabelExpr>(s)) found = {"has a computed goto", "use a switch"};
      if (isa<CoroutineBodyStmt, CoreturnStmt>(s)) found = {"is a coroutine", "make it an ordinary function"};
      if (const auto *c = dyn_cast<CXXCatchStmt>(s); c && catchesPointerByReference(c))
        found = {"catches a pointer by reference", "catch it by value"};
      if (const auto *e = dyn_cast<GCCAsmStmt>(s); e && e->isAsmGoto()) found = {"has an asm goto", "use C++"};
      if (const auto *d = dyn_cast<DeclStmt>(s))
        for (const Decl *one : d->decls()) {
          const auto *v = dyn_cast<VarDecl>(one);
          if (v && v->getType()->isVariablyModifiedType()) found = {"has a variable-length array", "use a std::vector"};
          if (v && v->isStaticLocal() && v->getTLSKind() != VarDecl::TLS_None)
            found = {"has a thread_local variable", "keep the value in the function or in a global"};
          if (v && v->hasAttr<CleanupAttr>())
            found = {"has a variable with a cleanup function", "give it a class with a destructor"};
        }
    }
    for (const Stmt *child : s->children()) walk(child);
  };
  walk(f->getBody());
  return found;
}

bool Program::isResumable(const FunctionDecl *f) const {
  if (!f) return false;
  if (isPrimitive(f)) return false;
  const FunctionDecl *canonical = f->getCanonicalDecl();
  if (Suspends.contains(canonical)) return true;
  if (!Options.all) return isAnnotated(f);
  const FunctionDecl *definition = nullptr;
  if (f->isDefined(definition) || Candidates.contains(canonical) || Why.count(canonical)) return false;
  // Another translation unit's: rewritten there, if it can be.
  return isOwn(f) && !isRuntime(f) && !isa<CXXConstructorDecl, CXXDestructorDecl>(f) && !f->isImplicit() &&
         !f->isDefaulted() && !f->isPureVirtual() && !f->isVariadic() && !f->isConstexpr() && !f->getBuiltinID();
}

/// May another translation unit have an overrider that suspends? What the main file declares, no other one knows.
bool Program::isOverriddenElsewhere(const FunctionDecl *f) const {
  const auto *method = dyn_cast<CXXMethodDecl>(f);
  if (!Options.all || !method || !method->isVirtual() || isa<CXXDestructorDecl>(f) || !isOwn(f) || isRuntime(f))
    return false;
  const SourceManager &SM = C.getSourceManager();
  return !method->hasAttr<FinalAttr>() && !method->getParent()->hasAttr<FinalAttr>() && f->isExternallyVisible() &&
         !SM.isInMainFile(SM.getExpansionLoc(method->getParent()->getLocation()));
}

bool Program::ownSuspends(const FunctionDecl *callee) const {
  return isPrimitive(callee) || isResumable(callee) || Virtually.contains(callee->getCanonicalDecl()) ||
         isOverriddenElsewhere(callee);
}

bool Program::calleeSuspends(const FunctionDecl *callee) const {
  if (ownSuspends(callee)) return true;
  const Passing *through = Forward.of(callee);
  return through && through->why.empty() &&
         (through->indirect || llvm::any_of(through->ends, [&](const FunctionDecl *end) { return ownSuspends(end); }));
}

bool Program::suspends(const Expr *e) const {
  const auto *call = dyn_cast<CallExpr>(e);
  if (!call) return false;
  if (const FunctionDecl *callee = call->getDirectCallee()) return calleeSuspends(callee);
  if (call->getBuiltinCallee()) return false;
  const Expr *callee = call->getCallee()->IgnoreParenImpCasts();
  if (isa<CXXPseudoDestructorExpr>(callee)) return false;
  if (isa<CXXMemberCallExpr>(call)) { // through a pointer to member
    const auto *access = dyn_cast<BinaryOperator>(callee);
    return access && access->isPtrMemOp();
  }
  return callee->getType()->isFunctionPointerType() || callee->getType()->isFunctionType() ||
         callee->getType()->isFunctionReferenceType();
}

bool isGuarded(const Stmt *s) { return isa<StmtExpr, BinaryConditionalOperator>(s); }

static bool collectSuspending(const Program &program, const Stmt *s, llvm::DenseSet<const Stmt *> &found) {
  bool any = isa<Expr>(s) ? program.suspends(cast<Expr>(s)) : isLoop(s) && program.polls(s);
  if (program.all() && isa<CXXDefaultInitExpr>(s)) return false; // stands in the class, inside a region
  if (program.all() && isGuarded(s)) return false;
  forEachEvaluatedChild(s, [&](const Stmt *child) { any |= collectSuspending(program, child, found); });
  if (any) found.insert(s);
  return any;
}

llvm::DenseSet<const Stmt *> Program::suspending(const Stmt *root) const {
  llvm::DenseSet<const Stmt *> found;
  collectSuspending(*this, root, found);
  return found;
}

/// Functions join the ones that suspend until nothing changes.
void Program::infer() {
  if (!Options.all)
    for (const FunctionDecl *f : Candidates)
      if (isAnnotated(f)) Suspends.insert(f->getCanonicalDecl());
  for (bool changed = true; changed;) {
    changed = false;
    for (const FunctionDecl *canonical : Candidates) {
      if (Suspends.contains(canonical)) continue;
      const FunctionDecl *definition = nullptr;
      if (!canonical->getBody(definition)) continue;
      if (!EntryPolls.contains(canonical) && suspending(definition->getBody()).empty()) continue;
      Suspends.insert(canonical);
      changed = true;
      if (const auto *method = dyn_cast<CXXMethodDecl>(canonical)) {
        std::function<void(const CXXMethodDecl *)> up = [&](const CXXMethodDecl *m) {
          for (const CXXMethodDecl *base : m->overridden_methods()) {
            Virtually.insert(base->getCanonicalDecl());
            up(base);
          }
        };
        up(method);
      }
    }
  }
}

/// How much a loop's body does, roughly; large when it has a loop, or calls what may take long: what is virtual, deep
/// or not seen. Of what C++ compilers know, input and output count as that. Below 100, a body is some dozens of machine
/// instructions: there a poll costs more than its test, since compilers do not vectorise a loop that has one.
static unsigned weight(const Program &program, const Stmt *s, unsigned depth = 0) {
  constexpr unsigned large = 1000;
  unsigned sum = 1;
  if (isLoop(s)) sum += large;
  if (const auto *call = dyn_cast<CallExpr>(s); call && !isa<CXXPseudoDestructorExpr>(call->getCallee())) {
    const FunctionDecl *callee = call->getDirectCallee(), *definition = nullptr;
    const auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
    if (!callee || (method && method->isVirtual()) || isFunctionCall(callee))
      sum += large;
    else if (program.isOwn(callee) && !callee->isConstexpr())
      sum += depth < 3 && callee->hasBody(definition) ? weight(program, definition->getBody(), depth + 1) : large;
    else if (!callee->hasBody() && callee->getIdentifier()) {
      llvm::StringRef name = callee->getName();
      bool waits = name.contains("print") || name.contains("put") || name.contains("scan") || name.contains("sleep");
      if (!callee->getBuiltinID() || waits) sum += large;
    }
  }
  forEachEvaluatedChild(s, [&](const Stmt *child) { sum += weight(program, child, depth); });
  return std::min(sum, large);
}

void Program::placeSafePoints(const std::vector<const FunctionDecl *> &definitions) {
  SafePoints where = Options.safePoints;
  if (where == SafePoints::None) return;
  // The calls of the translation unit, for recursion.
  llvm::DenseMap<const FunctionDecl *, std::vector<const FunctionDecl *>> calls;
  llvm::DenseSet<const FunctionDecl *> unseen; ///< calls what nobody can see
  for (const FunctionDecl *f : definitions) {
    auto &callees = calls[f->getCanonicalDecl()];
    std::function<void(const Stmt *)> walk = [&](const Stmt *s) {
      if (isLoop(s)) {
        const Stmt *body = isa<ForStmt>(s)     ? cast<ForStmt>(s)->getBody()
                           : isa<WhileStmt>(s) ? cast<WhileStmt>(s)->getBody()
                           : isa<DoStmt>(s)    ? cast<DoStmt>(s)->getBody()
                                               : cast<CXXForRangeStmt>(s)->getBody();
        bool once = false; // do { ... } while (0)
        if (const auto *loop = dyn_cast<DoStmt>(s)) {
          Expr::EvalResult value;
          once = !loop->getCond()->isValueDependent() && loop->getCond()->EvaluateAsInt(value, C) &&
                 !value.Val.getInt().getBoolValue();
        }
        if (where == SafePoints::Loops || where == SafePoints::All ||
            (where == SafePoints::Default && !once && weight(*this, body) >= 100))
          LoopPolls.insert(s);
      }
      if (const auto *call = dyn_cast<CallExpr>(s)) {
        const FunctionDecl *callee = call->getDirectCallee();
        const auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
        const Passing *through = callee ? Forward.of(callee) : nullptr;
        if (!callee || (method && method->isVirtual() && isOwn(callee)) || (through && through->indirect))
          unseen.insert(f->getCanonicalDecl());
        else if (through)
          callees.insert(callees.end(), through->ends.begin(), through->ends.end());
        else if (isOwn(callee))
          callees.push_back(callee->getCanonicalDecl());
      }
      forEachEvaluatedChild(s, walk);
    };
    walk(f->getBody());
  }
  auto recurses = [&](const FunctionDecl *f) {
    llvm::DenseSet<const FunctionDecl *> seen;
    std::vector<const FunctionDecl *> work(calls[f].begin(), calls[f].end());
    while (!work.empty()) {
      const FunctionDecl *at = work.back();
      work.pop_back();
      if (at == f) return true;
      if (!seen.insert(at).second) continue;
      if (auto next = calls.find(at); next != calls.end())
        work.insert(work.end(), next->second.begin(), next->second.end());
    }
    return false;
  };
  for (const FunctionDecl *f : definitions) {
    const FunctionDecl *canonical = f->getCanonicalDecl();
    if (where == SafePoints::Entries || where == SafePoints::All ||
        (where == SafePoints::Default && (unseen.contains(canonical) || recurses(canonical))))
      EntryPolls.insert(canonical);
  }
}

std::string Program::whyUntouched(const FunctionDecl *f) const {
  auto at = Why.find(f->getCanonicalDecl());
  return at == Why.end() ? std::string() : at->second;
}

} // namespace perdure
