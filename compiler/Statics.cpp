#include "Statics.h"

#include "Aliases.h"
#include "Check.h"
#include "Declarations.h"
#include "Derive.h"
#include "Emit.h"
#include "Lower.h"
#include "Names.h"
#include "RuntimeNames.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace perdure {

/// The ')' of a '('. A declaration of a scalar ends in front of it, as the AST has it.
static unsigned closing(unsigned open, const SourceText &T) {
  unsigned at = open;
  for (int depth = 0; at < T.size(); ++at) {
    if (T.token(at) == "(") ++depth;
    if (T.token(at) == ")" && --depth == 0) break;
  }
  return at;
}

VarDecl::InitializationStyle initStyle(const VarDecl *v, const SourceText &T) {
  if (v->getInitStyle() != VarDecl::ListInit || isa<DecompositionDecl>(v)) return v->getInitStyle();
  const unsigned at = T.range(v->getLocation()).begin + 1;
  return at < T.size() && T.token(at) == "(" ? VarDecl::CallInit : VarDecl::ListInit;
}

TokenRange initialiserRange(const VarDecl *v, const SourceText &T) {
  TokenRange all = T.range(v->getSourceRange());
  unsigned at = T.range(v->getLocation()).begin;
  if (const auto *parts = dyn_cast<DecompositionDecl>(v); parts && !parts->bindings().empty()) {
    at = T.range(parts->bindings().back()->getLocation()).begin;
    while (at < all.end && T.token(at) != "]") ++at;
  }
  ++at;
  int depth = 0;
  const auto style = initStyle(v, T);
  for (; at < all.end; ++at) {
    llvm::StringRef token = T.token(at);
    if (depth <= 0) {
      if (style == VarDecl::CInit && token == "=") return {at + 1, all.end};
      if (style == VarDecl::ListInit && token == "{") return {at, all.end};
      if (style == VarDecl::CallInit && token == "(") return {at + 1, closing(at, T)};
    }
    if (token == "(" || token == "[" || token == "{") ++depth;
    if (token == ")" || token == "]" || token == "}") --depth;
  }
  return {};
}

/// Does it name what only the function has: its locals, other static locals, its object?
static bool namesLabels(const Stmt *s) {
  return s && (isa<AddrLabelExpr>(s) || llvm::any_of(s->children(), namesLabels));
}
static bool namesLocals(const Stmt *s) {
  if (!s) return false;
  if (isa<CXXThisExpr>(s)) return true;
  if (const auto *name = dyn_cast<DeclRefExpr>(s)) {
    const ValueDecl *d = name->getDecl();
    const auto *v = dyn_cast<VarDecl>(d);
    if (isa<BindingDecl>(d) || (v && v->isLocalVarDeclOrParm() && !(v->isConstexpr() && v->getType()->isScalarType())))
      return true;
  }
  if (const auto *lambda = dyn_cast<LambdaExpr>(s)) return lambda->capture_size() != 0;
  if (isa<UnaryExprOrTypeTraitExpr>(s)) return false;
  return llvm::any_of(s->children(), namesLocals);
}

static void forEachStaticLocal(const Stmt *s, llvm::function_ref<void(const VarDecl *)> visit) {
  if (!s || isa<LambdaExpr>(s)) return;
  if (const auto *d = dyn_cast<DeclStmt>(s))
    for (const Decl *one : d->decls())
      if (const auto *v = dyn_cast<VarDecl>(one);
          v && v->isStaticLocal() && !(v->isConstexpr() && v->getType()->isScalarType()))
        visit(v);
  for (const Stmt *child : s->children()) forEachStaticLocal(child, visit);
}

static bool makesObject(const Stmt *s) { return s && (isa<CXXNewExpr>(s) || llvm::any_of(s->children(), makesObject)); }

