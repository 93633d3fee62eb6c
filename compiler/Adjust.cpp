#include "Adjust.h"

#include "Check.h"
#include "Declarations.h"
#include "Lower.h"
#include "Names.h"
#include "RawMemory.h"
#include "RuntimeNames.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSwitch.h"

#include <functional>

using namespace clang;

namespace perdure {
namespace {

class Adjuster {
public:
  Adjuster(const FunctionDecl *f, const Program &program, const Hoist &hoist, const Statics &statics, SourceText &text,
           ASTContext &context, const AdjustOptions &options)
      : F(f), P(program), H(hoist), S(statics), T(text), C(context), Opt(options), Guarded(!options.suspends) {
    const auto *method = dyn_cast_or_null<CXXMethodDecl>(f);
    const HoistedType *type = method && method->getParent()->isLambda() ? H.find(method->getParent()) : nullptr;
    // Where a template's instances are written anew, the template itself keeps its lambda.
    InClosure = type && (!Opt.pattern || (type->lambda && Hoist::staysTemplate(type->lambda)));
  }

  Changes run() {
    findDiscarded();
    if (InClosure || (Opt.suspends && !Opt.pattern)) Unevaluated(*this).TraverseStmt(F->getBody());
    if (Opt.suspends && !Opt.pattern) renameBlockTypes();
    if (const auto *c = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *init : c->inits())
        if (init->isWritten() && init->getInit()) {
          walk(init->getInit());
          activated(init);
        }
    body(F);
    return std::move(Out);
  }

  Changes run(const VarDecl *variable) {
    walk(variable->getInit());
    return std::move(Out);
  }

  /// A default member initialiser.
  Changes run(const FieldDecl *member, const Expr *initialiser) {
    Name = member->getQualifiedNameAsString();
    walk(initialiser);
    return std::move(Out);
  }

private:
  const FunctionDecl *F;
  const Program &P;
  const Hoist &H;
  const Statics &S;
  SourceText &T;
  ASTContext &C;
  AdjustOptions Opt;
  bool Guarded; ///< inside code that cannot suspend
  llvm::DenseSet<unsigned> Regions;
  bool In = false;  ///< inside a region that stands already
  std::string Name; ///< of what cannot suspend, if it is no function
  bool InClosure;
  Changes Out;

  llvm::DenseMap<SourceLocation, const IfStmt *> Written; ///< `if constexpr` as the template has it

  /// Statements that instantiation discarded are not valid for the instance's types.
  void findDiscarded() {
    const FunctionDecl *root = F;
    const FunctionDecl *pattern = root->getTemplateInstantiationPattern();
    while (isLambdaCall(root)) {
      root = dyn_cast<FunctionDecl>(cast<CXXMethodDecl>(root)->getParent()->getDeclContext());
      if (!root) return;
      if (const FunctionDecl *outer = root->getTemplateInstantiationPattern()) pattern = outer;
    }
    if (!pattern || !pattern->hasBody()) return;
    std::function<void(const Stmt *)> walk = [&](const Stmt *s) {
      if (!s) return;
      if (const auto *choice = dyn_cast<IfStmt>(s); choice && choice->isConstexpr())
        Written[choice->getIfLoc()] = choice;
      if (const auto *lambda = dyn_cast<LambdaExpr>(s)) return walk(lambda->getBody());
      for (const Stmt *child : s->children()) walk(child);
    };
    walk(pattern->getBody());
  }
  void choice(const IfStmt *s) {
    const IfStmt *written = Written.lookup(s->getIfLoc());
    if (!s->isConstexpr() || !written || Opt.pattern) return;
    std::optional<const Stmt *> taken = s->getNondiscardedCase(C);
    if (!taken) return;
    if (*taken != s->getThen() || isa<NullStmt>(s->getThen()))
      Out.replace(T.withSemicolon(range(written->getThen())), "{}");
    else if (const Stmt *otherwise = written->getElse())
      Out.replace({T.range(written->getElseLoc()).begin, T.withSemicolon(range(otherwise)).end}, "");
  }

  /// `decltype(x)` is the type that x was declared with; in generated code its name may stand for a reference to it.
  /// And in a closure that has become a class, operands that are not evaluated have another `this`, too.
  class Unevaluated : public RecursiveASTVisitor<Unevaluated> {
    using Base = RecursiveASTVisitor<Unevaluated>;

