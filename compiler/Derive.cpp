// Verdicts: walks a type's parts, by value and behind owning pointers, down to what the runtime saves by itself or to
// what nothing can save. Input: a type. Output: a Verdict, and the classes for which layouts must be emitted, members
// before the classes that contain them.
//
// A type may contain itself (`struct Node { std::vector<Node> kids; }`): a class is taken for savable while its
// members are looked at, and what was found meanwhile counts only when the whole question is answered with yes.
// What lies behind raw pointers and references waits in a queue of its own: it never changes a verdict.
// Docs: docs/protocol.md, "Layouts".
#include "DeriveDetail.h"
#include "Names.h"
#include "RuntimeNames.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/CXXInheritance.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/SetVector.h>

#include <algorithm>
#include <deque>
#include <set>

using namespace clang;

namespace perdure {
namespace {

constexpr char ownRemedy[] = "give it a serialize member, make it permanent, or end its life before the suspension";
constexpr char foreignRemedy[] = "make it permanent, or end its life before the suspension";

/// "job" + "->" + "stream": a step through an owning pointer, written as C++ would.
std::string stepThrough(const std::string &path) {
  return !path.empty() && path.front() == '.' ? "->" + path.substr(1) : "[0]" + path;
}

/// Is it, all the way down, numbers and what `other` takes, in classes without virtual functions that `whole` takes?
bool consistsOf(QualType type, llvm::function_ref<bool(const Type *)> other,
                llvm::function_ref<bool(const CXXRecordDecl *)> whole) {
  const Type *t = type->getBaseElementTypeUnsafe();
  if (t->isArithmeticType() || t->isEnumeralType()) return !type->isIncompleteType();
  if (other(t)) return true;
  const auto *record = t->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || record->isDynamicClass() || !whole(record)) return false;
  for (const CXXBaseSpecifier &base : record->bases())
    if (!consistsOf(base.getType(), other, whole)) return false;
  for (const FieldDecl *field : record->fields())
    if (!consistsOf(field->getType(), other, whole)) return false;
  return true;
}

bool nothingElse(const Type *) { return false; }
bool isTriviallyCopyable(const CXXRecordDecl *record) { return record->isTriviallyCopyable(); }

/// Numbers all the way down, in classes that may say themselves how they are copied, but not how they are saved.
bool isNumbers(QualType type) {
  return consistsOf(type, nothingElse, [](const CXXRecordDecl *record) { return !derive::hasSerialize(record); });
}

/// Is it numbers all the way down, so that its bytes are its value?
bool isPlain(QualType type) { return consistsOf(type, nothingElse, isTriviallyCopyable); }

/// Numbers and pointers all the way down: where the heap is tracked, a word of it that leads to something alive can be
/// told from one that does not.
bool isRaw(QualType type) {
  auto isPointer = [](const Type *t) { return t->isPointerType(); }; // to a function, too: it lies in the program
  return consistsOf(type, isPointer, isTriviallyCopyable);
}

/// The types of all exceptions that the user's code throws.
class Throws : public RecursiveASTVisitor<Throws> {
public:
  std::vector<QualType> types;

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool TraverseDecl(Decl *d) {
    if (!d || d->getASTContext().getSourceManager().isInSystemHeader(d->getLocation())) return true;
    return RecursiveASTVisitor::TraverseDecl(d);
  }
  bool VisitCXXThrowExpr(CXXThrowExpr *e) {
    const Expr *thrown = e->getSubExpr();
    if (thrown && !thrown->isTypeDependent()) types.push_back(thrown->getType());
    return true;
  }
  /// What the library throws for the user: an exception that nests another one.
  bool VisitCallExpr(CallExpr *e) {
    const FunctionDecl *callee = e->getDirectCallee();
    if (!callee || !callee->getIdentifier() || !derive::isStd(callee)) return true;
    if (callee->getName() == "make_exception_ptr" && e->getNumArgs() == 1) types.push_back(e->getArg(0)->getType());
    const FunctionDecl *defined = nullptr;
    if (!callee->getName().contains("throw_with_nested") || !callee->hasBody(defined)) return true;
    return !seen_.insert(defined).second || TraverseStmt(defined->getBody());
  }

private:
  llvm::DenseSet<const FunctionDecl *> seen_;
};

const ClassTemplateSpecializationDecl *asSpecialisation(const CXXRecordDecl *record) {
  return dyn_cast<ClassTemplateSpecializationDecl>(record);
}

} // namespace

