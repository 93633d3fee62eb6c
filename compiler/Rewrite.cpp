#include "Rewrite.h"

#include "Adjust.h"
#include "Aliases.h"
#include "Check.h"
#include "Declarations.h"
#include "Defaults.h"
#include "Derive.h"
#include "Discover.h"
#include "Emit.h"
#include "Escape.h"
#include "Friends.h"
#include "Handed.h"
#include "Hoist.h"
#include "InFront.h"
#include "Lower.h"
#include "Makers.h"
#include "Names.h"
#include "Place.h"
#include "Plan.h"
#include "Report.h"
#include "RuntimeNames.h"
#include "Shown.h"
#include "Statics.h"

#include "clang/AST/ASTContext.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>

using namespace clang;

namespace perdure {
namespace {

/// One definition on its way.
struct Definition {
  const FunctionDecl *decl = nullptr;
  std::string identifier;
  Changes changes;
  Lowered lowered;
  enum { InPlace, BehindClass, Instance, Closure } place = InPlace;
  bool declared = false; ///< Instance
  Function &function() { return lowered.function; }
  bool suspends() { return lowered.function.points.size() > 1; }
};

class Rewriting {
public:
  Rewriting(CompilerInstance &compiler, syntax::TokenBuffer &tokens, const Includes &includes, const Options &options)
      : CI(compiler), C(compiler.getASTContext()), SM(compiler.getSourceManager()), Opt(options),
        Text(tokens, CI.getPreprocessor()), Report(compiler.getDiagnostics()), P(C, options.policy),
        Hoisted(P, C, Text), Static(C, Text, options.policy.all || options.persistGlobals), Placed(Text, SM, includes),
        Derived(C, C.getPrintingPolicy(), completer(compiler), options.policy.all),
        Unique(compiler.getPreprocessor().getIdentifierTable()) {}

  static Derivation::Completer completer(CompilerInstance &compiler) {
    return [&](QualType type) { return compiler.getSema().isCompleteType(SourceLocation(), type); };
  }

  Result run() {
    narrowParents(C);
    Text.findNewExpressions(C);
    checkUnit(P, C, Report);
    if (P.all()) showHiddenTypes(P, C, Text, Placed);
    prepare();
    for (auto &d : Definitions) {
      bool only = P.onlyMoves(d->decl);
      if (!only && !checkBody(d->decl, P, Report)) continue;
      d->changes = adjust(d->decl, P, Hoisted, Static, Text, C, adjusting(!only));
      if (only) {
        const unsigned at = Text.range(d->decl->getLocation()).begin;
        d->function().file = fileOf(at);
        d->function().line = Text.line(at);
        d->function().endLine = Text.line(Text.range(d->decl->getBody()->getSourceRange()).end - 1);
        describe(*d);
        continue;
      }
      const Changes *outer = Text.setChanges(&d->changes);
      {
        const HiddenNames hidden(d->decl);
        d->lowered = lower(d->decl, P, Hoisted, Static, C, Text, d->identifier);
      }
      Text.setChanges(outer);
      describe(*d);
      d->function().transform = Opt.transform;
      std::vector<PlanProblem> problems = plan(d->function());
      checkPlan(d->decl, d->lowered, problems, C, Derived, Report);
    }
    Result result;
    result.ok = Report.errors() == 0 && !CI.getDiagnostics().hasErrorOccurred();
    if (!result.ok) return result;
    if (!Opt.dump.empty()) {
      for (auto &d : Definitions) result.text += print(d->function(), Opt.dump.c_str());
      return result;
    }
    UsesRuntime = needHandedTypes(C, Derived);
    placeUnits();
    Static.globals(
        P, Derived, Report, [&](const CXXRecordDecl *record) { openClass(record); },
        [&](unsigned token, const std::string &text) { Placed.insertBehind(token, text); });
    for (const CXXDestructorDecl *d : ownDestructors(C)) // the runtime destroys what is nobody's any more
      if (d->getAccess() != AS_public) openClass(d->getParent());
    result.ok = Report.errors() == 0;
    if (!result.ok) return result;
    if (!Described.empty()) Derived.needThrown();
    result.text = assemble();
    if (Opt.report) result.report = report();
    return result;
  }

private:
  CompilerInstance &CI;
  ASTContext &C;
  SourceManager &SM;
  const Options &Opt;
  SourceText Text;
  Reporter Report;
  Program P;
  Hoist Hoisted;
  Statics Static;
  Placement Placed;
  Derivation Derived;
  std::vector<std::unique_ptr<Definition>> Definitions;
  llvm::DenseMap<const FunctionDecl *, Definition *> ByDecl;
  std::string Tables, Instances; ///< for the end of the file
  std::vector<std::string> Described;
  UniqueNames Unique;
  std::set<const CXXRecordDecl *> Opened; ///< classes with PERDURE_RESUMABLE_MEMBERS
  std::string MainCall;
  bool UsesRuntime = false; ///< it hands values to the runtime, whether or not it has resumable functions

