#include "Shown.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace perdure {
namespace {

llvm::DenseSet<const TagDecl *> &shown() {
  static llvm::DenseSet<const TagDecl *> types;
  return types;
}

class HiddenTypes {
public:
  HiddenTypes(const Program &program, SourceText &text, Placement &placed) : P(program), T(text), Placed(placed) {}

  void in(const DeclContext *context) {
    if (const auto *record = dyn_cast<CXXRecordDecl>(context)) show(record);
    for (const Decl *d : context->decls()) {
      if (const auto *t = dyn_cast<ClassTemplateDecl>(d)) d = t->getTemplatedDecl();
      if (isa<NamespaceDecl, LinkageSpecDecl>(d))
        in(cast<DeclContext>(d));
      else if (const auto *record = dyn_cast<CXXRecordDecl>(d);
               record && record->isThisDeclarationADefinition() && P.isOwn(record) && !record->isImplicit())
        in(record);
    }
  }

private:
  const Program &P;
  SourceText &T;
  Placement &Placed;

  /// A declaration of nothing else: "struct Node {...};", from its first token to the semicolon; else nothing.
  TokenRange alone(const Decl *d) const {
    TokenRange r = T.range(d->getSourceRange());
    if (r.empty() || r.end >= T.size() || T.token(r.end) != ";") return {};
    const llvm::StringRef before = r.begin ? T.token(r.begin - 1) : "";
    return before == ";" || before == "}" || before == "{" || before == ":" ? TokenRange{r.begin, r.end + 1}
                                                                            : TokenRange{};
  }

  /// All declarations of a type in the class have the same access, or it stays hidden.
  void show(const CXXRecordDecl *record) {
    std::map<const TagDecl *, std::vector<TokenRange>> found;
    std::vector<const TagDecl *> order;
    for (const Decl *d : record->decls()) {
      const auto *t = dyn_cast<ClassTemplateDecl>(d);
      const auto *tag = dyn_cast<TagDecl>(t ? t->getTemplatedDecl() : d);
      if (!tag || tag->isImplicit() || !tag->getIdentifier() || d->getAccess() == AS_public ||
          d->getAccess() == AS_none)
        continue;
      auto &ranges = found[tag->getCanonicalDecl()];
      if (ranges.empty()) order.push_back(tag->getCanonicalDecl());
      ranges.push_back(alone(d));
    }
    for (const TagDecl *tag : order) {
      const std::vector<TokenRange> &ranges = found[tag];
      if (llvm::any_of(ranges, [](const TokenRange &r) { return r.empty(); })) continue;
      shown().insert(tag);
      const bool isProtected = tag->getAccess() == AS_protected;
      for (const TokenRange &r : ranges) {
        Placed.insertBefore(r.begin, " public: ");
        Placed.insertBehind(r.end - 1, isProtected ? " protected: " : " private: ");
      }
    }
  }
};

} // namespace

void showHiddenTypes(const Program &program, ASTContext &context, SourceText &text, Placement &placed) {
  HiddenTypes(program, text, placed).in(context.getTranslationUnitDecl());
}

bool isShown(const TagDecl *type) {
  if (shown().empty()) return false;
  if (const auto *record = dyn_cast<CXXRecordDecl>(type)) {
    if (const CXXRecordDecl *pattern = record->getTemplateInstantiationPattern()) type = pattern;
  } else if (const auto *e = dyn_cast<EnumDecl>(type)) {
    if (const EnumDecl *pattern = e->getTemplateInstantiationPattern()) type = pattern;
  }
  return shown().contains(type->getCanonicalDecl());
}

} // namespace perdure
