#include "Forward.h"

#include "Derive.h"
#include "Discover.h"
#include "Emit.h"
#include "Lowerer.h"
#include "Names.h"
#include "RuntimeNames.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace perdure {

static const CXXRecordDecl *callOperatorOf(const FunctionDecl *f) {
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(f);
  if (!method || method->getOverloadedOperator() != OO_Call) return nullptr;
  const CXXRecordDecl *record = method->getParent();
  return record->isInStdNamespace() && record->getIdentifier() ? record : nullptr;
}

bool isFunctionCall(const FunctionDecl *f) {
  const CXXRecordDecl *record = callOperatorOf(f);
  return record && record->getName() == "function";
}

/// What the program may call to have something else called. That it passes a suspension on is looked up in its body.
static bool isForwarder(const FunctionDecl *f) {
  if (const CXXRecordDecl *record = callOperatorOf(f))
    return llvm::StringSwitch<bool>(record->getName())
        .Cases("function", "reference_wrapper", "_Bind", "_Bind_result", "_Bind_front", true)
        .Cases("_Mem_fn", "_Mem_fn_base", "_Not_fn", true)
        .Default(false);
  return f->isInStdNamespace() && f->getIdentifier() &&
         llvm::StringSwitch<bool>(f->getName()).Cases("invoke", "invoke_r", "apply", "visit", true).Default(false);
}

/// One call of a library's function: which of what it knows lies in the native frames of the library.
struct Forwarders::Frame {
  const FunctionDecl *function;
  Flags flags; ///< the object, then the parameters
  llvm::DenseMap<const VarDecl *, bool> locals;

  Frame(const FunctionDecl *f, const Flags &given) : function(f), flags(given) {}
  bool object() const { return isa<CXXMethodDecl>(function) && flags[0]; }
  bool parameter(const ParmVarDecl *p) const {
    if (!p->getType()->isReferenceType()) return true;
    unsigned k = p->getFunctionScopeIndex() + 1;
    return k < flags.size() ? flags[k] : true;
  }
};

const Passing *Forwarders::of(const FunctionDecl *callee) const {
  if (!isForwarder(callee)) return nullptr;
  // What the caller gives is in the caller's own frame: by-value parameters are lent, unless they go in registers.
  return &analyse(callee, Flags(callee->getNumParams() + 1), 0);
}

std::vector<std::pair<const CXXMethodDecl *, const Passing *>> Forwarders::invokers() const {
  std::vector<std::pair<const CXXMethodDecl *, const Passing *>> out;
  const auto handlers = C.getTranslationUnitDecl()->lookup(&C.Idents.get("std"));
  for (const NamedDecl *space : handlers) {
    const auto *standard = dyn_cast<NamespaceDecl>(space);
    if (!standard) continue;
    for (const NamedDecl *d : standard->lookup(&C.Idents.get("_Function_handler"))) {
      const auto *t = dyn_cast<ClassTemplateDecl>(d);
      if (!t) continue;
      for (const ClassTemplateSpecializationDecl *s : t->specializations()) {
        if (s->getTemplateArgs().size() < 2 || s->getTemplateArgs()[0].getKind() != TemplateArgument::Type) continue;
        const auto *signature = s->getTemplateArgs()[0].getAsType()->getAs<FunctionProtoType>();
        if (!signature) continue;
        for (const CXXMethodDecl *method : s->methods()) {
          if (!method->getIdentifier() || method->getName() != "_M_invoke" || !method->hasBody()) continue;
          Flags flags(method->getNumParams() + 1);
          for (unsigned k = 0; k < signature->getNumParams(); ++k) {
            QualType given = signature->getParamType(k);
            flags[k + 2] = !given->isReferenceType() && !passedByAddress(given);
          }
          out.emplace_back(method, &analyse(method, flags, 0));
        }
      }
    }
    break;
  }
  return out;
}