  AdjustOptions adjusting(bool suspends) {
    AdjustOptions out;
    out.suspends = suspends;
    out.heap = P.all();
    out.savable = [this](QualType type) { return Derived.need(type).savable; };
    out.rawMemory = [this] { Derived.needRawMemory(); };
    return out;
  }

  /// What became of each function, as JSON.
  std::string report() {
    std::vector<const Function *> functions;
    for (auto &d : Definitions)
      if (d->suspends()) functions.push_back(&d->function());
    return reportText(functions, P, C);
  }

  /// The class as declarators at namespace scope name it.
  std::string ownerOf(const CXXMethodDecl *method) const { return spell(C.getRecordType(method->getParent()), C); }

  /// Identifiers, places and given names, before any type is spelled.
  void prepare() {
    for (const VarDecl *v : P.variables()) {
      const auto *record = dyn_cast<CXXRecordDecl>(v->getDeclContext());
      Hoisted.prepare(v, Unique(v->getNameAsString()), scopeOf(namespaceOf(v->getDeclContext())),
                      record ? spell(C.getRecordType(record), C) : "",
                      record ? specialisedPrefix(record) + "template <> " : "");
    }
    // A member of a class that is made of closures is spelled with their names, which their own functions give.
    std::vector<const FunctionDecl *> left(P.rewritten().begin(), P.rewritten().end());
    for (bool last = false; !left.empty() && !last;) {
      const size_t before = left.size();
      llvm::erase_if(left, [&](const FunctionDecl *f) { return prepare(f); });
      last = left.size() == before;
    }
    for (const FunctionDecl *f : left)
      if (!isLambdaCall(f)) prepare(f, true);
    nameViews(C);
    for (const FunctionDecl *f : P.untouched())
      if (P.all() && writtenIn(f)) prepareUntouched(f); // before the text around them is lowered
  }

  /// False: not yet, unless it `must` be.
  bool prepare(const FunctionDecl *f, bool must = false) {
    const auto *method = dyn_cast<CXXMethodDecl>(f);
    const bool closure = method && method->getParent()->isLambda();
    const FunctionDecl *outer = closure ? functionAround(f) : nullptr;
    const HoistedType *type = closure ? Hoisted.find(method->getParent()) : nullptr;
    if (closure && (!type || (outer && !ByDecl.count(outer->getCanonicalDecl())))) return false;
    if (method && !closure && !must && madeOfLocal(C.getRecordType(method->getParent()), true)) return false;
    auto d = std::make_unique<Definition>();
    d->decl = f;
    if (closure) {
      d->place = Definition::Closure;
      d->identifier = Unique(Hoisted.around(method->getParent())->identifier + "_" + type->name);
      prepareStatics(f, d->identifier, outer);
    } else {
      d->identifier = Unique(plainName(f));
      d->place = isInstance(f)                                      ? Definition::Instance
                 : method && f->getLexicalDeclContext()->isRecord() ? Definition::BehindClass
                                                                    : Definition::InPlace;
      const std::string owner = method ? ownerOf(method) : "";
      prepareStatics(f, d->identifier, f);
      Hoisted.prepare(f, d->identifier, scopeOf(namespaceOf(f->getDeclContext())), owner,
                      method ? specialisedPrefix(method->getParent()) + "template <> " : "");
    }
    ByDecl[f->getCanonicalDecl()] = d.get();
    Definitions.push_back(std::move(d));
    return true;
  }

  /// `around`: the function whose place and class they get.
  void prepareStatics(const FunctionDecl *f, const std::string &identifier, const FunctionDecl *around) {
    const auto *method = dyn_cast_or_null<CXXMethodDecl>(around);
    Static.prepare(f, identifier, scopeOf(namespaceOf(f->getDeclContext())), method ? ownerOf(method) : "",
                   method ? specialisedPrefix(method->getParent()) + "template <> " : "",
                   [this](const Expr *e) { return !P.suspending(e).empty(); });
  }

  /// The static locals of a definition, with its changes.
  std::string staticsOf(Definition &d) {
    const Changes *outer = Text.setChanges(&d.changes);
    std::string out = Static.definitions(d.decl, Derived, Report);
    Text.setChanges(outer);
    if (!out.empty())
      if (const auto *method = dyn_cast<CXXMethodDecl>(d.decl); method && !method->getParent()->isLambda())
        openClass(method->getParent());
    return out;
  }

