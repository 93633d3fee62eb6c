// Loops around suspensions.
#include "Lowerer.h"
#include "RuntimeNames.h"

using namespace clang;

namespace perdure {

void Lowerer::lowerLoop(const Stmt *loop, const VarDecl *variable, const Expr *test, const Expr *step, const Stmt *body,
                        bool isDo, Nodes init, Nodes &out) {
  Node node;
  node.kind = Node::Loop;
  node.isDo = isDo;
  node.otherwise = std::move(init);
  TokenRange all = T.range(loop->getSourceRange());
  node.line = T.line(all.begin);
  node.comment = T.leadingComment(all.begin);
  std::string number = std::to_string(F.labels.size());
  node.breakLabel = newLabel("break_" + number + "_");
  node.continueLabel = newLabel("continue_" + number + "_");

  bool simpleTest = true;
  Nodes beforeBody;
  if (variable) declare(variable, node.condition, nullptr);
  if (test) {
    Full value = conditionOf(test, variable);
    value.passed = entered(loop);
    node.text = settled(std::move(value), C.BoolTy, "bool(", test->getExprLoc(), node.line, node.condition);
    simpleTest = !variable && node.condition.empty();
  }
  bool simpleStep = true;
  if (step) {
    simpleStep = isPlain(step) && !variable; // which the step may name
    if (simpleStep) {
      Node n;
      n.kind = Node::Plain;
      n.text = fragment(compose(step, {}), step);
      node.step.push_back(std::move(n));
    } else {
      expressionStatement(step, node.step);
    }
  }
  F.labels[node.continueLabel].needed = !simpleStep || (isDo && !simpleTest);
  Targets.push_back({node.breakLabel, node.continueLabel});
  if (P.polls(loop)) safePoint(node.line, node.children);
  block(body, node.children);
  Targets.pop_back();
  if (const auto *f = dyn_cast<ForStmt>(loop); f && simpleTest && simpleStep) {
    TokenRange close = T.range(f->getRParenLoc());
    node.header.pieces = {piece(T.text({all.begin, close.end}))};
  }
  out.push_back(std::move(node));
}

/// The range of a range-for: a reference to what it names, or the temporary itself.
VariableId Lowerer::lowerRange(const CXXForRangeStmt *s, const std::string &number, Nodes &inner) {
  unsigned line = T.line(T.range(s->getForLoc()).begin);
  const auto *rangeVariable = cast<VarDecl>(s->getRangeStmt()->getSingleDecl());
  const Expr *range = s->getRangeInit();
  QualType rangeType = rangeVariable->getType().getNonReferenceType();
  VariableId rangeId;
  // A braced list, with or without its type's name: the array behind it is what lives on.
  const Expr *list = bare(range);
  while (const auto *cast = dyn_cast<CXXFunctionalCastExpr>(list)) list = bare(cast->getSubExpr());
  bool listed = isInitializerList(rangeType) && isa<InitListExpr, CXXStdInitializerListExpr>(list);
  std::string rangeName = "range_" + number + "_";
  auto asRange = [&](VariableId id) {
    F.variables[id].temporary = true;
    F.variables[id].display = rangeType.getAsString(C.getPrintingPolicy());
    return id;
  };
  if (listed || !bare(range)->isGLValue()) {
    QualType held = rangeType;
    if (listed) {
      const Expr *array = list;
      if (const auto *wrapped = dyn_cast<CXXStdInitializerListExpr>(list)) array = wrapped->getSubExpr();
      held = bare(array)->getType();
    }
    rangeId = asRange(newVariable(held, rangeName, s->getForLoc()));
    F.variables[rangeId].escapes = true;
    Full value = listed ? full(list) : fullInto(range, rangeId);
    if (listed) {
      Node build;
      build.kind = Node::Construct;
      build.variable = rangeId;
      build.init.form = Init::List;
      build.init.text = std::move(value.value);
      value.steps.push_back(std::move(build));
    }
    if (value.slots) {
      inner.push_back(blockOf(std::move(value.steps), 0));
    } else {
      for (Node &n : value.steps) inner.push_back(std::move(n));
    }
    inner.push_back(bindOf(rangeId));
    return rangeId;
  }
  rangeId = asRange(newVariable(C.getLValueReferenceType(rangeType), rangeName, s->getForLoc()));
  F.variables[rangeId].kind = Variable::Reference;
  Full value = full(range);
  Node declareRange;
  declareRange.kind = Node::Declare;
  declareRange.line = line;
  declareRange.variable = rangeId;
  declareRange.init.form = Init::Copy;
  const bool slots = value.slots;
  declareRange.init.text = settled(std::move(value), C.getPointerType(rangeType), std::string(names::address) + "(",
                                   s->getForLoc(), 0, inner);
  if (slots) declareRange.init.text.pieces.insert(declareRange.init.text.pieces.begin(), piece("*"));
  inner.push_back(std::move(declareRange));
  return rangeId;
}

/// The position is saved as an index, so that any range of a library with a multi-pass begin() works.
void Lowerer::walkWithCursor(const CXXForRangeStmt *s, VariableId range, Node &loop, Nodes &inner) {
  std::string number = F.variables[range].name.substr(6);
  VariableId position = newVariable(C.IntTy, "at_" + number, s->getForLoc());
  {
    Variable &v = F.variables[position];
    std::string of = named(declarator(Out.variables[range].type.getNonReferenceType(), C), "");
    std::string type = std::string(names::cursor) + "<" + of + ">";
    v.value = type + " @";
    v.pointer = type + " *@";
    v.alias = type + " &@";
    v.display = "position in " + F.variables[range].display;
    v.isClass = true;
    v.spillable = false;
    v.escapes = true;
    v.temporary = true;
    Out.variables[position].type = QualType();
  }
  std::string at = F.variables[position].name;
  Node declarePosition;
  declarePosition.kind = Node::Declare;
  declarePosition.variable = position;
  declarePosition.line = loop.line;
  declarePosition.init.form = Init::Direct;
  declarePosition.init.text.pieces = {piece(F.variables[range].name)};
  declarePosition.init.text.uses = {range};
  inner.push_back(std::move(declarePosition));
  loop.text.pieces = {piece("!" + at + ".done()")};
  loop.text.uses = {position};
  Node advance;
  advance.kind = Node::Plain;
  advance.text.pieces = {piece("++" + at)};
  advance.text.uses = {position};
  loop.step.push_back(std::move(advance));

  // The element: `T x = *position`.
  const VarDecl *element = s->getLoopVariable();
  VariableId elementId = addVariable(element);
  Node declareElement;
  declareElement.kind = Node::Declare;
  declareElement.line = F.variables[elementId].line;
  declareElement.variable = elementId;
  declareElement.init.form = Init::Copy;
  declareElement.init.text.pieces = {piece("*" + at)};
  declareElement.init.text.uses = {position};
  extendElement(element, elementId);
  loop.children.push_back(std::move(declareElement));
  bindByGet(element, elementId, loop.children);
}

/// A loop variable that is a reference to a temporary (a proxy, a converted copy) holds the temporary.
void Lowerer::extendElement(const VarDecl *element, VariableId id) {
  if (!element->getType()->isReferenceType() || !element->getInit()) return;
  const MaterializeTemporaryExpr *extended = nullptr;
  std::function<void(const Stmt *)> find = [&](const Stmt *e) {
    if (const auto *m = dyn_cast<MaterializeTemporaryExpr>(e); m && m->getExtendingDecl() == element) extended = m;
    forEachEvaluatedChild(e, find);
  };
  find(element->getInit());
  if (!extended) return;
  const Variable &old = F.variables[id];
  Variable fresh = describe(extended->getType(), old.name, element->getLocation());
  fresh.bindings = old.bindings;
  fresh.alias = declarator(C.getLValueReferenceType(element->getType().getNonReferenceType()), C);
  fresh.escapes = true;
  F.variables[id] = fresh;
  Out.variables[id].type = extended->getType();
}

/// Do the loop's own calls (begin, end, !=, ++, *) lead to the program's own code, which may suspend or tell how often
/// it runs?
bool Lowerer::ownIterators(const CXXForRangeStmt *s) const {
  bool own = P.all() && P.iterationReenters(s);
  std::function<void(const Stmt *)> walk = [&](const Stmt *e) {
    if (const auto *call = dyn_cast<CallExpr>(e))
      if (const FunctionDecl *callee = call->getDirectCallee(); callee && P.isOwn(callee)) own = true;
    forEachEvaluatedChild(e, walk);
  };
  auto initialiser = [](const DeclStmt *d) -> const Expr * {
    const auto *v = d ? dyn_cast<VarDecl>(d->getSingleDecl()) : nullptr;
    return v ? v->getInit() : nullptr;
  };
  for (const Stmt *part :
       {static_cast<const Stmt *>(initialiser(s->getBeginStmt())),
        static_cast<const Stmt *>(initialiser(s->getEndStmt())), static_cast<const Stmt *>(s->getCond()),
        static_cast<const Stmt *>(s->getInc()), static_cast<const Stmt *>(s->getLoopVariable()->getInit())})
    if (part) walk(part);
  return own;
}

/// `variable` is initialised by `e`, an expression that the user did not write, whose text is given.
void Lowerer::implied(const Expr *e, Fragment text, VariableId variable, unsigned line, Nodes &out) {
  const auto *call = dyn_cast<CallExpr>(bare(e));
  Node node;
  node.kind = Node::Declare;
  node.variable = variable;
  node.line = text.line = line;
  node.init.form = Init::Copy;
  if (!call || !suspends(call)) {
    node.init.text = std::move(text);
    out.push_back(std::move(node));
    return;
  }
  bool slots = std::exchange(Slots, false);
  Nodes *outer = std::exchange(Now, &out);
  if (call->isPRValue() && call->getType()->isRecordType() && F.variables[variable].kind != Variable::Reference &&
      C.hasSameUnqualifiedType(call->getType(), Out.variables[variable].type)) {
    suspend(call, std::move(text), variable, false, false);
    out.push_back(bindOf(variable));
  } else {
    Pieces value = suspend(call, std::move(text), none, false, false);
    node.init.text = fragment(std::move(value), nullptr);
    node.init.text.line = line;
    out.push_back(std::move(node));
  }
  Now = outer;
  Slots = slots;
}

/// Code of a library that may come back runs inside of a region.
void Lowerer::aside(const Expr *e, Fragment &text) const {
  if (!P.all() || !P.anyReenters(e)) return;
  text.pieces.insert(text.pieces.begin(), piece(std::string("(") + names::noSuspend + "(\"range-for\"), "));
  join(text.pieces, ")");
}

/// As the standard defines the loop, with the iterators as variables.
void Lowerer::walkWithIterators(const CXXForRangeStmt *s, VariableId range, Node &loop, Nodes &inner) {
  std::string number = F.variables[range].name.substr(6);
  const std::string rangeName = F.variables[range].name;
  unsigned line = loop.line;
  auto iterator = [&](const DeclStmt *d, const char *function, const std::string &name) {
    const auto *v = cast<VarDecl>(d->getSingleDecl());
    VariableId id = newVariable(v->getType(), name, s->getForLoc());
    F.variables[id].temporary = true;
    F.variables[id].escapes = !F.variables[id].spillable || F.variables[id].isClass;
    const Expr *init = bare(v->getInit());
    Fragment text;
    text.uses = {range};
    if (isa<CXXMemberCallExpr>(init))
      text.pieces = {piece(rangeName + "." + function + "()")};
    else if (isa<CallExpr>(init))
      text.pieces = {piece(std::string(function) + "(" + rangeName + ")")};
    else
      text.pieces = {piece(std::string("std::") + function + "(" + rangeName + ")")};
    aside(v->getInit(), text);
    implied(v->getInit(), std::move(text), id, line, inner);
    return id;
  };
  VariableId begin = iterator(s->getBeginStmt(), "begin", "begin_" + number);
  VariableId end = iterator(s->getEndStmt(), "end", "end_" + number);
  const std::string at = F.variables[begin].name;
  auto textOf = [&](std::string spelled, std::set<VariableId> uses) {
    Fragment text;
    text.pieces = {piece(std::move(spelled))};
    text.uses = std::move(uses);
    text.line = line;
    return text;
  };
  Fragment test = textOf(at + " != " + F.variables[end].name, {begin, end});
  bool slots = Slots;
  const auto *unequal = dyn_cast<CXXRewrittenBinaryOperator>(bare(s->getCond())); // by way of an operator==
  const Expr *asked = unequal ? unequal->getDecomposedForm().InnerBinOp->IgnoreImplicit() : bare(s->getCond());
  if (const auto *call = dyn_cast<CallExpr>(asked); call && suspends(call)) {
    if (unequal) test = textOf(at + " == " + F.variables[end].name, {begin, end});
    Nodes *outer = std::exchange(Now, &loop.condition);
    Pieces value = suspend(call, std::move(test), none, false, false);
    if (unequal) value.insert(value.begin(), piece("!"));
    loop.text = fragment(std::move(value), nullptr);
    Now = outer;
  } else {
    aside(s->getCond(), test);
    loop.text = std::move(test);
  }
  Fragment step = textOf("++" + at, {begin});
  if (const auto *call = dyn_cast<CallExpr>(bare(s->getInc())); call && suspends(call)) {
    Node scope = blockOf({}, line);
    Nodes *outer = std::exchange(Now, &scope.children);
    suspend(call, std::move(step), none, true, false);
    Now = outer;
    loop.step.push_back(std::move(scope));
    F.labels[loop.continueLabel].needed = true;
  } else {
    Node advance;
    advance.kind = Node::Plain;
    aside(s->getInc(), step);
    advance.text = std::move(step);
    loop.step.push_back(std::move(advance));
  }
  Slots = slots;
  const VarDecl *element = s->getLoopVariable();
  VariableId id = addVariable(element);
  extendElement(element, id);
  Fragment read = textOf("*" + at, {begin});
  aside(element->getInit(), read);
  implied(element->getInit(), std::move(read), id, F.variables[id].line, loop.children);
  bindByGet(element, id, loop.children);
}

void Lowerer::lowerRangeFor(const CXXForRangeStmt *s, Nodes &out) {
  Nodes inner;
  if (s->getInit()) statement(s->getInit(), inner);
  unsigned line = T.line(T.range(s->getForLoc()).begin);
  std::string number = std::to_string(F.labels.size());
  VariableId range = lowerRange(s, number, inner);
  Node loop;
  loop.kind = Node::Loop;
  loop.line = line;
  loop.breakLabel = newLabel("break_" + number + "_");
  loop.continueLabel = newLabel("continue_" + number + "_");
  bool iterators = ownIterators(s);
  Node scope = blockOf({}, line); // of one round
  if (P.polls(s)) safePoint(line, scope.children);
  std::swap(loop.children, scope.children);
  if (iterators)
    walkWithIterators(s, range, loop, inner);
  else
    walkWithCursor(s, range, loop, inner);
  Targets.push_back({loop.breakLabel, loop.continueLabel});
  if (const auto *compound = dyn_cast<CompoundStmt>(s->getBody())) {
    std::vector<const Stmt *> statements(compound->body_begin(), compound->body_end());
    sequence(statements, loop.children);
  } else {
    statement(s->getBody(), loop.children);
  }
  Targets.pop_back();
  std::swap(loop.children, scope.children);
  loop.children.push_back(std::move(scope));
  inner.push_back(std::move(loop));
  Node around = blockOf(std::move(inner), line);
  around.comment = T.leadingComment(T.range(s->getForLoc()).begin);
  out.push_back(std::move(around));
}

} // namespace perdure
