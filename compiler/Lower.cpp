// Lowering one function: its signature, its body, its names.
#include "Derive.h"
#include "Escape.h"
#include "Lowerer.h"
#include "RuntimeNames.h"

#include "clang/AST/Mangle.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace perdure {

/// Names that mean something of the runtime's inside a frame struct.
static std::string protect(std::string type) {
  for (llvm::StringRef name : {"frame", "type", "caller", "at", "live", "pins", "visit", "description"})
    if (llvm::StringRef(type).starts_with(name) &&
        (type.size() == name.size() || !(isalnum(type[name.size()]) || type[name.size()] == '_')))
      return "::" + type;
  return type;
}

static std::string declare(QualType type, std::string inner, const ASTContext &context) {
  type = type.getCanonicalType();
  auto wrapped = [&](QualType target, const std::string &mark) {
    std::string text = mark + inner;
    if (target->isArrayType() || target->isFunctionType()) text = "(" + text + ")";
    return declare(target, text, context);
  };
  std::string qualifiers;
  if (type.isConstQualified()) qualifiers += "const ";
  if (type.isVolatileQualified()) qualifiers += "volatile ";
  if (const auto *pointer = dyn_cast<PointerType>(type)) return wrapped(pointer->getPointeeType(), "*" + qualifiers);
  if (const auto *reference = dyn_cast<LValueReferenceType>(type)) return wrapped(reference->getPointeeType(), "&");
  if (const auto *reference = dyn_cast<RValueReferenceType>(type)) return wrapped(reference->getPointeeType(), "&&");
  if (const auto *member = dyn_cast<MemberPointerType>(type))
    return wrapped(member->getPointeeType(), spell(QualType(member->getClass(), 0), context) + "::*" + qualifiers);
  if (const auto *array = context.getAsConstantArrayType(type))
    return declare(array->getElementType(), inner + "[" + llvm::toString(array->getSize(), 10, false) + "]", context);
  if (const auto *array = context.getAsIncompleteArrayType(type))
    return declare(array->getElementType(), inner + "[]", context);
  if (const auto *function = dyn_cast<FunctionProtoType>(type)) {
    std::string parameters;
    for (QualType p : function->param_types())
      parameters += (parameters.empty() ? "" : ", ") + named(declare(p, "@", context), "");
    if (function->isVariadic()) parameters += parameters.empty() ? "..." : ", ...";
    std::string text = inner + "(" + parameters + ")";
    if (function->isConst()) text += " const";
    if (function->isVolatile()) text += " volatile";
    if (function->getRefQualifier() == RQ_LValue) text += " &";
    if (function->getRefQualifier() == RQ_RValue) text += " &&";
    if (function->isNothrow()) text += " noexcept";
    return declare(function->getReturnType(), text, context);
  }
  return qualifiers + protect(spell(type.getUnqualifiedType(), context)) + " " + inner;
}

std::string declarator(QualType type, const ASTContext &context) { return declare(type, "@", context); }

std::string conversionName(const CXXConversionDecl *conversion, const ASTContext &context) {
  return "operator " + asSpecifier(named(declarator(conversion->getConversionType(), context), ""));
}

std::string asSpecifier(const std::string &type, const char *parts) {
  return type.find_first_of(parts) == std::string::npos ? type : "std::enable_if_t<true, " + type + ">";
}

std::string named(const std::string &declarator, const std::string &name) {
  std::string out = declarator;
  size_t at = out.find('@');
  if (at == std::string::npos) return out + " " + name;
  out.replace(at, 1, name);
  while (!out.empty() && out.back() == ' ') out.pop_back();
  size_t gap; // "int (*)[3]" and "char *" keep no blank where the name was
  while (name.empty() && (gap = out.find(" )")) != std::string::npos) out.erase(gap, 1);
  return out;
}

std::string constantText(const VarDecl *v, const ASTContext &context) {
  const APValue *value = v->evaluateValue();
  if (!value || !(value->isInt() || (value->isFloat() && value->getFloat().isFinite()))) return "";
  llvm::SmallString<64> digits;
  if (value->isInt())
    digits = llvm::toString(value->getInt(), 10) + (value->getInt().isUnsigned() ? "u" : "");
  else
    value->getFloat().toString(digits, 40);
  const QualType type = v->getType().getNonReferenceType().getUnqualifiedType();
  return "static_cast<" + named(declarator(type, context), "") + ">(" + std::string(digits) + ")";
}

