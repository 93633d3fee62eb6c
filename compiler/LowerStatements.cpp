// Statements around suspensions.
#include "Lowerer.h"
#include "RuntimeNames.h"

using namespace clang;

namespace perdure {

/// Is a label inside `s` the target of a goto outside of it, or a case of a switch around it?
bool Lowerer::entered(const Stmt *s) const {
  TokenRange all = T.range(s->getSourceRange());
  bool found = false;
  std::function<void(const Stmt *, int)> walk = [&](const Stmt *at, int switches) {
    if (!at || found) return;
    if (isa<SwitchCase>(at) && switches == 0) found = true;
    if (const auto *label = dyn_cast<LabelStmt>(at))
      for (const auto &[target, where] : Gotos)
        if (target == label->getDecl() && !all.contains(where)) found = true;
    if (isa<LambdaExpr>(at)) return;
    for (const Stmt *child : at->children()) walk(child, switches + isa<SwitchStmt>(at));
  };
  walk(s, 0);
  return found;
}

static bool declares(const Stmt *s, const VarDecl *v) {
  const auto *d = dyn_cast<DeclStmt>(s);
  return d && v && llvm::is_contained(d->decls(), v);
}

bool Lowerer::isPlain(const Stmt *s) const {
  if (declares(s, Named)) return false;
  return !suspending(s) && !entered(s);
}

/// The local that compilers build in the place of the function's result (named return value optimisation): each
/// `return` names it. GCC 12 asks for one of the outermost block; Clang's own condition is known to Sema. Where only
/// one of the two does it, it is moved.
const VarDecl *Lowerer::namedResult() const {
  if (!passedByAddress(D->getReturnType()) || !isa<CompoundStmt>(D->getBody())) return nullptr;
  const VarDecl *named = nullptr;
  bool all = true;
  std::function<void(const Stmt *)> walk = [&](const Stmt *s) {
    if (!s || isa<LambdaExpr>(s)) return;
    if (const auto *leave = dyn_cast<ReturnStmt>(s)) {
      const VarDecl *v = leave->getNRVOCandidate();
      all &= v && (!named || v == named);
      named = v;
    }
    for (const Stmt *child : s->children()) walk(child);
  };
  walk(D->getBody());
  if (!all || !named || !named->isNRVOVariable() || named->isStaticLocal()) return nullptr;
  for (const Stmt *s : D->getBody()->children())
    if (const auto *d = dyn_cast<DeclStmt>(s); d && llvm::is_contained(d->decls(), named)) return named;
  return nullptr;
}

/// `return a, b;` becomes an argument in the resume body.
Lowerer::Pieces Lowerer::returned(const Expr *value, Pieces text) {
  text = converted(value, std::move(text));
  const Expr *last = written(value);
  TokenRange all = T.range(value->getSourceRange()), inner = T.range(last->getSourceRange());
  if (all.begin != inner.begin || all.end != inner.end) return text; // in parentheses already
  const auto *comma = dyn_cast<BinaryOperator>(last);
  if (comma && comma->getOpcode() == BO_Comma) {
    text.insert(text.begin(), piece("("));
    join(text, ")");
  }
  return text;
}

/// What is returned. Clang lets the copy of a converted value begin with the word `return`.
const Expr *Lowerer::returnedValue(const ReturnStmt *s) const {
  const Expr *value = s->getRetValue();
  while (value) {
    TokenRange r = T.range(value->getSourceRange());
    if (r.empty() || T.token(r.begin) != "return") break;
    if (const auto *full = dyn_cast<FullExpr>(value))
      value = full->getSubExpr();
    else if (const auto *cast = dyn_cast<ImplicitCastExpr>(value))
      value = cast->getSubExpr();
    else if (const auto *bound = dyn_cast<CXXBindTemporaryExpr>(value))
      value = bound->getSubExpr();
    else if (const auto *construct = dyn_cast<CXXConstructExpr>(value); construct && construct->getNumArgs() > 0)
      value = construct->getArg(0);
    else
      break;
  }
  return value;
}

Exit Lowerer::returnExit(const ReturnStmt *s) {
  Exit exit;
  exit.kind = Exit::Return;
  const Expr *value = returnedValue(s);
  if (!value) return exit;
  exit.value = std::make_shared<Fragment>(fragment(returned(value, compose(value, {})), value));
  const Expr *inner = value->IgnoreParenImpCasts();
  while (true) {
    const Expr *next = bare(inner);
    if (const auto *construct = dyn_cast<CXXConstructExpr>(next); construct && construct->getNumArgs() == 1 &&
                                                                  !construct->isListInitialization() &&
                                                                  !isa<CXXTemporaryObjectExpr>(construct))
      next = construct->getArg(0)->IgnoreParenImpCasts();
    if (next == inner) break;
    inner = next;
  }
  if (const auto *ref = dyn_cast<DeclRefExpr>(inner))
    if (const auto *v = dyn_cast<VarDecl>(ref->getDecl());
        v && v->hasLocalStorage() && !v->getType()->isLValueReferenceType() && !v->getType().isConstQualified() &&
        D->getReturnType()->isRecordType() && v->getType().getNonReferenceType()->isRecordType()) {
      auto found = Variables.find(v);
      if (found != Variables.end()) exit.moves = found->second;
    }
  return exit;
}

/// The jumps that leave `inside`.
void Lowerer::exits(const Stmt *s, std::vector<Edit> &edits, bool inLoop, bool inSwitch, TokenRange inside) {
  if (!s || isa<LambdaExpr>(s)) return;
  auto add = [&](Exit exit) {
    TokenRange r = T.withSemicolon(T.range(s->getSourceRange()));
    edits.push_back({r, {{"", std::move(exit)}}});
  };
  if (isa<BreakStmt>(s)) {
    if (inLoop || inSwitch) return;
    Exit exit;
    exit.kind = Exit::Break;
    for (auto it = Targets.rbegin(); it != Targets.rend() && exit.target == none; ++it) exit.target = it->breaks;
    return add(std::move(exit));
  }
  if (isa<ContinueStmt>(s)) {
    if (inLoop) return;
    Exit exit;
    exit.kind = Exit::Continue;
    for (auto it = Targets.rbegin(); it != Targets.rend() && exit.target == none; ++it) exit.target = it->continues;
    return add(std::move(exit));
  }
  if (const auto *jump = dyn_cast<GotoStmt>(s)) {
    TokenRange label = T.range(jump->getLabel()->getStmt()->getSourceRange());
    if (inside.contains(label)) return;
    Exit exit;
    exit.kind = Exit::Goto;
    exit.target = userLabel(jump->getLabel());
    return add(std::move(exit));
  }
  if (const auto *leave = dyn_cast<ReturnStmt>(s)) return add(returnExit(leave));
  if (const auto *attributed = dyn_cast<AttributedStmt>(s);
      attributed && !inSwitch && isa<NullStmt>(attributed->getSubStmt())) {
    Exit exit;
    exit.kind = Exit::Fall;
    return add(std::move(exit));
  }
  bool loop = isa<WhileStmt, DoStmt, ForStmt, CXXForRangeStmt>(s);
  for (const Stmt *child : s->children()) exits(child, edits, inLoop || loop, inSwitch || isa<SwitchStmt>(s), inside);
}

Node Lowerer::plain(TokenRange r, llvm::ArrayRef<const Stmt *> statements, std::vector<Edit> edits) {
  Node node;
  node.kind = Node::Plain;
  const size_t before = edits.size();
  size_t names = 0;
  for (const Stmt *s : statements) {
    exits(s, edits, false, false, r);
    const size_t jumps = edits.size();
    functionNames(s, edits);
    names += edits.size() - jumps;
    collectUses(s, node.text.uses);
  }
  // The direct body has the user's name, unless it is main's, one of a lambda in the function, or that of a template's
  // instance, to which g++ adds the arguments.
  const bool renamed = names > 0 && (D->isMain() || Named || D->isTemplateInstantiation());
  if (before == 0 && edits.size() > before && !renamed) node.text.verbatim = T.text(r);
  node.text.pieces = T.pieces(r, std::move(edits));
  node.text.line = node.line = T.line(r.begin);
  node.text.column = T.column(r.begin);
  node.comment = T.leadingComment(r.begin);
  return node;
}

/// Do the statements declare, in their own scope, a name of one of the outer variables that they use?
bool Lowerer::redeclares(ArrayRef<const Stmt *> statements, const std::set<VariableId> &uses) const {
  std::set<llvm::StringRef> declared;
  for (const Stmt *s : statements)
    if (const auto *d = dyn_cast<DeclStmt>(s))
      for (const Decl *one : d->decls()) {
        if (const auto *parts = dyn_cast<DecompositionDecl>(one))
          for (const BindingDecl *b : parts->bindings()) declared.insert(b->getName());
        else if (const auto *named = dyn_cast<NamedDecl>(one); named && named->getIdentifier())
          declared.insert(named->getName());
      }
  return llvm::any_of(uses, [&](VariableId id) {
    const Variable &v = F.variables[id];
    return declared.count(v.name) ||
           llvm::any_of(v.bindings, [&](const std::string &name) { return declared.count(name) != 0; });
  });
}

/// Does nothing suspend from the declaration of what the function returns on?
bool Lowerer::isNamedTail(llvm::ArrayRef<const Stmt *> statements) const {
  if (!declares(statements.front(), Named)) return false;
  for (const Stmt *s : statements)
    if (suspending(s) || entered(s)) return false;
  for (const Stmt *s : D->getBody()->children()) { // C++17 has no captures of structured bindings
    const auto *d = dyn_cast<DeclStmt>(s);
    if (s == statements.front()) break;
    if (d && llvm::any_of(d->decls(), [](const Decl *x) { return isa<DecompositionDecl>(x); })) return false;
  }
  return true;
}

/// Then a compiler builds it in the result's place itself, where all returns of one function name it:
/// `return [&]() -> T { T t; ...; return t; }();`.
Node Lowerer::namedTail(llvm::ArrayRef<const Stmt *> statements) {
  TokenRange first = T.withAttributes(T.range(statements.front()->getSourceRange()));
  TokenRange last = T.withSemicolon(T.range(statements.back()->getSourceRange()));
  Node node;
  node.kind = Node::Plain;
  node.line = node.text.line = T.line(first.begin);
  node.text.column = T.column(first.begin);
  node.comment = T.leadingComment(first.begin);
  std::vector<Edit> edits;
  for (const Stmt *s : statements) {
    functionNames(s, edits);
    collectUses(s, node.text.uses);
  }
  Exit exit;
  exit.kind = Exit::Return;
  exit.value = std::make_shared<Fragment>();
  exit.value->pieces = T.pieces({first.begin, last.end}, std::move(edits));
  exit.value->uses = node.text.uses;
  exit.value->pieces.insert(exit.value->pieces.begin(), piece("[&]() -> " + F.resultType + " {\n"));
  join(exit.value->pieces, "\n}()");
  node.text.pieces = {{"", std::move(exit)}};
  return node;
}

static bool jumps(const Stmt *s) {
  return s && (isa<GotoStmt, LabelStmt, ReturnStmt>(s) || (!isa<LambdaExpr>(s) && llvm::any_of(s->children(), jumps)));
}

void Lowerer::sequence(llvm::ArrayRef<const Stmt *> statements, Nodes &out) {
  for (size_t k = 0; k < statements.size(); ++k)
    if (isNamedTail(statements.drop_front(k))) {
      Named = nullptr;
      // Variables in front of it that nothing suspends behind live in no frame.
      while (k > 0 && isPlain(statements[k - 1]) && !jumps(statements[k - 1])) --k;
      if (k > 0) sequence(statements.take_front(k), out);
      out.push_back(namedTail(statements.drop_front(k)));
      return;
    }
  size_t rest = statements.size(); // from here on nothing suspends
  while (rest > 0 && isPlain(statements[rest - 1])) --rest;
  for (size_t k = 0; k < statements.size(); ++k) {
    if (k == rest) {
      TokenRange first = T.withAttributes(T.range(statements[k]->getSourceRange()));
      TokenRange last = T.withSemicolon(T.range(statements.back()->getSourceRange()));
      Node node = plain({first.begin, last.end}, statements.drop_front(k));
      if (redeclares(statements.drop_front(k), node.text.uses)) { // both names cannot be in one scope
        node.text.pieces.insert(node.text.pieces.begin(), piece("{ "));
        join(node.text.pieces, " }");
        if (!node.text.verbatim.empty()) node.text.verbatim = "{ " + node.text.verbatim + " }";
      }
      out.push_back(std::move(node));
      return;
    }
    statement(statements[k], out);
  }
}

void Lowerer::block(const Stmt *s, Nodes &out) {
  Node node;
  node.kind = Node::Block;
  if (const auto *compound = dyn_cast<CompoundStmt>(s)) {
    std::vector<const Stmt *> statements(compound->body_begin(), compound->body_end());
    sequence(statements, node.children);
  } else {
    statement(s, node.children);
  }
  out.push_back(std::move(node));
}

void Lowerer::expressionStatement(const Expr *e, Nodes &out) {
  Node node;
  node.kind = Node::Block;
  TokenRange r = T.range(e->getSourceRange());
  node.line = T.line(r.begin);
  node.comment = T.leadingComment(r.begin);
  Nodes *outer = std::exchange(Now, &node.children);
  auto maybes = std::exchange(Maybes, {});
  Branch = 0;
  collectModified(e);
  discard(e);
  Maybes = std::move(maybes);
  Now = outer;
  bool onlyCall = node.children.size() == 1 && node.children[0].kind == Node::Suspend;
  if (onlyCall && F.variables.size() && node.children[0].variable == none) {
    node.children[0].comment = node.comment;
    out.push_back(std::move(node.children[0]));
  } else {
    out.push_back(std::move(node));
  }
}

void Lowerer::statement(const Stmt *s, Nodes &out) {
  if (const auto *d = dyn_cast<DeclStmt>(s)) return declarations(d, out);
  if (isPlain(s)) {
    if (const auto *attributed = dyn_cast<AttributedStmt>(s); attributed && isa<NullStmt>(attributed->getSubStmt())) {
      Node node = plain(T.withSemicolon(T.range(s->getSourceRange())), {s});
      node.role = Node::DirectOnly;
      out.push_back(std::move(node));
      return;
    }
    out.push_back(plain(T.withSemicolon(T.range(s->getSourceRange())), {s}));
    return;
  }
  switch (s->getStmtClass()) {
  case Stmt::CompoundStmtClass:
    return block(s, out);
  case Stmt::IfStmtClass:
    return lowerIf(cast<IfStmt>(s), out);
  case Stmt::WhileStmtClass: {
    const auto *loop = cast<WhileStmt>(s);
    return lowerLoop(loop, loop->getConditionVariable(), loop->getCond(), nullptr, loop->getBody(), false, {}, out);
  }
  case Stmt::DoStmtClass: {
    const auto *loop = cast<DoStmt>(s);
    return lowerLoop(loop, nullptr, loop->getCond(), nullptr, loop->getBody(), true, {}, out);
  }
  case Stmt::ForStmtClass: {
    const auto *loop = cast<ForStmt>(s);
    Nodes init;
    if (loop->getInit()) statement(loop->getInit(), init);
    return lowerLoop(loop, loop->getConditionVariable(), loop->getCond(), loop->getInc(), loop->getBody(), false,
                     std::move(init), out);
  }
  case Stmt::CXXForRangeStmtClass:
    return lowerRangeFor(cast<CXXForRangeStmt>(s), out);
  case Stmt::SwitchStmtClass:
    return lowerSwitch(cast<SwitchStmt>(s), out);
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass: {
    const auto *label = cast<SwitchCase>(s);
    Node node;
    node.kind = Node::Case;
    TokenRange all = T.range(s->getSourceRange());
    TokenRange colon = T.range(label->getColonLoc());
    node.text.pieces = {piece(T.text({all.begin, colon.end}))};
    node.line = T.line(all.begin);
    node.comment = T.leadingComment(all.begin);
    out.push_back(std::move(node));
    return statement(label->getSubStmt(), out);
  }
  case Stmt::LabelStmtClass: {
    const auto *label = cast<LabelStmt>(s);
    Node node;
    node.kind = Node::Mark;
    node.label = userLabel(label->getDecl());
    node.line = T.line(T.range(s->getSourceRange()).begin);
    out.push_back(std::move(node));
    return statement(label->getSubStmt(), out);
  }
  case Stmt::AttributedStmtClass:
    return statement(cast<AttributedStmt>(s)->getSubStmt(), out);
  case Stmt::ReturnStmtClass:
    return lowerReturn(cast<ReturnStmt>(s), out);
  case Stmt::CXXTryStmtClass:
    return lowerTry(cast<CXXTryStmt>(s), out);
  case Stmt::NullStmtClass:
  case Stmt::GotoStmtClass:
  case Stmt::BreakStmtClass:
  case Stmt::ContinueStmtClass:
    out.push_back(plain(T.withSemicolon(T.range(s->getSourceRange())), {s}));
    return;
  default:
    if (const auto *e = dyn_cast<Expr>(s)) return expressionStatement(e, out);
    problem(s->getBeginLoc(),
            std::string("a suspension inside this statement (") + s->getStmtClassName() + ") is not supported",
            "move the suspending call out of it");
  }
}

Node blockOf(Nodes children, unsigned line) {
  Node node;
  node.kind = Node::Block;
  node.children = std::move(children);
  node.line = line;
  return node;
}

void Lowerer::lowerIf(const IfStmt *s, Nodes &out) {
  Nodes inner;
  unsigned line = T.line(T.range(s->getIfLoc()).begin);
  std::string comment = T.leadingComment(T.range(s->getIfLoc()).begin);
  condition(s->getInit(), s->getConditionVariable(), inner);
  Node node;
  node.kind = Node::If;
  node.line = line;
  if (s->isConsteval()) {
    problem(s->getIfLoc(), "'if consteval' around a suspension", "a suspending function never runs at compile time");
  } else {
    Full test = conditionOf(s->getCond(), s->getConditionVariable());
    // The temporaries die before the branches run.
    test.passed = entered(s);
    node.text = settled(std::move(test), C.BoolTy, "bool(", s->getIfLoc(), line, inner);
  }
  if (!s->isConstexpr() || !isa<NullStmt>(s->getThen())) block(s->getThen(), node.children); // else discarded
  if (s->getElse()) block(s->getElse(), node.otherwise);
  if (inner.empty()) {
    node.comment = comment;
    out.push_back(std::move(node));
    return;
  }
  inner.push_back(std::move(node));
  Node around = blockOf(std::move(inner), line);
  around.comment = comment;
  out.push_back(std::move(around));
}

void Lowerer::lowerSwitch(const SwitchStmt *s, Nodes &out) {
  Nodes inner;
  unsigned line = T.line(T.range(s->getSwitchLoc()).begin);
  condition(s->getInit(), s->getConditionVariable(), inner);
  Node node;
  node.kind = Node::Switch;
  node.line = line;
  {
    Full selector = conditionOf(s->getCond(), s->getConditionVariable());
    if (selector.slots) selector.value.pieces = converted(s->getCond(), std::move(selector.value.pieces));
    selector.passed = entered(s);
    node.text = settled(std::move(selector), s->getCond()->getType(), "", s->getSwitchLoc(), line, inner);
  }
  std::string number = std::to_string(F.labels.size());
  node.breakLabel = newLabel("break_" + number + "_");
  Targets.push_back({node.breakLabel, none});
  block(s->getBody(), node.children);
  Targets.pop_back();
  std::string comment = T.leadingComment(T.range(s->getSwitchLoc()).begin);
  if (inner.empty()) {
    node.comment = comment;
    out.push_back(std::move(node));
    return;
  }
  inner.push_back(std::move(node));
  Node around = blockOf(std::move(inner), line);
  around.comment = comment;
  out.push_back(std::move(around));
}

void Lowerer::lowerReturn(const ReturnStmt *s, Nodes &out) {
  const Expr *value = returnedValue(s);
  TokenRange r = T.range(s->getSourceRange());
  Node node;
  node.kind = Node::Plain;
  node.line = node.text.line = T.line(r.begin);
  node.text.column = T.column(r.begin);
  Exit exit;
  exit.kind = Exit::Return;
  Node scope = blockOf({}, node.line);
  scope.comment = T.leadingComment(r.begin);
  if (D->getReturnType()->isVoidType()) { // return f();
    expressionStatement(value, scope.children);
    node.text.pieces = {{"", exit}};
    scope.children.push_back(std::move(node));
    out.push_back(std::move(scope));
    return;
  }
  const auto *direct = dyn_cast<CallExpr>(builder(value));
  if (direct && suspends(direct) && direct->isPRValue() && D->getReturnType()->isRecordType() &&
      C.hasSameUnqualifiedType(direct->getType(), D->getReturnType())) {
    Nodes steps;
    Nodes *outer = std::exchange(Now, &scope.children);
    auto maybes = std::exchange(Maybes, {});
    Branch = 0;
    collectModified(value);
    call(direct, none, false, true);
    Maybes = std::move(maybes);
    Now = outer;
    out.push_back(std::move(scope));
    return;
  }
  Full result = full(value);
  scope.children = std::move(result.steps);
  result.value.pieces = returned(value, std::move(result.value.pieces));
  exit.value = std::make_shared<Fragment>(std::move(result.value));
  node.text.uses = exit.value->uses;
  node.text.pieces = {{"", exit}};
  scope.children.push_back(std::move(node));
  out.push_back(std::move(scope));
}

void Lowerer::lowerTry(const CXXTryStmt *s, Nodes &out) {
  Node node;
  node.kind = Node::Try;
  TokenRange all = T.range(s->getSourceRange());
  node.line = T.line(all.begin);
  node.comment = T.leadingComment(all.begin);
  block(s->getTryBlock(), node.children);
  VariableId caught = newVariable(C.VoidPtrTy, "caught_" + std::to_string(F.variables.size()) + "_", s->getTryLoc());
  {
    Variable &v = F.variables[caught];
    v.kind = Variable::Exception;
    v.value = "std::exception_ptr @";
    v.display = "exception being handled";
    v.temporary = true;
    Out.variables[caught].type = QualType();
  }
  node.variable = caught;
  for (unsigned k = 0; k < s->getNumHandlers(); ++k) {
    const CXXCatchStmt *h = s->getHandler(k);
    Handler handler;
    TokenRange r = T.range(h->getSourceRange());
    TokenRange body = T.range(h->getHandlerBlock()->getSourceRange());
    handler.header = T.text({r.begin, body.begin});
    while (!handler.header.empty() && isspace(handler.header.back())) handler.header.pop_back();
    handler.line = T.line(r.begin);
    Nodes inner;
    if (const VarDecl *v = h->getExceptionDecl()) {
      handler.match = named(declarator(v->getType(), C), "");
      bool reference = v->getType()->isReferenceType();
      if (!v->getDeclName().isEmpty()) {
        QualType caughtType = v->getType().getNonReferenceType();
        // Clang looks for a pointer that is caught by reference where none is after std::rethrow_exception.
        if (reference && caughtType->isPointerType() && caughtType.isConstQualified()) {
          reference = false;
          handler.header = "catch (" + named(declarator(caughtType, C), v->getNameAsString()) + ")";
        } else {
          caughtType = v->getType();
        }
        handler.variable = addVariable(v, caughtType);
        if (!reference && suspending(h->getHandlerBlock())) {
          // By value: copied once, into the frame if need be; the handler itself refers to the exception.
          std::string source = "exception_" + std::to_string(caught) + "_";
          QualType constant = C.getLValueReferenceType(caughtType.withConst());
          bool pointer = caughtType->isPointerType();
          handler.header =
              "catch (" +
              (pointer ? named(declarator(caughtType, C), source) : named(declarator(constant, C), source)) + ")";
          Node copy;
          copy.kind = Node::Declare;
          copy.variable = handler.variable;
          copy.line = handler.line;
          copy.init.form = Init::Copy;
          copy.init.text.pieces = {piece(source)};
          inner.push_back(std::move(copy));
          handler.variable = none;
        }
      }
    } else {
      handler.match = "...";
    }
    std::vector<const Stmt *> statements(cast<CompoundStmt>(h->getHandlerBlock())->body_begin(),
                                         cast<CompoundStmt>(h->getHandlerBlock())->body_end());
    sequence(statements, inner);
    handler.body = std::move(inner);
    node.handlers.push_back(std::move(handler));
  }
  out.push_back(std::move(node));
}

} // namespace perdure