class Derivation::Impl {
public:
  Impl(ASTContext &context, const PrintingPolicy &display, Completer complete, bool trackedHeap)
      : context(context), display_(display), complete_(std::move(complete)), tracked_(trackedHeap) {
    if (tracked_) refused = derive::refusedText(context);
    display_.AnonymousTagLocations = false; // they are absolute paths
    display_.SuppressTagKeyword = true;
  }

  Verdict need(QualType type) {
    Verdict verdict = judge(type);
    while (!queue_.empty()) {
      const CXXRecordDecl *next = queue_.front();
      queue_.pop_front();
      const bool savable = judge(context.getRecordType(next)).savable;
      if (!next->hasDefinition() || (derive::isStd(next) && !derive::isExtension(next))) continue;
      // Where the heap is tracked, what lies in a block of bytes is known by the pointers that lead there.
      if (savable && !next->isAbstract() && (tracked_ || next->isPolymorphic()))
        known.insert(context.getRecordType(next).getCanonicalType().getTypePtr());
      if (next->isPolymorphic()) followDerived(next);
    }
    return verdict;
  }

  void mayBeThrown(QualType type) {
    type = type.getNonReferenceType().getCanonicalType().getUnqualifiedType();
    if (const auto *tag = type->getAsTagDecl(); tag && derive::isStd(tag)) {
      // The runtime knows the others by itself.
      const auto *nested = dyn_cast<ClassTemplateSpecializationDecl>(tag);
      if (!nested || derive::qualifiedName(nested) != "std::_Nested_exception") return;
    }
    if (!derive::objectionToName(type, false) && need(type).savable) known.insert(type.getTypePtr());
  }

  /// What the program puts into each std::function and std::any that is saved: known when all of it has been seen, and
  /// found where it is done, in the instances of their constructors. What cannot be saved is no error here, because
  /// nobody knows which of them holds it: saving one that does is.
  void findContents() {
    for (size_t k = 0; k < holders.size(); ++k) { // to save a content may need more of them
      const CXXRecordDecl *holder = holders[k];
      for (QualType content : derive::contentsOf(holder)) {
        if (content->isVoidType() || derive::objectionToName(content, false) || !need(content).savable) continue;
        contents.insert({holder, content.getTypePtr()});
      }
    }
  }

  ASTContext &context;
  llvm::SetVector<const CXXRecordDecl *> holders; ///< std::function<...>, std::any, std::shared_ptr<void or a base>
  llvm::SetVector<std::pair<const CXXRecordDecl *, const Type *>> contents;
  llvm::SetVector<const CXXRecordDecl *> layouts; ///< in the order of the text
  llvm::SetVector<const Type *> known;            ///< what images find by name
  std::set<std::string> headers;
  std::string refused; ///< rows of the classes that other files may not save

private:
  /// Answers one question completely: what it found counts if the answer is yes.
  Verdict judge(QualType type) {
    Verdict verdict;
    open_.clear();
    found_.clear();
    pending_.clear();
    const bool savable = check(type, verdict);
    verdict.savable = savable;
    if (!savable) return verdict;
    for (const CXXRecordDecl *record : open_) accepted_.insert(record);
    for (const CXXRecordDecl *record : found_) layouts.insert(record);
    for (const CXXRecordDecl *next : pending_) enqueue(next);
    return verdict;
  }

  void enqueue(const CXXRecordDecl *record) {
    if (followed_.insert(record->getCanonicalDecl()).second) queue_.push_back(record);
  }

  bool refuse(Verdict &verdict, QualType type, std::string reason, std::string remedy, SourceLocation where = {}) {
    verdict.savable = false;
    verdict.path.clear();
    verdict.type = shown(type);
    verdict.reason = std::move(reason);
    verdict.remedy = std::move(remedy);
    verdict.where = where;
    return false;
  }

