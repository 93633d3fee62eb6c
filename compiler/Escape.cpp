#include "Escape.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace perdure {
namespace {

class EscapeFinder : public RecursiveASTVisitor<EscapeFinder> {
public:
  EscapeFinder(ASTContext &context, llvm::DenseSet<const VarDecl *> &found) : Context(context), Found(found) {}

  bool shouldVisitImplicitCode() const { return true; }

  bool VisitUnaryOperator(UnaryOperator *e) {
    if (e->getOpcode() == UO_AddrOf) mark(e->getSubExpr());
    return true;
  }
  bool VisitImplicitCastExpr(ImplicitCastExpr *e) {
    if (e->getCastKind() == CK_ArrayToPointerDecay && !indexedAtOnce(e)) mark(e->getSubExpr());
    return true;
  }
  bool VisitVarDecl(VarDecl *d) {
    if (d->getType()->isReferenceType() && d->getInit()) mark(d->getInit());
    return true;
  }
  bool VisitDecompositionDecl(DecompositionDecl *d) {
    if (d->getType()->isReferenceType() && d->getInit()) mark(d->getInit());
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *s) {
    mark(s->getRangeInit());
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *e) {
    for (const LambdaCapture &c : e->captures())
      if (c.capturesVariable() && c.getCaptureKind() == LCK_ByRef)
        if (const auto *v = dyn_cast<VarDecl>(c.getCapturedVar())) Found.insert(v);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *e) {
    const CXXConstructorDecl *c = e->getConstructor();
    if (c->isTrivial()) return true; // copying a plain struct keeps nothing of the source
    parameters(c, e->arguments(), e);
    return true;
  }
  bool VisitCallExpr(CallExpr *e) {
    const FunctionDecl *callee = e->getDirectCallee();
    if (auto *member = dyn_cast<CXXMemberCallExpr>(e)) {
      if (!keepsNothing(callee, e) && !isIterator(member->getImplicitObjectArgument()))
        mark(member->getImplicitObjectArgument());
    }
    if (!callee) {
      // Through a pointer: the prototype tells what is bound.
      QualType t = e->getCallee()->getType();
      if (const auto *p = t->getAs<PointerType>()) t = p->getPointeeType();
      if (const auto *proto = t->getAs<FunctionProtoType>())
        for (unsigned k = 0; k < e->getNumArgs() && k < proto->getNumParams(); ++k)
          if (proto->getParamType(k)->isReferenceType()) mark(e->getArg(k));
      return true;
    }
    llvm::ArrayRef<Expr *> arguments(e->getArgs(), e->getNumArgs());
    if (isa<CXXOperatorCallExpr>(e) && isa<CXXMethodDecl>(callee) && !arguments.empty()) {
      const auto *method = cast<CXXMethodDecl>(callee);
      if (method->isInstance()) {
        if (!keepsNothing(callee, e) && !method->isTrivial() && !isIterator(arguments[0])) mark(arguments[0]);
        arguments = arguments.drop_front();
      }
      if (method->isTrivial()) return true;
    }
    parameters(callee, arguments, e);
    return true;
  }
  bool VisitReturnStmt(ReturnStmt *s) {
    if (s->getRetValue() && s->getRetValue()->isGLValue()) mark(s->getRetValue());
    return true;
  }
  bool VisitInitListExpr(InitListExpr *e) { // a reference member of an aggregate
    for (Expr *init : e->inits())
      if (init && init->isGLValue()) mark(init);
    return true;
  }
  bool VisitConditionalOperator(ConditionalOperator *) { return true; }

private:
  ASTContext &Context;
  llvm::DenseSet<const VarDecl *> &Found;

  template <class Arguments> void parameters(const FunctionDecl *callee, const Arguments &arguments, const Expr *call) {
    if (keepsNothing(callee, call)) return;
    unsigned k = 0;
    for (const Expr *argument : arguments) {
      if (k >= callee->getNumParams()) break;
      if (callee->getParamDecl(k)->getType()->isReferenceType()) mark(argument);
      ++k;
    }
  }

  /// A library function whose result cannot refer to its arguments, or is read before the statement ends.
  bool keepsNothing(const FunctionDecl *callee, const Expr *call) {
    if (!callee || !callee->getASTContext().getSourceManager().isInSystemHeader(callee->getLocation())) return false;
    if (isa<CXXConstructorDecl>(callee)) return false;
    QualType result = callee->getReturnType();
    if (result->isVoidType() || result->isArithmeticType() || result->isEnumeralType()) return true;
    auto parents = Context.getParents(*call);
    if (parents.size() == 1)
      if (const auto *cast = parents[0].get<ImplicitCastExpr>())
        if (cast->getCastKind() == CK_LValueToRValue && !cast->getType()->isPointerType()) return true;
    return false;
  }

