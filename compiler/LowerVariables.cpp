// Variables and their declarations around suspensions.
#include "Lowerer.h"
#include "RuntimeNames.h"

#include "clang/AST/Attr.h"

using namespace clang;

namespace perdure {

static bool inLibrary(const CXXRecordDecl *record) {
  for (const DeclContext *c = record->getDeclContext(); c; c = c->getParent())
    if (const auto *ns = dyn_cast<NamespaceDecl>(c); ns && (ns->isStdNamespace() || ns->getName() == "__gnu_cxx"))
      return true;
  return false;
}

/// Clang declares a constructor that nobody uses only when it is asked for, and knows only then that it is deleted.
static bool isDefaultConstructible(const CXXRecordDecl *record) {
  if (!record || !record->hasDefinition() || !record->needsImplicitDefaultConstructor())
    return !record || llvm::any_of(record->ctors(), [](const CXXConstructorDecl *c) {
      return c->isDefaultConstructor() && !c->isDeleted();
    });
  return llvm::all_of(
             record->bases(),
             [](const CXXBaseSpecifier &b) { return isDefaultConstructible(b.getType()->getAsCXXRecordDecl()); }) &&
         llvm::all_of(record->fields(), [](const FieldDecl *f) {
           return f->hasInClassInitializer() ||
                  (!f->getType()->isReferenceType() && isDefaultConstructible(f->getType()->getAsCXXRecordDecl()));
         });
}

static bool holdsPointers(QualType type, ASTContext &c) {
  type = c.getBaseElementType(type);
  if (type->isPointerType()) return true;
  const auto *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition()) return false;
  return llvm::any_of(record->fields(), [&](const FieldDecl *f) { return holdsPointers(f->getType(), c); }) ||
         llvm::any_of(record->bases(), [&](const CXXBaseSpecifier &b) { return holdsPointers(b.getType(), c); });
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
  // Clang asks for the constructor alone.
  v.trivialDefault = !record || (record->hasTrivialDefaultConstructor() && record->hasTrivialDestructor());
  v.cleared = v.trivialDefault && holdsPointers(plain, C);
  v.destroyed = record && !record->hasTrivialDestructor();
  bool simpleAssign = record && !record->hasNonTrivialCopyAssignment() && record->hasSimpleCopyAssignment();
  v.spillable = !v.isArray && !object.isVolatileQualified() &&
                (plain->isScalarType() || plain->isVectorType() ||
                 (record && plain.isTriviallyCopyableType(C) && simpleAssign &&
                  (record->hasTrivialDefaultConstructor() || (inLibrary(record) && isDefaultConstructible(record)))));
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

VariableId Lowerer::addVariable(const VarDecl *v, QualType type) {
  VariableId id = newVariable(type, v->getNameAsString(), v->getLocation());
  Variable &variable = F.variables[id];
  variable.parameter = isa<ParmVarDecl>(v);
  variable.escapes = Escaping.count(v) || !variable.spillable;
  if (v->hasAttr<AlignedAttr>() && !type->isReferenceType()) {
    variable.alignment = unsigned(C.getDeclAlign(v).getQuantity());
    variable.escapes = true;
    QualType element = C.getBaseElementType(type);
    variable.room = P.all() && type->isConstantArrayType() && variable.alignment >= 8 &&
                    (element->isCharType() || element->isStdByteType());
  }
  if (type->isReferenceType()) variable.kind = Variable::Reference;
  if (v == Named) {
    variable.escapes = variable.inResult = true;
    F.inResult = id;
  }
  if (const auto *parts = dyn_cast<DecompositionDecl>(v)) {
    if (!callsGet(parts))
      for (const BindingDecl *b : parts->bindings()) variable.bindings.push_back(b->getNameAsString());
    variable.name = parts->bindings().empty() ? "parts" : parts->bindings()[0]->getNameAsString() + "_parts";
    if (variable.kind != Variable::Reference) variable.escapes = true;
  }
  Variables[v] = id;
  return id;
}

/// Is it bound by a get() of the program's own? That may return by value, and tells how often it runs.
bool Lowerer::callsGet(const DecompositionDecl *v) {
  return llvm::any_of(v->bindings(), [](const BindingDecl *b) {
    const VarDecl *holder = b->getHoldingVar();
    const auto *call = holder && holder->getInit() ? dyn_cast<CallExpr>(bare(holder->getInit())) : nullptr;
    return call && call->getDirectCallee() && !call->getDirectCallee()->isInStdNamespace();
  });
}

/// Then what it returned for each name is a variable.
void Lowerer::bindByGet(const VarDecl *v, VariableId whole, Nodes &out) {
  const auto *parts = dyn_cast<DecompositionDecl>(v);
  if (!parts || !callsGet(parts)) return;
  PrintingPolicy policy(C.getLangOpts());
  policy.SuppressUnwrittenScope = true;
  for (unsigned k = 0; k < parts->bindings().size(); ++k) {
    const VarDecl *holder = parts->bindings()[k]->getHoldingVar();
    const auto *call = cast<CallExpr>(bare(holder->getInit()));
    const auto *member = dyn_cast<CXXMemberCallExpr>(call);
    const Expr *object = member ? member->getImplicitObjectArgument() : call->getArg(0);
    const std::string name = F.variables[whole].name, index = "get<" + std::to_string(k) + ">(";
    const std::string from = object->isXValue() ? "std::move(" + name + ")" : name;
    VariableId id = addVariable(holder);
    extendElement(holder, id);
    Node node;
    node.kind = Node::Declare;
    node.variable = id;
    node.line = F.variables[id].line;
    node.init.form = Init::Copy;
    if (member) {
      node.init.text.pieces = {piece(from + "." + index + ")")};
    } else {
      std::string scope;
      llvm::raw_string_ostream to(scope);
      call->getDirectCallee()->printNestedNameSpecifier(to, policy);
      node.init.text.pieces = {piece("::" + scope + index + from + ")")};
    }
    node.init.text.uses = {whole};
    out.push_back(std::move(node));
  }
}

/// One of class type by value is an object of the caller's.
void Lowerer::addParameter(const ParmVarDecl *p) {
  VariableId id = addVariable(p);
  if (!passedByAddress(p->getType()) || F.variables[id].alignment) return;
  F.variables[id].kind = Variable::Reference;
  F.variables[id].escapes = F.variables[id].destroyed = false;
  VariableId own = newVariable(p->getType().getUnqualifiedType(), p->getNameAsString() + "_own_", p->getLocation());
  Variable &kept = F.variables[own];
  kept.kind = Variable::Pinned;
  kept.parameter = kept.temporary = kept.escapes = kept.maybe = true;
  F.variables[id].own = own;
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

/// At the function's very beginning it holds in all of the resume body.
void Lowerer::bringsNames(const DeclStmt *s, Node &node) {
  for (const Stmt *first : D->getBody()->children()) {
    if (first == s) {
      node.role = Node::TypeOnly;
      return;
    }
    const auto *d = dyn_cast<DeclStmt>(first);
    if (!d || !llvm::all_of(d->decls(), [](const Decl *one) {
          return isa<UsingDecl, UsingDirectiveDecl, NamespaceAliasDecl, UsingEnumDecl>(one);
        }))
      break;
  }
  Brings = true;
  node.role = Node::NamesOnly;
  for (const Decl *d : s->decls())
    if (const auto *named = dyn_cast<NamedDecl>(d); named && named->getIdentifier())
      node.names.push_back(named->getNameAsString());
}

void Lowerer::declarations(const DeclStmt *s, Nodes &out) {
  bool single = s->isSingleDecl();
  for (const Decl *d : s->decls()) {
    if (const auto *v = dyn_cast<VarDecl>(d)) {
      if (v->hasExternalStorage()) {
        out.push_back(plain(T.withSemicolon(T.range(s->getSourceRange())), {s}));
        bringsNames(s, out.back());
        return;
      }
      declare(v, out, single ? s : nullptr);
      continue;
    }
    Node node = plain(T.withSemicolon(T.range(s->getSourceRange())), {});
    if (const auto *tag = dyn_cast<TagDecl>(d)) {
      // Defined in front of both bodies (Hoist), which name it here.
      if (!tag->isThisDeclarationADefinition() && tag->getDefinition() && H.find(tag->getDefinition())) continue;
      if (!H.find(tag)) {
        problem(d->getLocation(),
                "local class '" + tag->getNameAsString() + "' uses what is local to the function, or shares its name " +
                    "with another one, in a scope that suspends",
                "move the class out of the function");
        return;
      }
      // The text of a typedef has the names in front of it (Adjust).
      if (llvm::any_of(s->decls(), [](const Decl *other) { return isa<TypedefNameDecl>(other); })) continue;
      node.text.pieces = {piece(H.instead(tag))};
      node.text.verbatim.clear();
      node.role = Node::TypeOnly;
      if (!node.text.pieces[0].text.empty()) out.push_back(std::move(node));
      continue;
    } else if (const auto *alias = dyn_cast<TypedefNameDecl>(d)) {
      node.role = Node::TypeOnly;
      // The resume body declares it where the locals that it may name are not in scope.
      TokenRange r = T.range(s->getSourceRange());
      bool deduced = Brings;
      for (unsigned k = r.begin; k < r.end; ++k) deduced |= T.token(k) == "decltype" || T.token(k) == "sizeof";
      if (deduced && single) {
        node.text.pieces = {piece("using " + T.text(T.range(alias->getLocation())) +
                                  " [[maybe_unused]] = " + named(declarator(alias->getUnderlyingType(), C), "") + ";")};
        node.text.verbatim.clear();
      }
    } else if (isa<StaticAssertDecl, EmptyDecl>(d)) {
      node.role = Node::DirectOnly;
    } else if (isa<UsingDecl, UsingDirectiveDecl, NamespaceAliasDecl, UsingEnumDecl, FunctionDecl>(d)) {
      bringsNames(s, node);
    } else {
      problem(d->getLocation(), "this declaration is not supported in a scope that suspends",
              "move it out of the function");
    }
    out.push_back(std::move(node));
    return;
  }
}

/// The temporaries whose lives the variable extends, the outermost first. An aggregate's members that are references
/// may extend several.
static std::vector<const MaterializeTemporaryExpr *> allExtendedBy(const Expr *initialiser, const VarDecl *v) {
  std::vector<const MaterializeTemporaryExpr *> extended;
  std::function<void(const Stmt *)> find = [&](const Stmt *s) {
    if (const auto *m = dyn_cast<MaterializeTemporaryExpr>(s); m && m->getExtendingDecl() == v) extended.push_back(m);
    forEachEvaluatedChild(s, find);
  };
  find(initialiser);
  return extended;
}

static const MaterializeTemporaryExpr *extendedBy(const Expr *initialiser, const VarDecl *v) {
  auto all = allExtendedBy(initialiser, v);
  return all.empty() ? nullptr : all.front();
}

/// `if (!slot.built()) { steps; slot.get([&](void *where_) { build }); }`: what suspends in the initialiser does so
/// before the slot is marked as being built, which no other process could take back.
void Lowerer::buildStatic(const VarDecl *v, const Statics::Building &building, Nodes &out) {
  Full value = initialiserOf(v->getInit(), initialiserRange(v, T));
  const unsigned line = T.line(T.range(v->getLocation()).begin);
  Node build;
  build.kind = Node::Plain;
  build.line = line;
  build.text = std::move(value.value);
  build.text.pieces.insert(build.text.pieces.begin(),
                           piece(building.slot + ".get([&](void *where_) { " + building.before));
  join(build.text.pieces, building.after + "; });");
  if (value.steps.empty()) {
    out.push_back(std::move(build));
    return;
  }
  value.steps.push_back(std::move(build));
  Node choice;
  choice.kind = Node::If;
  choice.line = line;
  choice.text.pieces = {piece("!" + building.slot + ".built()")};
  choice.text.line = line;
  choice.children = std::move(value.steps);
  out.push_back(std::move(choice));
}

/// The initialiser's own tokens with the lifted calls replaced.
Lowerer::Full Lowerer::initialiserOf(const Expr *initialiser, TokenRange r) {
  Full value;
  Nodes *outer = std::exchange(Now, &value.steps);
  auto maybes = std::exchange(Maybes, {});
  bool slots = std::exchange(Slots, false);
  Branch = 0;
  collectModified(initialiser);
  std::vector<Edit> edits;
  if (suspending(initialiser)) {
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
  }
  value.value.pieces = T.pieces(r, std::move(edits));
  collectUses(initialiser, value.value.uses);
  noteTemporaries(value.value);
  value.value.line = T.line(r.begin);
  value.slots = Slots;
  Now = outer;
  Maybes = std::move(maybes);
  Slots = slots;
  return value;
}

void Lowerer::declare(const VarDecl *v, Nodes &out, const DeclStmt *whole) {
  const auto *parts = dyn_cast<DecompositionDecl>(v);
  if (!parts || v->isStaticLocal() || !callsGet(parts)) return declareOne(v, out, whole);
  declareOne(v, out, nullptr);
  bindByGet(v, Variables.lookup(v), out);
}

void Lowerer::declareOne(const VarDecl *v, Nodes &out, const DeclStmt *whole) {
  if (v->getType()->isVariableArrayType()) {
    problem(v->getLocation(), "variable-length array '" + v->getNameAsString() + "' lives across a suspension",
            "use a std::vector");
    return;
  }
  VariableId id = addVariable(v);
  const Expr *initialiser = v->getInit();
  TokenRange wholeRange = whole ? T.withAttributes(T.withSemicolon(T.range(whole->getSourceRange()))) : TokenRange{};
  auto bind = [&](VariableId what) {
    Node node = bindOf(what);
    node.line = F.variables[what].line;
    out.push_back(std::move(node));
  };
  std::string comment = whole ? T.leadingComment(wholeRange.begin) : std::string();

  if (v->isStaticLocal() && !(v->isConstexpr() && v->getType()->isScalarType())) {
    F.variables[id].kind = Variable::Static;
    if (v->getTLSKind() != VarDecl::TLS_None)
      problem(v->getLocation(), "thread_local variable '" + v->getNameAsString() + "' in a resumable function",
              "an execution may go on on another thread: keep the value in the function or in a global");
    if (auto building = S.building(v)) {
      if (extendedBy(initialiser, v))
        problem(v->getLocation(),
                "static local '" + v->getNameAsString() + "' is a reference to a temporary of a resumable function",
                "drop the '&'");
      buildStatic(v, *building, out);
    } else if (initialiser) {
      std::set<VariableId> uses;
      collectUses(initialiser, uses);
      if (!uses.empty())
        problem(v->getLocation(),
                "static local '" + v->getNameAsString() + "' is initialised from a local of a resumable function",
                "initialise it from a constant or a function call without locals, or make it a part of the image: "
                "--persist-globals");
      if (suspending(initialiser))
        problem(v->getLocation(), "the initialiser of static local '" + v->getNameAsString() + "' cannot suspend",
                "compute the value before and assign it, or make it a part of the image: --persist-globals");
    }
    F.variables[id].text = S.access(v);
    if (F.variables[id].text.empty())
      problem(v->getLocation(), "static local '" + v->getNameAsString() + "' cannot be moved out of its function",
              "make it a global");
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
    // The resume body may have another's name where it declares it anew: the number stands for what it is made of.
    const std::string number = uses.empty() && !Brings ? "" : constantText(v, C);
    if (constant && ((uses.empty() && !Brings) || !number.empty())) {
      Variable &variable = F.variables[id];
      variable.kind = Variable::Constant;
      TokenRange r = initialiserRange(v, T);
      bool braces = initStyle(v, T) == VarDecl::ListInit;
      std::string value = number.empty() ? T.text(r) : braces ? "{" + number + "}" : number;
      variable.text = std::string(v->isConstexpr() ? "constexpr " : "") +
                      named(declarator(type, C), v->getNameAsString()) +
                      (braces                                 ? value
                       : initStyle(v, T) == VarDecl::CallInit ? "(" + value + ")"
                                                              : " = " + value) +
                      ";";
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
  TokenRange r = initialiserRange(v, T);
  bool implicit = r.empty() && T.token(T.range(v->getSourceRange()).end - 1) != ")";
  auto form = implicit                               ? Init::None
              : initStyle(v, T) == VarDecl::ListInit ? Init::List
              : initStyle(v, T) == VarDecl::CallInit ? Init::Direct
                                                     : Init::Copy;
  if (form == Init::Copy && !r.empty() && T.token(r.begin) == "{") form = Init::List;

  // A reference to a temporary: the temporary is the variable.
  if (type->isReferenceType()) {
    if (const MaterializeTemporaryExpr *extended = extendedBy(initialiser, v)) {
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
        if (F.variables[id].kind == Variable::Spilled) F.variables[id].kind = Variable::Reference;
        return declareExtended(v, id, initialiser, r, form, std::move(node), out);
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
  if (extendedBy(initialiser, v)) {
    if (isInitializerList(type)) form = Init::Copy;
    return declareExtended(v, id, initialiser, r, form, std::move(node), out);
  }
  bool isReference = F.variables[id].kind == Variable::Reference;
  bool isRecord = Out.variables[id].type.getNonReferenceType()->isRecordType();
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
    if (form == Init::Copy && isRecord) text.pieces = converted(initialiser, std::move(text.pieces));
    collectUses(initialiser, text.uses);
    text.line = node.line;
    withForm(std::move(text));
    if (form == Init::None && F.variables[id].spillable) node.init.form = Init::None;
    out.push_back(std::move(node));
    return;
  }

  const Expr *direct = builder(initialiser);
  bool classResult = !isReference && isRecord && isa<CallExpr>(direct) && suspends(cast<Expr>(direct)) &&
                     direct->isPRValue() &&
                     C.hasSameUnqualifiedType(direct->getType(), Out.variables[id].type.getNonReferenceType());
  bool classChoice = !isReference && isa<ConditionalOperator>(direct) && direct->isPRValue() &&
                     direct->getType()->isRecordType() &&
                     C.hasSameUnqualifiedType(direct->getType(), Out.variables[id].type);
  if (F.variables[id].escapes && !isReference && F.variables[id].isClass &&
      (classResult || classChoice || form != Init::None)) {
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
  if (classResult || (!isReference && inParts(initialiser))) { // a small struct: its result needs a slot all the same
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

  Full value = initialiserOf(initialiser, r);
  if (form == Init::Copy && (isRecord || isReference))
    value.value.pieces = converted(initialiser, std::move(value.value.pieces));
  value.value.line = node.line;
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
  value.steps = std::move(scope.children);
  QualType held = isReference ? C.getPointerType(type.getNonReferenceType()) : type;
  Fragment text =
      settled(std::move(value), held, isReference ? std::string(names::address) + "(" : "", v->getLocation(), 0, out);
  if (isReference) text.pieces.insert(text.pieces.begin(), piece("*"));
  node.init.form = Init::Copy;
  node.init.text = std::move(text);
  out.push_back(std::move(node));
}

/// What stands for a full expression's value behind its steps, which go to `out`. If it has temporaries to destroy, or
/// a jump passes it, that is a variable of type `held`, assigned in a scope of their own that ends there. `wrap`:
/// "bool(", "std::addressof(" or nothing.
Fragment Lowerer::settled(Full value, QualType held, const std::string &wrap, SourceLocation at, unsigned line,
                          Nodes &out) {
  if (!value.slots && (!value.passed || value.steps.empty())) {
    for (Node &n : value.steps) out.push_back(std::move(n));
    return std::move(value.value);
  }
  const bool slots = Slots;
  VariableId t = newTemporary(held, false, at);
  Slots = slots;
  Node declared;
  declared.kind = Node::Evaluate;
  declared.variable = t;
  declared.declares = true;
  declared.unset = value.passed;
  out.push_back(std::move(declared));
  Node assign;
  assign.kind = Node::Evaluate;
  assign.variable = t;
  assign.text = std::move(value.value);
  if (!wrap.empty()) {
    assign.text.pieces.insert(assign.text.pieces.begin(), piece(wrap));
    join(assign.text.pieces, ")");
  }
  value.steps.push_back(std::move(assign));
  out.push_back(blockOf(std::move(value.steps), line));
  Fragment text;
  text.pieces = {piece(F.variables[t].name)};
  text.uses = {t};
  return text;
}

/// A variable whose initialiser extends the lives of temporaries that it does not name itself: they become hidden
/// variables of the same scope.
void Lowerer::declareExtended(const VarDecl *v, VariableId id, const Expr *initialiser, TokenRange r, Init::Form form,
                              Node node, Nodes &out) {
  Nodes steps;
  Nodes *outer = std::exchange(Now, &steps);
  auto maybes = std::exchange(Maybes, {});
  bool slots = std::exchange(Slots, false);
  Branch = 0;
  collectModified(initialiser);
  const Expr *top = initialiser;
  while (const auto *fullExpr = dyn_cast<FullExpr>(top)) top = fullExpr->getSubExpr();
  for (const MaterializeTemporaryExpr *temporary : allExtendedBy(top, v)) Lift.insert(temporary);
  std::function<bool(const Stmt *)> mark = [&](const Stmt *s) {
    bool found = false;
    if (const auto *m = dyn_cast<MaterializeTemporaryExpr>(s)) found = Lift.count(m);
    forEachEvaluatedChild(s, [&](const Stmt *child) { found |= mark(child); });
    if (found) Marked.insert(s);
    return found;
  };
  mark(top);
  Fragment text;
  text.pieces = T.pieces(r, {{T.range(top->getSourceRange()), lower(top)}});
  if (form == Init::Copy && Out.variables[id].type->isRecordType())
    text.pieces = converted(initialiser, std::move(text.pieces));
  collectUses(initialiser, text.uses);
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

} // namespace perdure
