#include "Aliases.h"

#include "Declarations.h"
#include "Hoist.h"
#include "Lower.h"
#include "Statics.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace perdure {

static void alias(const NamedDecl *parameter, const TemplateArgument &argument, const ASTContext &C, Function &f) {
  if (!parameter->getIdentifier() || parameter->getName().contains(':')) return; // of `auto`
  const std::string name = parameter->getNameAsString();
  if (argument.getKind() == TemplateArgument::Type)
    f.aliases.push_back("using " + name + " [[maybe_unused]] = " + named(declarator(argument.getAsType(), C), "") +
                        ";");
  else if (argument.getKind() == TemplateArgument::Integral)
    f.aliases.push_back("[[maybe_unused]] constexpr " + named(declarator(argument.getIntegralType(), C), name) +
                        " = static_cast<" + named(declarator(argument.getIntegralType(), C), "") + ">(" +
                        llvm::toString(argument.getAsIntegral(), 10) + ");");
  else if (argument.getKind() == TemplateArgument::StructuralValue && argument.getAsStructuralValue().isFloat()) {
    llvm::SmallString<32> digits;
    argument.getAsStructuralValue().getFloat().toString(digits, 40);
    const std::string type = named(declarator(argument.getStructuralValueType().getUnqualifiedType(), C), "");
    f.aliases.push_back("[[maybe_unused]] constexpr " + type + " " + name + " = static_cast<" + type + ">(" +
                        std::string(digits) + "L);");
  } else if (argument.getKind() == TemplateArgument::Declaration)
    if (const ValueDecl *target = argument.getAsDecl(); isa<FunctionDecl, FieldDecl>(target))
      f.aliases.push_back("[[maybe_unused]] constexpr " + named(declarator(argument.getParamTypeForDecl(), C), name) +
                          " = &" + target->getQualifiedNameAsString() + ";");
}

static void aliasParametersOf(const FunctionDecl *of, const ASTContext &C, Function &f) {
  if (const FunctionTemplateDecl *t = of->getPrimaryTemplate();
      t && of->getTemplateSpecializationKind() != TSK_ExplicitSpecialization) {
    const FunctionTemplateDecl *pattern = t;
    while (pattern->getInstantiatedFromMemberTemplate()) pattern = pattern->getInstantiatedFromMemberTemplate();
    const TemplateArgumentList *arguments = of->getTemplateSpecializationArgs();
    for (unsigned k = 0; k < arguments->size() && k < pattern->getTemplateParameters()->size(); ++k)
      alias(pattern->getTemplateParameters()->getParam(k), arguments->get(k), C, f);
  }
  for (const DeclContext *c = of->getDeclContext(); c && c->isRecord(); c = c->getParent())
    if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(c);
        s && s->getSpecializationKind() != TSK_ExplicitSpecialization) {
      auto from = s->getSpecializedTemplateOrPartial();
      if (auto *partial = from.dyn_cast<ClassTemplatePartialSpecializationDecl *>()) {
        const TemplateArgumentList &arguments = s->getTemplateInstantiationArgs();
        for (unsigned k = 0; k < arguments.size() && k < partial->getTemplateParameters()->size(); ++k)
          alias(partial->getTemplateParameters()->getParam(k), arguments.get(k), C, f);
      } else {
        for (unsigned k = 0; k < s->getTemplateArgs().size(); ++k) {
          const TemplateParameterList *list = s->getSpecializedTemplate()->getTemplateParameters();
          if (k < list->size()) alias(list->getParam(k), s->getTemplateArgs().get(k), C, f);
        }
      }
    }
}

void aliasTemplateParameters(const FunctionDecl *f, const ASTContext &C, Function &into, bool own) {
  for (const FunctionDecl *at = f; at;) {
    if (own || at != f) aliasParametersOf(at, C, into);
    at = isLambdaCall(at) ? dyn_cast<FunctionDecl>(cast<CXXMethodDecl>(at)->getParent()->getDeclContext()) : nullptr;
  }
}

void spellTemplateParameters(const FunctionDecl *f, TokenRange where, const SourceText &text, const ASTContext &C,
                             Changes &into) {
  Function declared;
  aliasParametersOf(f, C, declared);
  for (llvm::StringRef one : declared.aliases) { // "using T [[maybe_unused]] = int;", "... constexpr int n = 3;"
    auto [left, right] = one.split(" = ");
    left.consume_back(" [[maybe_unused]]");
    llvm::StringRef name = left.substr(left.find_last_of(" *&") + 1);
    for (unsigned k = where.begin; k < where.end; ++k)
      if (text.token(k) == name && text.token(k - 1) != "." && text.token(k - 1) != "->" && text.token(k - 1) != "::")
        into.replace({k, k + 1}, right.drop_back().str());
  }
}

