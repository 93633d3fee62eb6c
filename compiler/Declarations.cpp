#include "Declarations.h"

#include "Discover.h"
#include "Lower.h"
#include "Names.h"
#include "RuntimeNames.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

#include <map>

using namespace clang;

namespace perdure {

bool isLambdaCall(const FunctionDecl *f) {
  const auto *method = dyn_cast<CXXMethodDecl>(f);
  return method && method->getParent()->isLambda();
}

const FunctionDecl *functionAround(const FunctionDecl *f) {
  while (f && isLambdaCall(f)) f = dyn_cast<FunctionDecl>(cast<CXXMethodDecl>(f)->getParent()->getDeclContext());
  return f;
}

std::vector<const NamespaceDecl *> namespacesOf(const DeclContext *context) {
  std::vector<const NamespaceDecl *> out;
  for (; context && !context->isTranslationUnit(); context = context->getParent())
    if (const auto *ns = dyn_cast<NamespaceDecl>(context)) out.insert(out.begin(), ns);
  return out;
}

std::string scopeOf(const DeclContext *context) {
  std::string out;
  for (const NamespaceDecl *ns : namespacesOf(context))
    if (!ns->isAnonymousNamespace()) out += ns->getNameAsString() + "::";
  return out;
}

std::string openNamespaces(const DeclContext *context) {
  std::string out;
  for (const NamespaceDecl *ns : namespacesOf(context))
    out += (ns->isInline() ? "inline namespace " : "namespace ") + ns->getNameAsString() + " { ";
  return out.empty() ? out : out + "\n";
}

std::string atGlobalScope(const DeclContext *context, const std::string &text) {
  if (text.empty()) return "";
  return std::string(namespacesOf(context).size(), '}') + "\n" + text + openNamespaces(context);
}
std::string closeNamespaces(const DeclContext *context) {
  size_t depth = namespacesOf(context).size();
  return depth ? std::string(depth, '}') + "\n" : "";
}

std::string withOwnLinkage(const Decl *beside, const std::string &text) {
  const DeclContext *at = beside->getLexicalDeclContext();
  if (text.empty() || !namespacesOf(at).empty()) return text;
  while (at && !isa<LinkageSpecDecl>(at)) at = at->getLexicalParent();
  const auto *block = cast_or_null<LinkageSpecDecl>(at);
  if (!block || !block->hasBraces() || block->getLanguage() != LinkageSpecLanguageIDs::C) return text;
  return "extern \"C++\" {\n" + text + "\n}\n";
}

const DeclContext *namespaceOf(const DeclContext *context) {
  while (context && !context->isNamespace() && !context->isTranslationUnit()) context = context->getParent();
  return context;
}

std::string announced(const Decl *d) {
  const auto *record = dyn_cast<CXXRecordDecl>(d);
  if (!record || !record->getIdentifier() || record->getDescribedClassTemplate() ||
      isa<ClassTemplateSpecializationDecl>(record))
    return "";
  return record->getKindName().str() + " " + record->getNameAsString() + ";\n";
}

std::string announcedArguments(const FunctionDecl *instance) {
  std::string out;
  auto announceAll = [&](llvm::ArrayRef<TemplateArgument> arguments) {
    for (const TemplateArgument &a : arguments) {
      if (a.getKind() != TemplateArgument::Type) continue;
      const CXXRecordDecl *record = a.getAsType()->getAsCXXRecordDecl();
      if (!record || record->isLambda() || !record->getDeclContext()->getRedeclContext()->isFileContext()) continue;
      if (record->getASTContext().getSourceManager().isInSystemHeader(record->getLocation())) continue;
      if (std::string text = announced(record); !text.empty())
        out += openNamespaces(record->getDeclContext()) + text + closeNamespaces(record->getDeclContext());
    }
  };
  if (const TemplateArgumentList *list = instance->getTemplateSpecializationArgs()) announceAll(list->asArray());
  for (const DeclContext *c = instance->getDeclContext(); c && c->isRecord(); c = c->getParent())
    if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(c)) announceAll(s->getTemplateArgs().asArray());
  return out;
}