  public:
    explicit Unevaluated(Adjuster &adjuster) : A(adjuster) {
      if (A.Opt.pattern) Own.push_back(A.F); // its own variables' types may differ from instance to instance
    }
    bool TraverseLambdaExpr(LambdaExpr *e) {
      if (!A.Opt.pattern && A.H.find(e->getLambdaClass())) return true; // a function of its own
      Own.push_back(e->getCallOperator());
      const bool go = TraverseStmt(e->getBody());
      Own.pop_back();
      return go;
    }
    bool TraverseDecltypeTypeLoc(DecltypeTypeLoc l) {
      const auto *name = dyn_cast_or_null<DeclRefExpr>(l.getUnderlyingExpr());
      const auto *v = name ? dyn_cast<VarDecl>(name->getDecl()) : nullptr;
      if (const auto *b = name ? dyn_cast<BindingDecl>(name->getDecl()) : nullptr) v = b->getHoldingVar();
      if (v && v->isLocalVarDeclOrParm() && !l.getType()->isDependentType() &&
          !llvm::is_contained(Own, v->getDeclContext()))
        A.Out.replace(A.T.range(l.getSourceRange()), named(declarator(l.getType(), A.C), ""));
      return inside([&] { return Base::TraverseDecltypeTypeLoc(l); });
    }
    bool TraverseTypeOfExprTypeLoc(TypeOfExprTypeLoc l) {
      return inside([&] { return Base::TraverseTypeOfExprTypeLoc(l); });
    }
    bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *e) {
      return inside([&] { return Base::TraverseUnaryExprOrTypeTraitExpr(e); });
    }
    bool TraverseCXXNoexceptExpr(CXXNoexceptExpr *e) {
      return inside([&] { return Base::TraverseCXXNoexceptExpr(e); });
    }
    bool VisitExpr(Expr *e) {
      if (Depth && Own.empty() && isa<MemberExpr, CXXThisExpr>(e)) A.self(e);
      return true;
    }

  private:
    Adjuster &A;
    unsigned Depth = 0;
    std::vector<const DeclContext *> Own; ///< lambdas that stay, around what is looked at: their variables stay theirs
    bool inside(llvm::function_ref<bool()> traverse) {
      ++Depth;
      const bool go = traverse();
      --Depth;
      return go;
    }
  };

  /// Names for types that one block declares, in a resume body, where all blocks are one: they get others if their name
  /// means something else elsewhere in the function.
  class BlockTypes : public RecursiveASTVisitor<BlockTypes> {
  public:
    bool TraverseLambdaExpr(LambdaExpr *e) { // its body is a function of its own
      for (Expr *init : e->capture_inits()) TraverseStmt(init);
      return true;
    }
    bool VisitTypedefNameDecl(TypedefNameDecl *d) {
      Declared.insert(d->getLocation());
      return note(d, d->getLocation());
    }
    bool VisitElaboratedTypeLoc(ElaboratedTypeLoc l) {
      if (l.getQualifierLoc()) Qualified.insert(l.getNamedTypeLoc().getBeginLoc());
      return true;
    }
    bool VisitTypedefTypeLoc(TypedefTypeLoc l) { return note(l.getTypedefNameDecl(), l.getNameLoc()); }
    bool VisitTagTypeLoc(TagTypeLoc l) { return note(l.getDecl(), l.getNameLoc()); }
    bool VisitTemplateSpecializationTypeLoc(TemplateSpecializationTypeLoc l) {
      if (const TemplateDecl *t = l.getTypePtr()->getTemplateName().getAsTemplateDecl())
        note(t, l.getTemplateNameLoc());
      return true;
    }
    bool VisitDeclRefExpr(DeclRefExpr *e) { return e->hasQualifier() || note(e->getDecl(), e->getLocation()); }
    bool note(const NamedDecl *d, SourceLocation at) {
      if (d->getIdentifier() && !Qualified.contains(at)) Uses[d->getName()].push_back({d->getLocation(), at});
      return true;
    }
    // By where they are declared: some of an instance's names still mean the template's own declaration.
    llvm::DenseSet<SourceLocation> Declared;
    std::map<llvm::StringRef, std::vector<std::pair<SourceLocation, SourceLocation>>> Uses;

  private:
    llvm::DenseSet<SourceLocation> Qualified; ///< names that nothing in a block hides
  };
  void renameBlockTypes() {
    BlockTypes found;
    found.TraverseStmt(F->getBody());
    unsigned number = 0;
    for (const auto &[name, uses] : found.Uses) {
      llvm::SetVector<SourceLocation> all;
      for (const auto &use : uses) all.insert(use.first);
      if (all.size() < 2) continue;
      for (SourceLocation declared : all) {
        if (!found.Declared.contains(declared)) continue;
        const std::string other = name.str() + "_type" + std::to_string(++number) + "_";
        for (const auto &[used, at] : uses)
          if (used == declared) Out.replace(T.range(at), other);
      }
    }
  }

