#include "Unpack.h"

#include "Callees.h"
#include "Declarations.h"
#include "Tokens.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"

#include <algorithm>
#include <map>
#include <set>

using namespace clang;

namespace perdure {
namespace {

using Sizes = std::map<std::string, unsigned>;   ///< of packs, by name
using Indices = std::map<std::string, unsigned>; ///< which element stands for a pack

/// Where a template's text has to change: expansions, folds and their kin. Found once in the pattern.
struct Site {
  enum Kind { Expansion, Parameter, Fold, SizeOf, Choice };
  Kind kind;
  TokenRange range;
  Site(Kind k, TokenRange r) : kind(k), range(r) {}
  // Fold
  TokenRange pattern, init;
  std::string op;
  bool right = false;
  // SizeOf
  std::string pack;
  const IfStmt *choice = nullptr; ///< `if constexpr`
};

class Sites : public RecursiveASTVisitor<Sites> {
public:
  Sites(const SourceText &text, std::vector<Site> &out) : T(text), Out(out) {}
  bool VisitPackExpansionExpr(PackExpansionExpr *e) { return expansion(e->getSourceRange()); }
  bool VisitPackExpansionTypeLoc(PackExpansionTypeLoc l) {
    TokenRange r = T.range(l.getSourceRange());
    while (r.begin > 0 && (T.token(r.begin - 1) == "const" || T.token(r.begin - 1) == "volatile" ||
                           T.token(r.begin - 1) == "typename"))
      --r.begin;
    return add({Site::Expansion, r});
  }
  bool VisitParmVarDecl(ParmVarDecl *p) {
    if (p->isParameterPack()) Packs.push_back(p);
    return !p->isParameterPack() || add({Site::Parameter, T.range(p->getSourceRange())});
  }
  bool VisitSizeOfPackExpr(SizeOfPackExpr *e) {
    Site s(Site::SizeOf, T.range(e->getSourceRange()));
    s.pack = e->getPack()->getNameAsString();
    return add(std::move(s));
  }
  bool VisitCXXFoldExpr(CXXFoldExpr *e) {
    Site s(Site::Fold, T.range({e->getLParenLoc(), e->getRParenLoc()}));
    s.pattern = T.range(e->getPattern()->getSourceRange());
    if (e->getInit()) s.init = T.range(e->getInit()->getSourceRange());
    s.op = BinaryOperator::getOpcodeStr(e->getOperator()).str();
    s.right = e->isRightFold();
    return add(std::move(s));
  }
  bool VisitIfStmt(IfStmt *s) {
    if (!s->isConstexpr()) return true;
    Site site(Site::Choice, T.range(s->getSourceRange()));
    site.choice = s;
    return add(std::move(site));
  }
  bool TraverseLambdaExpr(LambdaExpr *e) {
    for (const LambdaCapture &c : e->captures()) {
      if (!c.isPackExpansion()) continue;
      Supported &= c.capturesVariable() && !e->isInitCapture(&c);
      TokenRange r = T.range({c.getLocation(), c.getEllipsisLoc()});
      if (r.begin > 0 && T.token(r.begin - 1) == "&") --r.begin;
      add({Site::Expansion, r});
    }
    return RecursiveASTVisitor::TraverseLambdaExpr(e);
  }
  bool TraverseConstructorInitializer(CXXCtorInitializer *i) {
    if (i->isPackExpansion()) expansion({i->getSourceRange().getBegin(), i->getEllipsisLoc()});
    return RecursiveASTVisitor::TraverseConstructorInitializer(i);
  }
  bool VisitCXXRecordDecl(CXXRecordDecl *r) {
    if (!r->isThisDeclarationADefinition()) return true;
    for (const CXXBaseSpecifier &b : r->bases())
      if (b.isPackExpansion()) expansion({b.getBeginLoc(), b.getEllipsisLoc()});
    return true;
  }
  bool VisitUnresolvedUsingValueDecl(UnresolvedUsingValueDecl *) { return unsupported(); }
  bool TraverseTemplateArgumentLoc(const TemplateArgumentLoc &a) {
    Supported &= a.getArgument().getKind() != TemplateArgument::TemplateExpansion;
    return RecursiveASTVisitor::TraverseTemplateArgumentLoc(a);
  }
  bool Supported = true;
  std::vector<const ParmVarDecl *> Packs; ///< of lambdas inside, too

private:
  const SourceText &T;
  std::vector<Site> &Out;
  bool unsupported() {
    Supported = false;
    return true;
  }
  bool expansion(SourceRange r) { return add({Site::Expansion, T.range(r)}); }
  bool add(Site s) {
    if (s.range.empty() || (s.kind == Site::Expansion && T.token(s.range.end - 1) != "...")) return unsupported();
    Out.push_back(std::move(s));
    return true;
  }
};

/// One template, and the numbers of elements that its packs have in its instances.
struct Template {
  const Decl *pattern = nullptr; ///< a FunctionTemplateDecl or a ClassTemplateDecl
  std::set<std::vector<unsigned>> sizes;
  std::vector<const NamedDecl *> packs;
};

using Packs = std::vector<std::pair<unsigned, const NamedDecl *>>; ///< with their places in the list

class Unpacking {
public:
  Unpacking(CompilerInstance &compiler, const syntax::TokenBuffer &tokens, const Policy &policy,
            const UnpackLimits &limits)
      : Limits(limits), CI(compiler), C(compiler.getASTContext()), SM(compiler.getSourceManager()), Opt(policy),
        T(tokens, compiler.getPreprocessor()) {}