  /// The type as the user wrote it: "Local", though its variable was declared `struct Local {...} v;`.
  std::string shown(QualType type) const {
    std::string text = type.getAsString(display_);
    for (llvm::StringRef keyword : {"struct ", "class ", "union ", "enum "})
      if (llvm::StringRef(text).starts_with(keyword)) return text.substr(keyword.size());
    return text;
  }

  bool step(QualType type, const char *path, Verdict &verdict) {
    if (check(type, verdict)) return true;
    verdict.path = path + verdict.path;
    return false;
  }

  /// What a pointer or reference points to is judged later, on its own.
  void follow(QualType pointee) {
    while (pointee->isPointerType() || pointee->isArrayType())
      pointee = pointee->isPointerType() ? pointee->getPointeeType() : context.getBaseElementType(pointee);
    if (const CXXRecordDecl *record = pointee->getAsCXXRecordDecl()) pending_.push_back(record);
  }

  /// A pointer to a polymorphic class may point to any class derived from it.
  void followDerived(const CXXRecordDecl *record) {
    if (derivedFrom_.empty()) collectDerived(context.getTranslationUnitDecl());
    for (const CXXRecordDecl *derived : derivedFrom_[record->getCanonicalDecl()]) enqueue(derived);
  }

  void collectDerived(const DeclContext *place) {
    for (const Decl *d : place->decls()) {
      if (isa<NamespaceDecl, LinkageSpecDecl>(d)) {
        if (!cast<DeclContext>(d)->isStdNamespace()) collectDerived(cast<DeclContext>(d));
      } else if (const auto *t = dyn_cast<ClassTemplateDecl>(d)) {
        for (const ClassTemplateSpecializationDecl *s : t->specializations()) collectDerived(s, s);
      } else if (const auto *record = dyn_cast<CXXRecordDecl>(d)) {
        if (!place->isFunctionOrMethod() || givenName(record)) collectDerived(record, record);
      } else if (const auto *f = dyn_cast<FunctionDecl>(d)) { // its classes, where they have moved out of it
        collectDerived(static_cast<const DeclContext *>(f));
      } else if (const auto *t = dyn_cast<FunctionTemplateDecl>(d)) {
        for (const FunctionDecl *f : t->specializations()) collectDerived(static_cast<const DeclContext *>(f));
      }
    }
  }
  void collectDerived(const CXXRecordDecl *record, const DeclContext *inside) {
    if (!record->isThisDeclarationADefinition() || record->isDependentContext() || derive::isStd(record)) return;
    for (const CXXBaseSpecifier &base : record->bases())
      if (const CXXRecordDecl *b = base.getType()->getAsCXXRecordDecl()) {
        auto &list = derivedFrom_[b->getCanonicalDecl()];
        if (!llvm::is_contained(list, record)) list.push_back(record);
      }
    collectDerived(inside);
  }

  bool check(QualType written, Verdict &verdict) {
    QualType type = written.getCanonicalType().getUnqualifiedType();
    if (type->isReferenceType()) return follow(type->getPointeeType()), true;
    if (const auto *array = context.getAsConstantArrayType(type)) {
      const ArrayType *sugared = written->getAsArrayTypeUnsafe();
      return step(sugared ? sugared->getElementType() : array->getElementType(), "[]", verdict);
    }
    if (type->isAnyComplexType() || type->isVectorType()) return true;
    if (type->isVariableArrayType()) return refuse(verdict, written, "is a variable length array", "use std::vector");
    if (type->isArrayType()) return refuse(verdict, written, "is an array of unknown bound", "use std::vector");
    if (type->isPointerType()) return follow(type->getPointeeType()), true;
    if (type->isMemberPointerType() || type->isNullPtrType() || type->isEnumeralType()) return true;
    if (const auto *builtin = dyn_cast<BuiltinType>(type); builtin && builtin->isArithmeticType()) return true;
    if (CXXRecordDecl *record = type->getAsCXXRecordDecl()) return checkClass(record, written, verdict);
    return refuse(verdict, written, "is not known to the runtime", foreignRemedy);
  }