ClosedInvoker closedInvoker(const CXXMethodDecl *invoker, const ASTContext &C) {
  ClosedInvoker out;
  const auto *handler = cast<ClassTemplateSpecializationDecl>(invoker->getParent());
  const QualType signature = handler->getTemplateArgs()[0].getAsType(),
                 target = handler->getTemplateArgs()[1].getAsType();
  if (unspellable(signature, true) || unspellable(target, true)) return out; // of what does not suspend
  out.behind = hasGivenName(target) || hasGivenName(signature);
  const std::string result = declarator(invoker->getReturnType(), C);
  const std::string name = spell(C.getRecordType(handler), C) + "::_M_invoke(";
  std::string types, parameters, arguments;
  for (unsigned k = 0; k < invoker->getNumParams(); ++k) {
    const std::string type = declarator(invoker->getParamDecl(k)->getType(), C), p = "p" + std::to_string(k) + "_";
    types += (k ? ", " : "") + named(type, "");
    parameters += (k ? ", " : "") + named(type, p);
    if (k) arguments += ", static_cast<" + named(type, "") + ">(" + p + ")";
  }
  out.declaration = "template <> inline " + named(result, name + types + ")") + ";\n";
  out.definition = "template <> inline " + named(result, name + parameters + ")") + " {\n  " + names::noSuspend +
                   " region_(" + quoted("std::function<" + signature.getAsString(C.getPrintingPolicy()) + ">") +
                   ");\n  return std::__invoke_r<" + named(result, "") + ">(*_Base::_M_get_pointer(p0_)" + arguments +
                   ");\n}\n";
  return out;
}

// ---- what does nothing but return ----

bool Forwarders::inert(const Stmt *s) const {
  if (const auto *call = dyn_cast<CallExpr>(s)) {
    if (const FunctionDecl *callee = call->getDirectCallee()) {
      if (!callee->getBuiltinID() && !inert(callee)) return false;
    } else if (!isa<CXXPseudoDestructorExpr>(call->getCallee()->IgnoreParenImpCasts())) {
      return false;
    }
  } else if (const auto *construct = dyn_cast<CXXConstructExpr>(s)) {
    if (!inert(construct->getConstructor())) return false;
  }
  bool all = true;
  forEachEvaluatedChild(s, [&](const Stmt *child) { all = all && inert(child); });
  return all;
}

bool Forwarders::inert(const FunctionDecl *f) const {
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(f) && Own(f)) return true; // what it calls does not suspend
  if (Own(f) || isRuntime(f)) return false;
  auto [at, fresh] = Inert.try_emplace(f->getCanonicalDecl(), true);
  const FunctionDecl *definition = nullptr;
  if (!fresh || !f->hasBody(definition)) return at->second;
  bool all = inert(definition->getBody());
  if (const auto *c = dyn_cast<CXXConstructorDecl>(definition))
    for (const CXXCtorInitializer *init : c->inits()) all = all && (!init->getInit() || inert(init->getInit()));
  return Inert[f->getCanonicalDecl()] = all;
}

static bool returns(const Stmt *s) {
  if (!s || isa<LambdaExpr>(s)) return false;
  return isa<ReturnStmt>(s) || llvm::any_of(s->children(), returns);
}

const Passing &Forwarders::analyse(const FunctionDecl *f, const Flags &flags, unsigned depth) const {
  auto [at, fresh] = Known.try_emplace({f->getCanonicalDecl(), flags});
  Passing &out = at->second;
  if (!fresh) return out;
  if (isFunctionCall(f)) {
    Frame in(f, flags);
    out.indirect = true;
    if (in.object()) out.why = "it holds the function that it calls";
    for (const ParmVarDecl *p : f->parameters())
      if (p->getType()->isReferenceType() ? in.parameter(p) : depth > 0 && passedByAddress(p->getType()))
        out.why = "a parameter would refer to a value that it holds";
    return out;
  }
  const FunctionDecl *definition = nullptr;
  if (depth > 24 || !f->hasBody(definition)) {
    out.why = "its code is not known";
    return out;
  }
  Frame in(definition, flags);
  Passing found;
  if (!statement(in, definition->getBody(), true, found, depth) && found.why.empty())
    found.why = "it does more than pass a call on";
  return Known[{f->getCanonicalDecl(), flags}] = std::move(found);
}