  /// What emission has to know of where the function stands.
  void describe(Definition &d) {
    Function &f = d.function();
    f.scope = scopeOf(namespaceOf(d.decl->getDeclContext()));
    if (const auto *method = dyn_cast<CXXMethodDecl>(d.decl)) {
      bool lambda = method->getParent()->isLambda();
      f.owner = lambda ? *givenName(method->getParent()) : ownerOf(method);
      f.specialised = lambda ? "template <> " : specialisedPrefix(method->getParent()) + "template <> ";
      f.isStatic = method->isStatic();
      f.isConst = method->isConst();
      if (lambda) aliasLocalNames(method, Static, C, f);
    }
    aliasTemplateParameters(d.decl, C, f);
  }

  // ---- text of one definition ----

  std::string trimmed(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
  }

  /// The body's text for a definition that has no points: it only had to move.
  std::string movedBody(Definition &d) {
    const Changes *outer = Text.setChanges(&d.changes);
    TokenRange body = Text.range(d.decl->getBody()->getSourceRange());
    std::string text = Text.text(body), inits, aliases;
    if (TokenRange r{initialisersOf(d.decl), body.begin}; !r.empty() && d.place != Definition::InPlace) {
      Changes changes = d.changes;
      spellTemplateParameters(d.decl, r, Text, C, changes);
      Text.setChanges(&changes);
      inits = Text.text(r) + " ";
    }
    Text.setChanges(outer);
    for (const std::string &a : d.function().aliases) aliases += " " + a;
    return inits + "{" + aliases + text.substr(1);
  }

  /// The ':' of a constructor's initialisers; its body's first token if it has none.
  unsigned initialisersOf(const FunctionDecl *f) const {
    unsigned body = Text.range(f->getBody()->getSourceRange()).begin, first = body;
    if (const auto *c = dyn_cast<CXXConstructorDecl>(f))
      for (const CXXCtorInitializer *init : c->inits())
        if (init->isWritten()) first = std::min(first, Text.range(init->getSourceRange()).begin);
    while (first < body && first > 0 && Text.token(first) != ":") --first;
    return first;
  }

  std::string directOf(Definition &d) { return d.suspends() ? trimmed(emitDirectBody(d.function())) : movedBody(d); }

  std::string resumeOf(Definition &d) {
    if (!d.suspends()) return "";
    std::string resume = emitResumeBody(d.function());
    return d.function().owner.empty() ? "static " + resume : resume;
  }

  void table(Definition &d) {
    if (!d.suspends()) return;
    Function &f = d.function();
    if (!f.owner.empty())
      Tables += "} // namespace\ntemplate <> struct " + std::string(names::detail) + "table<" + f.scope + f.identifier +
                "_tag> { using frame = " + anywhere(f.owner, C) + "::perdure_frame_<" + f.scope + f.identifier +
                "_tag>; };\nnamespace {\n";
    Tables += emitTables(f);
    Described.push_back(f.identifier + "_function");
    Descriptions += emitDescription(f);
  }
  std::string Descriptions;

  /// A definition outside of its class or template: frame, header and direct body, resume body.
  std::string outside(Definition &d, const std::string &prefix, const std::string &name) {
    Function &f = d.function();
    table(d);
    std::string header =
        prefix + functionHeader(d.decl, name, C, true, d.place == Definition::Instance || deducesLocal(d.decl));
    return (d.suspends() ? emitFrame(f) + "\n" : std::string()) + lineDirective(f.line, f.file) + header + "\n" +
           directOf(d) + "\n\n" + resumeOf(d);
  }

  /// Classes in front of a function, and the definitions of their call operators.
  HoistedText hoistedClasses(const Decl *f, const Changes *changes = nullptr) {
    const HoistedTypes *types = Hoisted.of(f);
    if (!types) return {};
    auto around = isa<FunctionDecl>(f) ? ByDecl.find(cast<FunctionDecl>(f->getCanonicalDecl())) : ByDecl.end();
    const Changes *outer = Text.setChanges(around == ByDecl.end() ? changes : &around->second->changes);
    HoistedText out = Hoisted.definitions(
        *types, [&](const TagDecl *type) { return adjust(type, P, Hoisted, Static, Text, C, adjusting(false)); },
        [&](const HoistedType &type) { return wholeCall(type); });
    Text.setChanges(outer);
    return out;
  }
  MovedText movedText(Definition &d) {
    MovedText moved{localStatics(d.decl), staticsOf(d), hoistedClasses(d.decl)};
    if (const HoistedTypes *types = Hoisted.of(d.decl))
      Static.announce(staticsNamedIn(*types), d.decl, moved.before, moved.behind, Report);
    return moved;
  }
  static std::string inFront(const InFront &instances, const MovedText &moved, const DeclContext *at) {
    return instances.text(moved, [&](const std::string &text) { return atGlobalScope(at, text); });
  }