  TokenRange range(const Stmt *s) const { return T.range(s->getSourceRange()); }

  std::optional<llvm::DenseSet<const Stmt *>> Suspending;
  /// Is the statement taken apart, because of a suspension in it?
  bool lowered(const Stmt *s) {
    if (!F || !Opt.suspends) return false;
    if (!Suspending) Suspending = P.suspending(F->getBody());
    return Suspending->contains(s);
  }

  void walk(const Stmt *s) {
    if (!s) return;
    if (const auto *lambda = dyn_cast<LambdaExpr>(s)) return lambdaExpression(lambda);
    if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, TypeTraitExpr>(s)) return;
    if (P.all() && isGuarded(s) && !Guarded) {
      Guarded = true;
      walk(s);
      Guarded = false;
      return;
    }
    if (const auto *e = dyn_cast<Expr>(s)) expression(e);
    if (const auto *d = dyn_cast<DeclStmt>(s)) types(d);
    if (const auto *i = dyn_cast<IfStmt>(s)) choice(i);
    if (const auto *list = dyn_cast<InitListExpr>(s))
      if (const InitListExpr *written = list->isSemanticForm() ? list->getSyntacticForm() : nullptr) s = written;
    if (const auto *loop = dyn_cast<CXXForRangeStmt>(s)) { // its implied parts have no text
      const bool alone = !Guarded && !In && P.all() && P.iterationReenters(loop) && !lowered(loop);
      if (alone) Out.wrap(range(loop), std::string("{ ") + names::noSuspend + " region_(\"range-for\"); ", " }");
      const bool before = std::exchange(In, In || alone);
      walk(loop->getInit());
      walk(loop->getRangeInit());
      walk(loop->getBody());
      In = before;
      return;
    }
    if (isa<CXXDefaultArgExpr, CXXDefaultInitExpr>(s)) return; // the text is elsewhere
    for (const Stmt *child : s->children()) walk(child);
  }

  void lambdaExpression(const LambdaExpr *e) {
    if (!Opt.pattern && H.find(e->getLambdaClass())) {
      for (const Expr *init : e->capture_inits())
        if (init) walk(init); // init-captures' own text
      const Changes *outer = T.setChanges(&Out);
      std::string text = H.instead(e, F);
      T.setChanges(outer);
      Out.replace(range(e), text);
      return;
    }
    for (const Expr *init : e->capture_inits())
      if (init) walk(init);
    if (e->isGenericLambda()) {
      for (const FunctionDecl *instance : e->getDependentCallOperator()->specializations()) inside(instance);
      return;
    }
    inside(e->getCallOperator());
  }
  /// A lambda that stays one: nothing in it can suspend.
  void inside(const FunctionDecl *call) {
    bool before = std::exchange(Guarded, true), around = std::exchange(In, false); // it may be called from anywhere
    if (call->hasBody()) body(call);
    Guarded = before;
    In = around;
  }

  /// Does it call what suspends, or may come back? Calls that the user did not write count.
  bool leads(const Stmt *s) const {
    if (!s) return false;
    if (const auto *e = dyn_cast<Expr>(s); e && (P.suspends(e) || P.reenters(e))) return true;
    bool found = false;
    forEachEvaluatedChild(s, [&](const Stmt *child) { found = found || leads(child); });
    return found;
  }
  /// The body of what cannot suspend is one region if anything in it needs one: some of its calls have no text of their
  /// own, like those of a range-for. What is constexpr has no place for the region's object.
  void body(const FunctionDecl *f) {
    bool before = In;
    if (Guarded && !In && !(f->isConstexpr() && !isLambdaCall(f)) && leads(f->getBody())) {
      std::vector<const Stmt *> blocks;
      if (const auto *whole = dyn_cast<CXXTryStmt>(f->getBody())) {
        blocks.push_back(whole->getTryBlock());
        for (unsigned k = 0; k < whole->getNumHandlers(); ++k)
          blocks.push_back(whole->getHandler(k)->getHandlerBlock());
      } else {
        blocks.push_back(f->getBody());
      }
      for (const Stmt *block : blocks) {
        TokenRange r = range(block);
        if (Regions.insert(r.begin).second) // once for all instances of a generic lambda
          Out.wrap({r.begin, r.begin + 1}, "",
                   std::string(" ") + names::noSuspend + " region_(\"" + nameOf(f) + "\");");
      }
      In = true;
    }
    walk(f->getBody());
    In = before;
  }

