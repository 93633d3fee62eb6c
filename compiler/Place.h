// Where generated text goes: the user's file with edits, headers of the program's own written out where they change.
//
// Input: edits at tokens or source locations. Output: the text of the main file. A header that has edits, or includes
// one that has, stands in place of its #include directive, with #line directives around; every other #include stays,
// spelled so that the main file's directory finds it.
// Rejected: rewritten copies of headers beside the output, which would have to be unique for each translation unit.
#pragma once

#include "Includes.h"
#include "Tokens.h"

#include <set>

namespace perdure {

class Placement {
public:
  Placement(SourceText &text, clang::SourceManager &sources, const Includes &includes)
      : T(text), SM(sources), Included(includes) {}

  void insertBefore(unsigned token, std::string text);
  void insertBehind(unsigned token, std::string text);
  void replace(TokenRange tokens, std::string text);
  /// Removes the tokens, but not their lines; returns their text.
  std::string take(TokenRange tokens);
  void apply(const Changes &changes);

  /// The file's text with all edits. Of the main file, without the line directive for its beginning.
  std::string assemble(clang::FileID file) const { return assemble(file, changedFiles()); }

private:
  struct FileEdit {
    unsigned offset, length;
    unsigned order; ///< among edits at one place
    std::string text;
  };
  SourceText &T;
  clang::SourceManager &SM;
  const Includes &Included;
  struct TokenEdit {   ///< inside what a macro expands to
    TokenRange tokens; ///< empty: an insertion
    std::string text;
  };
  std::map<clang::FileID, std::vector<FileEdit>> Edits;
  std::map<unsigned, std::vector<TokenEdit>> Expansions; ///< written out; by their first token

  bool insideExpansion(TokenRange tokens, std::string &text);
  /// Expansions with edits, as edits of their files.
  std::map<clang::FileID, std::vector<FileEdit>> allEdits() const;
  /// Files with edits, and what includes them.
  std::set<clang::FileID> changedFiles() const;
  std::string assemble(clang::FileID file, const std::set<clang::FileID> &changed) const;
  /// What becomes of the #include directives that stay in a file.
  void keepIncludes(clang::FileID file, const std::set<clang::FileID> &changed, std::vector<FileEdit> &edits) const;
  void edit(clang::FileID file, unsigned offset, unsigned length, std::string text);
};

/// Generated code has labels and copies that not every function uses; the user's own compiler sees the user's own
/// warnings when it compiles the source.
std::string quietPragmas();

std::string lineDirective(unsigned line, const std::string &file);

} // namespace perdure
