#include "Hoist.h"

#include "Aliases.h"
#include "Lower.h"
#include "Names.h"
#include "RuntimeNames.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace perdure {

std::string functionHeader(const FunctionDecl *f, const std::string &name, const ASTContext &context,
                           bool parameterNames, bool asDeclared,
                           llvm::function_ref<std::string(const ParmVarDecl *)> behind) {
  std::string parameters;
  for (const ParmVarDecl *p : f->parameters())
    parameters += (parameters.empty() ? "" : ", ") +
                  named(declarator(p->getType(), context), parameterNames ? p->getNameAsString() : "") +
                  (behind ? behind(p) : "");
  if (f->isVariadic()) parameters += parameters.empty() ? "..." : ", ...";
  std::string text = name + "(" + parameters + ")";
  if (const auto *method = dyn_cast<CXXMethodDecl>(f); method && method->isInstance()) {
    if (method->isConst()) text += " const";
    if (method->isVolatile()) text += " volatile";
    if (method->getRefQualifier() == RQ_LValue) text += " &";
    if (method->getRefQualifier() == RQ_RValue) text += " &&";
  }
  if (const auto *type = f->getType()->getAs<FunctionProtoType>(); type && type->isNothrow()) text += " noexcept";
  if (isa<CXXConversionDecl, CXXConstructorDecl, CXXDestructorDecl>(f)) return text;
  if (asDeclared && f->getDeclaredReturnType()->getContainedAutoType()) {
    const FunctionDecl *pattern = f->getTemplateInstantiationPattern();
    std::string result =
        (pattern ? pattern : f)->getDeclaredReturnType().getAsString(PrintingPolicy(context.getLangOpts()));
    return result + " " + text;
  }
  return named(declarator(f->getReturnType(), context), text);
}

Hoist::Hoist(const Program &program, ASTContext &context, SourceText &text) : P(program), C(context), T(text) {}

namespace {
/// Variables of functions around a lambda or class that it mentions without capturing them.
class Uncaptured : public RecursiveASTVisitor<Uncaptured> {
public:
  explicit Uncaptured(const DeclContext *inside) : Inside(inside) {}
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *e) {
    const auto *v = dyn_cast<VarDecl>(e->getDecl());
    if (!v || !v->isLocalVarDeclOrParm() || (v->isStaticLocal() && !v->isConstexpr() && !v->getTLSKind()) ||
        e->refersToEnclosingVariableOrCapture() || e->isNonOdrUse())
      return true;
    if (!Inside->Encloses(v->getDeclContext())) Bad = true;
    return true;
  }
  bool Bad = false;

private:
  const DeclContext *Inside;
};
} // namespace

std::vector<const CXXMethodDecl *> callOperators(const LambdaExpr *e) {
  std::vector<const CXXMethodDecl *> out;
  if (const FunctionTemplateDecl *generic = e->getDependentCallOperator()) {
    for (const FunctionDecl *instance : generic->specializations())
      if (instance->hasBody()) out.push_back(cast<CXXMethodDecl>(instance));
  } else {
    out.push_back(e->getCallOperator());
  }
  return out;
}

static bool copiesArray(const LambdaCapture &c) {
  return c.capturesVariable() && c.getCaptureKind() == LCK_ByCopy &&
         c.getCapturedVar()->getType().getNonReferenceType()->isConstantArrayType();
}

/// "[0][0]", "[0][1]", ...: the elements of an array that a lambda copies.
static std::vector<std::string> elementsOf(const LambdaCapture &c) {
  std::vector<std::string> out{""};
  QualType type = c.getCapturedVar()->getType().getNonReferenceType().getCanonicalType();
  for (; type->isConstantArrayType(); type = type->getAsArrayTypeUnsafe()->getElementType()) {
    uint64_t extent = cast<ConstantArrayType>(type->getAsArrayTypeUnsafe())->getSize().getZExtValue();
    if (extent * out.size() > 1000) return std::vector<std::string>(1001);
    std::vector<std::string> inner;
    for (const std::string &outer : out)
      for (uint64_t k = 0; k < extent; ++k) inner.push_back(outer + "[" + std::to_string(k) + "]");
    out = std::move(inner);
  }
  return out;
}