  /// Static locals live outside of their function; here their names are bound.
  void statics(const DeclStmt *s) {
    std::string out;
    for (const Decl *d : s->decls()) {
      const auto *v = dyn_cast<VarDecl>(d);
      if (!v || Opt.pattern || v->isConstexpr()) return;
      const std::string access = S.access(v);
      if (access.empty()) return;
      if (auto building = S.building(v)) {
        Changes outer = std::exchange(Out, {});
        walk(v->getInit());
        const Changes *before = T.setChanges(&Out);
        const std::string text = T.text(initialiserRange(v, T));
        T.setChanges(before);
        Out = std::move(outer);
        out += building->slot + ".get([&](void *where_) { " + building->before + text + building->after + "; });";
      }
      out += (out.empty() ? "" : " ") +
             ("[[maybe_unused]] " + named(declarator(C.getLValueReferenceType(v->getType().getNonReferenceType()), C),
                                          v->getNameAsString())) +
             " = " + access + ";";
    }
    if (!out.empty()) Out.replace(T.withSemicolon(range(s)), out);
  }

  void types(const DeclStmt *s) {
    statics(s);
    for (const Decl *d : s->decls()) {
      const auto *tag = dyn_cast<TagDecl>(d);
      if (!tag) continue;
      if (!H.find(tag)) { // it stays here, and nothing in it can suspend
        AdjustOptions options = Opt;
        options.suspends = false;
        if (tag->isThisDeclarationADefinition()) Out.add(adjust(tag, P, H, S, T, C, options));
        continue;
      }
      if (s->isSingleDecl())
        Out.replace(T.withSemicolon(range(s)), H.instead(tag));
      else {
        if (std::string names = H.instead(tag); !names.empty()) Out.wrap(range(s), names + " ", "");
        Out.replace(T.range(tag->getSourceRange()), *givenName(tag));
      }
    }
  }

  void expression(const Expr *e) {
    if (const auto *n = dyn_cast<CXXNewExpr>(e)) return allocation(n);
    if (const auto *c = dyn_cast<ExplicitCastExpr>(e)) return typedAllocation(c);
    if (const auto *ref = dyn_cast<DeclRefExpr>(e)) return reference(ref);
    if (isa<CXXThisExpr, MemberExpr>(e)) return self(e);
    if (const auto *construct = dyn_cast<CXXConstructExpr>(e)) {
      if (!P.reenters(construct)) return;
      for (const Expr *argument : construct->arguments())
        if (const Expr *found = expressionIn(argument)) return guardIn(found, construct->getConstructor());
      return;
    }
    if (const auto *end = dyn_cast<CXXDeleteExpr>(e)) return deletion(end);
    const auto *call = dyn_cast<CallExpr>(e);
    if (!call) return;
    const FunctionDecl *callee = call->getDirectCallee();
    if (callee && isRuntime(callee)) return;
    rawMemory(call);
    auto byDefault = [&] { // an argument that is not written
      return llvm::any_of(call->arguments(), [&](const Expr *argument) {
        const auto *d = dyn_cast<CXXDefaultArgExpr>(argument);
        return d && leads(d->getExpr());
      });
    };
    if (Guarded && (P.suspends(call) || byDefault()))
      guard(range(call), F);
    else if (!P.suspends(call) && P.reenters(call))
      guard(range(call), callee);
    if (const auto *end = dyn_cast<CXXMemberCallExpr>(e);
        end && isa_and_nonnull<CXXDestructorDecl>(end->getMethodDecl()))
      destruction(end);
  }

  /// In a closure, the object is that of the function around it.
  void self(const Expr *e) {
    if (!InClosure) return;
    if (const auto *object = dyn_cast<CXXThisExpr>(e)) {
      if (!object->isImplicit()) Out.replace(range(object), selfText(object));
      return;
    }
    const auto *object = dyn_cast<CXXThisExpr>(cast<MemberExpr>(e)->getBase()->IgnoreParenImpCasts());
    if (object && object->isImplicit()) Out.wrap(range(e), selfText(object) + "->", "");
  }
  std::string selfText(const CXXThisExpr *e) const {
    const HoistedType *t = H.find(cast<CXXMethodDecl>(F)->getParent());
    for (const Capture &c : t->captures)
      if (c.source->capturesThis())
        return c.source->getCaptureKind() == LCK_StarThis ? std::string("(&") + selfName + ")" : selfName;
    // Not captured, because nothing that uses it is evaluated.
    return "std::declval<" + named(declarator(e->getType(), C), "") + ">()";
  }