std::string plainName(const FunctionDecl *f) {
  if (f->isMain()) return names::mainName;
  if (const auto *c = dyn_cast<CXXConversionDecl>(f)) return "to_" + c->getConversionType().getAsString();
  if (f->getOverloadedOperator() != OO_None) {
    static const std::map<OverloadedOperatorKind, const char *> words{{OO_Plus, "plus"},
                                                                      {OO_Minus, "minus"},
                                                                      {OO_Star, "times"},
                                                                      {OO_Slash, "divide"},
                                                                      {OO_Percent, "modulo"},
                                                                      {OO_EqualEqual, "equal"},
                                                                      {OO_ExclaimEqual, "differ"},
                                                                      {OO_Less, "less"},
                                                                      {OO_Greater, "greater"},
                                                                      {OO_LessEqual, "at_most"},
                                                                      {OO_GreaterEqual, "at_least"},
                                                                      {OO_Equal, "assign"},
                                                                      {OO_PlusPlus, "increment"},
                                                                      {OO_MinusMinus, "decrement"},
                                                                      {OO_Subscript, "at"},
                                                                      {OO_Call, "call"},
                                                                      {OO_LessLess, "shift_left"},
                                                                      {OO_GreaterGreater, "shift_right"},
                                                                      {OO_Arrow, "arrow"},
                                                                      {OO_PlusEqual, "add"},
                                                                      {OO_MinusEqual, "subtract"},
                                                                      {OO_StarEqual, "multiply_by"}};
    auto at = words.find(f->getOverloadedOperator());
    return std::string("operator_") + (at == words.end() ? "call" : at->second);
  }
  return f->getNameAsString();
}

bool isInstance(const FunctionDecl *f) {
  TemplateSpecializationKind kind = f->getTemplateSpecializationKind();
  return kind == TSK_ImplicitInstantiation || kind == TSK_ExplicitInstantiationDefinition ||
         kind == TSK_ExplicitInstantiationDeclaration;
}

std::string specialisedPrefix(const CXXRecordDecl *record) {
  std::string out;
  for (const DeclContext *c = record; c && c->isRecord(); c = c->getParent())
    if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(c);
        s && s->getSpecializationKind() != TSK_ExplicitSpecialization)
      out += "template <> ";
  return out;
}

const CXXRecordDecl *outermostClass(const CXXRecordDecl *record) {
  while (const auto *outer = dyn_cast<CXXRecordDecl>(record->getLexicalDeclContext())) record = outer;
  return record;
}

bool madeOfLocal(QualType type, bool unnamed) {
  type = type.getCanonicalType();
  while (!type->getPointeeType().isNull()) type = type->getPointeeType().getCanonicalType();
  if (const auto *function = type->getAs<FunctionProtoType>())
    return madeOfLocal(function->getReturnType(), unnamed) ||
           llvm::any_of(function->param_types(), [&](QualType p) { return madeOfLocal(p, unnamed); });
  const TagDecl *tag = type->getBaseElementTypeUnsafe()->getAsTagDecl();
  if (!tag || (unnamed && givenName(tag))) return false;
  if (tag->getDeclContext()->getRedeclContext()->isFunctionOrMethod()) return true;
  if (const auto *record = dyn_cast<CXXRecordDecl>(tag); record && record->isLambda()) return true;
  auto argument = [&](const TemplateArgument &a, auto &&self) -> bool {
    if (a.getKind() == TemplateArgument::Type) return madeOfLocal(a.getAsType(), unnamed);
    if (a.getKind() == TemplateArgument::Pack)
      return llvm::any_of(a.pack_elements(), [&](const TemplateArgument &part) { return self(part, self); });
    return false;
  };
  for (const DeclContext *c = tag; c && c->isRecord(); c = c->getParent())
    if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(c))
      for (const TemplateArgument &a : s->getTemplateArgs().asArray())
        if (argument(a, argument)) return true;
  return false;
}

bool deducesLocal(const FunctionDecl *f) {
  return isa<CXXMethodDecl>(f) && !isLambdaCall(f) && f->getLexicalDeclContext()->isRecord() && !isInstance(f) &&
         f->getDeclaredReturnType()->getContainedAutoType() && madeOfLocal(f->getReturnType());
}

SourceLocation instantiatedAt(const FunctionDecl *f) {
  if (f->getTemplateSpecializationKind() == TSK_ExplicitInstantiationDefinition) {
    if (const auto *method = dyn_cast<CXXMethodDecl>(f))
      if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(method->getParent());
          s && s->getSpecializationKind() == TSK_ExplicitInstantiationDefinition)
        return s->getPointOfInstantiation();
    return f->getPointOfInstantiation();
  }
  return {};
}