  std::optional<std::string> run() {
    Finder(*this).TraverseDecl(C.getTranslationUnitDecl());
    for (const FunctionTemplateDecl *t : Functions) functionTemplate(t);
    if (Limits.classes)
      for (const auto &[pattern, parameters] : Classes) classTemplate(pattern, parameters);
    if (Insertions.empty()) return std::nullopt;
    std::string out;
    const llvm::StringRef file = SM.getBufferData(SM.getMainFileID());
    unsigned at = 0;
    for (const auto &[offset, texts] : Insertions) {
      const auto gone = Deletions.find(offset);
      const unsigned end = gone == Deletions.end() ? offset : gone->second;
      if (end > at) out += file.substr(at, end - at);
      for (const std::string &text : texts) out += text;
      at = offset;
      out += "\n" + lineDirective(place(offset)) + "\n";
    }
    out += file.substr(at);
    return out;
  }

private:
  const UnpackLimits &Limits;
  CompilerInstance &CI;
  ASTContext &C;
  const SourceManager &SM;
  const Policy &Opt;
  SourceText T;
  std::vector<const FunctionTemplateDecl *> Functions;
  /// Templates of classes and their partial specialisations, as they are defined.
  std::vector<std::pair<const CXXRecordDecl *, const TemplateParameterList *>> Classes;
  std::vector<const ParmVarDecl *> Parameters;             ///< packs of the template at hand
  std::map<unsigned, std::vector<std::string>> Insertions; ///< into the main file, by offset
  std::map<unsigned, unsigned> Deletions;                  ///< before an insertion, from where on

  SourceLocation place(unsigned offset) const {
    return SM.getLocForStartOfFile(SM.getMainFileID()).getLocWithOffset(int(offset));
  }

  std::string lineDirective(SourceLocation at) const {
    const PresumedLoc p = SM.getPresumedLoc(at);
    std::string name;
    for (const char *c = p.getFilename(); *c; ++c) name += (*c == '"' || *c == '\\' ? "\\" : "") + std::string(1, *c);
    return "#line " + std::to_string(p.getLine()) + " \"" + name + "\"";
  }

  class Finder : public OwnDeclarations<Finder> {
  public:
    explicit Finder(Unpacking &of) : OwnDeclarations(of.SM), U(of) {}
    bool shouldVisitTemplateInstantiations() const { return false; }
    bool VisitFunctionTemplateDecl(FunctionTemplateDecl *t) {
      if (t->isCanonicalDecl()) U.Functions.push_back(t);
      return true;
    }
    bool VisitClassTemplateDecl(ClassTemplateDecl *t) {
      if (t->isThisDeclarationADefinition()) U.Classes.emplace_back(t->getTemplatedDecl(), t->getTemplateParameters());
      return true;
    }
    bool VisitClassTemplatePartialSpecializationDecl(ClassTemplatePartialSpecializationDecl *d) {
      if (d->isThisDeclarationADefinition()) U.Classes.emplace_back(d, d->getTemplateParameters());
      return true;
    }

  private:
    Unpacking &U;
  };

  // ---- which templates ----

  bool stays(const NamedDecl *pattern) const {
    const std::string name = plainPath(pattern);
    return llvm::any_of(Limits.left, [&](llvm::StringRef left) {
      return left.consume_front(name) && (left.empty() || left.starts_with("::"));
    });
  }