  /// Text that can be wrapped, because it is an expression: an argument, or the first of a braced list.
  const Expr *expressionIn(const Stmt *s) const {
    if (!s || isa<CXXDefaultArgExpr, CXXDefaultInitExpr>(s)) return nullptr;
    TokenRange r = range(s);
    if (r.empty()) return nullptr;
    if (T.token(r.begin) != "{") return dyn_cast<Expr>(s);
    const auto *list = dyn_cast<InitListExpr>(s);
    if (list && !list->isSemanticForm() && list->getSemanticForm()) s = list->getSemanticForm(); // has the conversions
    for (const Stmt *child : s->children())
      if (const Expr *inner = expressionIn(child)) return inner;
    return nullptr;
  }

  std::string nameOf(const FunctionDecl *who) const {
    if (!who) return Name;
    if (const FunctionDecl *pattern = who->getTemplateInstantiationPattern()) who = pattern; // one text for all
    std::string name;
    llvm::raw_string_ostream out(name);
    PrintingPolicy policy = C.getPrintingPolicy();
    policy.SuppressInlineNamespace = true;
    policy.SuppressUnwrittenScope = true;
    if (const auto *c = dyn_cast<CXXConstructorDecl>(who))
      c->getParent()->printQualifiedName(out, policy);
    else
      who->printQualifiedName(out, policy);
    out.flush();
    if (name.find_first_of("\"\\\n(") != std::string::npos) name = who->getNameAsString();
    return name;
  }

  void guard(TokenRange r, const FunctionDecl *who) {
    if (In) return;
    if (T.token(r.end - 1) == "->") --r.end; // the "->" that an overloaded one ends with belongs to the member's name
    Out.wrap(r, std::string("(") + names::noSuspend + "(\"" + nameOf(who) + "\"), ", ")");
  }

  /// The same for an element of a list, where a constant may become narrower than its type, and no other expression.
  void guardIn(const Expr *element, const FunctionDecl *who) {
    if (In) return;
    const QualType type = element->getType();
    if (!Opt.pattern && type->isArithmeticType() && type->isBuiltinType() && element->isPRValue())
      Out.wrap(range(element), "static_cast<" + named(declarator(type.getUnqualifiedType(), C), "") + ">(", ")");
    guard(range(element), who);
  }

  /// Can what `e` makes be saved? In a pattern, whose text all instances share: can it for each that was looked at?
  bool savableAt(const Expr *e, QualType type) {
    const bool savable = Opt.savable(type.getUnqualifiedType());
    if (!Opt.opaque) return savable;
    if (!savable) Opt.opaque->insert(e->getBeginLoc());
    return !Opt.opaque->count(e->getBeginLoc());
  }

  void allocation(const CXXNewExpr *n) {
    if (!Opt.heap || n->getAllocatedType()->isDependentType()) return;
    const FunctionDecl *with = n->getOperatorNew();
    if (!with) return;
    const bool savable = savableAt(n, C.getBaseElementType(n->getAllocatedType()));
    if (with->isReservedGlobalPlacementOperator()) {
      if (!n->isArray() && savable) Out.wrap(range(n), std::string(names::placed) + "(", ")");
    } else if (with->isReplaceableGlobalAllocationFunction()) {
      const char *how = !savable ? names::trackedOpaque : n->isArray() ? names::trackedArray : names::tracked;
      if (savable || !n->isArray()) Out.wrap(range(n), std::string(how) + "(", ")");
    } else if (!n->isArray() && savable) { // one of the program's own, which takes it from somewhere
      Out.wrap(range(n), std::string(names::placed) + "(", ")");
    }
  }

  static bool isOperatorNew(const FunctionDecl *f) {
    const OverloadedOperatorKind op = f ? f->getOverloadedOperator() : OO_None;
    return (op == OO_New || op == OO_Array_New) && f->isReplaceableGlobalAllocationFunction();
  }

  /// What the library makes in memory of the program's own, and ends there; and memory for what the program will make.
  void rawMemory(const CallExpr *call) {
    if (!Opt.heap || (F && F->isConstexpr())) return;
    if (isOperatorNew(call->getDirectCallee())) {
      Opt.rawMemory();
      return Out.wrap(range(call), std::string(names::allocatedFor) + "(", ")");
    }
    const auto what = rawMemoryCall(call);
    if (!what) return;
    if (!savableAt(call, what->object)) return;
    Opt.rawMemory();
    replaceRawMemoryCall(call, *what, T, Out);
  }

