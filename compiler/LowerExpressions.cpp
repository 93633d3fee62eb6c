// Expressions around suspensions: operands that C++ evaluates before a suspending call are held in temporaries, in
// C++17's order; what is evaluated after the last one stays in place, in the user's own text.
//
// Where C++ leaves the order open (function arguments), it is left to right, except that an argument of class type
// passed by value stays in the call: moving it there once more could be seen.
#include "Escape.h"
#include "Lowerer.h"

#include "RuntimeNames.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace perdure {

const Expr *bare(const Expr *e) {
  for (;;) {
    const Expr *inner = e->IgnoreParenImpCasts();
    if (const auto *full = dyn_cast<FullExpr>(inner))
      inner = full->getSubExpr();
    else if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(inner))
      inner = temporary->getSubExpr();
    else if (const auto *bound = dyn_cast<CXXBindTemporaryExpr>(inner))
      inner = bound->getSubExpr();
    else if (const auto *construct = dyn_cast<CXXConstructExpr>(inner); construct && construct->isElidable() &&
                                                                        construct->getNumArgs() == 1 &&
                                                                        !isa<CXXTemporaryObjectExpr>(construct))
      inner = construct->getArg(0);
    if (inner == e) return e;
    e = inner;
  }
}

const Expr *written(const Expr *e) {
  for (;;) {
    const Expr *inner = bare(e);
    if (const auto *construct = dyn_cast<CXXConstructExpr>(inner);
        construct && construct->getNumArgs() == 1 && !isa<CXXTemporaryObjectExpr>(construct) &&
        !construct->isListInitialization() && construct->getConstructor()->isCopyOrMoveConstructor() &&
        construct->getArg(0)->getSourceRange() == construct->getSourceRange())
      inner = construct->getArg(0);
    if (inner == e) return e;
    e = inner;
  }
}

bool isInitializerList(QualType type) {
  const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && record->isInStdNamespace() && record->getName() == "initializer_list";
}

class UseCollector : public RecursiveASTVisitor<UseCollector> {
public:
  UseCollector(const Lowerer &lowerer, std::set<VariableId> &uses) : L(lowerer), Uses(uses) {}
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *e) {
    note(e->getDecl());
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *e) {
    for (const LambdaCapture &c : e->captures())
      if (c.capturesVariable()) note(c.getCapturedVar());
    return true;
  }

private:
  const Lowerer &L;
  std::set<VariableId> &Uses;
  void note(const ValueDecl *d) {
    const VarDecl *v = dyn_cast<VarDecl>(d);
    if (const auto *b = dyn_cast<BindingDecl>(d)) {
      v = b->getHoldingVar();
      if (!v || !L.Variables.count(v)) v = dyn_cast_or_null<VarDecl>(b->getDecomposedDecl());
    }
    if (!v) return;
    auto found = L.Variables.find(v);
    if (found != L.Variables.end()) Uses.insert(found->second);
  }
};

void Lowerer::collectUses(const Stmt *s, std::set<VariableId> &uses) const {
  if (s) UseCollector(*this, uses).TraverseStmt(const_cast<Stmt *>(s));
}

void Lowerer::collectModified(const Stmt *s) { Modified = modified(s); }

void Lowerer::noteTemporaries(Fragment &f) const {
  auto scan = [&](llvm::StringRef text) {
    for (size_t k = 0; k + 2 < text.size(); ++k) {
      if (text[k] != 't' || !isdigit(text[k + 1]) || (k > 0 && (isalnum(text[k - 1]) || text[k - 1] == '_'))) continue;
      size_t end = k + 1;
      while (end < text.size() && isdigit(text[end])) ++end;
      if (end >= text.size() || text[end] != '_') continue;
      llvm::StringRef name = text.substr(k, end + 1 - k);
      for (size_t v = 0; v < F.variables.size(); ++v)
        if (F.variables[v].temporary && F.variables[v].name == name) f.uses.insert(VariableId(v));
      k = end;
    }
  };
  for (const Fragment::Piece &p : f.pieces) {
    scan(p.text);
    if (p.exit && p.exit->value) f.uses.insert(p.exit->value->uses.begin(), p.exit->value->uses.end());
  }
}

Fragment Lowerer::fragment(Pieces pieces, const Stmt *s) {
  Fragment f;
  f.pieces = std::move(pieces);
  noteTemporaries(f);
  if (s) {
    collectUses(s, f.uses);
    TokenRange r = T.range(s->getSourceRange());
    if (!r.empty()) {
      f.line = T.line(r.begin);
      f.column = T.column(r.begin);
    }
  }
  return f;
}