  bool checkClass(CXXRecordDecl *record, QualType written, Verdict &verdict) {
    record = record->getCanonicalDecl();
    if (accepted_.count(record) || open_.count(record)) return true;
    if (auto known = refused_.find(record); known != refused_.end()) {
      verdict = known->second;
      if (verdict.path.empty()) verdict.type = shown(written);
      return false;
    }
    const bool fine = judgeClass(record, written, verdict);
    if (!fine) refused_[record] = verdict; // definite: to assume more had not helped
    return fine;
  }

  bool judgeClass(CXXRecordDecl *record, QualType written, Verdict &verdict) {
    const SourceLocation at = record->getLocation();
    if (record->isLambda() && !givenName(record))
      return refuse(verdict, written, "is a lambda",
                    "write it as a class with operator(), or end its life before the suspension", at);
    CXXRecordDecl *definition = record->getDefinition();
    if (!definition && complete_(context.getRecordType(record))) definition = record->getDefinition();
    if (!definition)
      return refuse(verdict, written, "is incomplete here", "include its definition, or make it permanent", at);
    const std::string name = derive::qualifiedName(record);
    if (derive::isBoostHolder(record)) return checkStd(*derive::findStdType(name), record, written, verdict);
    if (derive::isStd(record)) {
      const derive::StdType *known = derive::findStdType(name);
      if (known && !(known->savable && known->help.empty())) return checkStd(*known, record, written, verdict);
      const bool plain = isPlain(context.getRecordType(record)); // a calendar date, a distribution's parameters
      if (!known && !plain && !definition->isEmpty() && !derive::hasSerialize(definition) &&
          !derive::isExtension(record))
        return refuse(verdict, written, "is not known to the runtime", foreignRemedy);
    }
    if (definition->isEmpty() && definition->isTriviallyCopyable() && !definition->isUnion() &&
        !derive::hasSerialize(definition) && !derive::objectionToName(written, false))
      return true; // nothing to save, and the runtime knows that
    if (derive::isCFile(written))
      return refuse(verdict, written, "is a C stream", "keep a FILE * or a std::unique_ptr with a deleter");
    for (const char *handle : {"pthread_mutex_t", "pthread_cond_t", "pthread_rwlock_t", "pthread_barrier_t", "sem_t",
                               "__jmp_buf_tag", "__va_list_tag", "__dirstream"})
      if (name == handle || written.getCanonicalType().getAsString(display_) == handle)
        return refuse(verdict, written, "is bound to this process", foreignRemedy, at);
    if (derive::hasSerialize(definition)) return checkSerialised(definition, written, verdict);
    open_.insert(record);
    if (!checkMembers(definition, written, verdict)) return false;
    found_.insert(definition);
    return true;
  }

  bool checkStd(const derive::StdType &known, const CXXRecordDecl *record, QualType written, Verdict &verdict) {
    if (!known.savable) return refuse(verdict, written, known.detail.str(), known.help.str());
    open_.insert(record);
    headers.insert(("perdure/detail/" + known.help + ".hpp").str());
    if (known.name == "std::function" || known.name == "std::any") holders.insert(record->getDefinition());
    const auto *specialisation = asSpecialisation(record);
    if (known.name == "std::shared_ptr" && specialisation) {
      const QualType to = specialisation->getTemplateArgs()[0].getAsType();
      const CXXRecordDecl *base = to->getAsCXXRecordDecl();
      if (to->isVoidType() || (base && base->hasDefinition() && !base->isPolymorphic())) // it does not tell what it is
        holders.insert(record->getDefinition());
    }
    if (!specialisation || known.detail.empty()) return true;
    // The arguments as written keep the user's names in messages; the canonical ones stand in where none are.
    llvm::SmallVector<TemplateArgument, 6> arguments;
    for (const TemplateArgument &argument : specialisation->getTemplateArgs().asArray())
      if (argument.getKind() == TemplateArgument::Pack)
        arguments.append(argument.pack_begin(), argument.pack_end());
      else
        arguments.push_back(argument);
    if (const auto *sugar = written->getAs<TemplateSpecializationType>(); sugar && !sugar->isTypeAlias())
      for (size_t k = 0; k < sugar->template_arguments().size() && k < arguments.size(); ++k)
        if (const TemplateArgument &a = sugar->template_arguments()[k]; a.getKind() == TemplateArgument::Type) {
          if (context.hasSameType(a.getAsType(), arguments[k].getAsType())) arguments[k] = a;
        }
    if (known.name == "std::scoped_lock" && arguments.size() != 1)
      return refuse(verdict, written, "holds several locks", "use one std::unique_lock for each");
    for (size_t k = 0; k < arguments.size(); ++k) {
      const char role = known.detail[std::min(k, known.detail.size() - 1)];
      if (role == '-' || arguments[k].getKind() != TemplateArgument::Type) continue;
      if (!checkRole(role, k, arguments[k].getAsType(), written, verdict)) return false;
    }
    return true;
  }