  static bool mentions(QualType type, const NamedDecl *pack) {
    class Search : public RecursiveASTVisitor<Search> {
    public:
      const NamedDecl *Wanted;
      bool Found = false;
      bool VisitTemplateTypeParmType(TemplateTypeParmType *t) {
        const auto *p = dyn_cast<TemplateTypeParmDecl>(Wanted);
        Found |= p && t->getDepth() == p->getDepth() && t->getIndex() == p->getIndex();
        return true;
      }
      bool VisitDeclRefExpr(DeclRefExpr *e) {
        Found |= e->getDecl() == Wanted;
        return true;
      }
    } search;
    search.Wanted = pack;
    search.TraverseType(type);
    return search.Found;
  }

  bool wanted(const FunctionDecl *f) const {
    if (f->isConstexpr() || f->isVariadic() || isa<CXXConstructorDecl, CXXDestructorDecl, CXXDeductionGuideDecl>(f))
      return false;
    return Opt.all || isAnnotated(f);
  }

  std::string unusedNames(const Sizes &sizes) const {
    IdentifierTable &known = CI.getPreprocessor().getIdentifierTable();
    for (std::string between = "_";; between += "_") {
      const bool taken = llvm::any_of(sizes, [&](const auto &pack) {
        for (unsigned k = 0; k < pack.second; ++k)
          if (known.find(pack.first + between + std::to_string(k)) != known.end()) return true;
        return false;
      });
      if (!taken) return between;
    }
  }

  void functionTemplate(const FunctionTemplateDecl *canonical) {
    const FunctionDecl *pattern = canonical->getTemplatedDecl();
    const FunctionDecl *definition = nullptr;
    if (!pattern->isDefined(definition) || !definition->doesThisDeclarationHaveABody()) return;
    const auto *method = dyn_cast<CXXMethodDecl>(pattern);
    if ((method && method->getParent()->isLambda()) || stays(pattern)) return;
    const FunctionTemplateDecl *t = definition->getDescribedFunctionTemplate();
    if (!t || !wanted(definition) || (!isAnnotated(definition) && !isAnnotated(pattern) && !Opt.all)) return;
    Packs packs;
    const auto told = [&](const NamedDecl *p) {
      return llvm::any_of(definition->parameters(), [&](const ParmVarDecl *v) { return mentions(v->getType(), p); });
    };
    const TemplateParameterList *parameters = t->getTemplateParameters();
    for (unsigned k = 0; k < parameters->size(); ++k)
      if (const NamedDecl *p = parameters->getParam(k); p->isTemplateParameterPack()) {
        if (isa<TemplateTemplateParmDecl>(p)) return;
        if (!told(p)) return;
        packs.emplace_back(k, p);
      }
    if (packs.empty()) return;
    std::set<std::vector<unsigned>> sizes;
    std::map<std::vector<unsigned>, std::vector<const FunctionDecl *>> instances;
    bool any = false, replaces = true;
    const auto instance = [&](const FunctionDecl *f) {
      replaces &= f->getTemplateSpecializationKind() == TSK_ImplicitInstantiation ||
                  f->getTemplateSpecializationKind() == TSK_Undeclared;
      if (f->getTemplateSpecializationKind() == TSK_ExplicitSpecialization) return;
      const FunctionDecl *body = nullptr;
      if (!f->isDefined(body) && !f->isReferenced()) return; // a candidate for some call, and no more
      any |= body != nullptr;
      std::vector<unsigned> n;
      for (const auto &[k, p] : packs) {
        const TemplateArgument &a = f->getTemplateSpecializationArgs()->get(k);
        if (a.getKind() != TemplateArgument::Pack) return;
        n.push_back(a.pack_size());
      }
      auto &bodies = instances[n];
      if (body) bodies.push_back(body);
    };
    for (const FunctionDecl *f : canonical->specializations()) instance(f);
    // Of a class template's member: each instance of the class has a template of its own.
    for (const FunctionTemplateDecl *other : memberTemplates(canonical))
      for (const FunctionDecl *f : other->specializations()) instance(f);
    if (!any) return;

    bool inHeader = false;
    for (const RedeclarableTemplateDecl *d : canonical->redecls()) {
      if (d->getLocation().isMacroID() || d->getBeginLoc().isMacroID() || d->getEndLoc().isMacroID()) return;
      if (head(cast<FunctionTemplateDecl>(d)).empty() || d->getFriendObjectKind() != Decl::FOK_None) return;
      inHeader |= SM.getFileID(d->getLocation()) != SM.getMainFileID();
    }
    if (inHeader && !definition->getLexicalDeclContext()->isFileContext()) return;
    // The template itself goes, if its text can: compilers do not agree on which one `template <> void add<Ball,
    // int>(int)` specialises, where Ball is for a parameter that arguments do not tell.
    replaces &= !inHeader;
    if (!replaces && !llvm::all_of(*parameters, told)) return;
    std::vector<Site> sites;
    Sites visitor(T, sites);
    std::vector<FunctionTemplateDecl *> declarations;
    for (RedeclarableTemplateDecl *d : canonical->redecls()) declarations.push_back(cast<FunctionTemplateDecl>(d));
    llvm::sort(declarations,
               [&](auto *x, auto *y) { return SM.isBeforeInTranslationUnit(x->getLocation(), y->getLocation()); });
    for (FunctionTemplateDecl *d : declarations) visitor.TraverseDecl(d);
    if (!visitor.Supported) return;
    Parameters = visitor.Packs;
    const bool first = declarations.front() == t;
    const bool announces = first && t->getLexicalDeclContext()->isFileContext() && !hasDefaults(t) &&
                           !definition->getReturnType()->getContainedAutoType();
    for (FunctionTemplateDecl *d : declarations) {
      const bool defines = d->getTemplatedDecl()->doesThisDeclarationHaveABody();
      std::string text;
      if (defines && announces)
        for (const auto &[n, bodies] : instances)
          text += written(d->getTemplateParameters(), packs, n, sites, {}, {head(d).begin, bodyOf(d).begin}) + ";";
      for (const auto &[n, bodies] : instances) {
        TokenRange all = head(d);
        if (!defines) all = T.withSemicolon(all);
        text += "\n" + lineDirective(T.location(all.begin)) + "\n" +
                written(d->getTemplateParameters(), packs, n, sites, bodies, all);
      }
      TokenRange r = head(d);
      if (!defines) r = T.withSemicolon(r);
      if (replaces) remove(r);
      insert(d, r, text);
    }
  }

