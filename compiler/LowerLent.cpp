// Arguments of class type that are passed by value to a suspending call. Such an argument is an object of the caller's,
// whose address the callee gets (Itanium C++ ABI), so it is built in the caller's frame, once, and destroyed there at
// the end of the full expression:
//
//   total += weigh(Box(3), n);
// becomes
//   Construct t1_ := Box(3)
//   Suspend t2_ := perdure::detail::lent<int (*)(Box &, int)>(*frame_, static_cast<int (*)(Box, int)>(&::weigh))
//                    (frame_->t1_.get(), n)
//
// A call whose callee cannot be named so stays as it is: then the callee moves its parameter into its own frame.
// Rejected: to do that always, because a program could see the additional move and the two moments of destruction.
#include "Declarations.h"
#include "Derive.h"
#include "Lowerer.h"
#include "Names.h"
#include "RuntimeNames.h"

using namespace clang;

namespace perdure {

bool passedByAddress(QualType type) {
  const auto *record = type.getCanonicalType()->getAsCXXRecordDecl();
  return record && record->hasDefinition() && !record->canPassInRegisters();
}

/// A reference parameter's default may be an object that has to live in the caller's frame.
static bool hasTemporary(const Stmt *s) {
  return s && (isa<MaterializeTemporaryExpr>(s) || llvm::any_of(s->children(), hasTemporary));
}

/// Does it mean the same wherever it is written?
static bool isLiteral(const Stmt *s) {
  if (isa<DeclRefExpr, MemberExpr, CXXThisExpr, LambdaExpr, ExplicitCastExpr, CXXTemporaryObjectExpr, CXXNewExpr,
          UnaryExprOrTypeTraitExpr>(s))
    return false;
  bool all = true;
  forEachEvaluatedChild(s, [&](const Stmt *child) { all &= isLiteral(child); });
  return all;
}

/// "<int, std::string>"; nothing when it cannot be spelled.
static std::optional<std::string> templateArguments(const FunctionDecl *f, const ASTContext &context) {
  const FunctionTemplateDecl *primary = f->getPrimaryTemplate();
  if (!primary || isLambdaCall(f)) return "";
  const TemplateArgumentList &list = *f->getTemplateSpecializationArgs();
  // Its name with its arguments and its type must mean it alone.
  auto differs = [&](const NamedDecl *d) {
    if (isa<FunctionDecl>(d)) return list.size() > 0;
    const auto *t = dyn_cast<FunctionTemplateDecl>(d);
    return t && t->getTemplatedDecl()->getNumParams() != f->getNumParams() &&
           llvm::none_of(t->getTemplatedDecl()->parameters(),
                         [](const ParmVarDecl *p) { return p->isParameterPack(); });
  };
  for (const NamedDecl *d : primary->getDeclContext()->lookup(primary->getDeclName()))
    if (d->getCanonicalDecl() != primary->getCanonicalDecl() && !differs(d)) return std::nullopt;
  for (const TemplateArgument &a : list.asArray())
    if (a.getKind() == TemplateArgument::Type ? unspellable(a.getAsType(), true).has_value()
                                              : a.getKind() != TemplateArgument::Integral)
      return std::nullopt;
  return specialisedArguments(list, context);
}

/// "::a::f<int>", "::C::f"; empty: no expression can name it.
std::string Lowerer::nameForLending(const FunctionDecl *f) const {
  std::optional<std::string> arguments = templateArguments(f, C);
  if (!arguments) return "";
  if (const auto *method = dyn_cast<CXXMethodDecl>(f)) {
    const CXXRecordDecl *record = method->getParent();
    if (method->getAccess() == AS_protected) {
      const auto *inside = dyn_cast<CXXMethodDecl>(D);
      if (!inside || isLambdaCall(D)) return "";
      if (inside->getParent()->getCanonicalDecl() != record->getCanonicalDecl()) {
        if (!inside->getParent()->isDerivedFrom(record)) return "";
        record = inside->getParent();
      }
    }
    if (unspellable(C.getRecordType(record), isa<CXXMethodDecl>(D))) return "";
    return spell(C.getRecordType(record), C) + "::" + f->getNameAsString() + *arguments;
  }
  const Decl *visible = f->getPrimaryTemplate() ? cast<Decl>(f->getPrimaryTemplate()) : f;
  if (!visible->getMostRecentDecl()->isInIdentifierNamespace(Decl::IDNS_Ordinary | Decl::IDNS_NonMemberOperator) ||
      f->getLexicalDeclContext()->isFunctionOrMethod())
    return "";
  return "::" + scopeOf(f->getDeclContext()) + f->getNameAsString() + *arguments;
}

/// The "(o.*p)" of a call through a pointer to a member; null: it is none.
static const BinaryOperator *memberAccess(const CallExpr *e) {
  if (!isa<CXXMemberCallExpr>(e)) return nullptr;
  const auto *access = dyn_cast<BinaryOperator>(e->getCallee()->IgnoreParens());
  return access && access->isPtrMemOp() ? access : nullptr;
}

std::optional<Lowerer::Lending> Lowerer::lending(const CallExpr *e) const {
  const FunctionDecl *callee = e->getDirectCallee();
  const FunctionProtoType *type = nullptr;
  if (callee)
    type = callee->getType()->getAs<FunctionProtoType>();
  else if (const auto *access = memberAccess(e))
    type = access->getRHS()->getType()->castAs<MemberPointerType>()->getPointeeType()->getAs<FunctionProtoType>();
  else if (const auto *pointer = e->getCallee()->getType()->getAs<PointerType>())
    type = pointer->getPointeeType()->getAs<FunctionProtoType>();
  if (!type || type->isVariadic() || (callee && isRuntime(callee))) return std::nullopt;
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
  bool instance = method && method->isInstance();
  unsigned first = instance && isa<CXXOperatorCallExpr>(e) ? 1 : 0;
  if (e->getNumArgs() != type->getNumParams() + first) return std::nullopt;

  Lending out;
  std::string before, after;
  bool inMember = isa<CXXMethodDecl>(D);
  if (unspellable(type->getReturnType(), inMember)) return std::nullopt;
  for (unsigned k = 0; k < type->getNumParams(); ++k) {
    QualType parameter = type->getParamType(k).getCanonicalType();
    const Expr *argument = e->getArg(k + first);
    if (unspellable(parameter, inMember)) return std::nullopt;
    const auto *byDefault = dyn_cast<CXXDefaultArgExpr>(argument);
    if (byDefault && (!isLiteral(byDefault->getExpr()) || marked(argument) || hasTemporary(byDefault->getExpr())))
      return std::nullopt;
    if (T.range((byDefault ? byDefault->getExpr() : argument)->getSourceRange()).empty()) return std::nullopt;
    bool lent = passedByAddress(parameter);
    if (lent) out.arguments.insert(argument);
    std::string spelled = named(declarator(parameter, C), "");
    before += (k ? ", " : "") + spelled;
    after += (k ? ", " : "") + (lent ? named(declarator(C.getLValueReferenceType(parameter), C), "") : spelled);
  }
  if (out.arguments.empty()) return std::nullopt;
  if (callee) {
    out.callee = nameForLending(callee);
    if (out.callee.empty()) return std::nullopt;
  }
  std::string star = "*", qualifiers;
  if (const auto *access = memberAccess(e); instance || access) {
    if (type->isVolatile() || (method && method->getNumParams() != method->getNumNonObjectParams()))
      return std::nullopt;
    QualType of = access ? QualType(access->getRHS()->getType()->castAs<MemberPointerType>()->getClass(), 0)
                         : C.getRecordType(method->getParent());
    if (unspellable(of, inMember)) return std::nullopt;
    std::string record = spell(of, C);
    star = record + "::*";
    if (type->isConst()) qualifiers += " const";
    if (type->getRefQualifier() == RQ_LValue) qualifiers += " &";
    if (type->getRefQualifier() == RQ_RValue) qualifiers += " &&";
    out.object = (type->isConst() ? "const " : "") + record;
    const auto *member = dyn_cast<MemberExpr>(e->getCallee()->IgnoreParens());
    if (!access && isa<CXXMemberCallExpr>(e) && (!member || (member->hasQualifier() && method->isVirtual())))
      return std::nullopt;
  } else if (const auto *member = dyn_cast<MemberExpr>(e->getCallee()->IgnoreParenImpCasts())) {
    if (!isa<DeclRefExpr, CXXThisExpr>(member->getBase()->IgnoreParenImpCasts())) return std::nullopt;
  }
  std::string result = declarator(type->getReturnType(), C);
  out.pointer = named(result, "(" + star + ")(" + before + ")" + qualifiers);
  out.type = named(result, "(" + star + ")(" + after + ")" + qualifiers);
  return out;
}

/// Builds the argument in the frame; returns what the callee is given.
Lowerer::Pieces Lowerer::lend(const Expr *argument) {
  const auto *byDefault = dyn_cast<CXXDefaultArgExpr>(argument);
  VariableId id = built(byDefault ? byDefault->getExpr() : argument, argument->getType(), argument->getExprLoc());
  return {piece("frame_->" + F.variables[id].name + ".get()")};
}

/// The object of the function that a lambda is written in.
std::string Lowerer::selfText() const {
  const HoistedType *closure = H.find(cast<CXXMethodDecl>(D)->getParent());
  if (closure)
    for (const Capture &c : closure->captures)
      if (c.source->capturesThis() && c.source->getCaptureKind() == LCK_StarThis) return selfName;
  return std::string("*") + selfName;
}

Lowerer::Pieces Lowerer::lentCall(const CallExpr *e, const Lending &how, const std::vector<Edit> &edits) {
  auto part = [&](const Expr *of) {
    TokenRange r = T.range(of->getSourceRange());
    std::vector<Edit> inside;
    for (const Edit &edit : edits)
      if (r.contains(edit.range)) inside.push_back(edit);
    return compose(of, std::move(inside));
  };
  Pieces text = {piece(std::string(names::lent) + "<" + how.type + ">(*frame_, static_cast<" + how.pointer + ">(")};
  const BinaryOperator *access = memberAccess(e);
  if (how.callee.empty())
    join(text, part(access ? access->getRHS() : e->getCallee()));
  else
    join(text, "&" + how.callee);
  join(text, ")");
  unsigned first = 0;
  if (!how.object.empty()) {
    join(text, ", (" + how.object + " &&)(");
    const auto *member = dyn_cast<CXXMemberCallExpr>(e);
    const Expr *object = access ? access->getLHS() : member ? member->getImplicitObjectArgument() : e->getArg(0);
    const auto *self = dyn_cast<CXXThisExpr>(object->IgnoreParenImpCasts());
    if (self && self->isImplicit()) {
      join(text, isLambdaCall(D) ? selfText() : "*this");
    } else if (access ? access->getOpcode() == BO_PtrMemI
                      : member && cast<MemberExpr>(member->getCallee()->IgnoreParens())->isArrow()) {
      Pieces pointer = part(object);
      const auto *arrow = dyn_cast<CXXOperatorCallExpr>(object->IgnoreImpCasts());
      bool overloaded = arrow && arrow->getOperator() == OO_Arrow;
      TokenRange r = T.range(object->getSourceRange());
      bool held = std::any_of(edits.begin(), edits.end(),
                              [&](const Edit &edit) { return edit.range.begin == r.begin && edit.range.end == r.end; });
      if (overloaded && !held)
        withoutArrow(pointer);
      else if (!pointer.empty() && llvm::StringRef(pointer.back().text).ends_with("->"))
        pointer.back().text.resize(pointer.back().text.size() - 2);
      join(text, "*(");
      join(text, pointer);
      join(text, ")");
    } else {
      join(text, part(object));
    }
    join(text, ")");
    first = member ? 0 : 1;
  }
  join(text, ")(");
  for (unsigned k = first; k < e->getNumArgs(); ++k) {
    const Expr *argument = e->getArg(k);
    if (k > first) join(text, ", ");
    const auto *byDefault = dyn_cast<CXXDefaultArgExpr>(argument);
    if (byDefault && !how.arguments.contains(argument)) {
      join(text, compose(byDefault->getExpr(), {}));
    } else if (byDefault) {
      join(text, lend(argument));
    } else {
      join(text, part(argument));
    }
  }
  join(text, ")");
  return text;
}

} // namespace perdure