std::vector<const VarDecl *> Statics::left(const FunctionDecl *f) const {
  std::vector<const VarDecl *> out;
  forEachStaticLocal(f->getBody(), [&](const VarDecl *v) {
    // A reference to what a library has is bound anew by every process; one to what is made here is lost.
    if (v->getType()->isReferenceType() && !makesObject(v->getInit())) return;
    if (persists(v) && !namesLabels(v->getInit()) && !Access.count(v)) out.push_back(v);
  });
  return out;
}

void Statics::prepare(const FunctionDecl *f, const std::string &identifier, const std::string &scope,
                      const std::string &owner, const std::string &specialised,
                      llvm::function_ref<bool(const Expr *)> suspends) {
  Group group;
  forEachStaticLocal(f->getBody(), [&](const VarDecl *v) {
    if (v->getTLSKind() == VarDecl::TLS_None && v->getIdentifier() && !namesLabels(v->getInit()))
      group.locals.push_back(
          {v, v->getNameAsString(), Persist && v->hasInit() && (suspends(v->getInit()) || namesLocals(v->getInit()))});
  });
  if (group.locals.empty()) return;
  for (size_t k = 0; k < group.locals.size(); ++k)
    for (size_t j = 0; j < k; ++j)
      if (group.locals[j].name == group.locals[k].name) group.locals[k].name += "_" + std::to_string(k + 1);
  group.shared = f->isExternallyVisible() && (f->isInlined() || f->getTemplateInstantiationPattern());
  group.tag = group.shared ? "perdure_statics_" + mangledName(f, C) : identifier + "_statics";
  group.scope = scope;
  group.owner = owner;
  group.specialised = specialised;
  group.holder = owner.empty() ? group.tag : "perdure_closure_<" + group.tag + ">";
  group.spelled = owner.empty() ? scope + group.tag : owner + "::perdure_closure_<" + scope + group.tag + ">";
  for (const Local &l : group.locals) {
    const std::string slot = group.holder + "::" + l.name + "_slot_";
    if (l.inPlace) Slots[l.variable] = slot;
    Access[l.variable] = !l.inPlace                                 ? group.holder + "::" + l.name + "()"
                         : l.variable->getType()->isReferenceType() ? "*" + slot + ".object()"
                                                                    : slot + ".object()";
  }
  Groups[f->getCanonicalDecl()] = std::move(group);
}

std::string Statics::access(const VarDecl *v) const { return Access.lookup(v); }

Statics::Building Statics::buildingIn(const VarDecl *v, std::string slot, bool braces) const {
  const bool reference = v->getType()->isReferenceType();
  QualType type = reference ? held(v) : v->getType();
  const std::string place = "::new (where_) ";
  if (type.isNull()) type = C.getPointerType(v->getType().getNonReferenceType());
  if (reference && type->isPointerType() && C.hasSameType(type->getPointeeType(), v->getType().getNonReferenceType()))
    return {std::move(slot), place + "(" + named(declarator(type, C), "") + ")(" + names::address + "(", "))"};
  const std::string plain = named(declarator(type.getUnqualifiedType(), C), "");
  if (type->isArrayType()) return {std::move(slot), place + names::detail + "boxed<" + plain + ">{", "}"};
  return {std::move(slot), place + plain + (braces ? "" : "("), braces ? "" : ")"};
}

std::optional<Statics::Building> Statics::building(const VarDecl *v) const {
  auto at = Slots.find(v);
  if (at == Slots.end()) return std::nullopt;
  TokenRange r = initialiserRange(v, T);
  return buildingIn(v, at->second, initStyle(v, T) == VarDecl::ListInit || (!r.empty() && T.token(r.begin) == "{"));
}

std::vector<const VarDecl *> Statics::of(const FunctionDecl *f) const {
  std::vector<const VarDecl *> out;
  if (auto at = Groups.find(f->getCanonicalDecl()); at != Groups.end())
    for (const Local &l : at->second.locals) out.push_back(l.variable);
  return out;
}

