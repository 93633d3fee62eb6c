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
  if (variable) {
    simpleTest = false;
    declare(variable, node.condition, nullptr);
    node.text.pieces = {piece(variable->getNameAsString())};
    node.text.uses = {Variables.lookup(variable)};
  } else if (test) {
    Full value = full(test);
    if (value.slots) {
      bool slots = Slots;
      VariableId t = newTemporary(C.BoolTy, false, test->getExprLoc());
      Slots = slots;
      Node declared;
      declared.kind = Node::Evaluate;
      declared.variable = t;
      declared.declares = true;
      node.condition.push_back(std::move(declared));
      Node assign;
      assign.kind = Node::Evaluate;
      assign.variable = t;
      assign.text = std::move(value.value);
      assign.text.pieces.insert(assign.text.pieces.begin(), piece("bool("));
      join(assign.text.pieces, ")");
      value.steps.push_back(std::move(assign));
      node.condition.push_back(blockOf(std::move(value.steps), node.line));
      node.text.pieces = {piece(F.variables[t].name)};
      node.text.uses = {t};
    } else {
      node.condition = std::move(value.steps);
      node.text = std::move(value.value);
    }
    simpleTest = node.condition.empty();
  }
  bool simpleStep = true;
  if (step) {
    simpleStep = isPlain(step);
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
  block(body, node.children);
  Targets.pop_back();
  if (const auto *f = dyn_cast<ForStmt>(loop); f && simpleTest && simpleStep) {
    TokenRange close = T.range(f->getRParenLoc());
    node.header.pieces = {piece(T.text({all.begin, close.end}))};
  }
  out.push_back(std::move(node));
}