  /// The templates that instances of the class around a member template have for it.
  std::vector<const FunctionTemplateDecl *> memberTemplates(const FunctionTemplateDecl *of) const {
    std::vector<const FunctionTemplateDecl *> found;
    const auto *record = dyn_cast<CXXRecordDecl>(of->getDeclContext());
    const ClassTemplateDecl *around = record ? record->getDescribedClassTemplate() : nullptr;
    if (!around) return found;
    for (const ClassTemplateSpecializationDecl *s : around->specializations())
      for (const Decl *d : s->decls())
        if (const auto *t = dyn_cast<FunctionTemplateDecl>(d);
            t && t->getInstantiatedFromMemberTemplate() &&
            t->getInstantiatedFromMemberTemplate()->getCanonicalDecl() == of)
          found.push_back(t);
    return found;
  }

  // ---- classes ----

  /// Is there anything in the instance that may suspend?
  bool worthwhile(const CXXRecordDecl *instance, std::vector<const FunctionDecl *> &bodies) const {
    bool any = false;
    for (const CXXMethodDecl *m : instance->methods()) {
      const FunctionDecl *body = nullptr;
      if (m->isImplicit() || !m->isDefined(body)) continue;
      bodies.push_back(body);
      any |= wanted(body) && mayTakeLong(body->getBody());
    }
    return any;
  }
  static bool mayTakeLong(const Stmt *s) {
    return s &&
           (isa<CallExpr, ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(s) || llvm::any_of(s->children(), mayTakeLong));
  }