/// The temporary whose life it extends.
static const MaterializeTemporaryExpr *extendedBy(const Stmt *s, const VarDecl *v) {
  if (!s) return nullptr;
  if (const auto *m = dyn_cast<MaterializeTemporaryExpr>(s);
      m && m->getExtendingDecl() && m->getExtendingDecl()->getCanonicalDecl() == v->getCanonicalDecl())
    return m;
  for (const Stmt *child : s->children())
    if (const auto *m = extendedBy(child, v)) return m;
  return nullptr;
}

QualType Statics::held(const VarDecl *v) const {
  if (!v->getType()->isReferenceType()) return v->getType();
  const QualType to = v->getType().getNonReferenceType();
  const auto *temporary = extendedBy(v->getInit(), v);
  if (!v->getInit() || (v->hasConstantInitialization() && !temporary)) return QualType();
  if (!temporary) return C.getPointerType(to);
  return C.hasSameUnqualifiedType(temporary->getType(), to) ? to : QualType();
}

/// Does it belong to the image? What is const and needs no code to be made is the same in every process.
bool Statics::persists(const VarDecl *v) const {
  if (!Persist || v->isConstexpr()) return false;
  const QualType type = held(v);
  if (type.isNull()) return false;
  QualType element = C.getBaseElementType(type);
  if (!element.isConstQualified()) return true;
  const auto *record = element->getAsCXXRecordDecl();
  return record && (!v->hasConstantInitialization() || record->hasMutableFields());
}

bool Statics::savable(const VarDecl *v, Derivation &derivation, Reporter &report) {
  const QualType type = held(v).isNull() ? C.getPointerType(v->getType().getNonReferenceType()) : held(v);
  Verdict verdict = derivation.need(type.getUnqualifiedType());
  if (verdict.savable) return true;
  if (C.getBaseElementType(type).isConstQualified() && !Slots.count(v)) return false; // every process makes it anew
  report.error(v->getLocation(),
               "'" + v->getNameAsString() + verdict.path + "' of type '" +
                   (verdict.type.empty() ? v->getType().getAsString(C.getPrintingPolicy()) : verdict.type) +
                   "' cannot be saved: it " + verdict.reason);
  report.note(v->getLocation(), "it belongs to the image, because its storage duration is static; " + verdict.remedy);
  return false;
}

/// The text as it reads outside of the function: template parameters are spelled out.
std::string Statics::textOf(TokenRange r, const FunctionDecl *f) {
  const Changes *inside = T.setChanges(nullptr);
  Changes outside;
  if (inside) outside = *inside;
  spellTemplateParameters(f, r, T, C, outside);
  T.setChanges(&outside);
  std::string text = T.text(r);
  T.setChanges(inside);
  return text;
}

std::string Statics::openingOf(const Group &g) {
  if (g.owner.empty()) return (g.shared ? "namespace " : "namespace { namespace ") + g.tag + " {\n";
  return (g.shared ? "struct " + g.tag + ";\n" : "namespace { struct " + g.tag + "; }\n") + g.specialised + "struct " +
         g.owner + "::" + g.holder + " {\n";
}
std::string Statics::closingOf(const Group &g) { return !g.owner.empty() ? "};\n" : g.shared ? "}\n" : "} }\n"; }
std::string Statics::accessorOf(const Group &g) {
  return !g.owner.empty() ? "static " : g.shared ? "inline " : "[[maybe_unused]] static ";
}
std::string Statics::headOf(const Local &l) const {
  return named(declarator(C.getLValueReferenceType(l.variable->getType().getNonReferenceType()), C), l.name + "()");
}

