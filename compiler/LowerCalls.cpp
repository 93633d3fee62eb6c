// Suspending calls: their point, their arguments, and where their result is built.
#include "Lowerer.h"
#include "RuntimeNames.h"

using namespace clang;

namespace perdure {

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
    for (unsigned k = 0; k < f->getNumParams(); ++k)
      out << (k ? ", " : "") << f->getParamDecl(k)->getType().getCanonicalType().getAsString(C.getPrintingPolicy());
    out << ")";
    out.flush();
  }
  Point p;
  if (const FunctionDecl *f = e->getDirectCallee(); f && isResumable(f)) p.callee = mangledName(f, C);
  p.key = callee + "#" + std::to_string(++Ordinals[callee]);
  TokenRange r = T.range(e->getSourceRange());
  p.line = r.empty() ? 0 : T.line(r.begin);
  p.result = result;
  p.tail = tail;
  F.points.push_back(std::move(p));
  Out.points.push_back(e->getExprLoc());
  return int(F.points.size()) - 1;
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
  for (const Expr *argument : e->arguments()) {
    const auto *byDefault = dyn_cast<CXXDefaultArgExpr>(argument);
    if (!byDefault) continue;
    if (explicitArguments++ > 0) join(extra, ", ");
    if (T.range(byDefault->getExpr()->getSourceRange()).empty()) {
      problem(e->getExprLoc(),
              "a default argument of this call would have to be written out, but comes from a place "
              "without source text",
              "write the argument out at the call");
      return;
    }
    join(extra, marked(byDefault->getExpr()) ? lower(byDefault->getExpr()) : compose(byDefault->getExpr(), {}));
  }
  TokenRange close = T.range(e->getRParenLoc());
  edits.push_back({{close.begin, close.begin}, std::move(extra)});
}

/// A suspending call. Its result goes to `into`, or to a temporary.
Lowerer::Pieces Lowerer::call(const CallExpr *e, VariableId variable, bool discarded, bool tail) {
  std::vector<const Expr *> ordered;
  if (const auto *member = dyn_cast<CXXMemberCallExpr>(e)) {
    ordered.push_back(member->getImplicitObjectArgument());
  } else if (!e->getDirectCallee()) {
    ordered.push_back(e->getCallee());
  }
  for (const Expr *argument : e->arguments()) ordered.push_back(argument);
  std::vector<Edit> edits = operands(ordered, true, true);
  Node step;
  step.kind = Node::Suspend;
  defaultArguments(e, edits);
  step.text = fragment(compose(e, std::move(edits)), e);
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
  if (bind) {
    Node node;
    node.kind = Node::Bind;
    node.variable = bound;
    Now->push_back(std::move(node));
  }
  return result;
}

/// Builds the class prvalue `e` in a variable.
void Lowerer::into(const Expr *e, VariableId variable) {
  const Expr *inner = bare(e);
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
  Node build;
  build.kind = Node::Construct;
  build.variable = variable;
  Pieces text = marked(e) ? lower(e) : compose(e, {});
  build.init.text = fragment(std::move(text), e);
  bool braces = !build.init.text.pieces.empty() && llvm::StringRef(build.init.text.pieces[0].text).starts_with("{");
  build.init.form = braces ? Init::List : Init::Direct;
  Now->push_back(std::move(build));
}

} // namespace perdure