namespace {
class Mentioned : public RecursiveASTVisitor<Mentioned> {
public:
  llvm::SetVector<const FunctionDecl *> Found;
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *e) { return note(e->getDecl()); }
  bool VisitMemberExpr(MemberExpr *e) { return note(e->getMemberDecl()); }
  bool VisitCXXConstructExpr(CXXConstructExpr *e) {
    noteEnd(e->getType());
    return note(e->getConstructor());
  }
  bool VisitCXXBindTemporaryExpr(CXXBindTemporaryExpr *e) {
    noteEnd(e->getType());
    return true;
  }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *e) {
    noteEnd(e->getDestroyedType());
    return true;
  }
  void noteEnd(QualType type) {
    const CXXRecordDecl *record =
        type.isNull() || type->isDependentType() ? nullptr : type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (record && record->hasDefinition())
      if (const CXXDestructorDecl *d = record->getDestructor()) note(d);
  }
  void definition(const FunctionDecl *f) {
    for (const ParmVarDecl *p : f->parameters())
      if (p->hasDefaultArg() && !p->hasUninstantiatedDefaultArg() && !p->hasUnparsedDefaultArg())
        TraverseStmt(const_cast<Expr *>(p->getDefaultArg()));
    TraverseStmt(f->getBody());
    if (const auto *c = dyn_cast<CXXConstructorDecl>(f))
      for (const CXXCtorInitializer *init : c->inits())
        if (init->getInit()) TraverseStmt(init->getInit());
    if (!isa<CXXConstructorDecl, CXXDestructorDecl>(f)) return;
    const CXXRecordDecl *record = cast<CXXMethodDecl>(f)->getParent();
    for (const CXXBaseSpecifier &base : record->bases()) noteEnd(base.getType());
    for (const FieldDecl *field : record->fields()) noteEnd(field->getType());
  }

private:
  llvm::SmallPtrSet<const VarDecl *, 8> Variables;
  bool note(const ValueDecl *d) {
    if (const auto *f = dyn_cast<FunctionDecl>(d)) Found.insert(f->getCanonicalDecl());
    // An instance's initialiser is read where the instance is used first; std::visit's tables of functions are such.
    if (const auto *v = dyn_cast<VarDecl>(d); v && isTemplateInstantiation(v->getTemplateSpecializationKind()))
      if (const VarDecl *made = v->getInitializingDeclaration(); made && Variables.insert(made).second)
        TraverseStmt(const_cast<Expr *>(made->getInit()));
    return true;
  }
};

} // namespace

llvm::SetVector<const FunctionDecl *> mentioned(const Expr *initialiser) {
  Mentioned finder;
  finder.TraverseStmt(const_cast<Expr *>(initialiser));
  return std::move(finder.Found);
}

llvm::SetVector<const FunctionDecl *> mentioned(const FunctionDecl *definition) {
  Mentioned finder;
  finder.definition(definition);
  return std::move(finder.Found);
}

std::string specialisedArguments(const TemplateArgumentList &list, const ASTContext &C) {
  std::string out;
  for (const TemplateArgument &a : list.asArray()) {
    std::string text;
    if (a.getKind() == TemplateArgument::Type) {
      text = named(declarator(a.getAsType(), C), "");
    } else if (a.getKind() == TemplateArgument::Integral) {
      text = "static_cast<" + named(declarator(a.getIntegralType(), C), "") + ">(" +
             llvm::toString(a.getAsIntegral(), 10) + ")";
    } else {
      llvm::raw_string_ostream stream(text);
      PrintingPolicy policy(C.getLangOpts());
      policy.FullyQualifiedName = true;
      a.print(policy, stream, true);
      stream.flush();
    }
    out += (out.empty() ? "" : ", ") + text;
  }
  return "<" + out + ">";
}

std::string specialisedArguments(const FunctionDecl *f, const ASTContext &C) {
  const TemplateArgumentList *list = f->getTemplateSpecializationArgs();
  if (!list || isa<CXXConversionDecl, CXXConstructorDecl>(f)) return "";
  return specialisedArguments(*list, C);
}

bool hasNamesake(const FunctionDecl *f, const ASTContext &C) {
  const DeclContext *unit = C.getTranslationUnitDecl();
  if (!f->getPrimaryTemplate() || !f->getDeclContext()->Equals(unit)) return false;
  return llvm::any_of(unit->using_directives(), [&](const UsingDirectiveDecl *shown) {
    return llvm::any_of(shown->getNominatedNamespace()->lookup(f->getDeclName()),
                        [](const NamedDecl *d) { return isa<FunctionTemplateDecl>(d); });
  });
}