  /// A member of a union that a constructor builds is there as if it had been placed there.
  void activated(const CXXCtorInitializer *init) {
    const FieldDecl *member = init->isAnyMemberInitializer() ? init->getAnyMember() : nullptr;
    if (!Opt.heap || !member || !member->getParent()->isUnion() || !member->getIdentifier()) return;
    const auto *record = member->getType()->getAsCXXRecordDecl();
    if (!record || record->isTriviallyCopyable() || !Opt.savable(member->getType().getUnqualifiedType())) return;
    if (!isa<CompoundStmt>(F->getBody())) return;
    unsigned brace = range(F->getBody()).begin;
    Out.wrap({brace, brace + 1}, "",
             std::string(" ") + names::placed + "(" + names::address + "(this->" + member->getNameAsString() + "));");
  }

  /// What is placed somewhere by hand is there no more: `x.~T()` becomes `ended(x)`, which tells the runtime, too.
  /// Where the library must not call that destructor, or would call another one, `p->~T()` becomes
  /// `leaving(p)->~T()`.
  void destruction(const CXXMemberCallExpr *call) {
    const auto *callee = cast<MemberExpr>(call->getCallee()->IgnoreParens());
    const Expr *object = call->getImplicitObjectArgument();
    const auto *arrow = dyn_cast<CXXOperatorCallExpr>(object->IgnoreImpCasts());
    if (arrow && arrow->getOperator() != OO_Arrow) arrow = nullptr;
    TokenRange all = range(call), part = range(arrow ? arrow->getArg(0) : object);
    if (!Opt.heap || part.empty() || part.begin != all.begin) return;
    if (arrow && (P.suspends(arrow) || !arrow->getType()->isPointerType())) return;
    if (arrow || callee->hasQualifier() || callee->getMemberDecl()->getAccess() != AS_public) {
      const bool pointer = arrow || callee->isArrow();
      Out.wrap(all, std::string(names::leaving) + "(" + (pointer ? "" : std::string(names::address) + "("), "");
      return Out.replace({part.end, part.end + 1}, arrow ? ".operator->())->" : pointer ? ")->" : "))->");
    }
    Out.wrap(all, std::string(callee->isArrow() ? names::endedAt : names::ended) + "(", "");
    Out.replace({part.end, all.end}, ")");
  }

  /// The same for what a class gives back by itself.
  void deletion(const CXXDeleteExpr *e) {
    const FunctionDecl *with = e->getOperatorDelete();
    const Expr *object = e->getArgument();
    if (!Opt.heap || !with || e->isArrayForm() || with->isReplaceableGlobalAllocationFunction() ||
        range(object).empty() || P.suspends(object->IgnoreParenImpCasts()))
      return;
    Out.wrap(range(object), std::string(names::leaving) + "(", ")");
  }

  /// "malloc" for what something of the runtime's stands in for; empty for all else.
  static llvm::StringRef standIn(const FunctionDecl *f) {
    if (!f || !f->getIdentifier() || !f->isExternC()) return "";
    if (!f->getASTContext().getSourceManager().isInSystemHeader(f->getLocation()) && !f->getBuiltinID()) return "";
    return llvm::StringSwitch<llvm::StringRef>(f->getName())
        .Cases("malloc", "calloc", "realloc", "free", f->getName())
        .Cases("strdup", "strndup", "aligned_alloc", "posix_memalign", f->getName())
        .Cases("getline", "reallocarray", "strtok", f->getName())
        .Cases("getopt", "getopt_long", "getopt_long_only", f->getName())
        .Cases("gmtime", "localtime", "asctime", "ctime", "strerror", f->getName())
        .Case("atexit", "at_exit")
        .Case("at_quick_exit", "at_quick_exit")
        .Default("");
  }

  void reference(const DeclRefExpr *e) {
    if (Opt.heap)
      if (llvm::StringRef name = standIn(dyn_cast<FunctionDecl>(e->getDecl())); !name.empty())
        Out.replace(range(e), std::string(names::detail) + name.str());
    const auto *v = dyn_cast<VarDecl>(e->getDecl());
    if (!InClosure || !v || !v->isLocalVarDeclOrParm() || !e->isNonOdrUse()) return;
    const auto *own = cast<DeclContext>(F);
    if (own->Encloses(v->getDeclContext())) return;
    // A constant of the function around it, which the lambda need not capture.
    if (const std::string text = constantText(v, C); !text.empty()) Out.replace(range(e), text);
  }