bool Hoist::staysTemplate(const LambdaExpr *e) {
  return llvm::any_of(e->getCallOperator()->parameters(), [](const ParmVarDecl *p) { return p->isParameterPack(); });
}

std::string Hoist::whyNot(const LambdaExpr *e) {
  const CXXMethodDecl *call = e->getCallOperator();
  if (e->getLambdaClass()->getDeclContext()->isDependentContext()) return "stands in a template";
  if (call->isVariadic()) return "has a variable argument list";
  if (call->isConsteval()) return "is consteval";
  for (const LambdaCapture &c : e->captures()) {
    if (c.capturesVLAType()) return "captures a variable-length array's type";
    if (c.isPackExpansion()) return "captures a pack";
    if (copiesArray(c) && elementsOf(c).size() > 1000) return "captures a large array by value";
  }
  bool uncaptured = false;
  for (const CXXMethodDecl *instance : callOperators(e)) {
    Uncaptured search(instance);
    search.TraverseStmt(const_cast<Stmt *>(instance->getBody()));
    uncaptured |= search.Bad;
  }
  if (uncaptured) return "uses a variable of the function around it that it does not capture";
  return "";
}

void Hoist::collect(const Stmt *s, HoistedTypes &into) {
  if (!s) return;
  if (const auto *lambda = dyn_cast<LambdaExpr>(s)) {
    for (const Expr *init : lambda->capture_inits())
      if (init) collect(init, into);
    if (!whyNot(lambda).empty() || P.keepsLambda(lambda)) return;
    for (const CXXMethodDecl *call : callOperators(lambda))
      if (!staysTemplate(lambda)) collect(call->getBody(), into); // inner types first: its result may be one of them
    HoistedType type;
    type.type = lambda->getLambdaClass();
    type.lambda = lambda;
    unsigned number = 1;
    for (const HoistedType &t : into.types) number += t.lambda != nullptr;
    type.name = "lambda_" + std::to_string(number);
    auto field = lambda->getLambdaClass()->field_begin();
    auto init = lambda->capture_init_begin();
    for (const LambdaCapture &c : lambda->captures()) {
      Capture capture;
      capture.source = &c;
      capture.field = *field++;
      capture.init = *init++;
      capture.name = c.capturesVariable() ? c.getCapturedVar()->getNameAsString() : selfName;
      giveName(capture.field, capture.name);
      type.captures.push_back(std::move(capture));
    }
    giveName(type.type, into.spelled + "::" + type.name);
    into.types.push_back(std::move(type));
    return;
  }
  if (const auto *declares = dyn_cast<DeclStmt>(s))
    for (const Decl *d : declares->decls()) {
      const auto *tag = dyn_cast<TagDecl>(d);
      if (!tag || !tag->isThisDeclarationADefinition() || tag->isInvalidDecl()) continue;
      Uncaptured search(cast<DeclContext>(tag));
      search.TraverseDecl(const_cast<TagDecl *>(tag));
      if (search.Bad) continue; // it stays where it is
      HoistedType type;
      type.type = tag;
      type.name = tag->getNameAsString();
      // Another function in it may have a type of this name, and so has each instance of a generic lambda.
      if (tag->getIdentifier() && llvm::any_of(into.types, [&](const HoistedType &t) {
            return t.name == tag->getName() && t.type->getDeclContext() == tag->getDeclContext();
          }))
        continue; // two of one name in one function: the second one stays
      unsigned same = 1, unnamed = 1;
      for (const HoistedType &t : into.types) {
        same += !type.name.empty() ? t.name == type.name : t.type->getLocation() == tag->getLocation();
        unnamed += !t.lambda && t.type->getNameAsString().empty();
      }
      if (same > 1 && (!type.name.empty() || isa<EnumDecl>(tag))) // an enum's constants have names all the same
        type.wrapper = (type.name.empty() ? "unnamed" : type.name) + "_" + std::to_string(same) + "_";
      if (type.name.empty()) type.name = "unnamed_" + std::to_string(unnamed);
      giveName(tag, into.spelled + "::" + type.inHolder());
      into.types.push_back(std::move(type));
    }
  for (const Stmt *child : s->children()) collect(child, into);
}