/// `__func__` would name the generated function. In what a system's macro makes of itself (assert) it stays: its text
/// is better left whole.
void Lowerer::functionNames(const Stmt *s, std::vector<Edit> &edits) const {
  if (!s || isa<LambdaExpr>(s)) return;
  if (const auto *name = dyn_cast<PredefinedExpr>(s); name && name->getFunctionName()) {
    TokenRange r = T.range(name->getSourceRange());
    const SourceManager &sources = C.getSourceManager();
    if (r.empty() || (T.inMacro(r.begin) && sources.isInSystemHeader(sources.getSpellingLoc(name->getLocation()))))
      return;
    std::string text = "\"";
    for (char c : name->getFunctionName()->getString()) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    for (const Edit &e : edits)
      if (e.range.contains(r)) return;
    edits.push_back({r, {piece(text + "\"")}});
    return;
  }
  for (const Stmt *child : s->children()) functionNames(child, edits);
}

Lowerer::Pieces Lowerer::compose(const Expr *e, std::vector<Edit> edits) {
  functionNames(e, edits);
  return T.pieces(T.range(e->getSourceRange()), std::move(edits));
}

Lowerer::Full Lowerer::full(const Expr *e) { return fullInto(e, none); }

/// What is tested: an expression, or a variable, which a function of its class may convert.
Lowerer::Full Lowerer::conditionOf(const Expr *test, const VarDecl *variable) {
  if (!variable || suspending(test)) return full(test);
  Full result;
  result.value.pieces = {piece(variable->getNameAsString())};
  result.value.uses = {Variables.lookup(variable)};
  return result;
}

Lowerer::Full Lowerer::fullInto(const Expr *e, VariableId variable) {
  Full result;
  Nodes *outer = std::exchange(Now, &result.steps);
  std::vector<VariableId> maybes = std::exchange(Maybes, {});
  bool slots = std::exchange(Slots, false);
  int branch = std::exchange(Branch, 0);
  collectModified(e);
  if (variable != none) {
    into(e, variable);
  } else {
    Pieces text = marked(e) ? lower(e) : compose(e, {});
    result.value = fragment(std::move(text), e);
  }
  result.slots = Slots;
  Now = outer;
  Maybes = std::move(maybes);
  Slots = slots;
  Branch = branch;
  return result;
}

/// In front of a branch: what it may build lives on behind it, to the end of the full expression.
void Lowerer::guardMaybes() {
  if (Branch > 0) return;
  for (VariableId m : Maybes) {
    Now->push_back(bindOf(m));
  }
  Maybes.clear();
}

VariableId Lowerer::newTemporary(QualType type, bool slot, SourceLocation at) {
  std::string name = "t" + std::to_string(++Temporaries) + "_";
  VariableId id = newVariable(type.getNonReferenceType().getUnqualifiedType(), name, at);
  Variable &v = F.variables[id];
  v.temporary = true;
  v.isConst = false;
  v.kind = slot ? Variable::Pinned : Variable::Spilled;
  v.escapes = slot;
  if (slot) {
    Slots = true;
    if (Branch > 0) {
      v.maybe = true;
      Maybes.push_back(id);
    }
  }
  return id;
}

Lowerer::Pieces Lowerer::use(VariableId id) const {
  const Variable &v = F.variables[id];
  if (v.kind == Variable::Pinned) return {piece("std::move(frame_->" + v.name + ".get())")};
  return {piece(v.name)};
}

/// "p->" as an expression of its own: what the overloaded operator returns.
void withoutArrow(std::vector<Fragment::Piece> &text) {
  if (!text.empty()) {
    std::string &last = text.back().text;
    while (!last.empty() && (last.back() == ' ' || last.back() == '\n')) last.pop_back();
    if (llvm::StringRef(last).ends_with("->")) last.resize(last.size() - 2);
  }
  text.insert(text.begin(), piece("("));
  join(text, ").operator->()");
}