  /// The call operator of a lambda with a parameter pack, as the template that it is.
  std::string wholeCall(const HoistedType &t) {
    Definition plain;
    const LambdaExpr *lambda = t.lambda;
    AdjustOptions options = adjusting(false);
    options.pattern = true;
    for (const CXXMethodDecl *call : callOperators(lambda))
      plain.changes.add(adjust(plain.decl = call, P, Hoisted, Static, Text, C, options));
    if (!plain.decl) return "";
    aliasLocalNames(cast<CXXMethodDecl>(plain.decl), Static, C, plain.function());
    aliasTemplateParameters(plain.decl, C, plain.function(), false);
    const std::string header = Hoisted.templateHeader(lambda, plain.changes);
    return "  " + header + " " + movedBody(plain) + "\n";
  }
  std::string closureBodies(const Decl *f) {
    const HoistedTypes *types = Hoisted.of(f);
    if (!types) return "";
    std::string statics, out; // the bodies of inner lambdas, which come first, use the static locals of outer ones
    for (const HoistedType &t : types->types) {
      if (!t.lambda || Hoist::staysTemplate(t.lambda)) continue;
      for (const CXXMethodDecl *call : callOperators(t.lambda)) {
        std::string name = *givenName(t.type) + "::operator()";
        std::string prefix = types->owner.empty() ? "" : "inline ";
        if (auto at = ByDecl.find(call->getCanonicalDecl()); at != ByDecl.end()) {
          statics += staticsOf(*at->second);
          out += outside(*at->second, prefix, name);
          continue;
        }
        // Nothing in it suspends.
        Definition plain;
        plain.decl = call;
        plain.changes = adjust(call, P, Hoisted, Static, Text, C, adjusting(false));
        describe(plain);
        out += prefix + functionHeader(call, name, C, true) + "\n" + movedBody(plain) + "\n";
      }
    }
    return statics + out;
  }

  // ---- instances of templates ----

  std::string instanceName(const FunctionDecl *f) const {
    std::string name = isa<CXXConversionDecl>(f) ? conversionName(cast<CXXConversionDecl>(f), C) : f->getNameAsString();
    const auto *method = dyn_cast<CXXMethodDecl>(f);
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(f)) // without template arguments
      name = (isa<CXXDestructorDecl>(f) ? "~" : "") + method->getParent()->getNameAsString();
    std::string scope = method ? ownerOf(method) + "::" : scopeOf(namespaceOf(f->getDeclContext()));
    // It stands in its namespace, and must where one without a name is inside of one that has a name.
    if (!method && f->isInAnonymousNamespace()) scope = "";
    std::string arguments = specialisedArguments(f, C);
    name = scope + name + (arguments.empty() ? "" : (f->getOverloadedOperator() != OO_None ? " " : "") + arguments);
    return hasNamesake(f, C) ? "(::" + name + ")" : name;
  }

  std::string instancePrefix(const FunctionDecl *f) const {
    std::string out;
    if (const auto *method = dyn_cast<CXXMethodDecl>(f)) out = specialisedPrefix(method->getParent());
    if (f->getPrimaryTemplate()) out += "template <> ";
    return out + "inline ";
  }

  std::string instanceHeader(const FunctionDecl *f) const {
    // A deduced result stays deduced: a specialisation is declared as its template is.
    return functionHeader(f, instanceName(f), C, false, true);
  }

  /// Declarations of the instances that `f` leads to, for the global namespace in front of it: a specialisation must be
  /// known before its first use.
  void declareInstances(const FunctionDecl *f, InFront &out, std::set<const FunctionDecl *> &seen) {
    const FunctionDecl *definition = nullptr;
    if (!f->hasBody(definition) || !seen.insert(f->getCanonicalDecl()).second) return;
    for (const FunctionDecl *callee : mentioned(definition)) declareInstance(callee, out, seen);
  }
  void declareInstance(const FunctionDecl *f, InFront &out, std::set<const FunctionDecl *> &seen) {
    if (!P.isOwn(f)) return reachLibrary(f, out, seen);
    auto at = ByDecl.find(f->getCanonicalDecl());
    if (at == ByDecl.end() || at->second->place != Definition::Instance) {
      if (isInstance(f) || f->isImplicit() || f->isDefaulted()) declareInstances(f, out, seen);
      return;
    }
    Definition &d = *at->second;
    if (std::exchange(d.declared, true)) return;
    for (const FunctionDecl *maker : makersOf(f)) declareInstance(maker, out, seen);
    const DeclContext *context = namespaceOf(f->getDeclContext());
    bool deduced = d.decl->getDeclaredReturnType()->getContainedAutoType() != nullptr;
    MovedText moved = movedText(d);
    moved.wrap(openNamespaces(context), closeNamespaces(context));
    out.addTypes(d.decl, moved);
    if (!deduced)
      out.add(d.decl, announcedArguments(f) + openNamespaces(context) + instancePrefix(f) + instanceHeader(d.decl) +
                          ";\n" + closeNamespaces(context));
    declareInstances(d.decl, out, seen);
    if (const auto *method = dyn_cast<CXXMethodDecl>(d.decl))
      openClass(method->getParent());
    else if (d.suspends())
      befriend(d.decl, d.function(), P, C, Text, Placed);
    std::string text = openNamespaces(context) + outside(d, instancePrefix(f), instanceName(f)) +
                       closureBodies(d.decl) + closeNamespaces(context);
    if (deduced)
      out.add(d.decl, text + "\n");
    else
      Instances += text + "\n";
  }