/// Classes and closures that a type is made of.
static void partsOf(QualType type, llvm::SetVector<const TagDecl *> &out) {
  type = type.getCanonicalType();
  if (type->isPointerType() || type->isReferenceType()) return;
  const TagDecl *tag = type->getBaseElementTypeUnsafe()->getAsTagDecl();
  if (!tag || !out.insert(tag->getCanonicalDecl())) return;
  if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(tag))
    for (const TemplateArgument &a : s->getTemplateArgs().asArray())
      for (const TemplateArgument &part : a.getKind() == TemplateArgument::Pack ? a.pack_elements() : ArrayRef(a))
        if (part.getKind() == TemplateArgument::Type) partsOf(part.getAsType(), out);
}

/// A class stands behind those that it has members of; else the order stays.
static void sortByMembers(std::vector<HoistedType> &types) {
  llvm::DenseMap<const TagDecl *, size_t> index;
  for (size_t k = 0; k < types.size(); ++k) index[types[k].type->getCanonicalDecl()] = k;
  std::vector<HoistedType> out;
  std::vector<bool> done(types.size());
  std::function<void(size_t)> emit = [&](size_t k) {
    if (done[k]) return;
    done[k] = true;
    llvm::SetVector<const TagDecl *> parts;
    if (const auto *record = dyn_cast<CXXRecordDecl>(types[k].type); record && record->hasDefinition()) {
      for (const FieldDecl *f : record->fields()) partsOf(f->getType(), parts);
      for (const CXXBaseSpecifier &base : record->bases()) partsOf(base.getType(), parts);
    }
    if (types[k].lambda && types[k].captures.empty()) // what converts it to a function pointer is defined inside
      for (const CXXMethodDecl *call : callOperators(types[k].lambda)) {
        partsOf(call->getReturnType(), parts);
        for (const ParmVarDecl *p : call->parameters()) partsOf(p->getType(), parts);
      }
    for (const TagDecl *part : parts)
      if (auto at = index.find(part); at != index.end()) emit(at->second);
    out.push_back(types[k]);
  };
  for (size_t k = 0; k < types.size(); ++k)
    if (isa<EnumDecl>(types[k].type)) emit(k);
  for (size_t k = 0; k < types.size(); ++k) emit(k);
  types = std::move(out);
}

void Hoist::prepare(const Decl *f, const std::string &identifier, const std::string &scope, const std::string &owner,
                    const std::string &specialised) {
  HoistedTypes types;
  types.tag = identifier + "_types";
  types.owner = owner;
  types.specialised = specialised;
  types.holder = owner.empty() ? types.tag : "perdure_closure_<" + types.tag + ">";
  types.spelled = owner.empty() ? scope + types.tag : owner + "::perdure_closure_<" + scope + types.tag + ">";
  types.identifier = identifier;
  if (const auto *constructor = dyn_cast<CXXConstructorDecl>(f))
    for (const CXXCtorInitializer *init : constructor->inits())
      if (init->isWritten()) collect(init->getInit(), types);
  const auto *variable = dyn_cast<VarDecl>(f);
  collect(variable ? variable->getInit() : f->getBody(), types);
  if (types.types.empty()) return;
  sortByMembers(types.types);
  HoistedTypes &kept = ByFunction[f->getCanonicalDecl()] = std::move(types);
  for (size_t k = 0; k < kept.types.size(); ++k) ByType[kept.types[k].type->getCanonicalDecl()] = {&kept, k};
}

const HoistedTypes *Hoist::of(const Decl *f) const {
  auto at = ByFunction.find(f->getCanonicalDecl());
  return at == ByFunction.end() ? nullptr : &at->second;
}

const HoistedTypes *Hoist::around(const TagDecl *type) const {
  auto at = ByType.find(type->getCanonicalDecl());
  return at == ByType.end() ? nullptr : at->second.first;
}