/// Evaluates `e`, whose text is given, now; returns what stands for it from here on.
Lowerer::Pieces Lowerer::hold(const Expr *e, Pieces text) {
  const Expr *inner = e;
  bool read = false; // an lvalue-to-rvalue conversion on the way: its value counts, not its identity
  for (;;) {
    if (const auto *cast = dyn_cast<ImplicitCastExpr>(inner)) {
      read |= cast->getCastKind() == CK_LValueToRValue;
      inner = cast->getSubExpr();
    } else if (const auto *full = dyn_cast<FullExpr>(inner)) {
      inner = full->getSubExpr();
    } else if (const auto *paren = dyn_cast<ParenExpr>(inner)) {
      inner = paren->getSubExpr();
    } else if (const auto *bound = dyn_cast<CXXBindTemporaryExpr>(inner)) {
      inner = bound->getSubExpr();
    } else if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(inner)) {
      inner = temporary->getSubExpr();
    } else {
      break;
    }
  }
  QualType type = inner->getType();
  bool arrow = false;
  if (const auto *op = dyn_cast<CXXOperatorCallExpr>(inner); op && op->getOperator() == OO_Arrow) {
    arrow = true; // its text ends with the "->" that whoever uses it needs
    withoutArrow(text);
  }
  text = converted(inner, std::move(text));
  Node step;
  step.kind = Node::Evaluate;
  step.declares = true;
  step.text = fragment(std::move(text), inner);
  if (inner->isGLValue() && !(read && (type->isScalarType()))) {
    bool lvalue = inner->isLValue();
    step.variable = newTemporary(C.getPointerType(type), false, inner->getExprLoc());
    step.text.pieces.insert(step.text.pieces.begin(), piece(std::string(names::address) + "("));
    join(step.text.pieces, ")");
    std::string name = F.variables[step.variable].name;
    Now->push_back(std::move(step));
    return {piece(lvalue ? "(*" + name + ")" : "std::move(*" + name + ")")};
  }
  if (type->isVoidType()) {
    step.kind = Node::Plain;
    join(step.text.pieces, ";");
    Now->push_back(std::move(step));
    return {};
  }
  bool slot = type->isRecordType() || type->isArrayType();
  if (const auto *record = type->getAsCXXRecordDecl()) {
    bool movable = record->hasSimpleMoveConstructor() || record->hasSimpleCopyConstructor();
    for (const CXXConstructorDecl *c : record->ctors()) movable |= c->isCopyOrMoveConstructor() && !c->isDeleted();
    movable |= record->needsImplicitCopyConstructor() || record->needsImplicitMoveConstructor();
    if (!movable)
      problem(
          inner->getExprLoc(),
          "an object of type '" + type.getAsString(C.getPrintingPolicy()) +
              "' is built before a suspension in the same expression and would have to be moved to its place, which "
              "its type does not allow",
          "build it in a variable first, or move the suspending call in front");
  }
  if (slot) {
    step.kind = Node::Construct;
    step.variable = newTemporary(type, true, inner->getExprLoc());
    step.init.text = std::move(step.text);
    step.text = {};
    bool braces = !step.init.text.pieces.empty() && llvm::StringRef(step.init.text.pieces[0].text).starts_with("{");
    step.init.form = braces ? Init::List : Init::Direct;
    VariableId id = step.variable;
    Now->push_back(std::move(step));
    if (!F.variables[id].maybe) Now->push_back(bindOf(id));
    return use(id);
  }
  step.variable = newTemporary(type, false, inner->getExprLoc());
  VariableId id = step.variable;
  bool materialised = isa<MaterializeTemporaryExpr>(e->IgnoreImpCasts());
  Now->push_back(std::move(step));
  if (arrow) return {piece(F.variables[id].name + "->")};
  if (materialised) return {piece("std::move(" + F.variables[id].name + ")")};
  return use(id);
}

/// A temporary of the frame's, built from `e`.
VariableId Lowerer::built(const Expr *e, QualType type, SourceLocation at) {
  VariableId id = newTemporary(type, true, at);
  into(e, id);
  if (!F.variables[id].maybe) Now->push_back(bindOf(id));
  return id;
}

Lowerer::Pieces Lowerer::materialised(const MaterializeTemporaryExpr *e) {
  const Expr *sub = e->getSubExpr();
  const auto *c = dyn_cast<CallExpr>(bare(sub));
  const bool bySuspending = c && suspends(c) && c->isPRValue();
  if (Lift.count(e)) {
    if (bySuspending && c->getType()->isRecordType() && C.hasSameUnqualifiedType(c->getType(), e->getType()))
      return lower(sub); // the call's result is the temporary
    return use(built(sub, e->getType(), e->getExprLoc()));
  }
  Pieces text = lower(sub);
  if (bySuspending && !c->getType()->isRecordType()) {
    text.insert(text.begin(), piece("std::move("));
    join(text, ")");
  }
  return text;
}

