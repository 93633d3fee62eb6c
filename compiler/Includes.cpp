#include "Includes.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/PPCallbacks.h"

#include <filesystem>

using namespace clang;

namespace perdure {

class Includes::Listener : public PPCallbacks {
public:
  Listener(Includes &of, const SourceManager &sources) : Of(of), SM(sources) {}
  void InclusionDirective(SourceLocation hash, const Token &, StringRef, bool angled, CharSourceRange fileName,
                          OptionalFileEntryRef file, StringRef, StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    if (file && hash.isFileID() && !SM.isInSystemHeader(hash)) Of.All.push_back({hash, fileName, *file, angled});
  }

private:
  Includes &Of;
  const SourceManager &SM;
};

void Includes::follow(Preprocessor &preprocessor) {
  preprocessor.addPPCallbacks(std::make_unique<Listener>(*this, preprocessor.getSourceManager()));
}

std::string relativeToMain(FileEntryRef file, const SourceManager &sources) {
  auto absolute = [&](StringRef name) {
    llvm::SmallString<256> path(name);
    sources.getFileManager().makeAbsolutePath(path);
    return std::filesystem::path(std::string(path)).lexically_normal();
  };
  const auto main = sources.getFileEntryRefForID(sources.getMainFileID());
  const std::filesystem::path target = absolute(file.getName());
  if (!main) return target.string();
  const std::filesystem::path relative = target.lexically_relative(absolute(main->getName()).parent_path());
  return relative.empty() ? target.string() : relative.string();
}

} // namespace perdure
