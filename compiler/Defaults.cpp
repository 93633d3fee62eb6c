#include "Defaults.h"

#include "Hoist.h"
#include "Lower.h"
#include "Place.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace perdure {

TokenRange defaultArgument(const ParmVarDecl *p, const SourceText &text) {
  const auto *f = dyn_cast<FunctionDecl>(p->getDeclContext());
  if (!f || !p->hasDefaultArg() || p->hasUnparsedDefaultArg() || !f->getFunctionTypeLoc()) return {};
  // Up to the comma or the parenthesis behind it: what is in braces does not always know where it begins.
  const unsigned next = p->getFunctionScopeIndex() + 1;
  const TokenRange at = text.range(p->getBeginLoc());
  const TokenRange behind = next < f->getNumParams() ? text.range(f->getParamDecl(next)->getSourceRange())
                                                     : text.range(f->getFunctionTypeLoc().getRParenLoc());
  if (at.empty() || behind.empty()) return {};
  const unsigned end = next < f->getNumParams() ? behind.begin - 1 : behind.begin;
  for (unsigned k = at.begin, depth = 0; k < end; ++k) {
    if (text.token(k) == "(") ++depth;
    if (text.token(k) == ")") --depth;
    if (text.token(k) == "=" && !depth) return {k, end};
  }
  return {};
}

/// "::space::Class::name". Empty: what is declared in a function has no name outside.
static std::string qualified(const NamedDecl *d, const ASTContext &context) {
  std::string out = d->getNameAsString();
  for (const DeclContext *c = d->getDeclContext()->getRedeclContext(); !c->isTranslationUnit();
       c = c->getParent()->getRedeclContext()) {
    if (c->isFunctionOrMethod()) return "";
    if (const auto *space = dyn_cast<NamespaceDecl>(c)) {
      if (!space->isAnonymousNamespace() && !space->isInline()) out = space->getNameAsString() + "::" + out;
    } else if (const auto *tag = dyn_cast<TagDecl>(c)) {
      const auto *e = dyn_cast<EnumDecl>(tag);
      if (e && !e->isScoped()) continue;
      const std::string type = named(declarator(context.getTagDeclType(tag), context), "");
      return (type.rfind("::", 0) == 0 ? "" : "::") + type + "::" + out;
    }
  }
  return "::" + out;
}

namespace {

class NamesInside : public RecursiveASTVisitor<NamesInside> {
public:
  NamesInside(const FunctionDecl *at, const SourceText &text, const ASTContext &context, Changes &into)
      : At(at), T(text), C(context), Into(into) {}
  std::string Hidden;

  bool VisitDeclRefExpr(DeclRefExpr *e) {
    const ValueDecl *d = e->getDecl();
    hides(d);
    if (e->hasQualifier() || !d->getIdentifier() || isa<ParmVarDecl, BindingDecl>(d)) return true;
    if (const auto *f = dyn_cast<FunctionDecl>(d); f && f->getFriendObjectKind() != Decl::FOK_None) return true;
    replace(e->getLocation(), qualified(d, C));
    return true;
  }
  bool TraverseSubstNonTypeTemplateParmExpr(SubstNonTypeTemplateParmExpr *e) {
    Expr::EvalResult value;
    if (e->getReplacement()->EvaluateAsRValue(value, C) && value.Val.isInt())
      replace(e->getNameLoc(), "static_cast<" + named(declarator(e->getType(), C), "") + ">(" +
                                   llvm::toString(value.Val.getInt(), 10) + ")");
    else
      Hidden = "'" + e->getParameter()->getNameAsString() + "', a parameter of a template";
    return true;
  }
  bool VisitSubstTemplateTypeParmTypeLoc(SubstTemplateTypeParmTypeLoc l) {
    replace(l.getNameLoc(), asName(named(declarator(l.getType(), C), "")));
    return true;
  }
  bool TraverseElaboratedTypeLoc(ElaboratedTypeLoc l) {
    if (!l.getQualifierLoc()) unqualified(l.getNamedTypeLoc());
    return RecursiveASTVisitor::TraverseElaboratedTypeLoc(l);
  }
  bool TraverseNestedNameSpecifierLoc(NestedNameSpecifierLoc l) {
    const NestedNameSpecifier *first = l.getNestedNameSpecifier();
    if (first && !first->getPrefix()) {
      if (const NamespaceDecl *space = first->getAsNamespace())
        replace(l.getLocalBeginLoc(), qualified(space, C));
      else if (const NamespaceAliasDecl *alias = first->getAsNamespaceAlias())
        replace(l.getLocalBeginLoc(), qualified(alias, C));
      else if (first->getAsType())
        unqualified(l.getTypeLoc());
    }
    return RecursiveASTVisitor::TraverseNestedNameSpecifierLoc(l);
  }
  bool VisitTagTypeLoc(TagTypeLoc l) {
    hides(l.getDecl());
    return true;
  }
  bool VisitTypedefTypeLoc(TypedefTypeLoc l) {
    hides(l.getTypedefNameDecl());
    return true;
  }

private:
  const FunctionDecl *At;
  const SourceText &T;
  const ASTContext &C;
  Changes &Into;