std::string Statics::definitions(const FunctionDecl *f, Derivation &derivation, Reporter &report) {
  auto at = Groups.find(f->getCanonicalDecl());
  if (at == Groups.end()) return "";
  const Group &g = at->second;
  const std::string detail = names::detail;
  bool member = !g.owner.empty();
  std::string out = openingOf(g);
  const std::string how = member ? "static inline " : g.shared ? "inline " : "static ";
  const std::string accessor = accessorOf(g);
  for (const Local &l : g.locals) {
    const VarDecl *v = l.variable;
    QualType type = v->getType();
    const bool reference = type->isReferenceType();
    if (reference && persists(v)) type = held(v);
    const bool pointer = reference && (type->isReferenceType() || type->isPointerType()) &&
                         !extendedBy(v->getInit(), v); // a slot holds what it is made of
    std::string result = headOf(l);
    TokenRange r = initialiserRange(v, T);
    std::string text = r.empty() ? "" : textOf(r, f);
    std::string initialised = r.empty()                              ? ""
                              : initStyle(v, T) == VarDecl::CInit    ? " = " + text
                              : initStyle(v, T) == VarDecl::CallInit ? "(" + text + ")"
                                                                     : text;
    bool constant = v->hasConstantInitialization();
    const auto *record = C.getBaseElementType(type)->getAsCXXRecordDecl();
    bool trivial = !record || record->hasTrivialDestructor();
    std::string object;
    if (l.inPlace) {
      object = l.name + "_slot_";
      QualType held = type->isReferenceType() ? C.getPointerType(type.getNonReferenceType()) : type;
      out += how + detail + "static_slot<" + named(declarator(held, C), "") + "> " + object + ";\n";
    } else if (type->isReferenceType() || (!persists(v) && !(constant && trivial))) {
      // Its own guard does: its value is not part of images.
      out += accessor + result + " {\n  static " + (v->isConstexpr() ? "constexpr " : "") +
             named(declarator(type, C), v->getNameAsString()) + initialised + ";\n  return " + v->getNameAsString() +
             ";\n}\n";
      continue;
    }
    if (l.inPlace) {
      // Built where its declaration stands.
    } else if (constant && trivial) {
      object = l.name + "_value_";
      out += how + named(declarator(type, C), object) + initialised + ";\n";
      out += accessor + result + " { return " + object + "; }\n";
    } else {
      object = l.name + "_slot_";
      std::string held = named(declarator(type, C), "");
      out += how + detail + "static_slot<" + held + "> " + object + ";\n";
      bool braces = r.empty() || initStyle(v, T) == VarDecl::ListInit || text.rfind("{", 0) == 0;
      Building around = buildingIn(v, object, braces);
      // Nothing but zeros, which are other bits in a null pointer to a member, or a constructor that wants no braces.
      if (const bool zeros = C.getBaseElementType(type).isTrivialType(C); r.empty() && zeros != type->isArrayType()) {
        if (zeros)
          around.after = "()";
        else
          around.before.pop_back(), around.after.clear();
      }
      out += accessor + result + " {\n  return " + (pointer ? "*" : "") + object + ".get([](void *where_) { " +
             around.before + text + around.after + "; });\n}\n";
    }
    if (!(persists(v) || l.inPlace) || !savable(v, derivation, report)) continue;
    std::string place = g.spelled + "::" + object;
    if (member) {
      std::string tag = g.tag + "_" + l.name + "_row";
      Front += "namespace { struct " + tag + "; }\ntemplate <> struct " + detail + "table<" + tag +
               "> { static constexpr auto &object = " + anywhere(place, C) + "; };\n";
      place = detail + "table<" + tag + ">::object";
    }
    PresumedLoc loc = C.getSourceManager().getPresumedLoc(C.getSourceManager().getExpansionLoc(v->getLocation()));
    Rows.push_back(detail + (pointer ? "bound_reference(" : "global(") +
                   quoted(f->getNameAsString() + "()::" + v->getNameAsString()) + ", " +
                   quoted(v->getType().getAsString(C.getPrintingPolicy())) + ", " + quoted(mangledName(v, C)) + ", " +
                   std::to_string(loc.isValid() ? loc.getLine() : 0) + ", " + place + ")");
  }
  return out + closingOf(g);
}

