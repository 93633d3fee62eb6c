// Classes of which this file alone shows that no image can hold them: it defines the destructor, which gives back what
// no member owns. The files that merely use such a class compile; the runtime refuses its objects.
#include "Declarations.h"
#include "DeriveDetail.h"
#include "Emit.h"
#include "RuntimeNames.h"

#include <clang/AST/Mangle.h>
#include <llvm/Support/raw_ostream.h>

#include <memory>

using namespace clang;

namespace perdure::derive {

std::string refusedText(ASTContext &context) {
  const std::unique_ptr<MangleContext> mangler(context.createMangleContext());
  std::string rows;
  unsigned count = 0;
  for (const CXXDestructorDecl *d : ownDestructors(context)) {
    if (!d->isThisDeclarationADefinition() || !d->isOutOfLine() || d->isDependentContext()) continue;
    const CXXRecordDecl *record = d->getParent()->getDefinition();
    const std::optional<std::string> why = ownsInvisibly(record, true);
    if (!why || hasSerialize(record)) continue;
    std::string name;
    llvm::raw_string_ostream out(name);
    mangler->mangleCXXRTTIName(context.getRecordType(record), out);
    out.flush();
    rows += "  {" + quoted(name.substr(std::string("_ZTS").size())) + ", " + quoted(*why) + "},\n";
    ++count;
  }
  if (rows.empty()) return "";
  const std::string detail = names::detail;
  return "\n// what other files may not save\nnamespace {\nconstexpr " + detail + "refused_class refused_[] = {\n" +
         rows + "};\nconst " + detail + "refused_classes refused_registration_(refused_, " + std::to_string(count) +
         ");\n} // namespace\n";
}

} // namespace perdure::derive
