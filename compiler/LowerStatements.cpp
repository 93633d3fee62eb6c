// Statements around suspensions.
#include "Derive.h"
#include "Escape.h"
#include "Lowerer.h"
#include "RuntimeNames.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Mangle.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace perdure {

/// Names that mean something of the runtime's inside a frame struct.
static std::string protect(std::string type) {
  for (llvm::StringRef name : {"frame", "type", "caller", "at", "live", "pins", "visit", "description"})
    if (llvm::StringRef(type).starts_with(name) && (type.size() == name.size() || !(isalnum(type[name.size()]) || type[name.size()] == '_')))
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
    if (function->isNothrow()) text += " noexcept";
    return declare(function->getReturnType(), text, context);
  }
  return qualifiers + protect(spell(type.getUnqualifiedType(), context)) + " " + inner;
}

std::string declarator(QualType type, const ASTContext &context) { return declare(type, "@", context); }

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

Lowerer::Lowerer(const FunctionDecl *definition, ASTContext &context, SourceText &text, const std::string &identifier)
    : D(definition), C(context), T(text), F(Out.function) {
  F.identifier = identifier;
}

void Lowerer::problem(SourceLocation at, std::string message, std::string remedy) {
  Out.problems.push_back({at, std::move(message), std::move(remedy)});
}

static bool inLibrary(const CXXRecordDecl *record) {
  for (const DeclContext *c = record->getDeclContext(); c; c = c->getParent())
    if (const auto *ns = dyn_cast<NamespaceDecl>(c); ns && (ns->isStdNamespace() || ns->getName() == "__gnu_cxx")) return true;
  return false;
}

Variable Lowerer::describe(QualType type, std::string name, SourceLocation at) const {
  Variable v;
  QualType object = type.getNonReferenceType();
  QualType plain = C.getUnqualifiedArrayType(object.getCanonicalType());
  v.name = std::move(name);
  v.value = declarator(plain, C);
  v.pointer = declarator(C.getPointerType(object), C);
  v.alias = declarator(C.getLValueReferenceType(object), C);
  if (type->isReferenceType()) v.reference = named(declarator(type, C), "");
  v.display = object.getAsString(C.getPrintingPolicy());
  v.isConst = object.isConstQualified() || C.getBaseElementType(object).isConstQualified();
  v.isArray = object->isArrayType();
  QualType element = C.getBaseElementType(plain);
  const auto *record = element->getAsCXXRecordDecl();
  v.isClass = record != nullptr && !v.isArray;
  v.trivialDefault = !record || record->hasTrivialDefaultConstructor();
  v.destroyed = record && !record->hasTrivialDestructor();
  bool simpleAssign = record && !record->hasNonTrivialCopyAssignment() && record->hasSimpleCopyAssignment();
  v.spillable = !v.isArray && !object.isVolatileQualified() &&
                (plain->isScalarType() ||
                 (record && plain.isTriviallyCopyableType(C) && simpleAssign &&
                 (record->hasTrivialDefaultConstructor() || (inLibrary(record) && record->hasDefaultConstructor()))));
  if (!at.isInvalid()) {
    PresumedLoc loc = C.getSourceManager().getPresumedLoc(C.getSourceManager().getExpansionLoc(at));
    v.line = loc.isValid() ? loc.getLine() : 0;
  }
  return v;
}

VariableId Lowerer::newVariable(QualType type, std::string name, SourceLocation at) {
  F.variables.push_back(describe(type, std::move(name), at));
  Out.variables.push_back({type, at});
  return VariableId(F.variables.size()) - 1;
}