  /// A library iterator's operators lead to the element; none keeps the iterator's own address.
  static bool isIterator(const Expr *e) {
    const auto *record = e->getType().getNonReferenceType()->getAsCXXRecordDecl();
    if (!record || !record->getIdentifier() || !record->getName().contains("iterator")) return false;
    for (const DeclContext *c = record->getDeclContext(); c; c = c->getParent())
      if (const auto *ns = dyn_cast<NamespaceDecl>(c); ns && (ns->isStdNamespace() || ns->getName() == "__gnu_cxx"))
        return true;
    return false;
  }

  bool indexedAtOnce(const ImplicitCastExpr *e) {
    // a[i] on a local array names an element; the array itself stays where it is in its own storage.
    auto parents = Context.getParents(*e);
    return parents.size() == 1 && parents[0].get<ArraySubscriptExpr>() != nullptr;
  }

  /// Marks the variables that the glvalue `e` may refer to.
  void mark(const Expr *e) {
    if (!e) return;
    e = e->IgnoreParens();
    if (const auto *cast = dyn_cast<CastExpr>(e)) {
      // What was read is a copy: `p->f()` and `p[i]` refer to what p points to, not to p.
      if (cast->getCastKind() != CK_LValueToRValue) mark(cast->getSubExpr());
      return;
    }
    if (const auto *full = dyn_cast<FullExpr>(e)) return mark(full->getSubExpr());
    if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e)) return mark(temporary->getSubExpr());
    if (const auto *bound = dyn_cast<CXXBindTemporaryExpr>(e)) return mark(bound->getSubExpr());
    if (const auto *ref = dyn_cast<DeclRefExpr>(e)) {
      if (const auto *v = dyn_cast<VarDecl>(ref->getDecl())) Found.insert(v);
      if (const auto *b = dyn_cast<BindingDecl>(ref->getDecl()))
        if (const auto *v = dyn_cast<VarDecl>(b->getDecomposedDecl())) Found.insert(v);
      return;
    }
    if (const auto *member = dyn_cast<MemberExpr>(e)) {
      if (!member->isArrow()) mark(member->getBase());
      return;
    }
    if (const auto *element = dyn_cast<ArraySubscriptExpr>(e)) return mark(element->getBase());
    if (const auto *conditional = dyn_cast<AbstractConditionalOperator>(e)) {
      mark(conditional->getTrueExpr());
      mark(conditional->getFalseExpr());
      return;
    }
    if (const auto *binary = dyn_cast<BinaryOperator>(e)) {
      if (binary->getOpcode() == BO_Comma) return mark(binary->getRHS());
      if (binary->isAssignmentOp()) return mark(binary->getLHS());
      if (binary->isPtrMemOp()) return mark(binary->getLHS());
      return;
    }
    if (const auto *unary = dyn_cast<UnaryOperator>(e))
      if (unary->isIncrementDecrementOp() || unary->getOpcode() == UO_Real || unary->getOpcode() == UO_Imag)
        return mark(unary->getSubExpr());
  }
};

/// The variables that an expression does more with than read: whatever is not read at once, or passed as const, counts.
class ModificationCollector : public RecursiveASTVisitor<ModificationCollector> {
public:
  explicit ModificationCollector(llvm::DenseSet<const VarDecl *> &found) : Found(found) {}
  bool VisitImplicitCastExpr(ImplicitCastExpr *e) {
    const bool reads = e->getCastKind() == CK_LValueToRValue;
    const bool onlyReads = e->getCastKind() == CK_NoOp && e->isGLValue() && e->getType().isConstQualified();
    if (reads || onlyReads)
      if (const auto *ref = dyn_cast<DeclRefExpr>(object(e->getSubExpr()))) Read.insert(ref);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *e) {
    const auto *v = dyn_cast<VarDecl>(e->getDecl());
    if (v && !Read.count(e)) Found.insert(v);
    return true;
  }

private:
  llvm::DenseSet<const VarDecl *> &Found;
  llvm::DenseSet<const DeclRefExpr *> Read;

  /// Of which `e` names a part.
  static const Expr *object(const Expr *e) {
    e = e->IgnoreParens();
    while (const auto *member = dyn_cast<MemberExpr>(e)) {
      if (member->isArrow()) break;
      e = member->getBase()->IgnoreParenImpCasts();
    }
    return e;
  }
};

} // namespace

llvm::DenseSet<const VarDecl *> modified(const Stmt *expression) {
  llvm::DenseSet<const VarDecl *> found;
  ModificationCollector(found).TraverseStmt(const_cast<Stmt *>(expression));
  return found;
}

void narrowParents(ASTContext &context) {
  const SourceManager &SM = context.getSourceManager();
  std::vector<Decl *> own;
  for (Decl *d : context.getTranslationUnitDecl()->decls())
    if (!SM.isInSystemHeader(SM.getExpansionLoc(d->getLocation()))) own.push_back(d);
  context.setTraversalScope(own);
}

llvm::DenseSet<const VarDecl *> escaping(const Stmt *body, ASTContext &context) {
  llvm::DenseSet<const VarDecl *> found;
  EscapeFinder(context, found).TraverseStmt(const_cast<Stmt *>(body));
  return found;
}

} // namespace perdure
