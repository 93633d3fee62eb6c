#include "Friends.h"

#include "Declarations.h"
#include "RuntimeNames.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace perdure {

void befriend(const FunctionDecl *d, const Function &f, const Program &program, const ASTContext &context,
              const SourceText &text, Placement &placed) {
  const auto inClass = [&](const CXXRecordDecl *record, const std::string &declaration) {
    placed.insertBefore(text.range(record->getBraceRange().getEnd()).begin, " friend " + declaration + " ");
  };
  std::function<void(const DeclContext *)> walk = [&](const DeclContext *at) {
    for (const Decl *inner : at->decls()) {
      if (const auto *friendly = dyn_cast<FriendDecl>(inner)) {
        const auto *record = dyn_cast<CXXRecordDecl>(at);
        if (!record || !friendly->getFriendDecl() || !isFriend(friendly->getFriendDecl(), d, record)) continue;
        if (isa<CXXMethodDecl>(d)) { // its resume body is another member of its class
          inClass(record, "::" + f.owner + ";");
          continue;
        }
        const std::string resume =
            "void " + f.identifier + "_resume(" + names::frame + (f.isNoexcept ? " *) noexcept;" : " *);");
        placed.insertBefore(text.firstToken(outermostClass(record)), "static " + resume + " ");
        inClass(record, resume);
        continue;
      }
      if (!program.isOwn(inner) && !isa<LinkageSpecDecl>(inner)) continue;
      if (const auto *t = dyn_cast<ClassTemplateDecl>(inner)) inner = t->getTemplatedDecl();
      if (const auto *nested = dyn_cast<DeclContext>(inner); nested && !isa<FunctionDecl>(inner)) walk(nested);
    }
  };
  walk(context.getTranslationUnitDecl());
}

} // namespace perdure