void Lowerer::lowerRangeFor(const CXXForRangeStmt *s, Nodes &out) {
  Nodes inner;
  if (s->getInit()) statement(s->getInit(), inner);
  unsigned line = T.line(T.range(s->getForLoc()).begin);
  const VarDecl *rangeVariable = s->getRangeStmt() ? dyn_cast<VarDecl>(s->getRangeStmt()->getSingleDecl()) : nullptr;
  const Expr *range = s->getRangeInit();
  std::string number = std::to_string(F.labels.size());

  // The range: a reference to what it names, or the temporary itself.
  QualType rangeType = rangeVariable->getType().getNonReferenceType();
  const Expr *plainRange = bare(range);
  VariableId rangeId;
  // A braced list, with or without its type's name: the array behind it is what lives on.
  const Expr *list = plainRange;
  while (const auto *cast = dyn_cast<CXXFunctionalCastExpr>(list)) list = bare(cast->getSubExpr());
  bool listed = isInitializerList(rangeType) && isa<InitListExpr, CXXStdInitializerListExpr>(list);
  Node declareRange;
  declareRange.kind = Node::Declare;
  declareRange.line = line;
  bool isNamed = bare(range)->isGLValue();
  std::string rangeName = "range_" + number + "_";
  auto asRange = [&](VariableId id) {
    F.variables[id].temporary = true;
    F.variables[id].display = rangeType.getAsString(C.getPrintingPolicy());
    return id;
  };
  if (listed || !isNamed) {
    QualType held = rangeType;
    if (listed) {
      const Expr *array = list;
      if (const auto *wrapped = dyn_cast<CXXStdInitializerListExpr>(list)) array = wrapped->getSubExpr();
      held = rangeType = bare(array)->getType();
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
      Node scope;
      scope.kind = Node::Block;
      scope.children = std::move(value.steps);
      inner.push_back(std::move(scope));
    } else {
      for (Node &n : value.steps) inner.push_back(std::move(n));
    }
    Node bind;
    bind.kind = Node::Bind;
    bind.variable = rangeId;
    inner.push_back(std::move(bind));
  } else {
    rangeId = asRange(newVariable(C.getLValueReferenceType(rangeType), rangeName, s->getForLoc()));
    F.variables[rangeId].kind = Variable::Reference;
    Full value = full(range);
    declareRange.variable = rangeId;
    declareRange.init.form = Init::Copy;
    if (value.slots) {
      VariableId t = newTemporary(C.getPointerType(rangeType), false, s->getForLoc());
      Node declared;
      declared.kind = Node::Evaluate;
      declared.variable = t;
      declared.declares = true;
      inner.push_back(std::move(declared));
      Node assign;
      assign.kind = Node::Evaluate;
      assign.variable = t;
      assign.text = std::move(value.value);
      assign.text.pieces.insert(assign.text.pieces.begin(), piece(std::string(names::address) + "("));
      join(assign.text.pieces, ")");
      value.steps.push_back(std::move(assign));
      Node scope;
      scope.kind = Node::Block;
      scope.children = std::move(value.steps);
      inner.push_back(std::move(scope));
      declareRange.init.text.pieces = {piece("*" + F.variables[t].name)};
      declareRange.init.text.uses = {t};
    } else {
      for (Node &n : value.steps) inner.push_back(std::move(n));
      declareRange.init.text = std::move(value.value);
    }
    inner.push_back(std::move(declareRange));
  }

  // The position in it: saved as an index, so that any range with a multi-pass begin() works.
  VariableId position = newVariable(C.IntTy, "at_" + number + "_", s->getForLoc());
  {
    Variable &v = F.variables[position];
    std::string of = named(declarator(rangeType, C), "");
    std::string type = std::string(names::cursor) + "<" + of + ">";
    v.value = type + " @";
    v.pointer = type + " *@";
    v.alias = type + " &@";
    v.display = "position in " + F.variables[rangeId].display;
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
  declarePosition.line = line;
  declarePosition.init.form = Init::Direct;
  declarePosition.init.text.pieces = {piece(rangeName)};
  declarePosition.init.text.uses = {rangeId};
  inner.push_back(std::move(declarePosition));

  Node loop;
  loop.kind = Node::Loop;
  loop.line = line;
  loop.breakLabel = newLabel("break_" + number + "_");
  loop.continueLabel = newLabel("continue_" + number + "_");
  loop.text.pieces = {piece("!" + at + ".done()")};
  loop.text.uses = {position};
  Node advance;
  advance.kind = Node::Plain;
  advance.text.pieces = {piece("++" + at)};
  advance.text.uses = {position};
  loop.step.push_back(std::move(advance));

  // The element: `T x = *position`.
  Nodes body;
  const VarDecl *element = s->getLoopVariable();
  VariableId elementId = addVariable(element);
  Node declareElement;
  declareElement.kind = Node::Declare;
  declareElement.line = F.variables[elementId].line;
  declareElement.variable = elementId;
  declareElement.init.form = Init::Copy;
  declareElement.init.text.pieces = {piece("*" + at)};
  declareElement.init.text.uses = {position};
  if (element->getType()->isReferenceType() && element->getInit()) {
    const MaterializeTemporaryExpr *extended = nullptr;
    std::function<void(const Stmt *)> find = [&](const Stmt *e) {
      if (const auto *m = dyn_cast<MaterializeTemporaryExpr>(e); m && m->getExtendingDecl() == element) extended = m;
      forEachEvaluatedChild(e, find);
    };
    find(element->getInit());
    if (extended) { // a proxy, or a converted copy
      const Variable &old = F.variables[elementId];
      Variable fresh = describe(extended->getType(), old.name, element->getLocation());
      fresh.bindings = old.bindings;
      fresh.alias = declarator(C.getLValueReferenceType(element->getType().getNonReferenceType()), C);
      fresh.escapes = true;
      F.variables[elementId] = fresh;
      Out.variables[elementId].type = extended->getType();
    }
  }
  body.push_back(std::move(declareElement));
  Targets.push_back({loop.breakLabel, loop.continueLabel});
  if (const auto *compound = dyn_cast<CompoundStmt>(s->getBody())) {
    std::vector<const Stmt *> statements(compound->body_begin(), compound->body_end());
    sequence(statements, body);
  } else {
    statement(s->getBody(), body);
  }
  Targets.pop_back();
  loop.children.push_back(blockOf(std::move(body), line));
  inner.push_back(std::move(loop));
  Node around = blockOf(std::move(inner), line);
  around.comment = T.leadingComment(T.range(s->getForLoc()).begin);
  out.push_back(std::move(around));
}

} // namespace perdure