  /// Gives partial specialisations to a class template, or to one of its partial specialisations: more special ones.
  void classTemplate(const CXXRecordDecl *pattern, const TemplateParameterList *parameters) {
    if (!pattern->getLexicalDeclContext()->isFileContext() || pattern->getLocation().isMacroID() ||
        pattern->getBeginLoc().isMacroID() || pattern->getEndLoc().isMacroID() || stays(pattern))
      return;
    const auto *partial = dyn_cast<ClassTemplatePartialSpecializationDecl>(pattern);
    const ClassTemplateDecl *primary =
        partial ? partial->getSpecializedTemplate() : pattern->getDescribedClassTemplate();
    const std::optional<Packs> packs = packsOf(parameters);
    if (!packs || packs->empty()) return;
    std::map<std::vector<unsigned>, std::vector<const FunctionDecl *>> instances;
    bool any = false;
    for (const ClassTemplateSpecializationDecl *s : primary->specializations()) {
      if (!s->hasDefinition() || s->getSpecializationKind() == TSK_ExplicitSpecialization) continue;
      const auto from = s->getSpecializedTemplateOrPartial();
      const CXXRecordDecl *of = partial ? from.dyn_cast<ClassTemplatePartialSpecializationDecl *>() : nullptr;
      if (partial ? !of || of->getCanonicalDecl() != pattern->getCanonicalDecl() : !isa<ClassTemplateDecl *>(from))
        continue;
      std::vector<unsigned> n;
      for (const auto &[k, p] : *packs) {
        const TemplateArgument &a = s->getTemplateInstantiationArgs().get(k);
        if (a.getKind() != TemplateArgument::Pack) return;
        n.push_back(a.pack_size());
      }
      any |= worthwhile(s->getDefinition(), instances[n]);
    }
    if (!any) return;

    std::vector<const DeclaratorDecl *> outside;
    for (const Decl *d : pattern->decls()) {
      if (const auto *t = dyn_cast<FunctionTemplateDecl>(d)) d = t->getTemplatedDecl();
      if (!isa<FunctionDecl, VarDecl>(d) || d->getFriendObjectKind() != Decl::FOK_None) continue;
      for (const Decl *again : d->redecls()) {
        const auto *definition = cast<DeclaratorDecl>(again);
        if (!definition->isOutOfLine()) continue;
        const auto *f = dyn_cast<FunctionDecl>(definition);
        if ((f && f->getDescribedFunctionTemplate()) || definition->getNumTemplateParameterLists() != 1 ||
            definition->getLocation().isMacroID())
          return;
        outside.push_back(definition);
      }
    }
    std::vector<Site> sites;
    Sites visitor(T, sites);
    visitor.TraverseDecl(const_cast<Decl *>(partial ? static_cast<const Decl *>(pattern) : primary));
    for (const DeclaratorDecl *d : outside) visitor.TraverseDecl(const_cast<DeclaratorDecl *>(d));
    if (!visitor.Supported) return;
    Parameters = visitor.Packs;

    TokenRange all = T.withSemicolon(T.range({parameters->getTemplateLoc(), pattern->getEndLoc()}));
    const unsigned name = T.range(pattern->getLocation()).begin;
    std::string text;
    // All are announced first: one may be a base of another.
    for (const bool whole : {false, true})
      for (const auto &[n, bodies] : instances) {
        const Special special{partial ? 0 : name, withoutDefaults(parameters)};
        if (!whole && !partial)
          text += written(parameters, *packs, n, sites, {}, {all.begin, name + 1}, &special) + ";";
        else if (whole)
          text += "\n" + lineDirective(T.location(all.begin)) + "\n" +
                  written(parameters, *packs, n, sites, bodies, all, &special);
      }
    insert(pattern, all, text);
    for (const DeclaratorDecl *d : outside) {
      const TemplateParameterList *own = d->getTemplateParameterList(0);
      const std::optional<Packs> ownPacks = packsOf(own);
      if (!ownPacks || ownPacks->size() != packs->size()) continue;
      TokenRange r = T.range({own->getTemplateLoc(), d->getEndLoc()});
      if (isa<VarDecl>(d)) r = T.withSemicolon(r);
      std::string copies;
      for (const auto &[n, bodies] : instances)
        copies += "\n" + lineDirective(T.location(r.begin)) + "\n" + written(own, *ownPacks, n, sites, bodies, r);
      insert(d, r, copies);
    }
  }

  /// Nothing: a parameter has no name, or is a template.
  static std::optional<Packs> packsOf(const TemplateParameterList *parameters) {
    Packs packs;
    for (unsigned k = 0; k < parameters->size(); ++k) {
      const NamedDecl *p = parameters->getParam(k);
      if (isa<TemplateTemplateParmDecl>(p) || !p->getIdentifier()) return std::nullopt;
      if (p->isTemplateParameterPack()) packs.emplace_back(k, p);
    }
    return packs;
  }

  /// A partial specialisation has no default arguments.
  std::vector<Edit> withoutDefaults(const TemplateParameterList *parameters) const {
    std::vector<Edit> edits;
    for (const NamedDecl *p : *parameters) {
      const auto *type = dyn_cast<TemplateTypeParmDecl>(p);
      const auto *value = dyn_cast<NonTypeTemplateParmDecl>(p);
      if (!(type && type->hasDefaultArgument()) && !(value && value->hasDefaultArgument())) continue;
      const TokenRange r = T.range(p->getSourceRange());
      edits.push_back({{T.range(p->getLocation()).end, r.end}, {}});
    }
    return edits;
  }