/// Does `v` hold the same wherever in the current full expression it is read?
bool Lowerer::unchanging(const VarDecl *v) const {
  if (!v) return false;
  if (v->getType().isConstQualified()) return true;
  return v->hasLocalStorage() && Variables.count(v) && !v->getType()->isReferenceType() && !Escaping.count(v) &&
         !Modified.count(v);
}

/// Does evaluating `e` later, or twice, give the same?
bool Lowerer::stable(const Expr *e) const {
  bool named = e->isGLValue(); // only which object it is matters, not what it holds
  e = bare(e);
  if (const auto *ref = dyn_cast<DeclRefExpr>(e); ref && named) return true;
  if (isa<IntegerLiteral, FloatingLiteral, CharacterLiteral, StringLiteral, CXXBoolLiteralExpr, CXXNullPtrLiteralExpr,
          GNUNullExpr, CXXThisExpr, UnaryExprOrTypeTraitExpr, ImaginaryLiteral, CXXScalarValueInitExpr,
          ImplicitValueInitExpr, CXXNoexceptExpr, SubstNonTypeTemplateParmExpr, PredefinedExpr, TypeTraitExpr,
          LambdaExpr>(e))
    return true;
  if (const auto *ref = dyn_cast<DeclRefExpr>(e)) {
    const auto *v = dyn_cast<VarDecl>(ref->getDecl());
    return v ? unchanging(v) : isa<FunctionDecl, EnumConstantDecl>(ref->getDecl());
  }
  if (const auto *call = dyn_cast<CallExpr>(e)) return Suspending.count(call) && suspends(call); // a temporary by now
  if (const auto *unary = dyn_cast<UnaryOperator>(e))
    return !unary->isIncrementDecrementOp() && unary->getOpcode() != UO_Deref && stable(unary->getSubExpr());
  if (const auto *binary = dyn_cast<BinaryOperator>(e))
    return (binary->isMultiplicativeOp() || binary->isAdditiveOp() || binary->isBitwiseOp() || binary->isShiftOp() ||
            binary->isComparisonOp()) &&
           stable(binary->getLHS()) && stable(binary->getRHS());
  if (const auto *cast = dyn_cast<ExplicitCastExpr>(e))
    return cast->getType()->isScalarType() && cast->getSubExpr()->getType()->isScalarType() &&
           stable(cast->getSubExpr());
  if (const auto *member = dyn_cast<MemberExpr>(e)) {
    const auto *field = dyn_cast<FieldDecl>(member->getMemberDecl());
    const auto *object = dyn_cast<DeclRefExpr>(bare(member->getBase()));
    if (!field || !object || member->isArrow()) return false;
    return named || (!field->isMutable() && unchanging(dyn_cast<VarDecl>(object->getDecl())));
  }
  return false;
}

/// Nobody can tell when the temporaries inside `e` die, and its value does not refer to them.
bool Lowerer::silent(const Expr *e) const {
  QualType t = e->getType();
  auto owning = [](QualType type) {
    const auto *record = type->getAsCXXRecordDecl();
    return record && record->isInStdNamespace() && record->getName() == "basic_string";
  };
  if (!e->isPRValue() || !(t->isArithmeticType() || t->isEnumeralType() || owning(t))) return false;
  bool quiet = true;
  std::function<void(const Stmt *)> walk = [&](const Stmt *s) {
    if (const auto *m = dyn_cast<MaterializeTemporaryExpr>(s)) {
      const auto *record = m->getType()->getAsCXXRecordDecl();
      if (record && !record->isInStdNamespace() && !record->hasTrivialDestructor()) quiet = false;
    }
    forEachEvaluatedChild(s, walk);
  };
  walk(e);
  return quiet;
}

/// Is its value an object that the end of the full expression destroys?
static bool isDestroyed(const Expr *e) {
  const auto *record = e->getType()->getAsCXXRecordDecl();
  return e->isPRValue() && record && !record->hasTrivialDestructor();
}

