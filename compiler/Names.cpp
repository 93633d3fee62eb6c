#include "Names.h"

#include "Derive.h"
#include "Lower.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

#include <set>

using namespace clang;

namespace perdure {

static llvm::DenseMap<const TagDecl *, std::string> &table() {
  static llvm::DenseMap<const TagDecl *, std::string> names;
  return names;
}

void giveName(const TagDecl *type, std::string name) { table()[type->getCanonicalDecl()] = std::move(name); }

static llvm::DenseMap<const FieldDecl *, std::string> &members() {
  static llvm::DenseMap<const FieldDecl *, std::string> names;
  return names;
}

void giveName(const FieldDecl *member, std::string name) { members()[member] = std::move(name); }

std::string memberName(const FieldDecl *member) {
  auto at = members().find(member);
  return at == members().end() ? member->getNameAsString() : at->second;
}

const std::string *givenName(const TagDecl *type) {
  auto at = table().find(type->getCanonicalDecl());
  return at == table().end() ? nullptr : &at->second;
}

static bool given(const TemplateArgument &argument, llvm::function_ref<bool(const TagDecl *)> wanted) {
  if (argument.getKind() == TemplateArgument::Type) return anyGivenName(argument.getAsType(), wanted);
  if (argument.getKind() == TemplateArgument::Integral) return anyGivenName(argument.getIntegralType(), wanted);
  if (argument.getKind() == TemplateArgument::Pack)
    for (const TemplateArgument &part : argument.pack_elements())
      if (given(part, wanted)) return true;
  return false;
}

bool anyGivenName(QualType type, llvm::function_ref<bool(const TagDecl *)> wanted) {
  if (table().empty() || type.isNull()) return false;
  const Type *t = type.getCanonicalType().getTypePtr();
  if (const TagDecl *tag = t->getAsTagDecl()) {
    for (const Decl *d = tag; d && isa<TagDecl>(d); d = dyn_cast_or_null<Decl>(d->getDeclContext())) {
      if (givenName(cast<TagDecl>(d)) && wanted(cast<TagDecl>(d))) return true;
      if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(d))
        for (const TemplateArgument &argument : s->getTemplateArgs().asArray())
          if (given(argument, wanted)) return true;
    }
    return false;
  }
  if (const auto *member = t->getAs<MemberPointerType>())
    return anyGivenName(QualType(member->getClass(), 0), wanted) || anyGivenName(member->getPointeeType(), wanted);
  if (const auto *array = t->getAsArrayTypeUnsafe()) return anyGivenName(array->getElementType(), wanted);
  if (const auto *function = t->getAs<FunctionProtoType>()) {
    if (anyGivenName(function->getReturnType(), wanted)) return true;
    for (QualType p : function->param_types())
      if (anyGivenName(p, wanted)) return true;
    return false;
  }
  QualType pointee = t->getPointeeType();
  return !pointee.isNull() && anyGivenName(pointee, wanted);
}

bool hasGivenName(QualType type) {
  return anyGivenName(type, [](const TagDecl *) { return true; });
}

static std::string argumentText(const TemplateArgument &argument, const ASTContext &context) {
  switch (argument.getKind()) {
  case TemplateArgument::Type:
    return named(declarator(argument.getAsType(), context), "");
  case TemplateArgument::Pack: {
    std::string out;
    for (const TemplateArgument &part : argument.pack_elements())
      out += (out.empty() ? "" : ", ") + argumentText(part, context);
    return out;
  }
  default: {
    std::string out;
    llvm::raw_string_ostream stream(out);
    PrintingPolicy policy(context.getLangOpts());
    policy.FullyQualifiedName = true;
    policy.SuppressUnwrittenScope = true;
    argument.print(policy, stream, true);
    return out;
  }
  }
}

static std::string tagText(const TagDecl *tag, const ASTContext &context) {
  if (const std::string *name = givenName(tag)) return *name;
  std::string out;
  if (const auto *outer = dyn_cast<TagDecl>(tag->getDeclContext()))
    out = tagText(outer, context) + "::";
  else if (const auto *space =
               dyn_cast<NamespaceDecl>(tag->getDeclContext()->getRedeclContext()->getEnclosingNamespaceContext()))
    for (const DeclContext *c = space; !c->isTranslationUnit(); c = c->getParent())
      if (const auto *ns = dyn_cast<NamespaceDecl>(c); ns && !ns->isAnonymousNamespace() && !ns->isInline())
        out = ns->getNameAsString() + "::" + out;
  out += tag->getNameAsString();
  if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(tag)) {
    std::string arguments;
    for (const TemplateArgument &a : s->getTemplateArgs().asArray()) {
      std::string text = argumentText(a, context);
      if (!text.empty()) arguments += (arguments.empty() ? "" : ", ") + text;
    }
    out += "<" + arguments + ">";
  }
  return out;
}

std::string spellGiven(QualType type, const ASTContext &context) {
  type = type.getCanonicalType();
  if (const TagDecl *tag = type->getAsTagDecl()) {
    std::string qualifiers =
        std::string(type.isConstQualified() ? "const " : "") + (type.isVolatileQualified() ? "volatile " : "");
    return qualifiers + tagText(tag, context);
  }
  return named(declarator(type, context), "");
}