  bool checkRole(char role, size_t index, QualType type, QualType whole, Verdict &verdict) {
    if (type->isReferenceType()) {
      if (llvm::StringRef("12g").contains(role)) return follow(type.getNonReferenceType()), true;
      return refuse(verdict, whole, "holds references", "hold pointers, or end its life before the suspension");
    }
    switch (role) {
    case 'e':
      return step(type, "[]", verdict);
    case 'k':
      return step(type, "[].first", verdict);
    case 'm':
      return step(type, "[].second", verdict);
    case '1':
      return step(type, ".first", verdict);
    case '2':
      return step(type, ".second", verdict);
    case 'o':
      return step(type, ".value()", verdict);
    case 'g':
      return step(type, (".get<" + std::to_string(index) + ">").c_str(), verdict);
    case 'u':
      return check(type, verdict);
    case 'w':
      return follow(type->isPointerType() ? type->getPointeeType() : type), true;
    case 'S':
      return follow(type), true;
    case 'p':
      return derive::isCFile(type) || checkOwned(type, whole, verdict);
    case 's':
      if (type->isVoidType()) return true; // its control block tells
      if (type->isArrayType())
        return refuse(verdict, whole, "owns an array and does not know how long it is", "use std::vector");
      return checkOwned(type, whole, verdict);
    case 'F':
    case 'f':
      return checkSignature(role == 'f', type, verdict);
    case 'n':
      if (type->isArithmeticType() || type->isEnumeralType()) return true;
      if (type->isPointerType()) return follow(type), true;
      return refuse(verdict, whole, "holds '" + shown(type) + "', which is not a number", foreignRemedy);
    case 'c':
      if (const CXXRecordDecl *r = type->getAsCXXRecordDecl(); r && r->hasDefinition() && r->isEmpty()) {
        if (auto objection = derive::objectionToName(type, false))
          return refuse(verdict, whole, "uses a function object that " + *objection, "use a named class for it");
        return true;
      }
      if (check(type, verdict)) return true;
      if (verdict.path.empty())
        return refuse(verdict, whole, "uses the function object '" + verdict.type + "', which " + verdict.reason,
                      "use a class without members for it, or end its life before the suspension");
      return false;
    case 'a':
    case 'A':
      return checkAllocator(role == 'a', type, whole, verdict);
    case 'd':
      return checkDeleter(type, whole, verdict);
    }
    return refuse(verdict, whole, "is not known to the runtime", foreignRemedy);
  }

  /// What a function type's parameters are made of: arguments that std::bind keeps. A std::function only calls it.
  bool checkSignature(bool kept, QualType type, Verdict &verdict) {
    const auto *function = type->getAs<FunctionProtoType>();
    if (!function || !kept) return true;
    if (!step(function->getReturnType(), "(function)", verdict)) return false;
    for (QualType parameter : function->param_types())
      if (!step(parameter, "(bound)", verdict)) return false;
    return true;
  }

  /// std::allocator, one of std::pmr, or any without a state.
  bool checkAllocator(bool resources, QualType type, QualType whole, Verdict &verdict) {
    const CXXRecordDecl *record = type->getAsCXXRecordDecl();
    const std::string name = record ? derive::qualifiedName(record) : "";
    if (name == "std::allocator") return true;
    if (name == "std::pmr::polymorphic_allocator" && resources) {
      headers.insert("perdure/detail/io_pmr.hpp");
      return true;
    }
    if (auto objection = derive::objectionToName(type, false))
      return refuse(verdict, whole, "allocates with what " + *objection, foreignRemedy);
    if (record && record->hasDefinition() && record->isEmpty() && record->hasDefaultConstructor()) return true;
    return refuse(verdict, whole, "allocates with '" + shown(type) + "', which has a state", foreignRemedy);
  }

