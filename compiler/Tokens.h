// The user's text, by expanded tokens.
//
// Types and semantics come from Clang's AST, text from the token stream: what a statement was spelled with is
// copied to the byte, comments and macros included, as long as nothing inside it changes. Where a change falls
// inside a macro expansion, that expansion alone is written out in expanded tokens. Printing statements from the
// AST was rejected: it loses macros, comments, literals' spelling and implicit code's absence.
#pragma once

#include "Model.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Tooling/Syntax/Tokens.h"

#include <functional>

namespace perdure {

/// Half-open range of indices into the expanded token stream.
struct TokenRange {
  unsigned begin = 0, end = 0;
  bool empty() const { return begin >= end; }
  bool contains(TokenRange r) const { return begin <= r.begin && r.end <= end; }
};

/// Replaces a range by pieces, or (no pieces) deletes it.
struct Edit {
  TokenRange range;
  std::vector<Fragment::Piece> pieces;
};

class SourceText {
public:
  SourceText(const clang::syntax::TokenBuffer &tokens, const clang::SourceManager &sources,
             const clang::LangOptions &language);

  TokenRange range(clang::SourceRange r) const;
  /// The range of a statement that ends in ';', the semicolon included.
  TokenRange withSemicolon(TokenRange r) const;

  /// The range with the [[attributes]] in front of it.
  TokenRange withAttributes(TokenRange r) const;

  /// The text of a range with edits applied; edits are disjoint, in any order.
  std::vector<Fragment::Piece> pieces(TokenRange r, std::vector<Edit> edits) const;
  std::string text(TokenRange r) const;

  llvm::StringRef token(unsigned index) const;
  clang::SourceLocation location(unsigned index) const; ///< where the user would look for it
  unsigned line(unsigned index) const;
  unsigned column(unsigned index) const;
  unsigned size() const { return Tokens.size(); }
  /// Comments directly above a token, on their own lines.
  std::string leadingComment(unsigned index) const;
  bool inMacro(unsigned index) const;
  /// All tokens of the outermost macro expansion that a token comes from.
  TokenRange expansionAround(unsigned index) const;
  /// Offset and length, in its file, of the invocation that a token comes from.
  std::pair<unsigned, unsigned> invocation(unsigned index) const;
  /// Write every statement in expanded tokens: for functions with directives between their braces.
  void setExpandAll(bool all) { ExpandAll = all; }
  bool hasDirective(TokenRange r) const;

private:
  llvm::ArrayRef<clang::syntax::Token> Tokens;
  const clang::syntax::TokenBuffer &Buffer;
  const clang::SourceManager &SM;
  const clang::LangOptions &LO;
  bool ExpandAll = false;

  void append(std::string &out, unsigned begin, unsigned end) const;
  std::string expanded(unsigned begin, unsigned end) const;
};

/// Concatenates, merging neighbouring plain text.
void join(std::vector<Fragment::Piece> &to, const std::vector<Fragment::Piece> &from);
void join(std::vector<Fragment::Piece> &to, std::string text);

} // namespace perdure