  void typedAllocation(const ExplicitCastExpr *e) {
    const auto *pointer = e->getType()->getAs<PointerType>();
    const auto *call = dyn_cast<CallExpr>(e->getSubExpr()->IgnoreParenImpCasts());
    if (!Opt.heap || Opt.pattern || !pointer || !call) return;
    llvm::StringRef name = standIn(call->getDirectCallee());
    const bool allocates = llvm::StringSwitch<bool>(name)
                               .Cases("malloc", "calloc", "realloc", "reallocarray", "aligned_alloc", true)
                               .Cases("strdup", "strndup", true)
                               .Default(false);
    if (!allocates) return;
    QualType type = pointer->getPointeeType();
    if (type->isFunctionType() || (type->isIncompleteType() && !type->isVoidType())) return;
    if (!type->isVoidType() && !Opt.savable(C.getBaseElementType(type).getUnqualifiedType())) return;
    const char *how = !type->isRecordType() ? names::typed : howTyped(call, name, C.getTypeSizeInChars(type));
    Out.wrap(range(call), std::string(how) + "<" + named(declarator(type.getUnqualifiedType(), C), "") + ">(", ")");
  }

  /// What the size that a program asks for tells: so many objects of that size, one and more behind it, or nothing.
  const char *howTyped(const CallExpr *call, llvm::StringRef name, CharUnits size) const {
    const unsigned n = call->getNumArgs();
    if (!n) return names::typedProbably;
    const AllocationSize last = sizeIn(call->getArg(n - 1), size);
    if (n > 1 && (name == "calloc" || name == "reallocarray")) {
      const AllocationSize number = sizeIn(call->getArg(n - 2), size);
      if (last == AllocationSize::Objects || number == AllocationSize::Objects) return names::typed;
      return last == AllocationSize::More || number == AllocationSize::More ? names::typedHead : names::typedProbably;
    }
    return last == AllocationSize::Objects ? names::typed
           : last == AllocationSize::More  ? names::typedHead
                                           : names::typedProbably;
  }
  enum class AllocationSize { Unknown, Objects, More };
  AllocationSize sizeIn(const Expr *e, CharUnits size, unsigned depth = 0) const {
    using S = AllocationSize;
    e = e->IgnoreParenCasts();
    if (const auto *trait = dyn_cast<UnaryExprOrTypeTraitExpr>(e); trait && trait->getKind() == UETT_SizeOf) {
      const QualType of = trait->getTypeOfArgument();
      if (of->isDependentType() || of->isIncompleteType()) return S::Unknown;
      return C.getTypeSizeInChars(of) % size == 0 && C.getBaseElementType(of)->isRecordType() ? S::Objects : S::Unknown;
    }
    if (isa<OffsetOfExpr>(e)) return S::More;
    if (const auto *b = dyn_cast<BinaryOperator>(e)) {
      const S left = sizeIn(b->getLHS(), size, depth), right = sizeIn(b->getRHS(), size, depth);
      switch (b->getOpcode()) {
      case BO_Mul:
        return left == S::Objects || right == S::Objects ? S::Objects : S::Unknown;
      case BO_Add:
      case BO_Sub:
        if (left == right) return left;
        return left != S::Unknown || right != S::Unknown ? S::More : S::Unknown;
      default:
        return S::Unknown;
      }
    }
    if (const auto *choice = dyn_cast<ConditionalOperator>(e)) {
      const S yes = sizeIn(choice->getTrueExpr(), size, depth), no = sizeIn(choice->getFalseExpr(), size, depth);
      return yes == no ? yes : S::Unknown;
    }
    // A variable computed before, if it keeps its value.
    const auto *name = dyn_cast<DeclRefExpr>(e);
    const auto *v = name ? dyn_cast<VarDecl>(name->getDecl()) : nullptr;
    if (!v || depth > 4 || !v->hasLocalStorage() || isa<ParmVarDecl>(v) || !v->getInit()) return S::Unknown;
    const S first = sizeIn(v->getInit(), size, depth + 1);
    return first == S::Unknown || v->getType().isConstQualified() || !F || !changes(F->getBody(), v) ? first
                                                                                                     : S::Unknown;
  }
  /// May the variable get another value than its first?
  static bool changes(const Stmt *s, const VarDecl *v) {
    if (!s) return false;
    if (const auto *read = dyn_cast<ImplicitCastExpr>(s); read && read->getCastKind() == CK_LValueToRValue)
      if (isa<DeclRefExpr>(read->getSubExpr()->IgnoreParens())) return false;
    if (const auto *name = dyn_cast<DeclRefExpr>(s)) return name->getDecl() == v;
    return llvm::any_of(s->children(), [&](const Stmt *child) { return changes(child, v); });
  }
};

} // namespace

Changes adjust(const FunctionDecl *f, const Program &program, const Hoist &hoist, const Statics &statics,
               SourceText &text, ASTContext &context, const AdjustOptions &options) {
  return Adjuster(f, program, hoist, statics, text, context, options).run();
}