  /// A deleter knows how memory is given back, and the runtime must get it in the same way: it does where the heap is
  /// tracked; elsewhere only memory for `delete` can be made.
  bool checkDeleter(QualType type, QualType whole, Verdict &verdict) {
    const CXXRecordDecl *record = type->getAsCXXRecordDecl();
    if (record && derive::isStd(record) && derive::qualifiedName(record) == "std::default_delete") return true;
    if (auto objection = derive::objectionToName(type, false))
      return refuse(verdict, whole, "deletes with what " + *objection, foreignRemedy);
    // A closer of a C file gets one that the runtime has opened.
    const auto *owner = asSpecialisation(whole->getAsCXXRecordDecl());
    const bool closes = owner && derive::isCFile(owner->getTemplateArgs()[0].getAsType());
    const bool deletes = record && record->hasDefinition() && derive::deletesItsArgument(record->getDefinition());
    if (!tracked_ && !deletes && !closes)
      return refuse(verdict, whole,
                    "deletes with '" + shown(type) + "', and nothing tells where the memory must come from",
                    "use the default deleter, or --all, which tracks the heap; or " + std::string(foreignRemedy));
    if (record && record->isEmpty()) return true;
    if (check(type, verdict)) return true;
    verdict.path = ".get_deleter()" + verdict.path;
    return false;
  }

  bool checkOwned(QualType type, QualType whole, Verdict &verdict) {
    if (type->isVoidType())
      return refuse(verdict, whole, "owns something of unknown type", "point to a class, or make it permanent");
    if (type->isArrayType()) {
      type = context.getBaseElementType(type);
      const CXXRecordDecl *record = type->getAsCXXRecordDecl();
      const bool counted = record && record->hasDefinition() && !record->hasTrivialDestructor();
      if (!tracked_ && !counted && !type->isArithmeticType() && !type->isEnumeralType())
        return refuse(verdict, whole, "owns an array and does not know how long it is",
                      "use std::vector, or --all, which tracks the heap");
    }
    // A pointer to a stream's base class owns a stream that is something more: the runtime knows what.
    if (const CXXRecordDecl *r = type->getAsCXXRecordDecl(); r && derive::isStd(r)) {
      const std::string name = derive::qualifiedName(r);
      if (name == "std::basic_istream" || name == "std::basic_ostream" || name == "std::basic_iostream") {
        headers.insert("perdure/detail/io_file.hpp");
        return true;
      }
    }
    if (!check(type, verdict)) {
      verdict.path = stepThrough(verdict.path);
      return false;
    }
    follow(type); // for the classes derived from it
    return true;
  }

  /// A class that serialises itself: what it holds may still need layouts, which is no condition.
  bool checkSerialised(const CXXRecordDecl *record, QualType written, Verdict &verdict) {
    if (!derive::canBeMadeEmpty(record))
      return refuse(verdict, written, "has a serialize but no default constructor to restore it into",
                    "give it a default constructor (private, with boost::serialization::access as a friend, will do)",
                    record->getLocation());
    if (auto objection = derive::objectionToName(context.getRecordType(record), true))
      return refuse(verdict, written, *objection, "move it to a namespace, or end its life before the suspension",
                    record->getLocation());
    open_.insert(record->getCanonicalDecl());
    headers.insert("perdure/detail/io_serialized.hpp");
    for (const CXXBaseSpecifier &base : record->bases()) follow(base.getType());
    for (const FieldDecl *field : record->fields()) follow(field->getType().getNonReferenceType());
    return true;
  }