std::string inlineDeclaration(const FunctionDecl *d, const Function &f, const ASTContext &C) {
  std::function<bool(const Stmt *)> calls = [&](const Stmt *s) {
    if (const auto *call = dyn_cast<CallExpr>(s);
        call && call->getDirectCallee() && call->getDirectCallee()->getCanonicalDecl() == d->getCanonicalDecl())
      return true;
    bool found = false;
    forEachEvaluatedChild(s, [&](const Stmt *child) { found |= calls(child); });
    return found;
  };
  if (f.isMain || f.result == Function::Class || isa<CXXMethodDecl>(d) || d->isExternC() ||
      d->getDeclaredReturnType()->getContainedAutoType() ||
      d->getDeclContext()->getPrimaryContext() != d->getLexicalDeclContext()->getPrimaryContext() ||
      !calls(d->getBody()))
    return {};
  std::string parameters;
  for (const ParmVarDecl *p : d->parameters())
    parameters += (parameters.empty() ? "" : ", ") + named(declarator(p->getType(), C), "");
  const auto *type = d->getType()->getAs<FunctionProtoType>();
  return std::string(d->getStorageClass() == SC_Static ? "static " : "") + "inline __attribute__((used)) " +
         named(f.resultDeclarator, d->getNameAsString() + "(" + parameters + ")") +
         (type && type->isNothrow() ? " noexcept" : "") + ";\n";
}

bool madeOfGiven(const FunctionDecl *f, const ASTContext &C, llvm::function_ref<bool(const TagDecl *)> wanted) {
  if (anyGivenName(f->getType(), wanted)) return true;
  const auto *method = dyn_cast<CXXMethodDecl>(f);
  if (method && anyGivenName(C.getRecordType(method->getParent()), wanted)) return true;
  const TemplateArgumentList *list = f->getTemplateSpecializationArgs();
  return list && llvm::any_of(list->asArray(), [&](const TemplateArgument &a) {
           return a.getKind() == TemplateArgument::Type && anyGivenName(a.getAsType(), wanted);
         });
}

const FunctionDecl *writtenIn(const FunctionDecl *f) {
  const auto *method = dyn_cast<CXXMethodDecl>(f);
  const auto *in =
      method ? dyn_cast<FunctionDecl>(outermostClass(method->getParent())->getDeclContext()->getRedeclContext())
             : nullptr;
  return in ? functionAround(in) : nullptr;
}

bool isFriend(const NamedDecl *declared, const FunctionDecl *d, const CXXRecordDecl *record) {
  if (const auto *t = dyn_cast<FunctionTemplateDecl>(declared)) declared = t->getTemplatedDecl();
  const FunctionDecl *pattern = d->getTemplateInstantiationPattern() ? d->getTemplateInstantiationPattern() : d;
  if (!isa<FunctionDecl>(declared)) return false;
  return declared->getCanonicalDecl() == pattern->getCanonicalDecl() ||
         (record->isDependentContext() && declared->getDeclName() == d->getDeclName());
}

static void collectDestructors(const DeclContext *context, const SourceManager &sources,
                               std::vector<const CXXDestructorDecl *> &found) {
  for (const Decl *d : context->decls()) {
    if (const auto *t = dyn_cast<ClassTemplateDecl>(d)) d = t->getTemplatedDecl();
    if (isa<NamespaceDecl, LinkageSpecDecl>(d)) {
      collectDestructors(cast<DeclContext>(d), sources, found);
      continue;
    }
    const auto *destructor = dyn_cast<CXXDestructorDecl>(d);
    if ((!destructor && !isa<CXXRecordDecl>(d)) || sources.isInSystemHeader(sources.getExpansionLoc(d->getLocation())))
      continue;
    if (!destructor)
      collectDestructors(cast<CXXRecordDecl>(d), sources, found);
    else if (!destructor->isImplicit())
      found.push_back(destructor);
  }
}

std::vector<const CXXDestructorDecl *> ownDestructors(const ASTContext &context) {
  std::vector<const CXXDestructorDecl *> found;
  collectDestructors(context.getTranslationUnitDecl(), context.getSourceManager(), found);
  return found;
}

} // namespace perdure