VariableId Lowerer::addVariable(const VarDecl *v) {
  VariableId id = newVariable(v->getType(), v->getNameAsString(), v->getLocation());
  Variable &variable = F.variables[id];
  variable.parameter = isa<ParmVarDecl>(v);
  variable.escapes = Escaping.count(v) || !variable.spillable;
  if (v->hasAttr<AlignedAttr>() && !v->getType()->isReferenceType()) {
    variable.alignment = unsigned(C.getDeclAlign(v).getQuantity());
    variable.escapes = true;
  }
  if (v->getType()->isReferenceType()) variable.kind = Variable::Reference;
  if (const auto *parts = dyn_cast<DecompositionDecl>(v)) {
    for (const BindingDecl *b : parts->bindings()) variable.bindings.push_back(b->getNameAsString());
    variable.name = parts->bindings().empty() ? "parts" : parts->bindings()[0]->getNameAsString() + "_parts";
    if (variable.kind != Variable::Reference) variable.escapes = true;
  }
  Variables[v] = id;
  return id;
}

LabelId Lowerer::newLabel(std::string name, bool user) {
  Label label;
  label.name = std::move(name);
  label.user = user;
  F.labels.push_back(std::move(label));
  return LabelId(F.labels.size()) - 1;
}

LabelId Lowerer::userLabel(const LabelDecl *label) {
  auto [at, fresh] = UserLabels.try_emplace(label, none);
  if (fresh) at->second = newLabel(label->getNameAsString(), true);
  return UserLabels[label];
}

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

bool Lowerer::isPlain(const Stmt *s) const { return !suspending(s) && !entered(s); }

/// `return a, b;` becomes an argument in the resume body.
Lowerer::Pieces Lowerer::returned(const Expr *value, Pieces text) {
  const auto *comma = dyn_cast<BinaryOperator>(value->IgnoreImplicit());
  if (comma && comma->getOpcode() == BO_Comma) {
    text.insert(text.begin(), piece("("));
    join(text, ")");
  }
  return text;
}

