#include "Callees.h"

#include "Declarations.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace perdure {

std::string plainPath(const NamedDecl *d) {
  std::string out = d->getNameAsString();
  for (const DeclContext *c = d->getDeclContext(); c; c = c->getParent())
    if (const auto *around = dyn_cast<NamedDecl>(c)) out = around->getNameAsString() + "::" + out;
  return out;
}

namespace {

class Namer {
public:
  Namer(const ASTContext &context, Callees &to) : To(to), Policy(context.getLangOpts()) {
    Policy.AnonymousTagLocations = false; // they move with the text
    Policy.PrintCanonicalTypes = true;
  }
  /// "std::get<1, int, int> int &(std::pair<int, int> &)"
  const std::string &of(const FunctionDecl *f) {
    auto [at, isNew] = Known.try_emplace(f->getCanonicalDecl());
    if (!isNew) return at->second;
    std::string name;
    llvm::raw_string_ostream out(name);
    f->printQualifiedName(out, Policy);
    std::string arguments;
    if (const TemplateArgumentList *list = f->getTemplateSpecializationArgs()) {
      llvm::raw_string_ostream stream(arguments);
      printTemplateArgumentList(stream, list->asArray(), Policy);
    }
    if (arguments != "<>") out << arguments; // a pack without elements: a function that is no template stands for it
    out << ' ' << f->getType().getCanonicalType().getAsString(Policy);
    out.flush();
    To.plain.emplace(name, plainPath(f));
    return Known[f->getCanonicalDecl()] = std::move(name);
  }

private:
  Callees &To;
  PrintingPolicy Policy;
  llvm::DenseMap<const FunctionDecl *, std::string> Known;
};

class References : public RecursiveASTVisitor<References> {
public:
  References(Namer &names, std::multiset<std::string> &found) : Names(names), Found(found) {}
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *e) { return note(e->getDecl()); }
  bool VisitMemberExpr(MemberExpr *e) { return note(e->getMemberDecl()); }
  bool VisitCXXConstructExpr(CXXConstructExpr *e) { return note(e->getConstructor()); }
  bool VisitCXXNewExpr(CXXNewExpr *e) { return note(e->getOperatorNew()); }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *e) { return note(e->getOperatorDelete()); }
  bool TraverseLambdaExpr(LambdaExpr *e) { // its body is a function of its own
    for (Expr *init : e->capture_inits()) TraverseStmt(init);
    return true;
  }
  bool TraverseDecl(Decl *d) { // so are those of the members of local classes
    if (isa_and_nonnull<VarDecl, BindingDecl>(d)) return RecursiveASTVisitor::TraverseDecl(d);
    return true;
  }

private:
  Namer &Names;
  std::multiset<std::string> &Found;
  bool note(const ValueDecl *d) {
    if (const auto *f = dyn_cast_or_null<FunctionDecl>(d)) Found.insert(Names.of(f));
    return true;
  }
};

class Definitions : public OwnDeclarations<Definitions> {
public:
  Definitions(ASTContext &context, Callees &out)
      : OwnDeclarations(context.getSourceManager()), Names(context, out), Out(out) {}
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitFunctionDecl(FunctionDecl *f) {
    if (f->isDependentContext() || !f->doesThisDeclarationHaveABody()) return true;
    References references(Names, Out.of[Names.of(f)]);
    references.TraverseStmt(f->getBody());
    if (const auto *c = dyn_cast<CXXConstructorDecl>(f))
      for (const CXXCtorInitializer *init : c->inits()) references.TraverseStmt(init->getInit());
    return true;
  }
  bool VisitVarDecl(VarDecl *v) {
    if (v->isLocalVarDeclOrParm() || v->getDeclContext()->isDependentContext() || v->getType()->isDependentType() ||
        !v->getInit())
      return true;
    References(Names, Out.of[v->getQualifiedNameAsString()]).TraverseStmt(v->getInit());
    return true;
  }

private:
  Namer Names;
  Callees &Out;
};

} // namespace

Callees calleesOf(ASTContext &context) {
  Callees out;
  Definitions(context, out).TraverseDecl(context.getTranslationUnitDecl());
  return out;
}

std::set<std::string> differences(const Callees &before, const Callees &after) {
  std::set<std::string> out;
  const auto note = [&](const std::string &name) {
    for (const Callees *c : {&before, &after})
      if (const auto at = c->plain.find(name); at != c->plain.end()) out.insert(at->second);
  };
  static const std::multiset<std::string> none;
  for (const auto &[f, found] : before.of) {
    const auto at = after.of.find(f);
    const std::multiset<std::string> &now = at == after.of.end() ? none : at->second;
    if (now == found) continue;
    note(f);
    for (const std::string &callee : found)
      if (!now.count(callee)) note(callee);
    for (const std::string &callee : now)
      if (!found.count(callee)) note(callee);
  }
  return out;
}

} // namespace perdure