/// Is nothing done behind the call? `last`: the function ends behind `s`.
bool Forwarders::statement(Frame &in, const Stmt *s, bool last, Passing &out, unsigned depth) const {
  if (!s) return true;
  if (const auto *block = dyn_cast<CompoundStmt>(s)) {
    for (const Stmt *part : block->body())
      if (!statement(in, part, last && part == block->body_back(), out, depth)) return false;
    return true;
  }
  if (const auto *d = dyn_cast<DeclStmt>(s)) {
    for (const Decl *one : d->decls()) {
      const auto *v = dyn_cast<VarDecl>(one);
      if (!v) continue;
      if (v->needsDestruction(C) != QualType::DK_none || (v->getInit() && !inert(v->getInit()))) return false;
      in.locals[v] = !v->hasGlobalStorage() && (!v->getType()->isReferenceType() || leads(in, v->getInit()));
    }
    return true;
  }
  if (const auto *r = dyn_cast<ReturnStmt>(s)) {
    const Expr *e = r->getRetValue();
    return !e || inert(e) || forwards(in, e, out, depth);
  }
  if (inert(s) && !returns(s)) return true;
  if (const auto *choice = dyn_cast<IfStmt>(s)) {
    if (choice->getInit() || choice->getConditionVariableDeclStmt()) return false;
    if (!choice->isConstexpr() && !inert(choice->getCond())) return false;
    return statement(in, choice->getThen(), last, out, depth) && statement(in, choice->getElse(), last, out, depth);
  }
  if (const auto *choice = dyn_cast<SwitchStmt>(s))
    return inert(choice->getCond()) && statement(in, choice->getBody(), last, out, depth);
  if (const auto *one = dyn_cast<SwitchCase>(s)) return statement(in, one->getSubStmt(), last, out, depth);
  if (const auto *attributed = dyn_cast<AttributedStmt>(s))
    return statement(in, attributed->getSubStmt(), last, out, depth);
  const auto *e = dyn_cast<Expr>(s);
  return e && last && in.function->getReturnType()->isVoidType() && forwards(in, e, out, depth);
}