void Statics::announce(const std::vector<const VarDecl *> &locals, const FunctionDecl *f, std::string &before,
                       std::string &behind, Reporter &report) const {
  bool moves = false;
  for (const VarDecl *v : locals) {
    const auto *of = dyn_cast_or_null<FunctionDecl>(v->getParentFunctionOrMethod());
    const auto at = of ? Groups.find(of->getCanonicalDecl()) : Groups.end();
    if (at == Groups.end() || !Access.count(v)) continue;
    const Group &g = at->second;
    const auto local = llvm::find_if(g.locals, [&](const Local &l) { return l.variable == v; });
    const bool own = of->getCanonicalDecl() == f->getCanonicalDecl();
    const bool free = llvm::none_of(g.locals, [](const Local &l) { return madeOfLocal(l.variable->getType()); });
    if (local->inPlace || madeOfLocal(v->getType()) || (!g.owner.empty() && !(own && free))) {
      report.error(v->getLocation(), "static local '" + v->getNameAsString() +
                                         "' cannot be moved to where the local class that names it moves");
      report.note(v->getLocation(), "declare the class, or the variable, outside of the function");
      continue;
    }
    moves |= !g.owner.empty();
    if (g.owner.empty()) before += openingOf(g) + accessorOf(g) + headOf(*local) + ";\n" + closingOf(g);
  }
  if (moves) before += std::exchange(behind, "");
}

namespace {
class GlobalCollector : public OwnDeclarations<GlobalCollector> {
public:
  GlobalCollector(const Program &program, const SourceManager &sources) : OwnDeclarations(sources), P(program) {}
  bool VisitVarDecl(VarDecl *v) {
    if (v->isLocalVarDecl() || !v->hasGlobalStorage() || isa<ParmVarDecl>(v) || v->getType()->isDependentType() ||
        v->getDeclContext()->isDependentContext() || isa<VarTemplatePartialSpecializationDecl>(v) || !P.isOwn(v) ||
        isRuntime(v) || v->isTemplated())
      return true;
    const auto *record = v->getType()->getAsCXXRecordDecl();
    if (record && record->isLambda() && record->field_empty()) return true; // there is nothing to keep
    // A jmp_buf: who jumps back runs inside a region, so no suspension sees a value that counts.
    if (const auto *tag = v->getType()->getBaseElementTypeUnsafe()->getAsTagDecl();
        tag && tag->getName() == "__jmp_buf_tag")
      return true;
    if (v->isThisDeclarationADefinition() != VarDecl::DeclarationOnly || v->getDefinition() == v) Found.push_back(v);
    return true;
  }
  std::vector<const VarDecl *> Found;

private:
  const Program &P;
};
} // namespace

/// Does an initialiser look at what the program may have changed, or change it? An image has the value of a
/// thread_local variable, so it builds one that was not used yet, and that must be the same as later.
static bool seesProgram(const Stmt *s, const Program &program, unsigned depth = 0) {
  auto enters = [&](const FunctionDecl *f) {
    const FunctionDecl *definition = nullptr;
    if (!f || !program.isOwn(f)) return false;
    if (depth > 8 || !f->hasBody(definition)) return !f->isImplicit() && !f->isDefaulted();
    if (const auto *c = dyn_cast<CXXConstructorDecl>(definition))
      for (const CXXCtorInitializer *init : c->inits())
        if (seesProgram(init->getInit(), program, depth + 1)) return true;
    return seesProgram(definition->getBody(), program, depth + 1);
  };
  if (!s) return false;
  if (const auto *ref = dyn_cast<DeclRefExpr>(s)) {
    const auto *v = dyn_cast<VarDecl>(ref->getDecl());
    if (v && v->hasGlobalStorage() && !v->getType().isConstQualified() && !v->isConstexpr()) return true;
    return enters(dyn_cast<FunctionDecl>(ref->getDecl()));
  }
  if (const auto *member = dyn_cast<MemberExpr>(s); member && enters(dyn_cast<FunctionDecl>(member->getMemberDecl())))
    return true;
  if (const auto *construct = dyn_cast<CXXConstructExpr>(s); construct && enters(construct->getConstructor()))
    return true;
  bool found = false;
  forEachEvaluatedChild(s, [&](const Stmt *child) { found |= seesProgram(child, program, depth); });
  return found;
}