  bool checkMembers(const CXXRecordDecl *record, QualType written, Verdict &verdict) {
    const SourceLocation at = record->getLocation();
    if (auto objection = derive::objectionToName(context.getRecordType(record), false))
      return refuse(verdict, written, *objection, "move it to a namespace, or end its life before the suspension", at);
    if (record->isUnion()) {
      if (derive::isStorage(record) || (tracked_ && derive::isRoom(record))) return useWords();
      if (isPlain(context.getRecordType(record))) return true;
      if (tracked_ && holdsAnything(record)) return useWords();
      return refuse(verdict, written, "has no way to be saved: union with non-trivial members or pointers",
                    "give it a serialize member, or use std::variant", at);
    }
    if (auto what = derive::ownsInvisibly(record, tracked_)) return refuse(verdict, written, *what, ownRemedy, at);
    for (const CXXBaseSpecifier &base : record->bases()) {
      const CXXRecordDecl *b = base.getType()->getAsCXXRecordDecl();
      if (b && b->hasDefinition() && b->isEmpty()) continue; // nothing to save
      if (b && base.isVirtual() && derive::hasSerialize(b->getDefinition() ? b->getDefinition() : b))
        return refuse(verdict, written, "has the virtual base class '" + shown(base.getType()) + "' with a serialize",
                      ownRemedy, at);
      if (isAmbiguous(record, b))
        return refuse(verdict, written, "has the base class '" + shown(base.getType()) + "' twice", ownRemedy, at);
      if (b && derive::isStd(b) && derive::isStream(derive::qualifiedName(b)))
        return refuse(verdict, written,
                      "has the base class '" + shown(base.getType()) +
                          "', a stream, which can be saved as a whole only",
                      "make the stream a member; or " + std::string(ownRemedy), base.getBeginLoc());
      if (check(base.getType(), verdict)) continue;
      if (!verdict.path.empty()) return false; // the path leads through the base as C++ does
      const std::string reason = "has the base class '" + verdict.type + "', which " + verdict.reason;
      return refuse(verdict, written, reason, ownRemedy, base.getBeginLoc());
    }
    if (auto objection = derive::objectionToTable(record)) return refuse(verdict, written, *objection, ownRemedy, at);
    return checkFields(record, verdict);
  }

  /// A union with pointers in it is saved word by word.
  /// A union's members, of which only the program knows which one is there: raw ones can be told from their bytes,
  /// others have been placed there.
  bool holdsAnything(const CXXRecordDecl *record) {
    for (const FieldDecl *field : record->fields()) {
      Verdict verdict;
      if (!isRaw(field->getType()) && !check(field->getType(), verdict)) return false;
    }
    return true;
  }

  bool useWords() {
    headers.insert("perdure/detail/io_words.hpp");
    return true;
  }

  static bool isAmbiguous(const CXXRecordDecl *record, const CXXRecordDecl *base) {
    CXXBasePaths paths;
    paths.setOrigin(const_cast<CXXRecordDecl *>(record));
    return base && record->isDerivedFrom(base, paths) &&
           paths.isAmbiguous(base->getASTContext().getCanonicalType(base->getASTContext().getRecordType(base)));
  }

