// Calls of the standard library that make or end objects in raw memory, as containers of a program's own are made of;
// see the runtime's raw_memory.hpp for what stands in for them. What they make is found by images only if the heap is
// told.
#include "RawMemory.h"

#include "RuntimeNames.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace perdure {

namespace {

/// Which argument leads to the memory; -1: it is no such function.
int memoryOfAlgorithm(llvm::StringRef name) {
  return llvm::StringSwitch<int>(name)
      .Cases("construct_at", "destroy_at", "destroy", "destroy_n", 0)
      .Cases("uninitialized_fill", "uninitialized_fill_n", 0)
      .Cases("uninitialized_default_construct", "uninitialized_default_construct_n", 0)
      .Cases("uninitialized_value_construct", "uninitialized_value_construct_n", 0)
      .Cases("uninitialized_copy", "uninitialized_copy_n", "uninitialized_move", "uninitialized_move_n", 2)
      .Default(-1);
}

bool isAllocatorFunction(llvm::StringRef name) {
  return name == "allocate" || name == "construct" || name == "destroy";
}

bool isStandardAllocator(const CXXRecordDecl *record) {
  if (!record->getIdentifier()) return false;
  const llvm::StringRef name = record->getName();
  return record->isInStdNamespace() ? name == "allocator" || name == "__new_allocator" || name == "allocator_traits"
                                    : name == "new_allocator";
}

} // namespace

std::optional<RawMemoryCall> rawMemoryCall(const CallExpr *call) {
  const FunctionDecl *f = call->getDirectCallee();
  if (!f || !f->getIdentifier() || isa<CXXOperatorCallExpr>(call)) return std::nullopt;
  const llvm::StringRef name = f->getName();
  const auto *method = dyn_cast<CXXMethodDecl>(f);
  RawMemoryCall out;
  int memory = -1;
  if (!method) {
    memory = f->isInStdNamespace() ? memoryOfAlgorithm(name) : -1;
    out.kind = RawMemoryCall::Algorithm;
    const auto *ref = dyn_cast<DeclRefExpr>(call->getCallee()->IgnoreParenImpCasts());
    if (memory < 0 || !ref || ref->hasExplicitTemplateArgs()) return std::nullopt;
  } else {
    if (!isAllocatorFunction(name) || !isStandardAllocator(method->getParent())) return std::nullopt;
    out.kind = method->isStatic() ? RawMemoryCall::Traits : RawMemoryCall::Allocator;
    memory = method->isStatic();
    if (out.kind == RawMemoryCall::Traits) {
      const auto *ref = dyn_cast<DeclRefExpr>(call->getCallee()->IgnoreParenImpCasts());
      if (!ref || !ref->hasQualifier() || ref->hasExplicitTemplateArgs()) return std::nullopt;
    } else {
      const auto *member = dyn_cast<MemberExpr>(call->getCallee()->IgnoreParens());
      if (!member || member->isImplicitAccess() || member->hasQualifier() || member->hasExplicitTemplateArgs())
        return std::nullopt;
    }
  }
  out.name = name;
  if (name == "allocate") {
    out.object = call->getType()->getPointeeType();
  } else {
    if (unsigned(memory) >= call->getNumArgs()) return std::nullopt;
    out.object = call->getArg(unsigned(memory))->getType()->getPointeeType();
  }
  if (out.object.isNull() || !out.object->isObjectType() || out.object->isDependentType() || out.object->isArrayType())
    return std::nullopt;
  return out;
}

void replaceRawMemoryCall(const CallExpr *call, const RawMemoryCall &what, const SourceText &text, Changes &changes) {
  const Expr *callee = call->getCallee()->IgnoreParenImpCasts();
  if (what.kind == RawMemoryCall::Allocator) {
    const auto *member = cast<MemberExpr>(callee);
    const TokenRange object = text.range(member->getBase()->getSourceRange()), all = text.range(call->getSourceRange()),
                     name = text.range(member->getMemberLoc());
    if (object.empty() || object.begin != all.begin || text.token(name.end) != "(") return;
    changes.wrap(all, names::detail + what.name.str() + "_by(" + (member->isArrow() ? "*" : ""), "");
    changes.replace({object.end, name.end + 1}, ", ");
    return;
  }
  const auto *ref = cast<DeclRefExpr>(callee);
  const TokenRange all = text.range(ref->getSourceRange());
  if (what.kind == RawMemoryCall::Algorithm) return changes.replace(all, names::detail + what.name.str());
  TokenRange qualifier = text.range(ref->getQualifierLoc().getSourceRange());
  if (!qualifier.empty() && text.token(qualifier.end - 1) == "::") --qualifier.end;
  if (qualifier.empty() || qualifier.begin != all.begin) return;
  changes.replace(all, std::string(names::detail) + "raw_memory<" + text.text(qualifier) + ">::" + what.name.str());
}

} // namespace perdure