/// "::a::v"
static std::string fromOutside(const ValueDecl *v) {
  std::string name;
  for (const DeclContext *c = v->getDeclContext(); c && !c->isTranslationUnit(); c = c->getParent())
    if (const auto *ns = dyn_cast<NamespaceDecl>(c); ns && !ns->isAnonymousNamespace() && !ns->isInline())
      name = ns->getNameAsString() + "::" + name;
  return "::" + name + v->getNameAsString();
}

/// What a structured binding at namespace scope is made of has no name, but its parts have.
void Statics::bindings(const DecompositionDecl *v, Derivation &derivation, Reporter &report) {
  const PresumedLoc loc = C.getSourceManager().getPresumedLoc(C.getSourceManager().getExpansionLoc(v->getLocation()));
  for (const BindingDecl *b : v->bindings()) {
    const QualType type = b->getType().getNonReferenceType();
    if (type.isConstQualified()) continue;
    if (Verdict verdict = derivation.need(type.getUnqualifiedType()); !verdict.savable) {
      report.error(b->getLocation(), "'" + b->getNameAsString() + verdict.path + "' of type '" +
                                         type.getAsString(C.getPrintingPolicy()) + "' cannot be saved: it " +
                                         verdict.reason);
      report.note(b->getLocation(),
                  "it belongs to the image, because its storage duration is static; " + verdict.remedy);
      continue;
    }
    Rows.push_back(std::string(names::detail) + "global(" + quoted(b->getQualifiedNameAsString()) + ", " +
                   quoted(type.getAsString(C.getPrintingPolicy())) + ", " +
                   quoted(mangledName(v, C) + "." + b->getNameAsString()) + ", " +
                   std::to_string(loc.isValid() ? loc.getLine() : 0) + ", " + fromOutside(b) + ")");
  }
}

/// The row of a reference that is not a static local, and what makes its storage known.
std::string Statics::referenceRow(const VarDecl *v, const std::string &type, const std::string &rest,
                                  llvm::function_ref<void(unsigned, const std::string &)> insert, Reporter &report) {
  const auto refuse = [&](const std::string &why) {
    report.error(v->getLocation(), "reference '" + v->getNameAsString() + "' cannot be saved: " + why);
    report.note(v->getLocation(), "make it a pointer, or a function that returns the reference");
    return std::string();
  };
  if (v->getTLSKind() != VarDecl::TLS_None) return refuse("each thread binds it when it first uses it");
  const std::string place = "reference_" + std::to_string(Rows.size()) + "_";
  const bool internal = !v->isExternallyVisible();
  const bool instance = v->getTemplateInstantiationPattern() || isa<VarTemplateSpecializationDecl>(v) ||
                        isTemplateInstantiation(v->getTemplateSpecializationKind());
  if (internal && instance) return refuse("nothing names what an instance of a template in this file has");
  const auto behind = [&](const VarDecl *at) { // its declarator
    const SourceRange type = at->getTypeSourceInfo()->getTypeLoc().getSourceRange();
    return std::max(T.range(at->getLocation()).end, T.range(type).end) - 1;
  };
  std::string symbol = mangledName(v, C);
  if (internal) { // the compilers do not agree on its name
    symbol = "perdure_" + place;
    insert(behind(v->getFirstDecl()), " __asm__(" + quoted(symbol) + ")");
    Front += "static void *" + place + " __attribute__((alias(" + quoted(symbol) + ")));\n";
  } else {
    Front += "extern void *" + place + " __asm__(" + quoted(symbol) + ");\n";
  }
  if (!instance) insert(behind(v), " __attribute__((used))");
  return std::string(names::detail) + "bound_reference<" + type + ">(" + rest + ", " + place + ")";
}