  static bool hasDefaults(const FunctionTemplateDecl *t) {
    for (const ParmVarDecl *p : t->getTemplatedDecl()->parameters())
      if (p->hasDefaultArg() || p->hasUninstantiatedDefaultArg() || p->hasUnparsedDefaultArg()) return true;
    return llvm::any_of(*t->getTemplateParameters(), [](const NamedDecl *p) {
      if (const auto *type = dyn_cast<TemplateTypeParmDecl>(p)) return type->hasDefaultArgument();
      if (const auto *value = dyn_cast<NonTypeTemplateParmDecl>(p)) return value->hasDefaultArgument();
      return true;
    });
  }

  TokenRange bodyOf(const FunctionTemplateDecl *t) const {
    return T.range(t->getTemplatedDecl()->getBody()->getSourceRange());
  }

  /// The declaration with all its template heads.
  TokenRange head(const FunctionTemplateDecl *t) const {
    TokenRange r = T.range(t->getSourceRange());
    if (r.empty()) r = T.range(t->getTemplatedDecl()->getSourceRange()); // its parameters are `auto`
    const unsigned lists = t->getTemplatedDecl()->getNumTemplateParameterLists();
    for (unsigned k = 0; k < lists; ++k)
      r.begin = std::min(r.begin, T.range(t->getTemplatedDecl()->getTemplateParameterList(k)->getTemplateLoc()).begin);
    return T.withAttributes(r);
  }

  void remove(TokenRange r) {
    const SourceLocation last = T.location(r.end - 1);
    Deletions[SM.getFileOffset(last) + unsigned(T.token(r.end - 1).size())] = SM.getFileOffset(T.location(r.begin));
  }

  /// Behind the declaration `d`, whose tokens are `r`.
  void insert(const Decl *d, TokenRange r, std::string text) {
    SourceLocation at = SM.getFileLoc(d->getEndLoc());
    if (SM.getFileID(at) == SM.getMainFileID()) {
      const SourceLocation last = T.location(r.end - 1);
      Insertions[SM.getFileOffset(last) + unsigned(T.token(r.end - 1).size())].push_back(std::move(text));
      return;
    }
    // Behind the directive that includes it.
    while (at.isValid() && SM.getFileID(at) != SM.getMainFileID())
      at = SM.getFileLoc(SM.getIncludeLoc(SM.getFileID(at)));
    if (at.isInvalid()) return;
    const llvm::StringRef file = SM.getBufferData(SM.getMainFileID());
    const size_t end = file.find('\n', SM.getFileOffset(at));
    const DeclContext *context = d->getDeclContext();
    Insertions[unsigned(end == llvm::StringRef::npos ? file.size() : end)].push_back("\n" + openNamespaces(context) +
                                                                                     text + closeNamespaces(context));
  }

  // ---- the text ----

  struct Writing {
    Sizes sizes;
    std::string between;
    const std::vector<Site> &sites;
    const std::vector<const FunctionDecl *> &bodies;
    std::set<unsigned> commas; ///< that go with an expansion to nothing
  };

  /// What a partial specialisation has otherwise than the template: arguments behind its name, no defaults.
  struct Special {
    unsigned name; ///< 0: it has them
    std::vector<Edit> edits;
  };

  std::string written(const TemplateParameterList *parameters, const Packs &packs, const std::vector<unsigned> &n,
                      const std::vector<Site> &sites, const std::vector<const FunctionDecl *> &bodies, TokenRange all,
                      const Special *special = nullptr) {
    Sizes sizes;
    unsigned left = 0;
    for (const NamedDecl *p : *parameters) left += !p->isTemplateParameterPack() && !p->isImplicit();
    for (size_t k = 0; k < packs.size(); ++k) {
      const NamedDecl *p = parameters->getParam(packs[k].first);
      if (p->getIdentifier()) sizes[p->getNameAsString()] = n[k];
      if (!p->isImplicit()) left += n[k];
      for (const ParmVarDecl *v : Parameters)
        if (v->getIdentifier() && mentions(v->getType(), p)) sizes[v->getNameAsString()] = n[k];
    }
    Writing w{sizes, unusedNames(sizes), sites, bodies, {}};
    std::vector<Edit> edits;
    if (special) edits = special->edits;
    if (special && special->name) {
      std::string arguments;
      for (const NamedDecl *p : *parameters) {
        const std::string name = p->getNameAsString();
        const unsigned times = p->isTemplateParameterPack() ? sizes[name] : 1;
        for (unsigned k = 0; k < times; ++k)
          arguments += (arguments.empty() ? "" : ", ") + name +
                       (p->isTemplateParameterPack() ? w.between + std::to_string(k) : "");
      }
      edits.push_back(
          {{special->name, special->name + 1}, {{T.token(special->name).str() + "<" + arguments + ">", std::nullopt}}});
    }
    // The template's own parameters.
    TokenRange list;
    if (parameters->getLAngleLoc().isValid() && T.range(parameters->getTemplateLoc()).begin >= all.begin)
      list = {T.range(parameters->getTemplateLoc()).begin, T.range(parameters->getRAngleLoc()).end};
    std::string text;
    if (!list.empty() && left == 0) {
      edits.push_back({list, {{special ? "template <>" : "inline", std::nullopt}}});
    } else if (!list.empty()) {
      for (size_t k = 0; k < packs.size(); ++k) {
        const NamedDecl *p = parameters->getParam(packs[k].first);
        if (p->isImplicit()) continue;
        const TokenRange r = T.range(p->getSourceRange());
        edits.push_back(repeated(w, r, {}, n[k], p->getNameAsString(), all));
      }
    }
    return copy(w, all, {}, std::move(edits));
  }

