// The user's text, by expanded tokens.
//
// Types and semantics come from Clang's AST, text from the token stream: what a statement was spelled with is
// copied to the byte, comments and macros included, as long as nothing inside it changes. Where a change falls
// inside a macro expansion, that expansion alone is written out in expanded tokens. Printing statements from the
// AST was rejected: it loses macros, comments, literals' spelling and implicit code's absence.
#pragma once

#include "Model.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Syntax/Tokens.h"

#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace perdure {

/// Half-open range of indices into the expanded token stream.
struct TokenRange {
  unsigned begin = 0, end = 0;
  bool empty() const { return begin >= end; }
  bool contains(TokenRange r) const { return begin <= r.begin && r.end <= end; }
};

/// What generated code needs otherwise than the user wrote it, wherever the text is copied to: `tracked(new T)`, a
/// closure's class instead of a lambda. A change belongs to a token range, its owner: it is made where the whole owner
/// is copied. Changes nest like the expressions that they belong to.
class Changes {
public:
  /// Around the owner. Outer owners must be wrapped before the ones inside them.
  void wrap(TokenRange owner, const std::string &before, const std::string &after);
  /// Instead of the owner; changes inside it are dropped.
  void replace(TokenRange owner, const std::string &text);
  bool empty() const { return At.empty(); }
  void add(const Changes &others);

private:
  friend class SourceText;
  struct Mark {
    std::string text;
    TokenRange owner;
  };
  struct Change {
    std::vector<Mark> before, after;
    std::optional<Mark> instead; ///< of tokens [this, owner.end)
  };
  std::map<unsigned, Change> At;
};

/// Replaces a range by pieces, or (no pieces) deletes it.
struct Edit {
  TokenRange range;
  std::vector<Fragment::Piece> pieces;
};

class SourceText {
public:
  SourceText(const clang::syntax::TokenBuffer &tokens, const clang::Preprocessor &preprocessor);

  TokenRange range(clang::SourceRange r) const;
  /// Instantiation forgets where a new-expression without initialiser ends; the templates know.
  void findNewExpressions(clang::ASTContext &context);
  /// The range of a statement that ends in ';', the semicolon included.
  TokenRange withSemicolon(TokenRange r) const;

  /// The first token of a declaration, its attributes and template head included.
  unsigned firstToken(const clang::Decl *d) const;

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
  /// The changes that every text is copied with from now on; they must outlive that. Null: none. Returns the last ones.
  /// For each change: an insertion before (true) or behind (false) a token, its range empty, or a replacement.
  static void forEachChange(const Changes &changes,
                            llvm::function_ref<void(TokenRange, const std::string &, bool)> visit);
  const Changes *setChanges(const Changes *changes) { return std::exchange(Current, changes); }
  bool hasDirective(TokenRange r) const;
  /// Is a macro used there that means something else, or nothing, at the file's end, where templates' instances are
  /// written out?
  bool usesChangedMacro(TokenRange r) const;
  /// A name there that is a macro at the file's end, but was none at that place.
  std::optional<unsigned> laterMacro(TokenRange r) const;

private:
  llvm::ArrayRef<clang::syntax::Token> Tokens;
  const clang::syntax::TokenBuffer &Buffer;
  const clang::Preprocessor &PP;
  const clang::SourceManager &SM;
  const clang::LangOptions &LO;
  bool ExpandAll = false;
  /// Files that are included within braces: lists of macros, which are defined anew around each inclusion.
  llvm::DenseSet<clang::FileID> Midst;
  llvm::DenseMap<unsigned, unsigned> NewEnds; ///< behind the new-expression that begins at a token
  const Changes *Current = nullptr;

  void append(std::string &out, unsigned begin, unsigned end, TokenRange whole) const;
  std::string expanded(unsigned begin, unsigned end, TokenRange whole) const;
  const Changes::Change *change(unsigned token) const;
  const Changes::Mark *instead(unsigned token, unsigned end, TokenRange whole) const;
  std::string replacement(const Changes::Mark &m, TokenRange whole) const;
  bool changed(unsigned begin, unsigned end) const;
  std::string before(unsigned token, TokenRange whole, unsigned beyond) const;
  std::string after(unsigned token, TokenRange whole, unsigned ahead) const;
};

/// Concatenates, merging neighbouring plain text.
void join(std::vector<Fragment::Piece> &to, const std::vector<Fragment::Piece> &from);
void join(std::vector<Fragment::Piece> &to, std::string text);

} // namespace perdure