/// Marks the temporaries in `e` that are alive while a later part of the expression is suspended.
bool Lowerer::markTemporaries(const Expr *e) {
  if (silent(e)) return false;
  bool any = false;
  std::function<bool(const Stmt *)> walk = [&](const Stmt *s) {
    bool found = false;
    if (const auto *c = dyn_cast<CXXConstructExpr>(s); c && c->isStdInitListInitialization() && !suspending(c))
      return false; // a container copies its list at once
    if (const auto *m = dyn_cast<MaterializeTemporaryExpr>(s); m && m->getStorageDuration() == SD_FullExpression) {
      Lift.insert(m);
      found = true;
    }
    if (const auto *b = dyn_cast<BinaryOperator>(s); b && b->getOpcode() == BO_Comma) found |= isDestroyed(b->getLHS());
    forEachEvaluatedChild(s, [&](const Stmt *child) { found |= walk(child); });
    if (found) Marked.insert(s);
    return found;
  };
  any = walk(e);
  return any;
}

/// Lowers operands in their order of evaluation; the edits put what stands for them in their places.
/// What is `lent` is built in the frame.
std::vector<Edit> Lowerer::operands(llvm::ArrayRef<const Expr *> ordered, bool suspendsItself, bool deferrable,
                                    const Arguments &lent) {
  int lastSuspending = -1;
  for (int k = 0; k < int(ordered.size()); ++k)
    if (suspending(ordered[k])) lastSuspending = k;
  for (int k = 0; k < int(ordered.size()); ++k)
    if (suspendsItself || k < lastSuspending) markTemporaries(ordered[k]);
  int last = -1;
  for (int k = 0; k < int(ordered.size()); ++k)
    if (marked(ordered[k]) || lent.count(ordered[k])) last = k;
  std::vector<Edit> edits;
  for (int k = 0; k < int(ordered.size()); ++k) {
    const Expr *e = ordered[k];
    TokenRange r = T.range(e->getSourceRange());
    if (r.empty() || isa<CXXDefaultArgExpr>(e)) continue; // call() writes those that matter out
    if (lent.count(e)) {
      edits.push_back({r, lend(e)});
      continue;
    }
    bool laterMatters = k < last;
    bool byValue = deferrable && e->isPRValue() && e->getType()->isRecordType();
    if (!marked(e)) {
      if (laterMatters && !stable(e) && !byValue) edits.push_back({r, hold(e, compose(e, {}))});
      continue;
    }
    Pieces text = lower(e);
    if (laterMatters && !stable(e) && !(byValue && !suspending(e)) && !Lift.count(e->IgnoreImpCasts()))
      text = hold(e, std::move(text));
    edits.push_back({r, std::move(text)});
  }
  return edits;
}

Lowerer::Pieces Lowerer::logical(const BinaryOperator *e) {
  bool isAnd = e->getOpcode() == BO_LAnd;
  if (!marked(e->getRHS())) return compose(e, {{T.range(e->getLHS()->getSourceRange()), lower(e->getLHS())}});
  if (suspending(e->getRHS())) markTemporaries(e->getLHS());
  Node first;
  first.kind = Node::Evaluate;
  first.declares = true;
  Pieces left = marked(e->getLHS()) ? lower(e->getLHS()) : compose(e->getLHS(), {});
  VariableId id = newTemporary(C.BoolTy, false, e->getExprLoc());
  std::string name = F.variables[id].name;
  first.variable = id;
  left.insert(left.begin(), piece("bool("));
  join(left, ")");
  first.text = fragment(std::move(left), e->getLHS());
  Now->push_back(std::move(first));
  Node test;
  test.kind = Node::If;
  test.text.pieces = {piece(isAnd ? name : "!" + name)};
  test.text.uses = {id};
  Nodes *outer = std::exchange(Now, &test.children);
  ++Branch;
  Node second;
  second.kind = Node::Evaluate;
  second.variable = id;
  Pieces right = lower(e->getRHS());
  right.insert(right.begin(), piece("bool("));
  join(right, ")");
  second.text = fragment(std::move(right), e->getRHS());
  Now->push_back(std::move(second));
  --Branch;
  Now = outer;
  guardMaybes();
  Now->push_back(std::move(test));
  return {piece(name)};
}