  bool isName(unsigned token, const std::string &name) const {
    if (T.token(token) != name) return false;
    const llvm::StringRef before = token > 0 ? T.token(token - 1) : "";
    return before != "." && before != "->" && before != "::";
  }

  /// The packs that an expansion expands: those named in it outside of expansions of its own.
  std::vector<std::string> packsIn(const Writing &w, TokenRange r, const Indices &indices, bool whole = false) const {
    std::vector<std::string> found;
    for (unsigned k = r.begin; k < r.end; ++k) {
      bool inner = false;
      for (const Site &s : w.sites)
        if (whole)
          break;
        else
          inner |= (s.kind == Site::Expansion || s.kind == Site::Fold || s.kind == Site::SizeOf) &&
                   r.contains(s.range) && s.range.end - s.range.begin < r.end - r.begin && k >= s.range.begin &&
                   k < s.range.end;
      if (inner) continue;
      for (const auto &[name, n] : w.sizes)
        if (!indices.count(name) && isName(k, name)) found.push_back(name);
    }
    return found;
  }

  /// A list element as many times as its packs have elements; without any, a comma beside it goes, too.
  Edit repeated(Writing &w, TokenRange r, const Indices &indices, unsigned n, const std::string &parameter,
                TokenRange whole) {
    std::vector<std::string> packs = packsIn(w, r, indices, T.token(r.end - 1) != "...");
    if (!parameter.empty()) packs.push_back(parameter);
    if (n == ~0u) n = packs.empty() ? 0 : w.sizes.at(packs.front());
    std::string text;
    for (unsigned k = 0; k < n; ++k) {
      Indices at = indices;
      for (const std::string &p : packs) at[p] = k;
      std::vector<Edit> dots;
      unsigned end = r.end;
      if (T.token(r.end - 1) == "...")
        --end;
      else
        for (unsigned i = r.begin; i < r.end; ++i)
          if (T.token(i) == "...") dots.push_back({{i, i + 1}, {}});
      text += (k ? ", " : "") + copy(w, {r.begin, end}, at, std::move(dots));
    }
    if (n == 0) {
      if (r.begin > whole.begin && T.token(r.begin - 1) == "," && w.commas.insert(r.begin - 1).second)
        --r.begin;
      else if (r.end < whole.end && T.token(r.end) == "," && w.commas.insert(r.end).second)
        ++r.end;
    }
    if (text.empty()) return {r, {}};
    return {r, {{text, std::nullopt}}};
  }

  std::string folded(Writing &w, const Site &s, const Indices &indices) {
    const std::vector<std::string> packs = packsIn(w, s.pattern, indices);
    const unsigned n = packs.empty() ? 0 : w.sizes.at(packs.front());
    std::vector<std::string> parts;
    for (unsigned k = 0; k < n; ++k) {
      Indices at = indices;
      for (const std::string &p : packs) at[p] = k;
      parts.push_back(copy(w, s.pattern, at, {}));
    }
    if (!s.init.empty()) parts.insert(s.right ? parts.end() : parts.begin(), copy(w, s.init, indices, {}));
    if (parts.empty()) return s.op == "&&" ? "(true)" : s.op == "||" ? "(false)" : "(void())";
    const std::string op = (s.op == "," ? "" : " ") + s.op + " ";
    std::string out;
    if (s.right) {
      for (size_t k = parts.size(); k-- > 0;)
        out = out.empty() ? "(" + parts[k] + ")" : "(" + parts[k] + op + out + ")";
    } else {
      for (const std::string &p : parts) out = out.empty() ? "(" + p + ")" : "(" + out + op + p + ")";
    }
    return out;
  }