  std::set<const FunctionDecl *> Closed, SeenInLibrary; ///< see Forward.h

  /// Code of the library leads to instances as well. Where it makes a std::function of what does not fit it, calls of
  /// that are regions from there on.
  void reachLibrary(const FunctionDecl *f, InFront &out, std::set<const FunctionDecl *> &seen) {
    const FunctionDecl *definition = nullptr;
    if (!f->hasBody(definition) || !SeenInLibrary.insert(f->getCanonicalDecl()).second) return;
    if (Closed.erase(f->getCanonicalDecl())) {
      const ClosedInvoker closed = closedInvoker(cast<CXXMethodDecl>(f), C);
      out.add(closed.declaration, closed.behind);
      Instances += closed.definition;
      return;
    }
    for (const FunctionDecl *callee : mentioned(definition)) declareInstance(callee, out, seen);
  }

  // ---- places ----

  void placeUnits() {
    for (const CXXMethodDecl *invoker : P.closedInvokers()) Closed.insert(invoker->getCanonicalDecl());
    for (auto &d : Definitions)
      if (const auto *method = dyn_cast<CXXMethodDecl>(d->decl);
          method && d->suspends() && !method->getParent()->isLambda())
        openClass(method->getParent());
    struct Unit {
      const Decl *decl;
      Definition *definition;
    };
    std::vector<Unit> units;
    for (const DeclaratorDecl *d : P.initialised()) units.push_back({d, nullptr});
    for (const FunctionDecl *f : P.untouched()) units.push_back({f, nullptr});
    for (auto &d : Definitions)
      if (d->place == Definition::InPlace || d->place == Definition::BehindClass) units.push_back({d->decl, d.get()});
    for (auto &d : Definitions)
      if (d->place == Definition::Instance)
        if (SourceLocation at = instantiatedAt(d->decl); at.isValid()) {
          InFront declared(Hoisted, nullptr, C);
          std::set<const FunctionDecl *> seen;
          declareInstance(d->decl, declared, seen);
          const std::string out = declared.text();
          unsigned first = Text.range(at).begin;
          while (first > 0 && Text.token(first) != "template" && Text.token(first) != ";") --first;
          if (!out.empty()) Placed.insertBefore(first, "\n" + out + lineDirective(Text.line(first), fileOf(first)));
        }
    for (const FunctionDecl *f : P.untouched())
      if (P.all() && isInstance(f)) adjust(f, P, Hoisted, Static, Text, C, adjustingWhole(f)); // fills Opaque
    for (const FunctionDecl *f : P.untouched())
      if (const FunctionDecl *outer = writtenIn(f); outer && P.all())
        LocalStatics[outer->getCanonicalDecl()] += staticsOfUntouched(f);
    sortByPlace(units, SM, [](const Unit &u) { // what stays in a class is in front of what moves behind it
      const auto *record = dyn_cast<CXXRecordDecl>(u.decl->getLexicalDeclContext());
      if (!record) return u.decl->getLocation();
      record = outermostClass(record);
      return u.definition ? record->getBraceRange().getEnd() : record->getBeginLoc();
    });
    for (const Unit &u : units) {
      if (!isa<FunctionDecl>(u.decl)) {
        placeInitialised(cast<DeclaratorDecl>(u.decl));
      } else if (!u.definition) {
        untouched(cast<FunctionDecl>(u.decl));
      } else if (u.definition->place == Definition::InPlace) {
        placeHere(*u.definition);
      } else {
        placeBehindClass(*u.definition);
      }
    }
    for (auto &d : Definitions) // used by the library only
      if (d->place == Definition::Instance && !d->declared) {
        std::set<const FunctionDecl *> seen;
        InFront out(Hoisted, nullptr, C);
        declareInstance(d->decl, out, seen);
        Instances = out.text() + Instances;
      }
    for (const Decl *d : C.getTranslationUnitDecl()->decls())
      if (const auto *f = dyn_cast<FunctionDecl>(d); f && P.isOwn(f) && isStandardPlacement(f)) leaveOut(f);
    if (P.all()) Adjusted.add(adjustMembers(P, Hoisted, Static, Text, C, adjusting(false)));
    Placed.apply(Adjusted);
    for (auto &[after, text] : BehindClasses) Placed.insertBehind(after, text);
  }