Lowerer::Pieces Lowerer::conditional(const ConditionalOperator *e) {
  if (!marked(e->getTrueExpr()) && !marked(e->getFalseExpr()))
    return compose(e, {{T.range(e->getCond()->getSourceRange()), lower(e->getCond())}});
  QualType type = e->getType();
  bool isVoid = type->isVoidType();
  bool asClass = !isVoid && e->isPRValue() && type->isRecordType();
  if (asClass) return use(built(e, type, e->getExprLoc()));
  if (suspending(e->getTrueExpr()) || suspending(e->getFalseExpr())) markTemporaries(e->getCond());
  Node node;
  node.kind = Node::If;
  Pieces test = marked(e->getCond()) ? lower(e->getCond()) : compose(e->getCond(), {});
  node.text = fragment(std::move(test), e->getCond());
  VariableId id = none;
  bool glvalue = e->isGLValue();
  if (!isVoid) {
    Node first;
    first.kind = Node::Evaluate;
    first.declares = true;
    id = newTemporary(glvalue ? C.getPointerType(type) : type, false, e->getExprLoc());
    first.variable = id;
    Now->push_back(std::move(first));
  }
  Nodes *outer = Now;
  ++Branch;
  for (bool yes : {true, false}) {
    const Expr *arm = yes ? e->getTrueExpr() : e->getFalseExpr();
    Now = yes ? &node.children : &node.otherwise;
    Pieces text = converted(arm, marked(arm) ? lower(arm) : compose(arm, {}));
    if (text.empty()) continue;
    Node step;
    if (isVoid || arm->getType()->isVoidType()) { // `throw` in one arm
      step.kind = Node::Plain;
      step.text = fragment(std::move(text), arm);
      join(step.text.pieces, ";");
    } else {
      step.kind = Node::Evaluate;
      step.variable = id;
      if (glvalue) {
        text.insert(text.begin(), piece(std::string(names::address) + "("));
        join(text, ")");
      }
      step.text = fragment(std::move(text), arm);
    }
    Now->push_back(std::move(step));
  }
  --Branch;
  Now = outer;
  guardMaybes();
  Now->push_back(std::move(node));
  if (isVoid) return {};
  std::string name = F.variables[id].name;
  if (!glvalue) return {piece(name)};
  return {piece(e->isLValue() ? "(*" + name + ")" : "std::move(*" + name + ")")};
}

/// Evaluates an expression whose value is not used: a comma's left side, an expression statement.
void Lowerer::discard(const Expr *e) {
  const Expr *inner = bare(e);
  if (const auto *c = dyn_cast<CallExpr>(inner); c && suspends(c)) {
    call(c, none, true);
    return;
  }
  if (const auto *comma = dyn_cast<BinaryOperator>(inner); comma && comma->getOpcode() == BO_Comma) {
    discardOperand(comma->getLHS());
    discard(comma->getRHS());
    return;
  }
  bool onlyHeld = marked(e) && (isa<BinaryOperator>(inner) && cast<BinaryOperator>(inner)->isLogicalOp()
                                    ? suspending(cast<BinaryOperator>(inner)->getRHS())
                                    : isa<ConditionalOperator>(inner));
  Pieces text = marked(e) ? lower(e) : compose(e, {});
  if (text.empty()) return;
  Node step;
  step.kind = Node::Plain;
  step.text = fragment(std::move(text), e);
  if (isa<CXXFunctionalCastExpr, CXXTemporaryObjectExpr>(inner)) { // `int(x);` would declare x
    step.text.pieces.insert(step.text.pieces.begin(), piece("("));
    join(step.text.pieces, ")");
  }
  if (onlyHeld && step.text.pieces.size() == 1) // the value itself is not wanted
    step.text.pieces = {piece("static_cast<void>(" + step.text.pieces[0].text + ")")};
  join(step.text.pieces, ";");
  step.line = step.text.line;
  Now->push_back(std::move(step));
}

/// The left side of a comma: its temporaries live as long as those of the right side do.
void Lowerer::discardOperand(const Expr *e) {
  if (const auto *comma = dyn_cast<BinaryOperator>(bare(e)); comma && comma->getOpcode() == BO_Comma) {
    discardOperand(comma->getLHS());
    discardOperand(comma->getRHS());
    return;
  }
  markTemporaries(e);
  const auto *c = dyn_cast<CallExpr>(bare(e));
  if (!isDestroyed(e))
    discard(e);
  else if (c && suspends(c))
    lower(e); // into a temporary
  else
    hold(e, marked(e) ? lower(e) : compose(e, {}));
}