namespace {
class OuterNames : public RecursiveASTVisitor<OuterNames> {
public:
  const DeclContext *Inside;
  llvm::SetVector<const TypeDecl *> Found;
  llvm::SetVector<const VarDecl *> Statics;
  bool VisitDeclRefExpr(DeclRefExpr *e) {
    if (const auto *v = dyn_cast<VarDecl>(e->getDecl());
        v && v->isStaticLocal() && !Inside->Encloses(v->getDeclContext()))
      Statics.insert(v);
    return true;
  }
  bool VisitTypedefTypeLoc(TypedefTypeLoc l) { return note(l.getTypedefNameDecl()); }
  bool VisitTagTypeLoc(TagTypeLoc l) { return note(l.getDecl()); }
  bool note(const TypeDecl *d) {
    if (d->getDeclContext()->getRedeclContext()->isFunctionOrMethod() && !Inside->Encloses(d->getDeclContext()) &&
        !d->getDeclContext()->isDependentContext()) // what an instance spells may lead to its pattern's own
      Found.insert(d);
    return true;
  }
};
} // namespace

std::vector<const VarDecl *> staticsNamedIn(const HoistedTypes &types) {
  OuterNames finder;
  for (const HoistedType &t : types.types) {
    const auto *record = t.lambda ? nullptr : dyn_cast<CXXRecordDecl>(t.type);
    if (!record) continue;
    finder.Inside = record;
    finder.TraverseDecl(const_cast<CXXRecordDecl *>(record));
  }
  return {finder.Statics.begin(), finder.Statics.end()};
}

/// `using A::f;` and its kin as they are in scope around a lambda, written so that they mean the same anywhere.
static std::vector<std::string> broughtAround(const CXXRecordDecl *lambda) {
  std::vector<std::string> found;
  const auto *outer = dyn_cast<FunctionDecl>(lambda->getDeclContext());
  if (!outer || !outer->hasBody()) return found;
  if (isLambdaCall(outer)) found = broughtAround(cast<CXXMethodDecl>(outer)->getParent());
  PrintingPolicy policy(lambda->getASTContext().getLangOpts());
  policy.SuppressUnwrittenScope = true;
  auto nameOf = [&](const NamedDecl *d) {
    std::string name = "::";
    llvm::raw_string_ostream to(name);
    d->printQualifiedName(to, policy);
    return name;
  };
  auto note = [&](const Decl *d) {
    if (const auto *whole = dyn_cast<UsingDirectiveDecl>(d))
      found.push_back("using namespace " + nameOf(whole->getNominatedNamespace()) + ";");
    else if (const auto *one = dyn_cast<UsingDecl>(d); one && one->shadow_begin() != one->shadow_end())
      found.push_back("using " + nameOf((*one->shadow_begin())->getTargetDecl()) + ";");
    else if (const auto *other = dyn_cast<NamespaceAliasDecl>(d))
      found.push_back("namespace " + other->getNameAsString() + " = " + nameOf(other->getNamespace()) + ";");
    else if (const auto *names = dyn_cast<UsingEnumDecl>(d))
      found.push_back("using enum " + nameOf(names->getEnumDecl()) + ";");
  };
  std::function<bool(const Stmt *)> walk = [&](const Stmt *s) {
    if (!s) return false;
    if (const auto *e = dyn_cast<LambdaExpr>(s); e && e->getLambdaClass() == lambda) return true;
    const size_t around = found.size();
    for (const Stmt *child : s->children())
      if (walk(child)) return true;
    if (!isa<DeclStmt>(s)) found.resize(around);
    if (const auto *d = dyn_cast<DeclStmt>(s))
      for (const Decl *one : d->decls()) note(one);
    return false;
  };
  if (!walk(outer->getBody())) found.clear();
  return found;
}

void aliasLocalNames(const CXXMethodDecl *call, const Statics &Static, const ASTContext &C, Function &f) {
  OuterNames finder;
  finder.Inside = call;
  finder.TraverseStmt(call->getBody());
  for (const VarDecl *v : finder.Statics)
    if (const std::string access = Static.access(v); !access.empty())
      f.aliases.push_back(
          "[[maybe_unused]] " +
          named(declarator(C.getLValueReferenceType(v->getType().getNonReferenceType()), C), v->getNameAsString()) +
          " = " + access + ";");
  for (std::string &names : broughtAround(call->getParent())) f.aliases.push_back(std::move(names));
  for (const TypeDecl *d : finder.Found)
    if (d->getIdentifier())
      f.aliases.push_back("using " + d->getNameAsString() +
                          " [[maybe_unused]] = " + named(declarator(C.getTypeDeclType(d), C), "") + ";");
}

} // namespace perdure
