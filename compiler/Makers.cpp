#include "Makers.h"

#include "Declarations.h"

#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace perdure {

static void add(QualType type, std::vector<const FunctionDecl *> &makers) {
  while (type->isPointerType() || type->isReferenceType()) type = type->getPointeeType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record) return;
  if (const auto *s = dyn_cast<ClassTemplateSpecializationDecl>(record))
    for (const TemplateArgument &a : s->getTemplateArgs().asArray())
      if (a.getKind() == TemplateArgument::Type) add(a.getAsType(), makers);
  const auto *maker = dyn_cast<FunctionDecl>(record->getDeclContext());
  if (maker) maker = functionAround(maker);
  if (maker) makers.push_back(maker);
}

std::vector<const FunctionDecl *> makersOf(const FunctionDecl *instance) {
  std::vector<const FunctionDecl *> makers;
  if (const TemplateArgumentList *list = instance->getTemplateSpecializationArgs())
    for (const TemplateArgument &a : list->asArray())
      if (a.getKind() == TemplateArgument::Type) add(a.getAsType(), makers);
  return makers;
}

} // namespace perdure