  bool checkFields(const CXXRecordDecl *record, Verdict &verdict) {
    for (const FieldDecl *field : record->fields()) {
      QualType type = field->getType();
      const std::string path = "." + memberName(field);
      const CXXRecordDecl *inner = type->getAsCXXRecordDecl();
      if (field->isUnnamedBitField()) continue;
      if (field->isAnonymousStructOrUnion() && !inner->isUnion()) {
        if (!checkFields(inner, verdict)) return false;
        continue;
      }
      if (inner && derive::isBytes(field)) {
        if ((derive::isStorage(inner) || (tracked_ && derive::isRoom(inner))) && useWords()) continue;
        if (isPlain(type) || (tracked_ && holdsAnything(inner) && useWords())) continue;
        refuse(verdict, context.getRecordType(record),
               "has no way to be saved: unnamed union with non-trivial members or pointers",
               "give it a serialize member, or use std::variant", field->getLocation());
        if (!field->getName().empty()) verdict.path = path;
        return false;
      }
      if (derive::isPacked(field)) {
        if (isPlain(type) || isNumbers(type)) continue;
        refuse(verdict, type, "may lie at an address that is no multiple of its alignment, in a packed class",
               "move it out of the packed class, or give that a serialize member", field->getLocation());
        verdict.path = path;
        return false;
      }
      if (tracked_ && derive::isRoom(field) && useWords()) continue;
      if (inner && inner->hasDefinition() && inner->isEmpty() && (!inner->isLambda() || givenName(inner)))
        continue; // nothing to save
      if (derive::isTail(field)) {
        if (const auto *element = context.getAsArrayType(type)->getElementType()->getAsRecordDecl();
            tracked_ && element && element->isUnion())
          useWords();
        if (check(context.getAsArrayType(type)->getElementType(), verdict)) continue;
        verdict.path = path + "[]" + verdict.path;
        return false;
      }
      if (type->isIncompleteArrayType() || (context.getAsConstantArrayType(type) && context.getTypeSize(type) == 0)) {
        refuse(verdict, type, "is an array of unknown bound", "use std::vector", field->getLocation());
        verdict.path = path;
        return false;
      }
      if (tracked_ && derive::isOpaqueOwner(field)) {
        headers.insert("perdure/detail/io_memory.hpp");
        follow(cast<ClassTemplateSpecializationDecl>(inner)->getTemplateArgs()[0].getAsType());
        continue;
      }
      if (check(type, verdict)) continue;
      if (verdict.path.empty() || verdict.where.isInvalid()) verdict.where = field->getLocation();
      verdict.path = path + verdict.path;
      return false;
    }
    return true;
  }

public:
  bool tracked() const { return tracked_; }

private:
  PrintingPolicy display_;
  const Completer complete_;
  const bool tracked_;                             ///< the runtime knows every block of the heap
  llvm::DenseSet<const CXXRecordDecl *> accepted_; ///< known to be savable
  llvm::DenseMap<const CXXRecordDecl *, Verdict> refused_;
  llvm::DenseSet<const CXXRecordDecl *> open_;   ///< taken for savable while one question is open
  llvm::SetVector<const CXXRecordDecl *> found_; ///< need layouts if the open question is answered with yes
  std::vector<const CXXRecordDecl *> pending_;   ///< to be judged then
  std::deque<const CXXRecordDecl *> queue_;
  llvm::DenseSet<const CXXRecordDecl *> followed_;
  llvm::DenseMap<const CXXRecordDecl *, llvm::SmallVector<const CXXRecordDecl *, 2>> derivedFrom_;
};

Derivation::Derivation(ASTContext &context, const PrintingPolicy &display, Completer complete, bool trackedHeap)
    : impl_(std::make_unique<Impl>(context, display, std::move(complete), trackedHeap)) {}
Derivation::~Derivation() = default;

Verdict Derivation::need(QualType type) { return impl_->need(type); }

void Derivation::needRawMemory() { impl_->headers.insert("perdure/detail/raw_memory.hpp"); }
void Derivation::needRoom() { impl_->headers.insert("perdure/detail/io_words.hpp"); }

void Derivation::needThrown() {
  Throws throws;
  throws.TraverseAST(impl_->context);
  for (QualType type : throws.types) impl_->mayBeThrown(type);
}

std::string Derivation::text() const {
  impl_->findContents();
  std::string text;
  for (const CXXRecordDecl *record : impl_->layouts)
    text += derive::layoutText(record, impl_->context, impl_->tracked());
  if (!impl_->known.empty()) text += "\n// found by name when an image is loaded\n";
  for (const Type *type : impl_->known) text += derive::registrationText(QualType(type, 0), impl_->context);
  if (!impl_->contents.empty()) text += "\n// held by a std::function, a std::any or a shared_ptr of another type\n";
  std::set<std::string> once; // a class may be shared under several bases
  for (const auto &[holder, type] : impl_->contents)
    if (std::string one = derive::contentText(holder, QualType(type, 0), impl_->context); once.insert(one).second)
      text += one;
  return text + impl_->refused;
}

std::vector<std::string> Derivation::headers() const {
  impl_->findContents();
  std::set<std::string> headers = impl_->headers;
  if (!impl_->refused.empty()) headers.insert("perdure/detail/refused.hpp");
  if (!impl_->layouts.empty() || !impl_->known.empty()) headers.insert(names::accessHeader);
  return {headers.begin(), headers.end()};
}

} // namespace perdure