const HoistedType *Hoist::find(const TagDecl *type) const {
  auto at = ByType.find(type->getCanonicalDecl());
  return at == ByType.end() ? nullptr : &at->second.first->types[at->second.second];
}

std::string Hoist::instead(const LambdaExpr *lambda, const FunctionDecl *in) const {
  std::string out;
  for (const Part &part : parts(lambda, in)) out += part.text;
  return out;
}

std::vector<Hoist::Part> Hoist::parts(const LambdaExpr *lambda, const FunctionDecl *in) const {
  const auto &[types, index] = ByType.find(lambda->getLambdaClass()->getCanonicalDecl())->second;
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(in);
  bool inside = method && method->getParent()->isLambda() && find(method->getParent());
  std::vector<Part> out{{types->holder + "::" + types->types[index].inHolder() + "{", nullptr}};
  for (const Capture &c : types->types[index].captures) {
    if (out.size() > 1) out.push_back({", ", nullptr});
    Part &part = out.emplace_back();
    if (c.source->capturesThis())
      part.text = c.source->getCaptureKind() == LCK_StarThis ? (inside ? "*object_" : "*this")
                  : inside                                   ? selfName
                                                             : "this";
    else if (const auto *v = dyn_cast<VarDecl>(c.source->getCapturedVar());
             v && v->isInitCapture() && lambda->getLambdaClass()->Encloses(v->getDeclContext())) { // not an outer one's
      TokenRange r = T.range(v->getInit()->IgnoreImplicit()->getSourceRange());
      part = r.empty() ? Part{v->getNameAsString(), nullptr} : Part{T.text(r), v->getInit()};
    } else if (copiesArray(*c.source)) { // no initialiser but a list of its elements copies an array
      for (const std::string &element : elementsOf(*c.source))
        part.text += (part.text.empty() ? "{" : ", ") + c.name + element;
      part.text += "}";
    } else
      part.text = c.name;
  }
  out.push_back({"}", nullptr});
  return out;
}

std::string Hoist::instead(const TagDecl *type) const {
  const auto &[types, index] = ByType.find(type->getCanonicalDecl())->second;
  const HoistedType &t = types->types[index];
  std::string out;
  bool inClass = !types->owner.empty();
  if (!type->getNameAsString().empty())
    out = inClass ? "using " + t.name + " = typename " + types->holder + "::" + t.inHolder() + ";"
                  : "using " + types->holder + "::" + t.inHolder() + ";";
  const std::string around = types->holder + "::" + (t.wrapper.empty() ? "" : t.wrapper + "::");
  if (const auto *e = dyn_cast<EnumDecl>(type); e && !e->isScoped())
    for (const EnumConstantDecl *c : e->enumerators()) {
      out += out.empty() ? "" : " ";
      out += inClass ? "[[maybe_unused]] constexpr auto " + c->getNameAsString() + " = " + around +
                           c->getNameAsString() + ";"
                     : "using " + around + c->getNameAsString() + ";";
    }
  if (inClass)
    if (size_t at = out.find("typename "); at != std::string::npos) out.erase(at, 9);
  return out;
}

std::string Hoist::closureText(const HoistedType &t, llvm::function_ref<std::string(const HoistedType &)> whole) const {
  std::string out = "struct " + t.name + " {\n  PERDURE_RESUMABLE_CLOSURE\n";
  for (const Capture &c : t.captures) out += "  " + named(declarator(c.field->getType(), C), c.name) + ";\n";
  if (staysTemplate(t.lambda)) return out + whole(t) + "};\n";
  // A generic lambda's instances are overloads: whatever is called was instantiated for just these types.
  unsigned index = 0;
  for (const CXXMethodDecl *instance : callOperators(t.lambda)) out += callText(t, instance, ++index);
  return out + "};\n";
}