void Statics::globals(const Program &program, Derivation &derivation, Reporter &report,
                      llvm::function_ref<void(const CXXRecordDecl *)> befriend,
                      llvm::function_ref<void(unsigned, const std::string &)> insert) {
  if (!Persist) return;
  const SourceManager &SM = C.getSourceManager();
  GlobalCollector collector(program, SM);
  collector.TraverseDecl(C.getTranslationUnitDecl());
  llvm::DenseSet<const VarDecl *> seen;
  const std::string detail = names::detail;
  for (const VarDecl *v : collector.Found) {
    if (!seen.insert(v->getCanonicalDecl()).second || !persists(v)) continue;
    if (const auto *parts = dyn_cast<DecompositionDecl>(v)) {
      bindings(parts, derivation, report);
      continue;
    }
    if (!v->getIdentifier() || !savable(v, derivation, report)) continue;
    const bool reference = v->getType()->isReferenceType(), bound = reference && !extendedBy(v->getInit(), v);
    const bool placed = !bound && (reference || v->getTLSKind() != VarDecl::TLS_None); // its address is no constant
    std::string name;
    if (const auto *record = dyn_cast<CXXRecordDecl>(v->getDeclContext())) {
      befriend(record);
      name = spell(C.getRecordType(record), C) + "::" + v->getNameAsString();
    } else {
      name = fromOutside(v);
      if (const auto *instance = dyn_cast<VarTemplateSpecializationDecl>(v))
        name += specialisedArguments(instance->getTemplateArgs(), C);
    }
    if (v->getDeclContext()->isRecord() || placed) { // seen from inside a class that may be a friend
      std::string tag = "variable_" + std::to_string(Rows.size()) + "_tag";
      Front += "namespace { struct " + tag + "; }\ntemplate <> struct " + detail + "table<" + tag + "> { " +
               (bound    ? "using object = decltype(" + anywhere(name, C) + ");"
                : placed ? "static auto *object() { return &" + anywhere(name, C) + "; }"
                         : "static constexpr auto &object = " + anywhere(name, C) + ";") +
               " };\n";
      name = detail + "table<" + tag + ">::object";
    } else if (bound) {
      name = "decltype(" + name + ")";
    }
    PresumedLoc loc = SM.getPresumedLoc(SM.getExpansionLoc(v->getLocation()));
    std::string rest = quoted(v->getQualifiedNameAsString()) + ", " +
                       quoted(v->getType().getAsString(C.getPrintingPolicy())) + ", " + quoted(mangledName(v, C)) +
                       ", " + std::to_string(loc.isValid() ? loc.getLine() : 0);
    if (bound) {
      if (std::string row = referenceRow(v, name, rest, insert, report); !row.empty()) Rows.push_back(row);
    } else if (placed) {
      if (v->getTLSKind() != VarDecl::TLS_None && !v->hasConstantInitialization() && v->getInit() &&
          seesProgram(v->getInit(), program)) {
        report.error(v->getLocation(), "thread_local '" + v->getNameAsString() +
                                           "' cannot be saved: what it starts with depends on when it is first used");
        report.note(v->getLocation(), "give it a constant initialiser, or make it a static local of a function");
        continue;
      }
      Rows.push_back(detail + "thread_global<" + name + ">(" + rest + ")");
    } else {
      Rows.push_back(detail + "global(" + rest + ", " + name + ")");
    }
  }
}

std::string Statics::table() const {
  if (Rows.empty()) return "";
  const std::string detail = names::detail;
  std::string out = Front + "namespace {\nconstexpr " + detail + "global_variable globals_[] = {\n";
  for (const std::string &row : Rows) out += "  " + row + ",\n";
  return out + "};\nconst " + detail + "globals_registration globals_registration_(globals_, " +
         std::to_string(Rows.size()) + ");\n} // namespace\n";
}

} // namespace perdure
