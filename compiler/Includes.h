// The #include directives of the program's own files, for what becomes of them where a header is written out.
#pragma once

#include "clang/Basic/FileEntry.h"
#include "clang/Basic/SourceLocation.h"
#include "clang/Lex/Preprocessor.h"

#include <string>
#include <vector>

namespace perdure {

struct Inclusion {
  clang::SourceLocation hash;      ///< of the directive's '#'
  clang::CharSourceRange fileName; ///< with its quotes
  clang::FileEntryRef file;        ///< what it found, entered again or not
  bool angled;
};

class Includes {
public:
  /// Listens from now on; must live as long as the preprocessor.
  void follow(clang::Preprocessor &preprocessor);
  const std::vector<Inclusion> &all() const { return All; }

private:
  class Listener;
  std::vector<Inclusion> All;
};

/// The file as the main file's directory finds it: "../include/parts.hpp".
std::string relativeToMain(clang::FileEntryRef file, const clang::SourceManager &sources);

} // namespace perdure