std::string Hoist::templateHeader(const LambdaExpr *lambda, Changes changes) const {
  const FunctionDecl *pattern = lambda->getDependentCallOperator()->getTemplatedDecl();
  auto type = pattern->getTypeSourceInfo()->getTypeLoc().IgnoreParens().getAs<FunctionProtoTypeLoc>();
  unsigned open = T.range(type.getLParenLoc()).begin, shut = T.range(type.getRParenLoc()).begin;
  unsigned head = T.range(lambda->getIntroducerRange().getEnd()).end;
  unsigned body = T.range(pattern->getBody()->getSourceRange()).begin;
  std::string templated = head < open ? "template " + T.text({head, open}) + " " : "", tail;
  if (!C.getLangOpts().CPlusPlus20) { // without its abbreviation
    for (const ParmVarDecl *p : pattern->parameters()) {
      TokenRange r = T.range(p->getSourceRange());
      for (unsigned k = r.begin; k < r.end; ++k) {
        if (T.token(k) != "auto") continue;
        std::string name = "a" + std::to_string(p->getFunctionScopeIndex() + 1) + "_";
        templated += (templated.empty() ? "template <class" : ", class") +
                     std::string(p->isParameterPack() ? "... " : " ") + name;
        changes.replace({k, k + 1}, name);
        break;
      }
    }
    templated += "> ";
  }
  bool isMutable = false, constant = false;
  for (unsigned k = shut + 1; k < body; ++k) {
    isMutable |= T.token(k) == "mutable";
    constant |= T.token(k) == "constexpr";
    if (T.token(k) == "->" || T.token(k) == "noexcept") {
      tail = " " + T.text({k, body});
      break;
    }
  }
  const Changes *outer = T.setChanges(&changes);
  const std::string parameters = T.text({open, shut + 1});
  T.setChanges(outer);
  return templated + (constant ? "constexpr " : "") + "auto operator()" + parameters + (isMutable ? "" : " const") +
         tail;
}

std::string Hoist::callText(const HoistedType &t, const CXXMethodDecl *call, unsigned index) const {
  std::string out;
  // Default arguments stand in the class; everything else of the signature is printed.
  std::string parameters;
  for (const ParmVarDecl *p : call->parameters()) {
    parameters += (parameters.empty() ? "" : ", ") + named(declarator(p->getType(), C), p->getNameAsString());
    if (p->hasDefaultArg() && !p->hasUninstantiatedDefaultArg() && !p->hasUnparsedDefaultArg())
      if (TokenRange r = T.range(p->getDefaultArg()->getSourceRange()); !r.empty()) parameters += " = " + T.text(r);
  }
  std::string tail = "(" + parameters + ")" + (call->isConst() ? " const" : "");
  if (const auto *type = call->getType()->getAs<FunctionProtoType>(); type && type->isNothrow()) tail += " noexcept";
  out += "  " + named(declarator(call->getReturnType(), C), "operator()" + tail) + ";\n";
  if (t.captures.empty() && t.lambda->getCaptureDefault() == LCD_None) { // converts to a function pointer
    const std::string number = t.lambda->isGenericLambda() ? std::to_string(index) + "_" : "";
    std::string given, passed;
    for (unsigned k = 0; k < call->getNumParams(); ++k) {
      QualType type = call->getParamDecl(k)->getType();
      std::string name = "a" + std::to_string(k + 1) + "_";
      given += (k ? ", " : "") + named(declarator(type, C), name);
      passed += (k ? ", " : "") + ("static_cast<" + named(declarator(type, C), "") +
                                   (type->isReferenceType() ? ">(" : " &&>(") + name + ")");
    }
    const auto *type = call->getType()->castAs<FunctionProtoType>();
    QualType plain = C.getFunctionType(call->getReturnType(), type->getParamTypes(), FunctionProtoType::ExtProtoInfo());
    out += "  using pointer_" + number + " = " + named(declarator(C.getPointerType(plain), C), "") + ";\n";
    out += "  static " + named(declarator(call->getReturnType(), C), "call_" + number + "(" + given + ")") +
           " {\n    static " + t.name + " self_{};\n    return self_(" + passed + ");\n  }\n";
    out += "  operator pointer_" + number + "() const { return &call_" + number + "; }\n";
  }
  return out;
}

