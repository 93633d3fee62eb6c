// Suspending calls: their point, their arguments, and where their result is built.
#include "Defaults.h"
#include "Lowerer.h"
#include "RuntimeNames.h"

using namespace clang;

namespace perdure {

std::string resultKind(QualType type, const ASTContext &context) {
  type = type.getCanonicalType();
  if (type->isVoidType()) return "'v', 0";
  if (type->isAnyPointerType() || type->isReferenceType()) return "'p', 0";
  if (type->isIncompleteType() || type->isDependentType()) return "";
  const char *kind = type->isRecordType()                  ? "'c'"
                     : type->isBooleanType()               ? "'b'"
                     : type->isRealFloatingType()          ? "'f'"
                     : type->isIntegralOrEnumerationType() ? "'i'"
                                                           : "'o'";
  return std::string(kind) + ", " + std::to_string(context.getTypeSizeInChars(type).getQuantity());
}

int Lowerer::addPoint(const CallExpr *e, VariableId result, bool tail) {
  if (F.points.empty()) {
    F.points.emplace_back();
    Out.points.emplace_back();
  }
  std::string callee = "(indirect)";
  if (const FunctionDecl *f = e->getDirectCallee()) {
    llvm::raw_string_ostream out(callee = "");
    f->printQualifiedName(out);
    out << "(";
    for (unsigned k = 0; k < f->getNumParams() && !P.forwarder(f); ++k) // closures' types tell lines and columns
      out << (k ? ", " : "") << f->getParamDecl(k)->getType().getCanonicalType().getAsString(C.getPrintingPolicy());
    out << ")";
    out.flush();
  }
  Point p;
  // What an overrider does is not known here.
  const FunctionDecl *end = e->getDirectCallee();
  if (end && P.forwarder(end)) end = P.onlyEnd(end);
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(end);
  if (end && P.isResumable(end) && !(method && method->isVirtual())) p.callee = mangledName(end, C);
  if (p.callee.empty() && !(e->getDirectCallee() && isPrimitive(e->getDirectCallee())))
    p.takes = resultKind(e->getCallReturnType(C), C);
  p.key = callee + "#" + std::to_string(++Ordinals[callee]);
  TokenRange r = T.range(e->getSourceRange());
  p.line = r.empty() ? 0 : T.line(r.begin);
  p.result = result;
  p.tail = tail;
  F.points.push_back(std::move(p));
  Out.points.push_back(e->getExprLoc());
  return int(F.points.size()) - 1;
}

/// A poll: suspends there when a timer, a signal or a test has asked for it.
void Lowerer::safePoint(unsigned line, Nodes &out) {
  if (F.points.empty()) {
    F.points.emplace_back();
    Out.points.emplace_back();
  }
  Point p;
  p.poll = true;
  p.line = line;
  p.key = std::string(names::safePoint) + "#" + std::to_string(++Ordinals[names::safePoint]);
  F.points.push_back(std::move(p));
  Out.points.push_back(D->getLocation());
  Node node;
  node.kind = Node::Suspend;
  node.discarded = true;
  node.line = node.text.line = line;
  node.text.pieces = {piece(std::string(names::safePoint) + "()")};
  node.point = int(F.points.size()) - 1;
  out.push_back(std::move(node));
}

/// Default arguments whose temporaries live across the suspension, or that suspend themselves, are written out.
void Lowerer::defaultArguments(const CallExpr *e, std::vector<Edit> &edits) {
  bool any = false;
  unsigned explicitArguments = 0;
  for (const Expr *argument : e->arguments()) {
    if (isa<CXXDefaultArgExpr>(argument))
      any |= marked(argument);
    else
      ++explicitArguments;
  }
  if (!any) return;
  Pieces extra;
  Changes names;
  const Changes *outer = T.setChanges(nullptr);
  if (outer) names.add(*outer);
  for (const Expr *argument : e->arguments()) {
    const auto *byDefault = dyn_cast<CXXDefaultArgExpr>(argument);
    if (!byDefault) continue;
    if (explicitArguments++ > 0) join(extra, ", ");
    if (T.range(byDefault->getExpr()->getSourceRange()).empty()) {
      problem(e->getExprLoc(),
              "a default argument of this call would have to be written out, but comes from a place "
              "without source text",
              "write the argument out at the call");
      break;
    }
    if (const std::string hidden = qualifyNames(byDefault, D, T, C, names); !hidden.empty()) {
      problem(e->getExprLoc(),
              "a default argument of this call would have to be written out, but its text names " + hidden,
              "write the argument out at the call");
      break;
    }
    T.setChanges(&names);
    join(extra, marked(byDefault->getExpr()) ? lower(byDefault->getExpr()) : compose(byDefault->getExpr(), {}));
    T.setChanges(nullptr);
  }
  T.setChanges(outer);
  TokenRange close = T.range(e->getRParenLoc());
  edits.push_back({{close.begin, close.begin}, std::move(extra)});
}

/// A conversion that the user did not write: its text is its operand's.
bool Lowerer::implied(const CXXMemberCallExpr *e) const {
  TokenRange all = T.range(e->getSourceRange()), object = T.range(e->getImplicitObjectArgument()->getSourceRange());
  return all.begin == object.begin && all.end == object.end;
}

/// Would `T(x)` find a constructor that `T y = x` must not use? `e` is what the language makes of the latter.
static bool directDiffers(const CXXConstructExpr *e, const ASTContext &context) {
  const CXXConstructorDecl *chosen = e->getConstructor();
  if (e->getNumArgs() == 0 || isa<CXXTemporaryObjectExpr>(e) || e->isListInitialization() ||
      chosen->isCopyOrMoveConstructor() || chosen->getParent()->isInStdNamespace())
    return false;
  const Expr *argument = e->getArg(0)->IgnoreImpCasts();
  if (argument->getSourceRange() != e->getSourceRange() || chosen->getNumParams() == 0 ||
      context.hasSameUnqualifiedType(argument->getType(), chosen->getParamDecl(0)->getType().getNonReferenceType()))
    return false;
  auto isExplicit = [](const FunctionDecl *f) {
    const auto *c = dyn_cast<CXXConstructorDecl>(f);
    return c && c->getExplicitSpecifier().getKind() != ExplicitSpecKind::ResolvedFalse && c->getNumParams() > 0 &&
           c->getMinRequiredArguments() <= 1;
  };
  for (const Decl *d : chosen->getParent()->decls()) {
    if (const auto *t = dyn_cast<FunctionTemplateDecl>(d)) d = t->getTemplatedDecl();
    if (const auto *f = dyn_cast<FunctionDecl>(d); f && isExplicit(f)) return true;
  }
  return false;
}

/// Writes out the conversion that the language makes of `e`, whose text is given: where the text goes, another one
/// might fit better (`T(x)` for `T y = x`), or none at all.
Lowerer::Pieces Lowerer::converted(const Expr *e, Pieces text) const {
  if (const auto *made = dyn_cast<CXXConstructExpr>(written(e)); made && !text.empty() && directDiffers(made, C)) {
    text.insert(text.begin(),
                piece("[&]() -> " + named(declarator(made->getType().getUnqualifiedType(), C), "") + " { return "));
    join(text, "; }()");
    return text;
  }
  const auto *call = dyn_cast<CXXMemberCallExpr>(written(e));
  const auto *convert = call ? dyn_cast_or_null<CXXConversionDecl>(call->getDirectCallee()) : nullptr;
  if (!convert || convert->getParent()->isLambda() || suspends(call) || text.empty() || !implied(call)) return text;
  const Expr *object = call->getImplicitObjectArgument();
  bool moved = object->isXValue() && isa<DeclRefExpr>(bare(object)); // `return local;`
  text.insert(text.begin(), piece(moved ? "std::move(" : "("));
  join(text, ")." + conversionName(convert, C) + "()");
  return text;
}

/// A suspending call. Its result goes to `into`, or to a temporary.
Lowerer::Pieces Lowerer::call(const CallExpr *e, VariableId variable, bool discarded, bool tail) {
  std::vector<const Expr *> ordered;
  if (const auto *member = dyn_cast<CXXMemberCallExpr>(e)) {
    if (const auto *access = dyn_cast<BinaryOperator>(member->getCallee()->IgnoreParens());
        access && access->isPtrMemOp()) {
      ordered.push_back(access->getLHS());
      ordered.push_back(access->getRHS());
    } else {
      const Expr *object = member->getImplicitObjectArgument();
      if (const auto *self = dyn_cast<CXXThisExpr>(object->IgnoreParenImpCasts()); !self || !self->isImplicit())
        ordered.push_back(object);
    }
  } else if (!e->getDirectCallee()) {
    ordered.push_back(e->getCallee());
  }
  for (const Expr *argument : e->arguments()) ordered.push_back(argument);
  if (const auto *op = dyn_cast<CXXOperatorCallExpr>(e); op && op->isAssignmentOp() && ordered.size() == 2)
    std::swap(ordered[0], ordered[1]);
  std::optional<Lending> lent = lending(e);
  std::vector<Edit> edits = operands(ordered, true, true, lent ? lent->arguments : Arguments());
  if (lent) return suspend(e, fragment(lentCall(e, *lent, edits), e), variable, discarded, tail);
  defaultArguments(e, edits);
  Pieces text = compose(e, std::move(edits));
  const FunctionDecl *callee = e->getDirectCallee();
  if (callee && P.forwarder(callee) && // what cannot be lent would lie on the native stack, and be referred to
      llvm::any_of(callee->parameters(), [](const ParmVarDecl *p) { return passedByAddress(p->getType()); })) {
    text.insert(text.begin(), piece(std::string("(void(") + names::noSuspend + "(\"std::function\")), "));
    join(text, ")");
  }
  if (const auto *convert = dyn_cast_or_null<CXXConversionDecl>(e->getDirectCallee());
      convert && isa<CXXMemberCallExpr>(e) && implied(cast<CXXMemberCallExpr>(e))) {
    text.insert(text.begin(), piece("("));
    join(text, ")." + conversionName(convert, C) + "()");
  }
  if (const auto *op = dyn_cast<CXXOperatorCallExpr>(e)) {
    if (op->getOperator() == OO_Comma) { // as an argument it would be two
      text.insert(text.begin(), piece("("));
      join(text, ")");
    } else if (op->getOperator() == OO_Arrow) {
      withoutArrow(text);
      Pieces result = suspend(e, fragment(std::move(text), e), variable, discarded, tail);
      join(result, "->");
      return result;
    }
  }
  return suspend(e, fragment(std::move(text), e), variable, discarded, tail);
}

/// `a < b` by way of an operator<=>, `a != b` of an operator==. If that suspends, it is written out.
Lowerer::Pieces Lowerer::rewritten(const CXXRewrittenBinaryOperator *e) {
  const CXXRewrittenBinaryOperator::DecomposedForm parts = e->getDecomposedForm();
  const auto *inner = dyn_cast<CXXOperatorCallExpr>(parts.InnerBinOp->IgnoreImplicit());
  if (!inner || !suspends(inner) || inner->getNumArgs() != 2)
    return compose(e, operands({parts.LHS, parts.RHS}, false, false));
  const Expr *left = inner->getArg(0), *right = inner->getArg(1);
  std::vector<Edit> edits = operands({left, right}, true, true);
  auto textOf = [&](const Expr *argument) {
    const unsigned begin = T.range(argument->getSourceRange()).begin;
    for (Edit &edit : edits)
      if (edit.range.begin == begin) return std::move(edit.pieces);
    return compose(argument, {});
  };
  Pieces text{piece("(")};
  join(text, textOf(left));
  join(text, inner->getOperator() == OO_Spaceship ? ") <=> (" : ") == (");
  join(text, textOf(right));
  join(text, ")");
  Pieces result = suspend(inner, fragment(std::move(text), e), none, false, false);
  const std::string op = BinaryOperator::getOpcodeStr(e->getOperator()).str();
  const bool ordered = inner->getOperator() == OO_Spaceship; // else a != b
  result.insert(result.begin(), piece(!ordered ? "(!" : e->isReversed() ? "(0 " + op + " " : "("));
  join(result, ordered && !e->isReversed() ? " " + op + " 0)" : ")");
  return result;
}

/// The call whose text is given is made now; returns what stands for its result.
Lowerer::Pieces Lowerer::suspend(const CallExpr *e, Fragment text, VariableId variable, bool discarded, bool tail) {
  Node step;
  step.kind = Node::Suspend;
  step.text = std::move(text);
  step.line = step.text.line;
  QualType type = e->getCallReturnType(C);
  Pieces result;
  bool bind = false;
  if (type->isVoidType() || (discarded && !type->isRecordType())) {
    step.discarded = true;
  } else if (type->isReferenceType()) {
    step.variable = newTemporary(C.getPointerType(type->getPointeeType()), false, e->getExprLoc());
    step.text.pieces.insert(step.text.pieces.begin(), piece(std::string(names::address) + "("));
    join(step.text.pieces, ")");
    const std::string &name = F.variables[step.variable].name;
    result = {piece(type->isLValueReferenceType() ? "(*" + name + ")" : "std::move(*" + name + ")")};
  } else if (type->isRecordType() && !tail) {
    step.variable = variable != none ? variable : newTemporary(type, true, e->getExprLoc());
    F.variables[step.variable].escapes = true; // it is built where the caller's frame says
    bind = variable == none && !F.variables[step.variable].maybe;
    if (variable == none) result = use(step.variable);
  } else if (!tail) {
    step.variable = newTemporary(type, false, e->getExprLoc());
    result = use(step.variable);
  }
  step.declares = step.variable != none;
  step.point = addPoint(e, step.variable, tail);
  VariableId bound = step.variable;
  Now->push_back(std::move(step));
  if (bind) Now->push_back(bindOf(bound));
  return result;
}

const Expr *builder(const Expr *e) {
  const Expr *inner = bare(e);
  if (const auto *list = dyn_cast<InitListExpr>(inner)) {
    if (!list->isSemanticForm() && list->getSemanticForm()) list = list->getSemanticForm();
    return list->isTransparent() ? builder(list->getInit(0)) : inner;
  }
  const auto *cast = dyn_cast<ExplicitCastExpr>(inner); // T(f())
  bool same = cast && cast->isPRValue() && cast->getSubExpr()->isPRValue() && cast->getType()->isRecordType() &&
              cast->getType().getCanonicalType().getUnqualifiedType() ==
                  cast->getSubExpr()->getType().getCanonicalType().getUnqualifiedType();
  return same ? builder(cast->getSubExpr()) : inner;
}

/// Builds the class prvalue `e` in a variable.
void Lowerer::into(const Expr *e, VariableId variable) {
  if (intoParts(e, variable)) return;
  const Expr *inner = builder(e);
  if (const auto *c = dyn_cast<CallExpr>(inner);
      c && suspends(c) && c->isPRValue() && c->getType()->isRecordType() &&
      C.hasSameUnqualifiedType(c->getType(), Out.variables[variable].type.getNonReferenceType())) {
    call(c, variable, false);
    return;
  }
  if (const auto *choice = dyn_cast<ConditionalOperator>(inner);
      choice && choice->isPRValue() && choice->getType()->isRecordType() &&
      (marked(choice->getTrueExpr()) || marked(choice->getFalseExpr()))) {
    Node node;
    node.kind = Node::If;
    Pieces test = marked(choice->getCond()) ? lower(choice->getCond()) : compose(choice->getCond(), {});
    node.text = fragment(std::move(test), choice->getCond());
    Nodes *outer = Now;
    ++Branch;
    Now = &node.children;
    into(choice->getTrueExpr(), variable);
    Now = &node.otherwise;
    into(choice->getFalseExpr(), variable);
    --Branch;
    Now = outer;
    guardMaybes();
    Now->push_back(std::move(node));
    return;
  }
  if (e->getType()->isVoidType()) { // `throw` in one arm
    Node step;
    step.kind = Node::Plain;
    step.text = fragment(marked(e) ? lower(e) : compose(e, {}), e);
    join(step.text.pieces, ";");
    step.line = step.text.line;
    Now->push_back(std::move(step));
    return;
  }
  Node build;
  build.kind = Node::Construct;
  build.variable = variable;
  Pieces text = converted(e, marked(e) ? lower(e) : compose(e, {}));
  build.init.text = fragment(std::move(text), e);
  bool braces = !build.init.text.pieces.empty() && llvm::StringRef(build.init.text.pieces[0].text).starts_with("{");
  build.init.form = braces ? Init::List : Init::Direct;
  Now->push_back(std::move(build));
}

} // namespace perdure