/// The text that stands for `e` once the steps before it have run.
Lowerer::Pieces Lowerer::lower(const Expr *e) {
  if (!marked(e)) return compose(e, {});
  if (const auto *c = dyn_cast<CallExpr>(e); c && suspends(c)) return call(c, none, false);

  auto single = [&](const Expr *child) -> Pieces {
    if (T.range(child->getSourceRange()).empty()) return compose(e, {});
    return compose(e, {{T.range(child->getSourceRange()), lower(child)}});
  };
  switch (e->getStmtClass()) {
  case Stmt::ParenExprClass:
    return single(cast<ParenExpr>(e)->getSubExpr());
  case Stmt::ImplicitCastExprClass:
  case Stmt::CStyleCastExprClass:
  case Stmt::CXXFunctionalCastExprClass:
  case Stmt::CXXStaticCastExprClass:
  case Stmt::CXXDynamicCastExprClass:
  case Stmt::CXXConstCastExprClass:
  case Stmt::CXXReinterpretCastExprClass:
    return single(cast<CastExpr>(e)->getSubExpr());
  case Stmt::ExprWithCleanupsClass:
  case Stmt::ConstantExprClass:
    return single(cast<FullExpr>(e)->getSubExpr());
  case Stmt::CXXBindTemporaryExprClass:
    return single(cast<CXXBindTemporaryExpr>(e)->getSubExpr());
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return single(cast<SubstNonTypeTemplateParmExpr>(e)->getReplacement());
  case Stmt::MaterializeTemporaryExprClass: {
    Pieces text = materialised(cast<MaterializeTemporaryExpr>(e));
    const QualType type = bare(cast<MaterializeTemporaryExpr>(e)->getSubExpr())->getType();
    if (!type.isConstQualified() || !type->isRecordType()) return text;
    // The slot is not const; the temporary is, and members and overloads are chosen by that.
    text.insert(text.begin(), piece("static_cast<" + named(declarator(C.getRValueReferenceType(type), C), "") + ">("));
    join(text, ")");
    return text;
  }
  case Stmt::UnaryOperatorClass:
    return single(cast<UnaryOperator>(e)->getSubExpr());
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass: {
    const auto *binary = cast<BinaryOperator>(e);
    if (binary->getOpcode() == BO_Comma) {
      discardOperand(binary->getLHS());
      return marked(binary->getRHS()) ? lower(binary->getRHS()) : compose(binary->getRHS(), {});
    }
    if (binary->isLogicalOp()) return logical(binary);
    if (binary->isCompoundAssignmentOp() && suspending(binary->getRHS()) && !stable(binary->getRHS()) &&
        !stable(binary->getLHS()) && !marked(binary->getLHS())) {
      // g++ evaluates the left side first where the right side only reads.
      TokenRange r = T.range(binary->getRHS()->getSourceRange());
      return compose(e, {{r, hold(binary->getRHS(), lower(binary->getRHS()))}});
    }
    if (binary->isAssignmentOp()) return compose(e, operands({binary->getRHS(), binary->getLHS()}, false, false));
    return compose(e, operands({binary->getLHS(), binary->getRHS()}, false, false));
  }
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return rewritten(cast<CXXRewrittenBinaryOperator>(e));
  case Stmt::ConditionalOperatorClass:
    return conditional(cast<ConditionalOperator>(e));
  case Stmt::ArraySubscriptExprClass: {
    const auto *element = cast<ArraySubscriptExpr>(e);
    return compose(e, operands({element->getLHS(), element->getRHS()}, false, false));
  }
  case Stmt::MemberExprClass:
    return single(cast<MemberExpr>(e)->getBase());
  case Stmt::CXXThrowExprClass:
    return single(cast<CXXThrowExpr>(e)->getSubExpr());
  case Stmt::CXXTypeidExprClass:
    return single(cast<CXXTypeidExpr>(e)->getExprOperand());
  case Stmt::CXXDeleteExprClass:
    return single(cast<CXXDeleteExpr>(e)->getArgument());
  case Stmt::CXXOperatorCallExprClass: {
    const auto *c = cast<CXXOperatorCallExpr>(e);
    std::vector<const Expr *> ordered(c->arg_begin(), c->arg_end());
    if (c->isAssignmentOp() && ordered.size() == 2) std::swap(ordered[0], ordered[1]);
    return compose(e, operands(ordered, false, c->getOperator() == OO_Call));
  }
  case Stmt::CXXMemberCallExprClass: {
    const auto *c = cast<CXXMemberCallExpr>(e);
    std::vector<const Expr *> ordered;
    if (const Expr *object = c->getImplicitObjectArgument(); object && !object->isImplicitCXXThis())
      ordered.push_back(object);
    for (const Expr *argument : c->arguments()) ordered.push_back(argument);
    return compose(e, operands(ordered, false, true));
  }
  case Stmt::CallExprClass:
  case Stmt::UserDefinedLiteralClass: {
    const auto *c = cast<CallExpr>(e);
    std::vector<const Expr *> ordered;
    if (!c->getDirectCallee()) ordered.push_back(c->getCallee());
    for (const Expr *argument : c->arguments()) ordered.push_back(argument);
    std::vector<Edit> edits = operands(ordered, false, true);
    defaultArguments(c, edits);
    return compose(e, std::move(edits));
  }
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass: {
    const auto *c = cast<CXXConstructExpr>(e);
    std::vector<const Expr *> ordered(c->arg_begin(), c->arg_end());
    return compose(e, operands(ordered, false, !c->isListInitialization()));
  }
  case Stmt::InitListExprClass: {
    const auto *list = cast<InitListExpr>(e);
    if (!list->isSemanticForm() && list->getSemanticForm()) list = list->getSemanticForm();
    std::vector<const Expr *> ordered;
    std::function<void(const InitListExpr *)> leaves = [&](const InitListExpr *l) {
      if (!l->isSemanticForm() && l->getSemanticForm()) l = l->getSemanticForm();
      for (const Expr *init : l->inits()) {
        if (!init || isa<ImplicitValueInitExpr>(init)) continue;
        const TokenRange r = T.range(init->getSourceRange());
        if (!r.empty() && T.token(r.begin) == "}") continue; // it is not written: Clang has it at the list's end
        if (const auto *nested = dyn_cast<InitListExpr>(init))
          leaves(nested);
        else
          ordered.push_back(init);
      }
    };
    leaves(list);
    return compose(e, operands(ordered, false, false));
  }
  case Stmt::LambdaExprClass: {
    const auto *lambda = cast<LambdaExpr>(e);
    if (!H.find(lambda->getLambdaClass())) break;
    std::vector<Hoist::Part> parts = H.parts(lambda, D);
    std::vector<const Expr *> ordered;
    for (const Hoist::Part &part : parts)
      if (part.init) ordered.push_back(part.init);
    std::vector<Edit> edits = operands(ordered, false, false);
    Pieces out;
    for (Hoist::Part &part : parts) {
      auto edited = std::find_if(edits.begin(), edits.end(), [&](const Edit &edit) {
        return part.init && edit.range.begin == T.range(part.init->getSourceRange()).begin;
      });
      if (edited == edits.end())
        join(out, std::move(part.text));
      else
        for (Fragment::Piece &p : edited->pieces) out.push_back(std::move(p));
    }
    return out;
  }
  case Stmt::CXXParenListInitExprClass: {
    const auto *list = cast<CXXParenListInitExpr>(e);
    std::vector<const Expr *> ordered(list->getInitExprs().begin(), list->getInitExprs().end());
    return compose(e, operands(ordered, false, false));
  }
  case Stmt::CXXStdInitializerListExprClass: {
    const Expr *array = cast<CXXStdInitializerListExpr>(e)->getSubExpr();
    if (const auto *m = dyn_cast<MaterializeTemporaryExpr>(array); m && inParts(m->getSubExpr())) Lift.insert(array);
    if (!Lift.count(array)) return single(array);
    Pieces text = lower(array); // the backing array lives in the frame
    text.insert(text.begin(), piece("(" + std::string(names::listOf) + "("));
    join(text, "))");
    return text;
  }
  case Stmt::CXXNewExprClass: {
    const auto *n = cast<CXXNewExpr>(e);
    std::vector<const Expr *> ordered;
    for (unsigned k = 0; k < n->getNumPlacementArgs(); ++k) ordered.push_back(n->getPlacementArg(k));
    if (n->isArray() && n->getArraySize() && *n->getArraySize()) ordered.push_back(*n->getArraySize());
    if (const Expr *init = n->getInitializer()) {
      if (const auto *c = dyn_cast<CXXConstructExpr>(init))
        for (const Expr *argument : c->arguments()) ordered.push_back(argument);
      else if (const auto *list = dyn_cast<ParenListExpr>(init))
        for (const Expr *argument : const_cast<ParenListExpr *>(list)->exprs()) ordered.push_back(argument);
      else
        ordered.push_back(init);
    }
    return compose(e, operands(ordered, false, false));
  }
  default:
    break;
  }
  problem(e->getExprLoc(),
          std::string("a suspension inside this expression (") + e->getStmtClassName() + ") is not supported",
          "assign the call's result to a variable first");
  return compose(e, {});
}

} // namespace perdure