/// What a function declares of other scopes' names, "using namespace std;", for the namespace of its classes.
static void usingDeclarations(const Stmt *s, const ASTContext &C, std::string &out) {
  if (!s || isa<LambdaExpr>(s)) return;
  if (const auto *declarations = dyn_cast<DeclStmt>(s))
    for (const Decl *d : declarations->decls()) {
      if (!isa<UsingDecl, UsingDirectiveDecl, UsingEnumDecl, NamespaceAliasDecl>(d)) continue;
      std::string text;
      llvm::raw_string_ostream stream(text);
      d->print(stream, C.getPrintingPolicy());
      stream.flush();
      if (out.find(text + ";\n") == std::string::npos) out += text + ";\n";
    }
  for (const Stmt *child : s->children()) usingDeclarations(child, C, out);
}

/// The names that local classes see of the function around them, apart from what adjust() replaces: template
/// parameters, and names of other scopes.
static std::string namesAround(const HoistedTypes &types, const ASTContext &C) {
  const auto local = llvm::find_if(types.types, [](const HoistedType &t) { return !t.lambda; });
  const auto *around =
      local == types.types.end() ? nullptr : dyn_cast_or_null<FunctionDecl>(local->type->getParentFunctionOrMethod());
  if (!around) return "";
  Function names;
  aliasTemplateParameters(around, C, names);
  std::string out;
  if (types.owner.empty()) usingDeclarations(around->getBody(), C, out);
  for (llvm::StringRef alias : names.aliases) { // "[[maybe_unused]] constexpr int n = 3;" in a class
    if (!types.owner.empty() && alias.consume_front("[[maybe_unused]] ")) out += "static ";
    out += alias.str() + "\n";
  }
  return out;
}

HoistedText Hoist::definitions(const HoistedTypes &types, llvm::function_ref<Changes(const TagDecl *)> changesOf,
                               llvm::function_ref<std::string(const HoistedType &)> whole) const {
  const bool apart = types.owner.empty();
  HoistedText all;
  all.open = apart ? "namespace { namespace " + types.tag + " {\n"
                   : "namespace { struct " + types.tag + "; }\n" + types.specialised + "struct " + types.owner +
                         "::" + types.holder + " {\n";
  all.close = apart ? "} }\n" : "};\n";
  std::string out = namesAround(types, C);
  for (const HoistedType &t : types.types) // one may name another, whichever comes first
    if (t.lambda ? types.types.size() > 1 : isa<CXXRecordDecl>(t.type) && t.type->getIdentifier() && t.wrapper.empty())
      out += t.lambda ? "struct " + t.name + ";\n" : t.type->getKindName().str() + " " + t.name + ";\n";
  for (const HoistedType &t : types.types) {
    if (apart) all.parts.push_back(std::exchange(out, ""));
    if (t.lambda) {
      out += closureText(t, whole);
      continue;
    }
    if (!t.wrapper.empty()) {
      out += (types.owner.empty() ? "namespace " : "struct ") + t.wrapper + " {\n";
      for (const HoistedType &u : types.types) { // what its text means by the names of its own function's types
        if (&u == &t) break;
        if (!u.wrapper.empty() && u.type->getDeclContext() == t.type->getDeclContext() && u.type->getIdentifier())
          out += "using " + u.name + " = " + u.inHolder() + ";\n";
      }
    }
    Changes changes = changesOf(t.type);
    const Changes *outer = T.setChanges(&changes);
    // An instance of an enum knows only its head.
    const auto *e = dyn_cast<EnumDecl>(t.type);
    const EnumDecl *pattern = e ? e->getTemplateInstantiationPattern() : nullptr;
    TokenRange r = T.range((pattern ? pattern : t.type)->getSourceRange());
    if (t.type->getNameAsString().empty())
      out += T.text({r.begin, r.begin + 1}) + " " + t.name + " " + T.text({r.begin + 1, r.end}) + ";\n";
    else
      out += T.text(r) + ";\n";
    T.setChanges(outer);
    if (!t.wrapper.empty()) out += types.owner.empty() ? "}\n" : "};\n";
  }
  all.parts.push_back(std::move(out));
  return all;
}

} // namespace perdure