namespace {
class GotoCollector : public RecursiveASTVisitor<GotoCollector> {
public:
  explicit GotoCollector(SourceText &text) : T(text) {}
  bool VisitGotoStmt(GotoStmt *s) {
    Found.push_back({s->getLabel(), T.range(s->getSourceRange())});
    return true;
  }
  std::vector<std::pair<const LabelDecl *, TokenRange>> Found;

private:
  SourceText &T;
};
} // namespace

Lowerer::Lowerer(const FunctionDecl *definition, const Program &program, const Hoist &hoist, const Statics &statics,
                 ASTContext &context, SourceText &text, const std::string &identifier)
    : D(definition), P(program), H(hoist), S(statics), C(context), T(text), F(Out.function) {
  F.identifier = identifier;
}

void Lowerer::problem(SourceLocation at, std::string message, std::string remedy) {
  Out.problems.push_back({at, std::move(message), std::move(remedy)});
}

/// One for the translation unit: lambdas are numbered in the order in which they are asked for.
static MangleContext *manglerOf(ASTContext &context) {
  static std::pair<ASTContext *, std::unique_ptr<MangleContext>> kept;
  if (kept.first != &context) kept = {&context, std::unique_ptr<MangleContext>(context.createMangleContext())};
  return kept.second.get();
}

/// A constructor or destructor is known by its complete variant.
static GlobalDecl globalOf(const NamedDecl *d) {
  if (const auto *c = dyn_cast<CXXConstructorDecl>(d)) return {c, Ctor_Complete};
  if (const auto *c = dyn_cast<CXXDestructorDecl>(d)) return {c, Dtor_Complete};
  if (const auto *f = dyn_cast<FunctionDecl>(d)) return {f};
  return {cast<VarDecl>(d)};
}

std::string mangledName(const NamedDecl *d, ASTContext &context) {
  const auto *f = dyn_cast<FunctionDecl>(d);
  if (f && f->getDefinition()) d = f = f->getDefinition();
  MangleContext *mangler = manglerOf(context);
  std::string name;
  if ((f && (f->isMain() || f->isExternC())) || !mangler->shouldMangleDeclName(d)) {
    name = d->getNameAsString();
  } else {
    llvm::raw_string_ostream out(name);
    mangler->mangleName(globalOf(d), out);
    out.flush();
  }
  if (d->isExternallyVisible()) return name;
  // By the translation unit: one of a header is another one in each.
  const SourceManager &sources = context.getSourceManager();
  PresumedLoc loc = sources.getPresumedLoc(sources.getLocForStartOfFile(sources.getMainFileID()));
  llvm::StringRef file = loc.isValid() ? loc.getFilename() : "";
  return name + "@" + file.substr(file.rfind('/') + 1).str();
}

namespace {
class ReferenceCollector : public RecursiveASTVisitor<ReferenceCollector> {
public:
  ReferenceCollector(SourceText &text, const llvm::DenseMap<const VarDecl *, VariableId> &variables)
      : T(text), Variables(variables) {}
  bool VisitDeclRefExpr(DeclRefExpr *e) {
    const VarDecl *v = dyn_cast<VarDecl>(e->getDecl());
    if (v) note(v, e->getLocation());
    return true;
  }
  bool VisitVarDecl(VarDecl *v) {
    note(v, v->getLocation());
    return true;
  }
  std::map<unsigned, VariableId> At;

private:
  SourceText &T;
  const llvm::DenseMap<const VarDecl *, VariableId> &Variables;
  void note(const VarDecl *v, SourceLocation at) {
    auto found = Variables.find(v);
    TokenRange r = T.range(at);
    if (found != Variables.end() && !r.empty()) At[r.begin] = found->second;
  }
};
} // namespace

