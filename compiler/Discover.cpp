#include "Discover.h"

#include "RuntimeNames.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

#include <algorithm>

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

bool isResumable(const FunctionDecl *f) { return annotated(f, names::resumableAnnotation); }
bool isPrimitive(const FunctionDecl *f) { return annotated(f, names::primitiveAnnotation); }

bool suspends(const Expr *e) {
  const auto *call = dyn_cast<CallExpr>(e);
  if (!call) return false;
  if (const FunctionDecl *callee = call->getDirectCallee()) return isResumable(callee) || isPrimitive(callee);
  if (call->getBuiltinCallee() || isa<CXXMemberCallExpr>(call)) return false;
  const Expr *callee = call->getCallee()->IgnoreParenImpCasts();
  if (isa<CXXPseudoDestructorExpr>(callee)) return false;
  return callee->getType()->isFunctionPointerType() || callee->getType()->isFunctionType() ||
         callee->getType()->isFunctionReferenceType();
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
  for (const Stmt *child : s->children())
    if (child) visit(child);
}

static bool collect(const Stmt *s, llvm::DenseSet<const Stmt *> &found) {
  bool any = isa<Expr>(s) && suspends(cast<Expr>(s));
  forEachEvaluatedChild(s, [&](const Stmt *child) { any |= collect(child, found); });
  if (any) found.insert(s);
  return any;
}

llvm::DenseSet<const Stmt *> suspending(const Stmt *root) {
  llvm::DenseSet<const Stmt *> found;
  collect(root, found);
  return found;
}

namespace {
class DefinitionCollector : public RecursiveASTVisitor<DefinitionCollector> {
public:
  explicit DefinitionCollector(const SourceManager &sources) : SM(sources) {}
  bool VisitFunctionDecl(FunctionDecl *f) {
    if (f->isThisDeclarationADefinition() && !f->isDefaulted() && !f->isDeleted() && isResumable(f) &&
        !SM.isInSystemHeader(SM.getExpansionLoc(f->getLocation())))
      Found.push_back(f);
    return true;
  }
  std::vector<const FunctionDecl *> Found;

private:
  const SourceManager &SM;
};
} // namespace

std::vector<const FunctionDecl *> resumableDefinitions(ASTContext &context) {
  DefinitionCollector collector(context.getSourceManager());
  collector.TraverseDecl(context.getTranslationUnitDecl());
  std::sort(collector.Found.begin(), collector.Found.end(), [&](const auto *a, const auto *b) {
    return context.getSourceManager().isBeforeInTranslationUnit(a->getLocation(), b->getLocation());
  });
  return collector.Found;
}

} // namespace perdure