  /// What a header of the runtime's brings as well.
  void leaveOut(const FunctionDecl *f) {
    TokenRange all = Text.range(f->getSourceRange());
    all.begin = Text.firstToken(f);
    const unsigned lines = Text.line(all.end - 1) - Text.line(all.begin);
    Placed.replace(all, (f->doesThisDeclarationHaveABody() ? ";" : "") + std::string(lines, '\n'));
  }

  std::set<SourceLocation> Opaque; ///< see AdjustOptions
  AdjustOptions adjustingWhole(const FunctionDecl *f) {
    AdjustOptions options = adjusting(false);
    options.pattern = isInstance(f);
    if (options.pattern) options.opaque = &Opaque;
    return options;
  }
  Changes Adjusted; ///< of what stays where it is; once for all instances of a template

  static bool isOutside(const FunctionDecl *f) {
    return isa<CXXMethodDecl>(f) && !f->getLexicalDeclContext()->isRecord();
  }
  void prepareUntouched(const FunctionDecl *f) {
    if (isInstance(f) || f->getTemplateInstantiationPattern()) return;
    const auto *method = isOutside(f) ? cast<CXXMethodDecl>(f) : nullptr;
    Static.prepare(f, Unique(plainName(f)), scopeOf(namespaceOf(f->getDeclContext())), method ? ownerOf(method) : "",
                   method ? specialisedPrefix(method->getParent()) + "template <> " : "",
                   [](const Expr *) { return false; });
  }
  std::string staticsOfUntouched(const FunctionDecl *f) {
    std::string out = Static.definitions(f, Derived, Report);
    if (!out.empty() && isOutside(f)) openClass(cast<CXXMethodDecl>(f)->getParent());
    return out;
  }
  std::set<SourceLocation> Refused;
  std::map<const FunctionDecl *, std::string> LocalStatics; ///< of lambdas and local classes, by the function around
  std::string localStatics(const FunctionDecl *f) {
    auto at = LocalStatics.find(f->getCanonicalDecl());
    return at == LocalStatics.end() ? "" : at->second;
  }

  void untouched(const FunctionDecl *f) {
    if (!P.all()) return;
    AdjustOptions options = adjustingWhole(f);
    const auto *method = dyn_cast<CXXMethodDecl>(f);
    bool lambda = method && method->getParent()->isLambda();
    if (!writtenIn(f)) prepareUntouched(f);
    const std::string statics = localStatics(f) + (writtenIn(f) ? "" : staticsOfUntouched(f));
    for (const VarDecl *v : Static.left(f)) {
      if (!Refused.insert(v->getLocation()).second) continue; // in another instance
      Report.error(v->getLocation(),
                   "static local '" + v->getNameAsString() + "' cannot be saved: its function " + P.whyUntouched(f));
      Report.note(v->getLocation(), "make it a global or a static member");
    }
    Adjusted.add(adjust(f, P, Hoisted, Static, Text, C, options));
    if (isInstance(f) || lambda) return; // a lambda: with the function around it
    std::set<const FunctionDecl *> seen;
    InFront declared(Hoisted, nullptr, C);
    const auto *local = dyn_cast<CXXRecordDecl>(f->getLexicalDeclContext());
    if (!local || !local->isLocalClass())
      declareInstances(f, declared, seen); // else in front of the function around it
    const std::string instances = declared.text();
    if (instances.empty() && statics.empty()) return;
    const Decl *before = f;
    if (f->getLexicalDeclContext()->isRecord())
      before = outermostClass(cast<CXXRecordDecl>(f->getLexicalDeclContext()));
    const DeclContext *context = namespaceOf(before->getLexicalDeclContext());
    unsigned first = Text.firstToken(before);
    Placed.insertBefore(first, "\n" + statics + (instances.empty() ? "" : announced(before)) +
                                   atGlobalScope(context, instances) + lineDirective(Text.line(first), fileOf(first)));
  }

