// Types as text. Input: a type of the AST. Output: C++ that names it in the global namespace, or why none can.
//
// Clang prints canonical types well; what it cannot print are unnamed types, which decltype of the first enumerator
// or of the member or variable declared with them names, and classes hidden by a function of the same name
// (`struct stat`). Rejected: the type as written in the source (names there resolve in their own scope only) and
// TypeName::getFullyQualifiedName (wrong for deduced types).
#include "DeriveDetail.h"
#include "Names.h"
#include "Shown.h"

#include <clang/AST/ASTContext.h>
#include <clang/Basic/CharInfo.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallPtrSet.h>

using namespace clang;

namespace perdure {
namespace {

using TagVisitor = llvm::function_ref<void(const TagDecl *)>;
void forEachTag(QualType type, TagVisitor visit);

void forEachTag(const TemplateArgument &argument, TagVisitor visit) {
  switch (argument.getKind()) {
  case TemplateArgument::Type:
    return forEachTag(argument.getAsType(), visit);
  case TemplateArgument::Integral:
    return forEachTag(argument.getIntegralType(), visit);
  case TemplateArgument::Pack:
    for (const TemplateArgument &element : argument.pack_elements()) forEachTag(element, visit);
    return;
  default:
    return; // templates and objects as arguments name no type of their own
  }
}

/// Visits every class and enum that the type's name is made of: its own, those around it, template arguments.
void forEachTag(QualType type, TagVisitor visit) {
  if (type.isNull()) return;
  const Type *t = type.getCanonicalType().getTypePtr();
  if (const TagDecl *tag = t->getAsTagDecl()) {
    for (const Decl *d = tag; d; d = dyn_cast_or_null<Decl>(d->getDeclContext())) {
      const auto *outer = dyn_cast<TagDecl>(d);
      if (!outer) break;
      visit(outer);
      if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(outer))
        for (const TemplateArgument &argument : s->getTemplateArgs().asArray()) forEachTag(argument, visit);
    }
  } else if (const auto *member = t->getAs<MemberPointerType>()) {
    forEachTag(QualType(member->getClass(), 0), visit);
    forEachTag(member->getPointeeType(), visit);
  } else if (const auto *array = t->getAsArrayTypeUnsafe()) {
    forEachTag(array->getElementType(), visit);
  } else if (const auto *function = t->getAs<FunctionProtoType>()) {
    forEachTag(function->getReturnType(), visit);
    for (QualType parameter : function->param_types()) forEachTag(parameter, visit);
  } else if (QualType pointee = t->getPointeeType(); !pointee.isNull()) {
    forEachTag(pointee, visit);
  }
}

PrintingPolicy spellingPolicy(const ASTContext &context) {
  PrintingPolicy policy(context.getLangOpts());
  policy.SuppressDefaultTemplateArgs = true; // which needs PrintCanonicalTypes off; the types are canonical anyway
  policy.FullyQualifiedName = true;
  policy.SuppressUnwrittenScope = true;
  policy.SuppressTagKeyword = true;
  policy.Bool = true;
  return policy;
}

bool isUnnamed(const TagDecl *tag) { return !tag->getIdentifier() && !tag->getTypedefNameForAnonDecl(); }

/// What an unnamed type can be named by: its first enumerator, or the first member or variable declared with it.
const ValueDecl *nameOfUnnamed(const TagDecl *tag) {
  if (const auto *e = dyn_cast<EnumDecl>(tag)) {
    if (e->enumerator_begin() != e->enumerator_end()) return *e->enumerator_begin();
  }
  for (const Decl *d : tag->getDeclContext()->decls()) {
    const auto *value = dyn_cast<ValueDecl>(d);
    if (!value || !isa<FieldDecl, VarDecl>(value) || !value->getIdentifier()) continue;
    const Type *base = value->getType()->getBaseElementTypeUnsafe();
    if (base->getAsTagDecl() && base->getAsTagDecl()->getCanonicalDecl() == tag->getCanonicalDecl()) return value;
  }
  return nullptr;
}

std::string spellWith(QualType type, const ASTContext &context, PrintingPolicy policy);

std::string decltypeOf(const ValueDecl *value, const ASTContext &context) {
  std::string scope;
  if (const auto *record = dyn_cast<RecordDecl>(value->getDeclContext()->getRedeclContext()))
    scope = spellWith(context.getRecordType(record), context, spellingPolicy(context)) + "::";
  else if (const auto *space = dyn_cast<NamespaceDecl>(value->getDeclContext()->getRedeclContext()))
    scope = derive::qualifiedName(space) + "::";
  std::string text = "decltype(" + scope + value->getNameAsString() + ")";
  if (value->getType()->isArrayType()) text = "std::remove_all_extents_t<" + text + ">";
  return text;
}

void replaceAll(std::string &text, const std::string &what, const std::string &with) {
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
}

/// A template argument above the range of `long long` is a warning without its `u`.
void suffixLargeNumbers(std::string &text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (!isDigit(text[at]) || (at && isAsciiIdentifierContinue(text[at - 1]))) continue;
    size_t end = at;
    while (end < text.size() && isDigit(text[end])) ++end;
    const bool large = end - at > 19 || (end - at == 19 && text.compare(at, 19, "9223372036854775807") > 0);
    if (large && (end == text.size() || !isAsciiIdentifierContinue(text[end]))) text.insert(end, "u");
    at = end;
  }
}