/// Is it a call whose result goes on as it is, and whose arguments do not lie in frames of the library's?
bool Forwarders::forwards(Frame &in, const Expr *e, Passing &out, unsigned depth) const {
  for (;;) {
    if (const auto *clean = dyn_cast<ExprWithCleanups>(e))
      e = clean->getSubExpr();
    else if (const auto *bind = dyn_cast<CXXBindTemporaryExpr>(e))
      e = bind->getSubExpr();
    else if (const auto *same = dyn_cast<CastExpr>(e);
             same && (same->getCastKind() == CK_NoOp || same->getCastKind() == CK_ToVoid))
      e = same->getSubExpr();
    else if (isa<ParenExpr>(e))
      e = cast<ParenExpr>(e)->getSubExpr();
    else
      break;
  }
  const auto *call = dyn_cast<CallExpr>(e);
  if (!call) {
    out.why = isa<CastExpr, CXXConstructExpr, MaterializeTemporaryExpr>(e) ? "it converts the result" : "";
    return false;
  }
  QualType wanted = in.function->getReturnType().getCanonicalType(), given = call->getCallReturnType(C);
  if (wanted->isVoidType() ? given->isRecordType()
                           : !C.hasSameType(wanted.getUnqualifiedType(), given.getUnqualifiedType())) {
    out.why = wanted->isVoidType() ? "it ends the life of the result" : "it converts the result";
    return false;
  }
  for (const Expr *argument : call->arguments())
    if (!inert(argument)) return false;
  const FunctionDecl *callee = call->getDirectCallee();
  const Expr *object = nullptr;
  unsigned first = 0;
  if (const auto *member = dyn_cast<CXXMemberCallExpr>(call)) {
    object = member->getImplicitObjectArgument();
    if (const auto *access = dyn_cast<BinaryOperator>(member->getCallee()->IgnoreParens());
        access && access->isPtrMemOp()) {
      if (!inert(access)) return false;
      object = access->getLHS();
    }
  } else if (isa<CXXOperatorCallExpr>(call) && isa_and_nonnull<CXXMethodDecl>(callee)) {
    object = call->getArg(0);
    first = 1;
  }
  if (object && !inert(object)) return false;
  const FunctionProtoType *type = nullptr;
  if (callee) {
    type = callee->getType()->getAs<FunctionProtoType>();
  } else if (const auto *access = dyn_cast<BinaryOperator>(call->getCallee()->IgnoreParens());
             access && access->isPtrMemOp()) {
    type = access->getRHS()->getType()->castAs<MemberPointerType>()->getPointeeType()->getAs<FunctionProtoType>();
  } else {
    if (!inert(call->getCallee())) return false;
    QualType through = call->getCallee()->getType();
    if (const auto *pointer = through->getAs<PointerType>()) through = pointer->getPointeeType();
    type = through.getNonReferenceType()->getAs<FunctionProtoType>();
  }
  if (!type || type->isVariadic()) return false;
  const auto *own = in.function->getType()->getAs<FunctionProtoType>();
  if (own && own->isNothrow() && !type->isNothrow()) { // -t catch could not leave it
    out.why = "it is noexcept";
    return false;
  }
  if (!callee && targets(in, call, out, depth)) return out.why.empty();
  if (!callee || Own(callee)) {
    if (callee)
      out.ends.insert(callee->getCanonicalDecl());
    else
      out.indirect = true;
    return end(in, call, type, object, first, out);
  }
  Flags flags(callee->getNumParams() + 1);
  flags[0] = object && leads(in, object);
  for (unsigned k = 0; k < callee->getNumParams() && k + first < call->getNumArgs(); ++k)
    if (callee->getParamDecl(k)->getType()->isReferenceType()) flags[k + 1] = leads(in, call->getArg(k + first));
  const Passing inner = analyse(callee, flags, depth + 1);
  out.ends.insert(inner.ends.begin(), inner.ends.end());
  out.indirect |= inner.indirect;
  if (!inner.why.empty()) out.why = inner.why;
  return inner.why.empty();
}

/// The call that the forwarder exists for.
bool Forwarders::end(Frame &in, const CallExpr *call, const FunctionProtoType *type, const Expr *object, unsigned first,
                     Passing &out) const {
  if (object && leads(in, object)) {
    out.why = "it holds the object of the call";
    return false;
  }
  for (unsigned k = 0; k < type->getNumParams() && k + first < call->getNumArgs(); ++k) {
    if (type->getParamType(k)->isReferenceType() && leads(in, call->getArg(k + first))) {
      out.why = "a parameter would refer to a value that it holds";
      return false;
    }
    const CXXRecordDecl *object = type->getParamType(k)->getAsCXXRecordDecl();
    if (Exact && object && object->hasDefinition() && !object->isTriviallyCopyable() && !object->isInStdNamespace()) {
      out.why = "a parameter of class type would be moved once more, into its callee's frame";
      return false;
    }
  }
  return true;
}