Changes adjust(const VarDecl *variable, const Program &program, const Hoist &hoist, const Statics &statics,
               SourceText &text, ASTContext &context, const AdjustOptions &options) {
  return Adjuster(nullptr, program, hoist, statics, text, context, options).run(variable);
}

namespace {
class MemberInitialisers : public OwnDeclarations<MemberInitialisers> {
public:
  MemberInitialisers(const SourceManager &sources, std::function<void(const FieldDecl *, const Expr *)> found)
      : OwnDeclarations(sources), Found(std::move(found)) {}
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitFieldDecl(FieldDecl *f) {
    if (!f->getParent()->isDependentContext() && f->hasInClassInitializer() && f->getInClassInitializer())
      Found(f, f->getInClassInitializer());
    return true;
  }
  bool VisitCXXDefaultInitExpr(CXXDefaultInitExpr *e) { // of a template's instance
    if (e->getExpr()) Found(e->getField(), e->getExpr());
    return true;
  }

private:
  std::function<void(const FieldDecl *, const Expr *)> Found;
};
} // namespace

Changes adjustMembers(const Program &program, const Hoist &hoist, const Statics &statics, SourceText &text,
                      ASTContext &context, const AdjustOptions &options) {
  Changes out;
  MemberInitialisers visitor(context.getSourceManager(), [&](const FieldDecl *member, const Expr *initialiser) {
    if (!initialiser->isInstantiationDependent())
      out.add(Adjuster(nullptr, program, hoist, statics, text, context, options).run(member, initialiser));
  });
  visitor.TraverseDecl(context.getTranslationUnitDecl());
  return out;
}

namespace {
/// What a class names of the function that it moves out of: `decltype(x)`, typedefs, static locals, constants.
class OuterNames : public RecursiveASTVisitor<OuterNames> {
public:
  OuterNames(const TagDecl *type, const Statics &statics, const SourceText &text, const ASTContext &context,
             Changes &out)
      : Type(type), S(statics), T(text), C(context), Out(out) {}
  bool TraverseDecltypeTypeLoc(DecltypeTypeLoc l) {
    if (!l.getType()->isDependentType() && namesOuter(l.getUnderlyingExpr())) spelled(l);
    return true;
  }
  bool VisitTypedefTypeLoc(TypedefTypeLoc l) {
    if (isOuter(l.getTypedefNameDecl()) && !l.getType()->isDependentType()) spelled(l);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *e) {
    const auto *v = dyn_cast<VarDecl>(e->getDecl());
    if (!v || !isOuter(v)) return true;
    std::string instead = v->isStaticLocal() ? S.access(v) : "";
    if (instead.empty() && e->isNonOdrUse()) instead = constantText(v, C);
    if (!instead.empty()) Out.replace(T.range(e->getSourceRange()), "(" + instead + ")");
    return true;
  }

private:
  const TagDecl *Type;
  const Statics &S;
  const SourceText &T;
  const ASTContext &C;
  Changes &Out;
  void spelled(TypeLoc l) {
    Out.replace(T.range(l.getSourceRange()), asSpecifier(named(declarator(l.getType(), C), "")));
  }
  bool isOuter(const Decl *d) const { return d->getParentFunctionOrMethod() && !Type->Encloses(d->getDeclContext()); }
  bool namesOuter(const Stmt *s) const {
    if (!s) return false;
    const auto *name = dyn_cast<DeclRefExpr>(s);
    if (name && isa<VarDecl>(name->getDecl()) && isOuter(name->getDecl())) return true;
    return llvm::any_of(s->children(), [&](const Stmt *child) { return namesOuter(child); });
  }
};
} // namespace

Changes adjust(const TagDecl *type, const Program &program, const Hoist &hoist, const Statics &statics,
               SourceText &text, ASTContext &context, const AdjustOptions &options) {
  Changes out;
  OuterNames(type, statics, text, context, out).TraverseDecl(const_cast<TagDecl *>(type));
  std::function<void(const DeclContext *)> walk = [&](const DeclContext *at) {
    for (const Decl *d : at->decls()) {
      if (const auto *f = dyn_cast<FunctionDecl>(d); f && f->doesThisDeclarationHaveABody() && !f->isDefaulted())
        out.add(adjust(f, program, hoist, statics, text, context, options));
      else if (const auto *member = dyn_cast<FieldDecl>(d); member && member->getInClassInitializer())
        out.add(Adjuster(nullptr, program, hoist, statics, text, context, options)
                    .run(member, member->getInClassInitializer()));
      else if (const auto *inner = dyn_cast<TagDecl>(d); inner && inner->isThisDeclarationADefinition())
        walk(inner);
    }
  };
  walk(type);
  return out;
}

} // namespace perdure