/// Clang shows the arguments of an explicit specialisation as they were written, wherever that was.
bool hasWrittenArguments(const TagDecl *tag) {
  const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(tag);
  return s && s->isExplicitSpecialization() && s->getTemplateArgsAsWritten() &&
         llvm::any_of(s->getTemplateArgs().asArray(), [](const TemplateArgument &a) {
           return a.getKind() != TemplateArgument::Type || !a.getAsType()->isBuiltinType();
         });
}

std::string spellWith(QualType type, const ASTContext &context, PrintingPolicy policy) {
  if (hasGivenName(type)) return spellGiven(type, context);
  llvm::SmallVector<const TagDecl *, 2> unnamed;
  bool hidden = false, asWritten = false;
  forEachTag(type, [&](const TagDecl *tag) {
    asWritten |= hasWrittenArguments(tag);
    if (isUnnamed(tag) && !llvm::is_contained(unnamed, tag)) unnamed.push_back(tag);
    if (const auto *name = tag->getIdentifier())
      for (const NamedDecl *other : tag->getDeclContext()->getRedeclContext()->lookup(DeclarationName(name)))
        hidden |= isa<FunctionDecl, VarDecl, FieldDecl, EnumConstantDecl>(other);
  });
  if (asWritten) return spellGiven(type, context);
  policy.SuppressTagKeyword = !hidden; // `struct stat` beside `int stat(...)`
  std::string text = type.getCanonicalType().getAsString(policy);
  for (const TagDecl *tag : unnamed)
    if (const ValueDecl *name = nameOfUnnamed(tag))
      replaceAll(text, context.getTypeDeclType(tag).getCanonicalType().getAsString(policy), decltypeOf(name, context));
  replaceAll(text, "(anonymous namespace)::", ""); // inside template arguments Clang prints it all the same
  suffixLargeNumbers(text);
  replaceAll(text, "std::basic_string<char>", "std::string");
  replaceAll(text, "std::basic_string_view<char>", "std::string_view");
  return text;
}

std::string display(const TagDecl *tag) {
  PrintingPolicy policy(tag->getASTContext().getLangOpts());
  policy.SuppressUnwrittenScope = true;
  policy.FullyQualifiedName = true;
  return tag->getASTContext().getTypeDeclType(tag).getAsString(policy);
}