/// `std::visit` calls through a table of its own functions, one for each choice of alternatives. False: it is no such
/// call.
bool Forwarders::targets(Frame &in, const CallExpr *call, Passing &out, unsigned depth) const {
  if (!in.function->getIdentifier() || in.function->getName() != "__do_visit") return false;
  QualType through = call->getCallee()->getType();
  if (const auto *pointer = through->getAs<PointerType>()) through = pointer->getPointeeType();
  const auto *made = through.getNonReferenceType()->getAs<FunctionProtoType>();
  const TemplateArgumentList *how = in.function->getTemplateSpecializationArgs();
  if (!made || !how || how->size() == 0 || how->get(0).getKind() != TemplateArgument::Type) return false;
  auto isTable = [&](const TemplateArgument &a) { // _Multi_array<R (*)(Visitor, Variants...), sizes...>
    if (a.getKind() != TemplateArgument::Type) return false;
    const auto *array = dyn_cast_or_null<ClassTemplateSpecializationDecl>(a.getAsType()->getAsCXXRecordDecl());
    if (!array || array->getTemplateArgs().size() == 0) return false;
    const TemplateArgument &entry = array->getTemplateArgs()[0];
    if (entry.getKind() != TemplateArgument::Type || !entry.getAsType()->isFunctionPointerType()) return false;
    const auto *type = entry.getAsType()->getPointeeType()->getAs<FunctionProtoType>(); // R: a tag, if it is deduced
    return type && C.hasSameType(type->getReturnType(), how->get(0).getAsType()) &&
           type->getNumParams() == made->getNumParams() &&
           llvm::all_of_zip(type->param_types(), made->param_types(),
                            [&](QualType a, QualType b) { return C.hasSameType(a, b); });
  };
  const auto *space = dyn_cast<NamespaceDecl>(in.function->getDeclContext());
  const NamespaceDecl *details = nullptr;
  for (const char *name : {"__detail", "__variant"}) {
    const NamespaceDecl *next = nullptr;
    if (space)
      for (const NamedDecl *d : space->lookup(&C.Idents.get(name))) next = next ? next : dyn_cast<NamespaceDecl>(d);
    details = space = next;
  }
  unsigned found = 0;
  if (details)
    for (const NamedDecl *d : details->lookup(&C.Idents.get("__gen_vtable_impl"))) {
      const auto *t = dyn_cast<ClassTemplateDecl>(d);
      if (!t) continue;
      for (const ClassTemplateSpecializationDecl *s : t->specializations()) {
        if (s->getTemplateArgs().size() == 0 || !isTable(s->getTemplateArgs()[0])) continue;
        for (const CXXMethodDecl *method : s->methods()) {
          if (!method->getIdentifier() || method->getName() != "__visit_invoke" || !method->hasBody()) continue;
          Flags flags(method->getNumParams() + 1);
          for (unsigned k = 0; k < method->getNumParams() && k < call->getNumArgs(); ++k)
            flags[k + 1] = leads(in, call->getArg(k));
          const Passing inner = analyse(method, flags, depth + 1);
          out.ends.insert(inner.ends.begin(), inner.ends.end());
          out.indirect |= inner.indirect;
          if (!inner.why.empty()) {
            out.why = inner.why;
            out.ends.insert(method); // no call of it is written
          }
          ++found;
        }
      }
    }
  if (!found) out.why = "its code is not known";
  return true;
}

// ---- what lies in the library's frames ----

/// A class without members, or a std::tuple of references: what it leads to is what it is made of.
static bool isMadeOfReferences(const CXXRecordDecl *record) {
  const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(record);
  if (!s || !s->isInStdNamespace() || !s->getIdentifier() || s->getName() != "tuple") return false;
  return llvm::all_of(s->getTemplateArgs()[0].pack_elements(), [](const TemplateArgument &a) {
    return a.getKind() == TemplateArgument::Type && a.getAsType()->isReferenceType();
  });
}