  void replace(SourceLocation at, const std::string &text) {
    const TokenRange r = T.range(at);
    if (!r.empty() && !text.empty()) Into.replace(r, text);
  }
  /// A type that can stand in front of (), {} or another declarator.
  static std::string asName(const std::string &type) { return asSpecifier(type, " *&[("); }
  void unqualified(TypeLoc l) {
    if (auto typedefed = l.getAs<TypedefTypeLoc>()) {
      replace(typedefed.getNameLoc(), qualified(typedefed.getTypedefNameDecl(), C));
    } else if (auto tag = l.getAs<TagTypeLoc>()) {
      replace(tag.getNameLoc(), asName(named(declarator(tag.getType(), C), "")));
    } else if (auto specialised = l.getAs<TemplateSpecializationTypeLoc>()) {
      if (const TemplateDecl *t = specialised.getTypePtr()->getTemplateName().getAsTemplateDecl())
        replace(specialised.getTemplateNameLoc(), qualified(t, C));
    } else if (auto deduced = l.getAs<DeducedTemplateSpecializationTypeLoc>()) {
      if (const TemplateDecl *t = deduced.getTypePtr()->getTemplateName().getAsTemplateDecl())
        replace(deduced.getNameLoc(), qualified(t, C));
    } else if (auto injected = l.getAs<InjectedClassNameTypeLoc>()) {
      replace(injected.getNameLoc(), asName(named(declarator(injected.getType(), C), "")));
    }
  }
  /// Notes what cannot be named where the call stands.
  void hides(const NamedDecl *d) {
    if (d->getAccess() != AS_private && d->getAccess() != AS_protected) return;
    const auto *owner = dyn_cast<CXXRecordDecl>(d->getDeclContext()->getRedeclContext());
    for (const DeclContext *c = At; owner && c; c = c->getParent())
      if (const auto *around = dyn_cast<CXXRecordDecl>(c))
        if (around->getCanonicalDecl() == owner->getCanonicalDecl() ||
            (d->getAccess() == AS_protected && around->hasDefinition() && around->isDerivedFrom(owner)))
          return;
    Hidden = "'" + d->getNameAsString() + "', which is " + (d->getAccess() == AS_private ? "private" : "protected");
  }
};

} // namespace

/// Not if one holds a lambda, whose class belongs where it is.
static bool defaultsMove(const FunctionDecl *f) {
  auto holdsLambda = [](const Stmt *s, auto &&self) -> bool {
    return s && (isa<LambdaExpr>(s) || llvm::any_of(s->children(), [&](const Stmt *part) { return self(part, self); }));
  };
  return llvm::none_of(f->parameters(), [&](const ParmVarDecl *p) {
    return p->hasUninstantiatedDefaultArg() || p->hasUnparsedDefaultArg() ||
           (p->hasDefaultArg() && holdsLambda(p->getDefaultArg(), holdsLambda));
  });
}

std::string forwardDeclaration(const FunctionDecl *f, Placement &placed, const SourceText &text,
                               const ASTContext &context) {
  if (isa<CXXMethodDecl>(f) || f->isMain() || f->isExternC() || !f->isFirstDecl() ||
      f->getDeclaredReturnType()->getContainedAutoType())
    return "";
  const bool moves = defaultsMove(f);
  auto takeDefault = [&](const ParmVarDecl *p) {
    const TokenRange value = defaultArgument(p, text);
    return value.empty() || !moves ? "" : " " + placed.take(value);
  };
  return std::string(f->getStorageClass() == SC_Static ? "static " : "") + (f->isInlineSpecified() ? "inline " : "") +
         functionHeader(f, f->getNameAsString(), context, false, false, takeDefault) + ";\n";
}

std::string qualifyNames(const CXXDefaultArgExpr *argument, const FunctionDecl *at, const SourceText &text,
                         const ASTContext &context, Changes &into) {
  NamesInside names(at, text, context, into);
  names.TraverseStmt(const_cast<Expr *>(argument->getExpr()));
  return names.Hidden;
}

} // namespace perdure