  /// What an initialiser outside of functions needs in front of it: instances that it leads to, and the classes that
  /// its lambdas become. Their call operators, which may use the variable, stand behind it.
  void placeInitialised(const DeclaratorDecl *d) {
    const auto *v = dyn_cast<VarDecl>(d);
    const Decl *before = d;
    if (const auto *record = dyn_cast<CXXRecordDecl>(d->getLexicalDeclContext())) before = outermostClass(record);
    const DeclContext *lexical = namespaceOf(before->getLexicalDeclContext());
    if (!lexical || before->getLexicalDeclContext()->isFunctionOrMethod()) return;
    std::set<const FunctionDecl *> seen;
    InFront instances(Hoisted, v, C);
    for (const FunctionDecl *f : mentioned(v ? v->getInit() : cast<FieldDecl>(d)->getInClassInitializer()))
      declareInstance(f, instances, seen);
    const HoistedTypes *hoisted = v ? Hoisted.of(v) : nullptr;
    unsigned first = Text.firstToken(before);
    MovedText types;
    Changes changes;
    if (hoisted || (v && P.all() && !v->isConstexpr()))
      changes = adjust(v, P, Hoisted, Static, Text, C, adjusting(true)); // nothing runs yet: no regions
    Adjusted.add(changes);
    if (hoisted) {
      const DeclContext *semantic = namespaceOf(v->getDeclContext());
      bool elsewhere = semantic->getPrimaryContext() != lexical->getPrimaryContext();
      auto placed = [&](const std::string &text) {
        return elsewhere ? openNamespaces(semantic) + text + closeNamespaces(semantic) : text;
      };
      types.types = hoistedClasses(v, &changes);
      if (elsewhere) types.wrap(openNamespaces(semantic), closeNamespaces(semantic));
      if (const auto *record = dyn_cast<CXXRecordDecl>(v->getDeclContext())) openClass(record);
      for (const HoistedType &t : hoisted->types)
        if (t.lambda)
          for (const CXXMethodDecl *call : callOperators(t.lambda)) declareInstances(call, instances, seen);
      unsigned end = Text.range(v->getSourceRange()).end;
      while (end + 1 < Text.size() && Text.token(end) != ";") ++end;
      Placed.insertBehind(end, "\n" + placed(closureBodies(v)) + lineDirective(Text.line(end), fileOf(end)));
    }
    if (!types.empty() || !instances.empty())
      Placed.insertBefore(first, "\n" + (instances.empty() ? "" : announced(before)) +
                                     inFront(instances, types, lexical) +
                                     lineDirective(Text.line(first), fileOf(first)));
  }

  std::string fileOf(unsigned token) const {
    PresumedLoc loc = SM.getPresumedLoc(SM.getExpansionLoc(Text.location(token)));
    return loc.isValid() ? loc.getFilename() : "";
  }

  void openClass(const CXXRecordDecl *record) {
    for (const DeclContext *c = record; c && c->isRecord(); c = c->getParent()) {
      const auto *at = cast<CXXRecordDecl>(c);
      if (const CXXRecordDecl *pattern = at->getTemplateInstantiationPattern()) at = pattern;
      at = at->getDefinition() ? at->getDefinition() : at;
      if (!Opened.insert(at).second) continue;
      TokenRange brace = Text.range(at->getBraceRange().getEnd());
      if (!brace.empty()) Placed.insertBefore(brace.begin, " PERDURE_RESUMABLE_MEMBERS ");
    }
  }

  void placeHere(Definition &d) {
    const FunctionDecl *f = d.decl;
    Function &function = d.function();
    if (function.isMain && Opt.launch) renameMain(f);
    const DeclContext *semantic = namespaceOf(f->getDeclContext()), *lexical = namespaceOf(f->getLexicalDeclContext());
    std::string open, close;
    if (semantic->getPrimaryContext() != lexical->getPrimaryContext()) { // `int a::f() {}`: names are looked up in a
      open = openNamespaces(semantic);
      close = closeNamespaces(semantic);
    }
    MovedText types = movedText(d);
    InFront instances(Hoisted, f, C);
    std::set<const FunctionDecl *> seen;
    declareInstances(f, instances, seen);
    if (!d.suspends() && types.empty() && instances.empty() && d.changes.empty()) return; // stays as it is
    table(d);
    if (!types.empty()) types.before.insert(0, forwardDeclaration(f, Placed, Text, C));
    types.wrap(open, close);
    std::string front = inFront(instances, types, lexical);
    if (d.suspends()) front += open + emitFrame(function) + close;
    front = withOwnLinkage(f, front);
    if (d.suspends()) {
      front += inlineDeclaration(f, function, C);
      befriend(f, function, P, C, Text, Placed);
    }
    std::string direct = directOf(d), resume = resumeOf(d);
    if (!resume.empty()) resume = open + resume + close;
    // The lambdas' own bodies may call the function.
    if (std::string bodies = closureBodies(f); !bodies.empty()) resume += open + bodies + close;
    resume = withOwnLinkage(f, resume);
    TokenRange body = Text.range(f->getBody()->getSourceRange());
    unsigned first = Text.firstToken(f);
    unsigned column = SM.getSpellingColumnNumber(Text.location(first));
    if (!front.empty())
      Placed.insertBefore(first, (column > 1 ? "\n" : "") + front + "\n" +
                                     lineDirective(Text.line(first), function.file) + std::string(column - 1, ' '));
    Placed.replace(body,
                   direct + (resume.empty() ? "" : "\n\n" + resume + lineDirective(function.endLine, function.file)));
  }