/// Does the object that `e` means, or that it points to, lie in a native frame of the library's? In doubt it does.
bool Forwarders::leads(const Frame &in, const Expr *e, unsigned depth) const {
  if (!e) return false;
  if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e)) {
    const auto *record = temporary->getType()->getAsCXXRecordDecl();
    if (record && record->hasDefinition() && record->isEmpty()) return false;
    return !record || !isMadeOfReferences(record) || leadsAny(in, temporary->getSubExpr());
  }
  if (const auto *cast = dyn_cast<CastExpr>(e)) {
    if (cast->getCastKind() == CK_LValueToRValue) return false; // a pointer that is kept there leads elsewhere
    return leads(in, cast->getSubExpr(), depth);
  }
  if (const auto *paren = dyn_cast<ParenExpr>(e)) return leads(in, paren->getSubExpr(), depth);
  if (const auto *clean = dyn_cast<ExprWithCleanups>(e)) return leads(in, clean->getSubExpr(), depth);
  if (const auto *bind = dyn_cast<CXXBindTemporaryExpr>(e)) return leads(in, bind->getSubExpr(), depth);
  if (const auto *ref = dyn_cast<DeclRefExpr>(e)) {
    if (const auto *p = dyn_cast<ParmVarDecl>(ref->getDecl())) return in.parameter(p);
    const auto *v = dyn_cast<VarDecl>(ref->getDecl());
    if (!v || v->hasGlobalStorage()) return false;
    auto known = in.locals.find(v);
    return known == in.locals.end() || known->second;
  }
  if (isa<CXXThisExpr>(e)) return in.object();
  if (const auto *member = dyn_cast<MemberExpr>(e)) {
    const auto *v = dyn_cast<VarDecl>(member->getMemberDecl());
    return !v && leads(in, member->getBase(), depth);
  }
  if (const auto *unary = dyn_cast<UnaryOperator>(e);
      unary && (unary->getOpcode() == UO_Deref || unary->getOpcode() == UO_AddrOf))
    return leads(in, unary->getSubExpr(), depth);
  if (const auto *call = dyn_cast<CallExpr>(e)) return resultLeads(in, call, depth);
  return leadsAny(in, e);
}

/// Is anything mentioned that lies there?
bool Forwarders::leadsAny(const Frame &in, const Stmt *s) const {
  if (const auto *call = dyn_cast<CallExpr>(s); call && call->isGLValue()) return resultLeads(in, call, 0);
  if (const auto *e = dyn_cast<Expr>(s); e && isa<DeclRefExpr, CXXThisExpr, MaterializeTemporaryExpr>(e))
    return leads(in, e);
  bool any = false;
  forEachEvaluatedChild(s, [&](const Stmt *child) { any = any || leadsAny(in, child); });
  return any;
}

/// What a function of the library returns leads where its arguments lead, or where the one does that it returns.
bool Forwarders::resultLeads(const Frame &in, const CallExpr *call, unsigned depth) const {
  const FunctionDecl *callee = call->getDirectCallee(), *definition = nullptr;
  const Expr *object = nullptr;
  unsigned first = 0;
  if (const auto *member = dyn_cast<CXXMemberCallExpr>(call)) {
    object = member->getImplicitObjectArgument();
  } else if (isa<CXXOperatorCallExpr>(call) && isa_and_nonnull<CXXMethodDecl>(callee)) {
    object = call->getArg(0);
    first = 1;
  }
  Flags flags(callee ? callee->getNumParams() + 1 : 1);
  bool any = false;
  if (object) any = flags[0] = leads(in, object, depth);
  for (unsigned k = first; k < call->getNumArgs(); ++k) {
    const Expr *argument = call->getArg(k);
    bool here = (argument->isGLValue() || argument->getType()->isPointerType()) && leads(in, argument, depth);
    if (k - first + 1 < flags.size()) flags[k - first + 1] = here;
    any = any || here;
  }
  if (!any || !callee || depth > 8 || !callee->hasBody(definition)) return any;
  const auto *block = dyn_cast<CompoundStmt>(definition->getBody());
  if (!block || block->body_empty()) return any;
  Frame inner(definition, flags);
  for (const Stmt *s : block->body()) { // using X = ...; return expression;
    const auto *d = dyn_cast<DeclStmt>(s);
    if (d && llvm::none_of(d->decls(), [](const Decl *one) { return isa<VarDecl>(one); })) continue;
    const auto *r = dyn_cast<ReturnStmt>(s);
    return !r || leads(inner, r->getRetValue(), depth + 1);
  }
  return any;
}

} // namespace perdure