/// A name that means one variable and nothing else in the whole function can be that of a local of the resume body.
void Lowerer::findShadows() {
  ReferenceCollector references(T, Variables);
  references.TraverseDecl(const_cast<FunctionDecl *>(D));
  TokenRange all = T.range(D->getSourceRange());
  std::map<llvm::StringRef, std::set<VariableId>> byName;
  for (size_t v = 0; v < F.variables.size(); ++v)
    if (!F.variables[v].temporary && !F.variables[v].self) byName[F.variables[v].name].insert(VariableId(v));
  for (const auto &[name, variables] : byName)
    if (variables.size() > 1)
      for (VariableId v : variables) F.variables[v].shadowed = true;
  for (unsigned k = all.begin; k < all.end; ++k) {
    auto found = byName.find(T.token(k));
    if (found == byName.end()) continue;
    llvm::StringRef before = k > 0 ? T.token(k - 1) : "";
    if (before == "." || before == "->" || references.At.count(k)) continue;
    for (VariableId v : found->second) F.variables[v].shadowed = true;
  }
}

Lowered Lowerer::run() {
  const Stmt *body = D->getBody();
  Suspending = P.suspending(body);
  Marked = Suspending;
  Escaping = escaping(body, C);
  GotoCollector gotos(T);
  gotos.TraverseStmt(const_cast<Stmt *>(body));
  Gotos = std::move(gotos.Found);
  TokenRange bodyRange = T.range(body->getSourceRange());
  if (const auto k = D->getTemplateInstantiationPattern() ? T.laterMacro(bodyRange) : std::nullopt)
    problem(T.location(*k), "'" + T.token(*k).str() + "' is a macro further down, where this template's instances go",
            "define the macro before the template, or give it another name");
  T.setExpandAll(T.hasDirective(bodyRange) || (D->getTemplateInstantiationPattern() && T.usesChangedMacro(bodyRange)));

  const SourceManager &SM = C.getSourceManager();
  llvm::raw_string_ostream name(F.name);
  D->printQualifiedName(name);
  name << "(";
  for (unsigned k = 0; k < D->getNumParams(); ++k)
    name << (k ? ", " : "") << D->getParamDecl(k)->getType().getAsString(C.getPrintingPolicy());
  name << ")";
  name.flush();
  F.mangled = mangledName(D, C);
  F.isMain = D->isMain();
  if (const auto *type = D->getType()->getAs<FunctionProtoType>()) F.isNoexcept = type->isNothrow();
  F.line = T.line(T.range(D->getLocation()).begin);
  F.endLine = T.line(bodyRange.end - 1);
  PresumedLoc loc = SM.getPresumedLoc(SM.getExpansionLoc(D->getLocation()));
  F.file = loc.isValid() ? loc.getFilename() : "";
  QualType result = D->getReturnType();
  F.resultDeclarator = declarator(result, C);
  F.gives = resultKind(result, C);
  F.resultType = named(declarator(result.getUnqualifiedType(), C), "");
  F.result = result->isVoidType()        ? Function::Void
             : result->isReferenceType() ? Function::Ref
             : result->isRecordType()    ? Function::Class
                                         : Function::Scalar;
  if (const auto *method = dyn_cast<CXXMethodDecl>(D); method && method->isInstance()) {
    QualType object = method->getThisType()->getPointeeType();
    VariableId id = newVariable(C.getLValueReferenceType(object), "this", D->getLocation());
    F.variables[id].kind = Variable::Reference;
    F.variables[id].self = true;
    F.variables[id].parameter = true;
  }
  for (const ParmVarDecl *p : D->parameters())
    if (p->getDeclName()) addParameter(p);
  Named = namedResult();
  if (P.polls(D)) safePoint(F.line, F.body);
  if (const auto *compound = dyn_cast<CompoundStmt>(body)) {
    std::vector<const Stmt *> statements(compound->body_begin(), compound->body_end());
    sequence(statements, F.body);
  } else {
    F.functionTry = true;
    statement(body, F.body);
  }
  if (F.points.empty()) {
    F.points.emplace_back();
    Out.points.emplace_back();
  }
  findShadows();
  T.setExpandAll(false);
  return std::move(Out);
}

Lowered lower(const FunctionDecl *definition, const Program &program, const Hoist &hoist, const Statics &statics,
              ASTContext &context, SourceText &text, const std::string &identifier) {
  return Lowerer(definition, program, hoist, statics, context, text, identifier).run();
}

} // namespace perdure