  /// Inside the class, where the body is not any more, a deduced result is written out.
  void spellResult(const FunctionDecl *f) {
    const AutoType *deduced = f->getReturnType()->getContainedAutoType();
    if (!deduced || deduced->getDeducedType().isNull() || deducesLocal(f)) return;
    const std::string type = asSpecifier(named(declarator(deduced->getDeducedType(), C), ""));
    unsigned end = Text.range(f->getLocation()).begin;
    for (unsigned k = Text.firstToken(f); k < end; ++k) {
      if (Text.token(k) == "decltype") // decltype(auto)
        Placed.replace({k, k + 4}, type), k += 4;
      else if (Text.token(k) == "auto")
        Placed.replace({k, k + 1}, type);
    }
  }

  std::map<unsigned, std::string> BehindClasses; ///< by the token that ends the class's declaration

  void placeBehindClass(Definition &d) {
    const FunctionDecl *f = d.decl;
    TokenRange body = Text.range(f->getBody()->getSourceRange());
    body.begin = initialisersOf(f);
    unsigned lines = Text.line(body.end - 1) - Text.line(body.begin);
    Placed.replace(body, ";" + std::string(lines, '\n'));
    spellResult(f);
    const auto *method = cast<CXXMethodDecl>(f);
    const CXXRecordDecl *outermost = outermostClass(method->getParent());
    unsigned end = Text.range(outermost->getBraceRange().getEnd()).begin;
    while (end + 1 < Text.size() && Text.token(end) != ";") ++end;
    std::string &out = BehindClasses[end];
    const MovedText types = movedText(d);
    InFront instances(Hoisted, f, C);
    if (!types.empty()) openClass(method->getParent());
    std::set<const FunctionDecl *> seen;
    declareInstances(f, instances, seen);
    const DeclContext *context = namespaceOf(outermost->getDeclContext());
    out += "\n\n" + inFront(instances, types, context);
    std::string name = isa<CXXConversionDecl>(f) ? conversionName(cast<CXXConversionDecl>(f), C) : f->getNameAsString();
    out += outside(d, "inline ", d.function().owner + "::" + name) + closureBodies(f) +
           lineDirective(Text.line(end), fileOf(end));
  }

  void renameMain(const FunctionDecl *d) {
    for (const FunctionDecl *again : d->redecls()) // also where a class makes it a friend
      Placed.replace(Text.range(again->getLocation()), names::mainName);
    MainCall = "int main(int argc, char **argv) { return " + std::string(names::detail) + "launch(argc, argv, " +
               names::mainName + "); }\n";
  }

  std::string assemble() {
    FileID main = SM.getMainFileID();
    std::string file = SM.getPresumedLoc(SM.getLocForStartOfFile(main)).getFilename();
    std::string out =
        "// Generated by perdurec from " + llvm::sys::path::filename(file).str() + "; edit that file instead.\n";
    bool anything = P.all() || !Described.empty() || !MainCall.empty() || UsesRuntime;
    out += std::string("#define ") + names::instrumentedMacro + " 1\n";
    if (anything) {
      out += std::string("#include <") + names::generatedHeader + ">\n";
      if (P.all() || Opt.persistGlobals) out += "#include <perdure/detail/globals.hpp>\n";
      if (P.all()) out += "#include <perdure/detail/heap.hpp>\n#include <perdure/detail/heap_replace.hpp>\n";
      for (const std::string &h : Derived.headers()) out += "#include <" + h + ">\n";
    }
    if (!MainCall.empty()) out += std::string("#include <") + names::launchHeader + ">\n";
    if (anything) out += quietPragmas();
    out += lineDirective(1, file);
    out += Placed.assemble(main);
    if (!out.empty() && out.back() != '\n') out += '\n';
    if (!anything) return out;
    if (!Instances.empty()) out += "\n// ---- instances of templates ----\n" + Instances;
    out += "\n// ---- what the runtime knows of these functions ----\n";
    out += Derived.text();
    out += Static.table();
    out += "namespace {\n" + Tables;
    out += "} // namespace\n";
    out += Descriptions;
    if (!Described.empty()) {
      out += "namespace {\nconstexpr const " + std::string(names::detail) + "function *functions_[] = {\n";
      for (const std::string &name : Described) out += "  &" + name + ",\n";
      out += "};\nconst " + std::string(names::detail) + "registration registration_(functions_, " +
             std::to_string(Described.size()) +
             (Opt.transform == Transform::Catch ? std::string(", ") + names::passesUnwind : "") +
             ");\n} // namespace\n";
    }
    out += MainCall;
    return out;
  }
};

} // namespace

Result rewrite(CompilerInstance &compiler, syntax::TokenBuffer &tokens, const Includes &includes,
               const Options &options) {
  return Rewriting(compiler, tokens, includes, options).run();
}

} // namespace perdure