/// The iterators of one view, which are private classes of it.
static void nameIterators(const ClassTemplateSpecializationDecl *view, const ASTContext &context) {
  auto name = [&](const TagDecl *nested, bool isConst) {
    if (!nested->getIdentifier() || nested->getAccess() == AS_public || givenName(nested)) return;
    const llvm::StringRef called = nested->getName();
    const char *how = called == "_Iterator"   ? "std::ranges::iterator_t<"
                      : called == "_Sentinel" ? "std::ranges::sentinel_t<"
                                              : nullptr;
    if (!how) return;
    QualType type = context.getRecordType(view);
    if (isConst) type = type.withConst();
    giveName(nested, how + named(declarator(type, context), "") + ">");
  };
  for (const Decl *d : view->decls()) {
    if (const auto *t = dyn_cast<ClassTemplateDecl>(d)) {
      for (const ClassTemplateSpecializationDecl *s : t->specializations()) {
        const TemplateArgumentList &arguments = s->getTemplateArgs();
        if (arguments.size() == 1 && arguments[0].getKind() == TemplateArgument::Integral)
          name(s, arguments[0].getAsIntegral().getBoolValue());
      }
    } else if (const auto *nested = dyn_cast<CXXRecordDecl>(d); nested && !nested->isInjectedClassName()) {
      name(nested, false);
    }
  }
}

void nameViews(ASTContext &context) {
  auto inside = [&](const DeclContext *in, const char *name) -> const NamespaceDecl * {
    for (const NamedDecl *d : in->lookup(&context.Idents.get(name)))
      if (const auto *space = dyn_cast<NamespaceDecl>(d)) return space;
    return nullptr;
  };
  const NamespaceDecl *std = inside(context.getTranslationUnitDecl(), "std");
  const NamespaceDecl *ranges = std ? inside(std, "ranges") : nullptr;
  if (!ranges) return;
  for (const NamespaceDecl *part : ranges->redecls())
    for (const Decl *d : part->decls())
      if (const auto *t = dyn_cast<ClassTemplateDecl>(d); t && t->isThisDeclarationADefinition())
        for (const ClassTemplateSpecializationDecl *s : t->specializations())
          if (s->hasDefinition()) nameIterators(s, context);
}

std::string UniqueNames::operator()(const std::string &name) {
  std::string base;
  for (char c : name) base += isalnum(static_cast<unsigned char>(c)) || c == '_' ? c : '_';
  std::string out = base;
  // Of a library, too: "using namespace std;" makes std::binary_function one of two.
  auto used = [&](const std::string &candidate) {
    for (const char *suffix :
         {"_frame", "_resume", "_types", "_tag", "_fields", "_points", "_live_1", "_function", "_statics"})
      if (Known.find(candidate + suffix) != Known.end()) return true;
    return Taken.count(candidate) != 0;
  };
  for (int k = 2; used(out); ++k) out = base + "_" + std::to_string(k);
  Taken.insert(out);
  return out;
}

static std::set<std::string> Hidden; ///< by the variables of the function that is looked at

namespace {
class VariableNames : public RecursiveASTVisitor<VariableNames> {
public:
  bool VisitVarDecl(VarDecl *v) { return note(v); }
  bool VisitBindingDecl(BindingDecl *b) { return note(b); }
  bool note(const NamedDecl *d) {
    if (d->getIdentifier()) Hidden.insert(d->getName().str());
    return true;
  }
};
} // namespace

HiddenNames::HiddenNames(const FunctionDecl *f) {
  VariableNames names;
  for (ParmVarDecl *p : f->parameters()) names.note(p);
  names.TraverseStmt(f->getBody());
  if (const auto *method = dyn_cast<CXXMethodDecl>(f)) {
    for (const FieldDecl *member : method->getParent()->fields()) names.note(member);
    for (const CXXMethodDecl *member : method->getParent()->methods())
      if (!isa<CXXConstructorDecl, CXXDestructorDecl>(member)) names.note(member);
  }
}
HiddenNames::~HiddenNames() { Hidden.clear(); }

/// With "::" in front of the names that begin a qualified one and are to have it.
static std::string qualified(const std::string &type, llvm::function_ref<bool(const std::string &)> wanted) {
  std::string out;
  for (size_t k = 0; k < type.size();) {
    if (type[k] == '\'') { // a character as a template's argument
      const size_t shut = type.find('\'', k + (type.compare(k + 1, 1, "\\") == 0 ? 3 : 1));
      const size_t n = std::min(shut, type.size() - 1) + 1 - k;
      out += type.substr(k, n);
      k += n;
      continue;
    }
    size_t end = k;
    while (end < type.size() && (isalnum(static_cast<unsigned char>(type[end])) || type[end] == '_')) ++end;
    const std::string word = type.substr(k, std::max(end, k + 1) - k);
    if (end > k && (k == 0 || type[k - 1] != ':') && wanted(word)) out += "::";
    out += word;
    k += word.size();
  }
  return out;
}

std::string throughHidden(std::string type) {
  return Hidden.empty() ? type : qualified(type, [](const std::string &word) { return Hidden.count(word) != 0; });
}

std::string anywhere(const std::string &spelled, const ASTContext &context) {
  return qualified(spelled, [&](const std::string &word) {
    return !isdigit(static_cast<unsigned char>(word[0])) && context.Idents.get(word).getTokenID() == tok::identifier;
  });
}

} // namespace perdure