Exit Lowerer::returnExit(const ReturnStmt *s) {
  Exit exit;
  exit.kind = Exit::Return;
  const Expr *value = s->getRetValue();
  if (!value) return exit;
  exit.value = std::make_shared<Fragment>(fragment(returned(value, compose(value, {})), value));
  const Expr *inner = value->IgnoreParenImpCasts();
  while (true) {
    const Expr *next = bare(inner);
    if (const auto *construct = dyn_cast<CXXConstructExpr>(next);
        construct && construct->getNumArgs() == 1 && !construct->isListInitialization() &&
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
  for (const Stmt *child : s->children())
    exits(child, edits, inLoop || loop, inSwitch || isa<SwitchStmt>(s), inside);
}

Node Lowerer::plain(TokenRange r, llvm::ArrayRef<const Stmt *> statements, std::vector<Edit> edits) {
  Node node;
  node.kind = Node::Plain;
  size_t before = edits.size();
  for (const Stmt *s : statements) {
    exits(s, edits, false, false, r);
    functionNames(s, edits);
    collectUses(s, node.text.uses);
  }
  if (before == 0 && edits.size() > before) node.text.verbatim = T.text(r);
  node.text.pieces = T.pieces(r, std::move(edits));
  node.text.line = node.line = T.line(r.begin);
  node.text.column = T.column(r.begin);
  node.comment = T.leadingComment(r.begin);
  return node;
}

void Lowerer::sequence(llvm::ArrayRef<const Stmt *> statements, Nodes &out) {
  size_t rest = statements.size(); // from here on nothing suspends
  while (rest > 0 && isPlain(statements[rest - 1])) --rest;
  for (size_t k = 0; k < statements.size(); ++k) {
    if (k == rest) {
      TokenRange first = T.withAttributes(T.range(statements[k]->getSourceRange()));
      TokenRange last = T.withSemicolon(T.range(statements.back()->getSourceRange()));
      out.push_back(plain({first.begin, last.end}, statements.drop_front(k)));
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
    problem(s->getBeginLoc(), std::string("a suspension inside this statement (") + s->getStmtClassName() +
                                  ") is not supported",
            "move the suspending call out of it");
  }
}

/// Tokens of the initialiser: behind '=', between the parentheses, or with its braces.
TokenRange Lowerer::initRange(const VarDecl *v) const {
  TokenRange all = T.range(v->getSourceRange());
  unsigned at = T.range(v->getLocation()).begin;
  if (const auto *parts = dyn_cast<DecompositionDecl>(v); parts && !parts->bindings().empty()) {
    at = T.range(parts->bindings().back()->getLocation()).begin;
    while (at < all.end && T.token(at) != "]") ++at;
  }
  ++at;
  int depth = 0;
  auto style = v->getInitStyle();
  for (; at < all.end; ++at) {
    llvm::StringRef token = T.token(at);
    if (depth <= 0) {
      if (style == VarDecl::CInit && token == "=") return {at + 1, all.end};
      if (style == VarDecl::ListInit && token == "{") return {at, all.end};
      if (style == VarDecl::CallInit && token == "(") return {at + 1, all.end - 1};
    }
    if (token == "(" || token == "[" || token == "{") ++depth;
    if (token == ")" || token == "]" || token == "}") --depth;
  }
  return {};
}

void Lowerer::declarations(const DeclStmt *s, Nodes &out) {
  bool single = s->isSingleDecl();
  for (const Decl *d : s->decls()) {
    if (const auto *v = dyn_cast<VarDecl>(d)) {
      if (v->hasExternalStorage()) {
        out.push_back(plain(T.withSemicolon(T.range(s->getSourceRange())), {s}));
        return;
      }
      declare(v, out, single ? s : nullptr);
      continue;
    }
    Node node = plain(T.withSemicolon(T.range(s->getSourceRange())), {});
    if (isa<CXXRecordDecl, EnumDecl>(d)) {
      localType(cast<TagDecl>(d), node);
    } else if (isa<TypedefNameDecl, UsingDecl, UsingDirectiveDecl, NamespaceAliasDecl, StaticAssertDecl, EmptyDecl,
                   UsingEnumDecl>(d)) {
      node.role = Node::TypeOnly;
    } else if (isa<FunctionDecl>(d)) {
      node.role = Node::TypeOnly;
    } else {
      problem(d->getLocation(), "this declaration is not supported in a scope that suspends", "move it out of the function");
    }
    out.push_back(std::move(node));
    return;
  }
}

/// A class or enum declared in the function: defined once, in front of both bodies, which name it with a using
/// declaration where the user declared it.
void Lowerer::localType(const TagDecl *d, Node &node) {
  std::string name = d->getNameAsString();
  const auto *enumeration = dyn_cast<EnumDecl>(d);
  node.role = Node::TypeOnly;
  if (!d->isThisDeclarationADefinition()) {
    problem(d->getLocation(), "local class '" + name + "' is declared before it is defined, in a scope that suspends",
            "move it out of the function");
    return;
  }
  if (name.empty() && !enumeration) {
    problem(d->getLocation(), "an unnamed class is in scope at a suspension point", "give it a name");
    return;
  }
  std::set<VariableId> uses;
  std::function<void(const Decl *)> walk = [&](const Decl *inner) {
    if (const auto *f = dyn_cast<FunctionDecl>(inner); f && f->hasBody()) collectUses(f->getBody(), uses);
    if (const auto *context = dyn_cast<DeclContext>(inner))
      for (const Decl *child : context->decls()) walk(child);
  };
  walk(d);
  if (!uses.empty()) {
    problem(d->getLocation(), "local class '" + name + "' uses a variable of the function, in a scope that suspends",
            "move the class out of the function");
    return;
  }
  int number = 1;
  for (const LocalType &t : F.localTypes) number += t.name == name;
  LocalType type;
  type.name = name;
  type.space = F.identifier + "_types" + (number > 1 ? "_" + std::to_string(number) : "");
  type.line = node.line;
  TokenRange r = T.range(d->getSourceRange());
  type.text = T.text(r) + ";";
  std::string usings;
  if (name.empty()) {
    for (const EnumConstantDecl *e : enumeration->enumerators())
      usings += (usings.empty() ? "" : " ") + ("using " + type.space + "::" + e->getNameAsString()) + ";";
  } else {
    usings = "using " + type.space + "::" + name + ";";
    if (enumeration && !enumeration->isScoped())
      for (const EnumConstantDecl *e : enumeration->enumerators())
        usings += " using " + type.space + "::" + e->getNameAsString() + ";";
  }
  F.localTypes.push_back(std::move(type));
  node.text.pieces = {piece(usings)};
  node.text.verbatim.clear();
}

void Lowerer::declare(const VarDecl *v, Nodes &out, const DeclStmt *whole) {
  if (v->getType()->isVariableArrayType()) {
    problem(v->getLocation(), "variable-length array '" + v->getNameAsString() + "' lives across a suspension",
            "use a std::vector");
    return;
  }
  VariableId id = addVariable(v);
  const Expr *initialiser = v->getInit();
  TokenRange wholeRange = whole ? T.withAttributes(T.withSemicolon(T.range(whole->getSourceRange()))) : TokenRange{};
  auto bind = [&](VariableId what) {
    Node node;
    node.kind = Node::Bind;
    node.variable = what;
    node.line = F.variables[what].line;
    out.push_back(std::move(node));
  };
  std::string comment = whole ? T.leadingComment(wholeRange.begin) : std::string();

  if (v->isStaticLocal()) {
    Variable &variable = F.variables[id];
    variable.kind = Variable::Static;
    if (v->getTLSKind() != VarDecl::TLS_None)
      problem(v->getLocation(), "thread_local variable '" + v->getNameAsString() + "' in a resumable function",
              "an execution may go on on another thread: keep the value in the function or in a global");
    std::set<VariableId> uses;
    if (initialiser) collectUses(initialiser, uses);
    if (!uses.empty())
      problem(v->getLocation(),
              "static local '" + v->getNameAsString() + "' is initialised from a local of a resumable function",
              "initialise it from a constant or a function call without locals");
    if (initialiser && suspending(initialiser))
      problem(v->getLocation(), "the initialiser of static local '" + v->getNameAsString() + "' cannot suspend",
              "compute the value before and assign it");
    TokenRange r = initRange(v);
    QualType object = v->getType();
    variable.text = "static " + named(declarator(object, C), v->getNameAsString());
    if (!r.empty()) {
      if (v->getInitStyle() == VarDecl::CInit)
        variable.text += " = " + T.text(r);
      else if (v->getInitStyle() == VarDecl::CallInit)
        variable.text += "(" + T.text(r) + ")";
      else
        variable.text += T.text(r);
    }
    variable.text += ";";
    bind(id);
    return;
  }

  QualType type = v->getType();
  if (!type->isReferenceType() && type.isConstQualified() && type->isScalarType() && !type->isPointerType() &&
      initialiser && v->mightBeUsableInConstantExpressions(C) && v->evaluateValue() && !Escaping.count(v)) {
    std::set<VariableId> uses;
    collectUses(initialiser, uses);
    bool constant = true;
    for (VariableId u : uses) constant &= F.variables[u].kind == Variable::Constant;
    if (constant) {
      Variable &variable = F.variables[id];
      variable.kind = Variable::Constant;
      TokenRange r = initRange(v);
      bool braces = v->getInitStyle() == VarDecl::ListInit;
      std::string value = T.text(r);
      variable.text = std::string(v->isConstexpr() ? "constexpr " : "") + named(declarator(type, C), v->getNameAsString()) +
                      (braces ? value : v->getInitStyle() == VarDecl::CallInit ? "(" + value + ")" : " = " + value) + ";";
      Node node;
      node.kind = Node::Declare;
      node.variable = id;
      node.comment = comment;
      if (whole) node.text = plain(wholeRange, {}).text;
      node.line = variable.line;
      out.push_back(std::move(node));
      return;
    }
  }

  Node node;
  node.kind = Node::Declare;
  node.variable = id;
  node.line = F.variables[id].line;
  node.comment = comment;
  if (!initialiser) {
    if (whole) node.text = plain(wholeRange, {whole}).text;
    out.push_back(std::move(node));
    return;
  }
  TokenRange r = initRange(v);
  bool implicit = r.empty() && T.token(T.range(v->getSourceRange()).end - 1) != ")" ;
  auto form = implicit                                 ? Init::None
              : v->getInitStyle() == VarDecl::ListInit ? Init::List
              : v->getInitStyle() == VarDecl::CallInit ? Init::Direct
                                                       : Init::Copy;
  if (form == Init::Copy && !r.empty() && T.token(r.begin) == "{") form = Init::List;

  // A reference to a temporary: the temporary is the variable.
  if (type->isReferenceType()) {
    const MaterializeTemporaryExpr *extended = nullptr;
    std::function<void(const Stmt *)> find = [&](const Stmt *s) {
      if (const auto *m = dyn_cast<MaterializeTemporaryExpr>(s); m && m->getExtendingDecl() == v && !extended)
        extended = m;
      forEachEvaluatedChild(s, find);
    };
    find(initialiser);
    if (extended) {
      const Expr *direct = initialiser;
      while (direct != extended) {
        if (const auto *full = dyn_cast<FullExpr>(direct))
          direct = full->getSubExpr();
        else if (const auto *cast = dyn_cast<ImplicitCastExpr>(direct); cast && cast->getCastKind() == CK_NoOp)
          direct = cast->getSubExpr();
        else if (const auto *paren = dyn_cast<ParenExpr>(direct))
          direct = paren->getSubExpr();
        else
          break;
      }
      if (direct != extended) {
        declareExtended(v, id, extended, r, form, std::move(node), out);
        return;
      }
      Variable &variable = F.variables[id];
      Variable fresh = describe(extended->getType(), variable.name, v->getLocation());
      fresh.bindings = variable.bindings;
      fresh.alias = declarator(C.getLValueReferenceType(type.getNonReferenceType()), C);
      fresh.kind = Variable::Spilled;
      fresh.escapes = true;
      variable = fresh;
      Out.variables[id].type = extended->getType();
      initialiser = extended->getSubExpr();
      node.text = {};
      whole = nullptr;
    }
  }
  if (!type->isReferenceType() && isInitializerList(type)) {
    const MaterializeTemporaryExpr *array = nullptr;
    std::function<void(const Stmt *)> find = [&](const Stmt *s) {
      if (const auto *m = dyn_cast<MaterializeTemporaryExpr>(s); m && m->getExtendingDecl() == v && !array) array = m;
      forEachEvaluatedChild(s, find);
    };
    find(initialiser);
    if (array) return declareExtended(v, id, array, r, Init::Copy, std::move(node), out);
  }
  bool isReference = F.variables[id].kind == Variable::Reference;
  auto withForm = [&](Fragment text) {
    node.init.form = form;
    node.init.text = std::move(text);
  };
  if (!suspending(initialiser)) {
    std::vector<Edit> edits;
    if (whole) {
      node.text = plain(wholeRange, {whole}).text;
    }
    Fragment text;
    if (!r.empty()) text.pieces = T.pieces(r, {});
    collectUses(initialiser, text.uses);
    text.line = node.line;
    withForm(std::move(text));
    if (form == Init::None && F.variables[id].spillable) node.init.form = Init::None;
    out.push_back(std::move(node));
    return;
  }

  const Expr *direct = bare(initialiser);
  bool isRecord = Out.variables[id].type.getNonReferenceType()->isRecordType();
  bool classResult = !isReference && isRecord && isa<CallExpr>(direct) && suspends(cast<Expr>(direct)) &&
                     direct->isPRValue() && C.hasSameUnqualifiedType(direct->getType(), Out.variables[id].type.getNonReferenceType());
  bool classChoice = !isReference && isa<ConditionalOperator>(direct) && direct->isPRValue() &&
                     direct->getType()->isRecordType() &&
                     C.hasSameUnqualifiedType(direct->getType(), Out.variables[id].type);
  if (F.variables[id].escapes && !isReference && F.variables[id].isClass && (classResult || classChoice || form != Init::None)) {
    if (classResult || classChoice) {
      F.variables[id].escapes = true;
      Full value = fullInto(initialiser, id);
      if (value.slots) {
        Node scope;
        scope.kind = Node::Block;
        scope.children = std::move(value.steps);
        out.push_back(std::move(scope));
      } else {
        for (Node &n : value.steps) out.push_back(std::move(n));
      }
      bind(id);
      return;
    }
  }
  if (classResult) { // a small struct: its result needs a slot all the same
    F.variables[id].escapes = true;
    Full value = fullInto(initialiser, id);
    Node scope;
    scope.kind = Node::Block;
    scope.children = std::move(value.steps);
    if (value.slots)
      out.push_back(std::move(scope));
    else
      for (Node &n : scope.children) out.push_back(std::move(n));
    bind(id);
    return;
  }

  // The initialiser's own tokens with the lifted calls replaced.
  Full value;
  {
    Nodes *outer = std::exchange(Now, &value.steps);
    auto maybes = std::exchange(Maybes, {});
    bool slots = std::exchange(Slots, false);
    Branch = 0;
    collectModified(initialiser);
    std::vector<Edit> edits;
    const Expr *top = initialiser;
    while (const auto *fullExpr = dyn_cast<FullExpr>(top)) top = fullExpr->getSubExpr();
    TokenRange topRange = T.range(top->getSourceRange());
    if (r.contains(topRange)) {
      edits.push_back({topRange, lower(top)});
    } else if (const auto *construct = dyn_cast<CXXConstructExpr>(top)) {
      std::vector<const Expr *> ordered(construct->arg_begin(), construct->arg_end());
      edits = operands(ordered, false, !construct->isListInitialization());
    } else {
      edits.push_back({r, lower(top)});
    }
    value.value.pieces = T.pieces(r, std::move(edits));
    collectUses(initialiser, value.value.uses);
    noteTemporaries(value.value);
    value.value.line = node.line;
    value.slots = Slots;
    Now = outer;
    Maybes = std::move(maybes);
    Slots = slots;
  }
  if (!value.slots) {
    for (Node &n : value.steps) out.push_back(std::move(n));
    withForm(std::move(value.value));
    out.push_back(std::move(node));
    return;
  }
  // Its temporaries die before the variable's scope goes on.
  Node scope;
  scope.kind = Node::Block;
  scope.children = std::move(value.steps);
  if (!isReference && (F.variables[id].isClass || F.variables[id].isArray)) {
    F.variables[id].escapes = true;
    Node build;
    build.kind = Node::Construct;
    build.variable = id;
    build.init.form = form;
    build.init.text = std::move(value.value);
    scope.children.push_back(std::move(build));
    out.push_back(std::move(scope));
    bind(id);
    return;
  }
  QualType held = isReference ? C.getPointerType(type.getNonReferenceType()) : type;
  bool slots = Slots;
  VariableId t = newTemporary(held, false, v->getLocation());
  Slots = slots;
  Node declared;
  declared.kind = Node::Evaluate;
  declared.variable = t;
  declared.declares = true;
  out.push_back(std::move(declared));
  Node assign;
  assign.kind = Node::Evaluate;
  assign.variable = t;
  assign.text = std::move(value.value);
  if (isReference) {
    assign.text.pieces.insert(assign.text.pieces.begin(), piece(std::string(names::address) + "("));
    join(assign.text.pieces, ")");
  }
  scope.children.push_back(std::move(assign));
  out.push_back(std::move(scope));
  Fragment text;
  text.pieces = {piece(isReference ? "*" + F.variables[t].name : F.variables[t].name)};
  text.uses = {t};
  node.init.form = Init::Copy;
  node.init.text = std::move(text);
  out.push_back(std::move(node));
}

/// A variable whose initialiser extends the life of a temporary that it does not name itself: the temporary becomes a
/// hidden variable of the same scope.
void Lowerer::declareExtended(const VarDecl *v, VariableId id, const MaterializeTemporaryExpr *temporary, TokenRange r,
                              Init::Form form, Node node, Nodes &out) {
  if (F.variables[id].kind == Variable::Spilled && v->getType()->isReferenceType()) F.variables[id].kind = Variable::Reference;
  Nodes steps;
  Nodes *outer = std::exchange(Now, &steps);
  auto maybes = std::exchange(Maybes, {});
  bool slots = std::exchange(Slots, false);
  Branch = 0;
  collectModified(v->getInit());
  std::function<bool(const Stmt *)> mark = [&](const Stmt *s) {
    bool found = s == temporary;
    forEachEvaluatedChild(s, [&](const Stmt *child) { found |= mark(child); });
    if (found) Marked.insert(s);
    return found;
  };
  mark(v->getInit());
  Lift.insert(temporary);
  const Expr *top = v->getInit();
  while (const auto *fullExpr = dyn_cast<FullExpr>(top)) top = fullExpr->getSubExpr();
  Fragment text;
  text.pieces = T.pieces(r, {{T.range(top->getSourceRange()), lower(top)}});
  collectUses(v->getInit(), text.uses);
  noteTemporaries(text);
  Now = outer;
  Maybes = std::move(maybes);
  Slots = slots;
  for (Node &n : steps) out.push_back(std::move(n));
  node.text = {};
  node.init.form = form;
  node.init.text = std::move(text);
  out.push_back(std::move(node));
}

/// `if (init; T x = f())`: what comes before the condition is tested.
void Lowerer::condition(const Stmt *init, const VarDecl *variable, Nodes &out) {
  if (init) statement(init, out);
  if (variable) declare(variable, out, nullptr);
}

static Node blockOf(Nodes children, unsigned line) {
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
  if (const VarDecl *v = s->getConditionVariable()) {
    node.text.pieces = {piece(v->getNameAsString())};
    node.text.uses = {Variables.lookup(v)};
  } else if (s->isConsteval()) {
    problem(s->getIfLoc(), "'if consteval' around a suspension", "a suspending function never runs at compile time");
  } else {
    Full test = full(s->getCond());
    if (test.slots) { // the temporaries die before the branches run
      bool slots = Slots;
      VariableId t = newTemporary(C.BoolTy, false, s->getIfLoc());
      Slots = slots;
      Node declared;
      declared.kind = Node::Evaluate;
      declared.variable = t;
      declared.declares = true;
      inner.push_back(std::move(declared));
      Node assign;
      assign.kind = Node::Evaluate;
      assign.variable = t;
      assign.text = std::move(test.value);
      assign.text.pieces.insert(assign.text.pieces.begin(), piece("bool("));
      join(assign.text.pieces, ")");
      test.steps.push_back(std::move(assign));
      inner.push_back(blockOf(std::move(test.steps), line));
      node.text.pieces = {piece(F.variables[t].name)};
      node.text.uses = {t};
    } else {
      for (Node &n : test.steps) inner.push_back(std::move(n));
      node.text = std::move(test.value);
    }
  }
  block(s->getThen(), node.children);
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

void Lowerer::lowerSwitch(const SwitchStmt *s, Nodes &out) {
  Nodes inner;
  unsigned line = T.line(T.range(s->getSwitchLoc()).begin);
  condition(s->getInit(), s->getConditionVariable(), inner);
  Node node;
  node.kind = Node::Switch;
  node.line = line;
  if (const VarDecl *v = s->getConditionVariable()) {
    node.text.pieces = {piece(v->getNameAsString())};
    node.text.uses = {Variables.lookup(v)};
  } else {
    Full selector = full(s->getCond());
    if (selector.slots) {
      bool slots = Slots;
      VariableId t = newTemporary(s->getCond()->getType(), false, s->getSwitchLoc());
      Slots = slots;
      Node declared;
      declared.kind = Node::Evaluate;
      declared.variable = t;
      declared.declares = true;
      inner.push_back(std::move(declared));
      Node assign;
      assign.kind = Node::Evaluate;
      assign.variable = t;
      assign.text = std::move(selector.value);
      selector.steps.push_back(std::move(assign));
      inner.push_back(blockOf(std::move(selector.steps), line));
      node.text.pieces = {piece(F.variables[t].name)};
      node.text.uses = {t};
    } else {
      for (Node &n : selector.steps) inner.push_back(std::move(n));
      node.text = std::move(selector.value);
    }
  }
  std::string number = std::to_string(F.labels.size());
  node.breakLabel = newLabel("break_" + number + "_");
  Targets.push_back({node.breakLabel, none});
  if (suspending(s->getBody()) || true) block(s->getBody(), node.children);
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
  const Expr *value = s->getRetValue();
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
  const auto *direct = dyn_cast<CallExpr>(bare(value));
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
  bool anyHandlerSuspends = false;
  for (unsigned k = 0; k < s->getNumHandlers(); ++k) anyHandlerSuspends |= suspending(s->getHandler(k)->getHandlerBlock());
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
        handler.variable = addVariable(v);
        if (!reference && suspending(h->getHandlerBlock())) {
          // By value: copied once, into the frame if need be; the handler itself refers to the exception.
          std::string source = "exception_" + std::to_string(caught) + "_";
          QualType constant = C.getLValueReferenceType(v->getType().withConst());
          bool pointer = v->getType()->isPointerType();
          handler.header = "catch (" + (pointer ? named(declarator(v->getType(), C), source)
                                                : named(declarator(constant, C), source)) + ")";
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
  (void)anyHandlerSuspends;
  out.push_back(std::move(node));
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
    if (!F.variables[v].temporary) byName[F.variables[v].name].insert(VariableId(v));
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
  Suspending = perdure::suspending(body);
  Marked = Suspending;
  Escaping = escaping(body, C);
  GotoCollector gotos(T);
  gotos.TraverseStmt(const_cast<Stmt *>(body));
  Gotos = std::move(gotos.Found);
  TokenRange bodyRange = T.range(body->getSourceRange());
  T.setExpandAll(T.hasDirective(bodyRange));

  const SourceManager &SM = C.getSourceManager();
  llvm::raw_string_ostream name(F.name);
  D->printQualifiedName(name);
  name << "(";
  for (unsigned k = 0; k < D->getNumParams(); ++k)
    name << (k ? ", " : "") << D->getParamDecl(k)->getType().getAsString(C.getPrintingPolicy());
  name << ")";
  name.flush();
  std::unique_ptr<MangleContext> mangler(C.createMangleContext());
  if (D->isMain() || D->isExternC() || !mangler->shouldMangleDeclName(D)) {
    F.mangled = D->getNameAsString();
  } else {
    llvm::raw_string_ostream out(F.mangled);
    mangler->mangleName(GlobalDecl(D), out);
    out.flush();
  }
  F.isMain = D->isMain();
  F.line = T.line(T.range(D->getLocation()).begin);
  F.endLine = T.line(bodyRange.end - 1);
  PresumedLoc loc = SM.getPresumedLoc(SM.getExpansionLoc(D->getLocation()));
  F.file = loc.isValid() ? loc.getFilename() : "";
  QualType result = D->getReturnType();
  F.resultDeclarator = declarator(result, C);
  F.resultType = named(declarator(result.getUnqualifiedType(), C), "");
  F.result = result->isVoidType()        ? Function::Void
             : result->isReferenceType() ? Function::Ref
             : result->isRecordType()    ? Function::Class
                                         : Function::Scalar;
  for (const ParmVarDecl *p : D->parameters())
    if (p->getDeclName()) addVariable(p);
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

Lowered lower(const FunctionDecl *definition, ASTContext &context, SourceText &text, const std::string &identifier) {
  return Lowerer(definition, context, text, identifier).run();
}

} // namespace perdure
