#include "Handed.h"

#include "Declarations.h"
#include "Derive.h"
#include "Discover.h"

using namespace clang;

namespace perdure {
namespace {

/// The types of what the user hands to the runtime: yield(v), persist("key", thunk), start(f, arguments...),
/// result<T>(). They are part of images like variables are.
class HandedTypes : public OwnDeclarations<HandedTypes> {
public:
  HandedTypes(ASTContext &context, Derivation &derivation)
      : OwnDeclarations(context.getSourceManager()), C(context), Derived(derivation) {}
  bool shouldVisitTemplateInstantiations() const { return false; }
  bool Any = false;

  bool VisitCallExpr(CallExpr *e) {
    const FunctionDecl *callee = e->getDirectCallee();
    if (!callee || C.getSourceManager().isInSystemHeader(e->getExprLoc()) || !inRuntime(callee)) return true;
    const TemplateArgumentList *arguments = callee->getTemplateSpecializationArgs();
    if (!arguments) return true;
    for (const TemplateArgument &a : arguments->asArray()) argument(a);
    need(e->getType());
    return true;
  }

private:
  ASTContext &C;
  Derivation &Derived;

  static bool inRuntime(const FunctionDecl *f) {
    for (const DeclContext *c = f->getDeclContext(); c; c = c->getParent())
      if (const auto *ns = dyn_cast<NamespaceDecl>(c);
          ns && ns->getName() == "perdure" && ns->getParent()->isTranslationUnit())
        return true;
    return false;
  }
  void argument(const TemplateArgument &a) {
    if (a.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &part : a.pack_elements()) argument(part);
    if (a.getKind() == TemplateArgument::Type) need(a.getAsType());
  }
  void need(QualType type) {
    if (type->isDependentType()) return;
    type = type.getNonReferenceType().getUnqualifiedType();
    if (const auto *pointer = type->getAs<PointerType>(); pointer && pointer->getPointeeType()->isFunctionType())
      type = pointer->getPointeeType();
    if (const auto *function = type->getAs<FunctionProtoType>()) {
      need(function->getReturnType());
      for (QualType p : function->param_types()) need(p);
      return;
    }
    if (type->isVoidType() || type->isFunctionType()) return;
    Any = true;
    Derived.need(type); // what cannot be saved is refused where an image is made of it
  }
};

} // namespace

bool needHandedTypes(ASTContext &context, Derivation &derivation) {
  HandedTypes handed(context, derivation);
  handed.TraverseDecl(context.getTranslationUnitDecl());
  return handed.Any;
}

} // namespace perdure