  /// The branch that all instances take; null: the other one is none; nothing: they differ, or it is not known.
  static std::optional<bool> taken(const IfStmt *choice, const std::vector<const FunctionDecl *> &bodies) {
    std::optional<bool> found;
    for (const FunctionDecl *f : bodies) {
      std::optional<bool> here;
      std::function<void(const Stmt *)> walk = [&](const Stmt *s) {
        if (!s) return;
        if (const auto *i = dyn_cast<IfStmt>(s); i && i->getIfLoc() == choice->getIfLoc()) {
          const Expr *condition = i->getCond()->IgnoreParenCasts();
          bool value = false;
          if (!condition->isInstantiationDependent() &&
              condition->EvaluateAsBooleanCondition(value, f->getASTContext()))
            here = value;
        }
        for (const Stmt *child : s->children()) walk(child);
      };
      walk(f->getBody());
      if (!here) continue; // inside of a branch that this instance does not have
      if (found && *found != *here) return std::nullopt;
      found = here;
    }
    return found;
  }

  std::string copy(Writing &w, TokenRange r, const Indices &indices, std::vector<Edit> edits) {
    std::vector<TokenRange> done;
    for (const Edit &e : edits)
      if (!e.pieces.empty() || e.range.end - e.range.begin > 1) done.push_back(e.range);
    const auto covered = [&](TokenRange at) {
      return llvm::any_of(done, [&](TokenRange d) { return d.begin < at.end && at.begin < d.end; });
    };
    std::vector<const Site *> inside;
    for (const Site &s : w.sites)
      if (r.contains(s.range) && (s.range.begin != r.begin || s.range.end != r.end || s.kind != Site::Expansion))
        inside.push_back(&s);
    llvm::sort(inside, [](const Site *x, const Site *y) {
      const unsigned m = x->range.end - x->range.begin, n = y->range.end - y->range.begin;
      if (m != n) return m > n;
      if (x->range.begin != y->range.begin) return x->range.begin < y->range.begin;
      return x->kind == Site::Parameter && y->kind != Site::Parameter;
    });
    for (const Site *s : inside) {
      if (covered(s->range)) continue;
      switch (s->kind) {
      case Site::Choice:
        if (std::optional<bool> branch = taken(s->choice, w.bodies)) {
          const Stmt *gone = *branch ? s->choice->getElse() : s->choice->getThen();
          if (!gone) continue;
          const TokenRange at = T.withSemicolon(T.range(gone->getSourceRange()));
          if (covered(at)) continue;
          edits.push_back({at, {{"{}", std::nullopt}}});
          done.push_back(at);
        }
        continue;
      case Site::SizeOf:
        if (!w.sizes.count(s->pack)) continue;
        edits.push_back({s->range, {{"std::size_t(" + std::to_string(w.sizes[s->pack]) + ")", std::nullopt}}});
        break;
      case Site::Fold:
        if (packsIn(w, s->pattern, indices).empty()) continue;
        edits.push_back({s->range, {{folded(w, *s, indices), std::nullopt}}});
        break;
      case Site::Parameter:
      case Site::Expansion: {
        if (packsIn(w, s->range, indices).empty()) continue;
        edits.push_back(repeated(w, s->range, indices, ~0u, "", r));
        break;
      }
      }
      done.push_back(edits.back().range);
    }
    for (unsigned k = r.begin; k < r.end; ++k)
      for (const auto &[name, index] : indices)
        if (isName(k, name) && !covered({k, k + 1}))
          edits.push_back({{k, k + 1}, {{name + w.between + std::to_string(index), std::nullopt}}});
    std::string out;
    for (const Fragment::Piece &p : T.pieces(r, std::move(edits))) out += p.text;
    return out;
  }
};

} // namespace

std::optional<std::string> unpack(CompilerInstance &compiler, const syntax::TokenBuffer &tokens, const Policy &policy,
                                  const UnpackLimits &limits) {
  return Unpacking(compiler, tokens, policy, limits).run();
}

bool mayHavePacks(const std::string &text) {
  LangOptions language;
  language.CPlusPlus = language.CPlusPlus11 = language.LineComment = true;
  Lexer lexer(SourceLocation(), language, text.data(), text.data(), text.data() + text.size());
  Token t;
  for (tok::TokenKind last = tok::eof; lexer.LexFromRawLexer(t), t.isNot(tok::eof); last = t.getKind())
    if (t.is(tok::ellipsis) && last != tok::l_paren && last != tok::comma) return true;
  return false; // but for `catch (...)`, `int f(int, ...)`
}

} // namespace perdure