/// Why one class or enum has no name, or none that may be used from outside. The type around it is asked separately.
std::optional<std::string> objectionToTag(const TagDecl *tag, bool inaccessible) {
  if (givenName(tag)) return std::nullopt;
  if (const auto *record = dyn_cast<CXXRecordDecl>(tag); record && record->isLambda()) return "is a lambda";
  if (const auto *function = dyn_cast<FunctionDecl>(tag->getDeclContext()->getRedeclContext()))
    return "is local to function '" + function->getNameAsString() + "', so that nothing outside can name it";
  if (tag->getName() == "__va_list_tag") return "is a va_list";
  const NamedDecl *named = tag;
  if (const auto *specialisation = dyn_cast<ClassTemplateSpecializationDecl>(tag))
    named = specialisation->getSpecializedTemplate();
  if (isUnnamed(tag)) {
    named = nameOfUnnamed(tag);
    if (!named) return "is unnamed";
  }
  const auto *outer = dyn_cast<TagDecl>(named->getDeclContext());
  if (inaccessible && outer && isa<CXXRecordDecl>(outer) && named->getAccess() > AS_public &&
      named->getAccess() != AS_none && !isShown(tag))
    return std::string("is ") + (named->getAccess() == AS_private ? "private" : "protected") + " in '" +
           display(outer) + "'";
  return std::nullopt;
}

} // namespace

std::string spell(QualType type, const ASTContext &context) {
  return throughHidden(spellWith(type, context, spellingPolicy(context)));
}

std::optional<std::string> unspellable(QualType type, bool member) { return derive::objectionToName(type, !member); }

namespace derive {

std::optional<std::string> objectionToName(QualType type, bool inaccessible) {
  std::optional<std::string> result;
  if (const TagDecl *tag = type->getBaseElementTypeUnsafe()->getAsTagDecl(); tag && givenName(tag)) return result;
  const TagDecl *own = type->getBaseElementTypeUnsafe()->getAsTagDecl();
  forEachTag(type, [&](const TagDecl *tag) {
    if (result) return;
    result = objectionToTag(tag, inaccessible);
    if (!result || (own && tag->getCanonicalDecl() == own->getCanonicalDecl())) return;
    const auto *record = dyn_cast<CXXRecordDecl>(tag);
    result = "is made of " + (record && record->isLambda() ? "a lambda" : "'" + display(tag) + "', which " + *result);
  });
  return result;
}

std::string qualifiedName(const NamedDecl *decl) {
  std::string name = decl->getNameAsString();
  for (const DeclContext *c = decl->getDeclContext(); c; c = c->getParent()) {
    const auto *outer = dyn_cast<NamedDecl>(c);
    if (!outer || !outer->getIdentifier()) continue;
    if (const auto *space = dyn_cast<NamespaceDecl>(outer))
      if (space->isInline() || space->getName() == "__debug" || space->getName() == "__cxx1998") continue;
    name = outer->getNameAsString() + "::" + name;
  }
  return name;
}

bool isExtension(const Decl *decl) {
  if (const auto *d = dyn_cast<NamedDecl>(decl); d && d->getIdentifier() && d->isInStdNamespace())
    if (llvm::StringRef name = d->getName(); name == "counted_iterator" || name == "default_sentinel_t") return true;
  for (const DeclContext *c = decl->getDeclContext(); c; c = c->getParent())
    if (const auto *space = dyn_cast<NamespaceDecl>(c); space && space->getIdentifier())
      if (llvm::StringRef name = space->getName(); name == "__gnu_cxx" || name == "tr1" || name == "ranges")
        return true;
  return false;
}

bool isStd(const Decl *decl) {
  const NamespaceDecl *outermost = nullptr;
  for (const DeclContext *c = decl->getDeclContext(); c; c = c->getParent())
    if (const auto *space = dyn_cast<NamespaceDecl>(c)) outermost = space;
  if (outermost && outermost->getIdentifier() && outermost->getName() == "perdure") return true; // the runtime itself
  return outermost && outermost->getIdentifier() &&
         (outermost->getName() == "std" || outermost->getName() == "__gnu_cxx" ||
          outermost->getName() == "__cxxabiv1" || outermost->getName() == "__gnu_debug");
}

} // namespace derive
} // namespace perdure
