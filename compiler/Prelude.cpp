#include "Prelude.h"

#include "clang/Lex/Lexer.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"

#include <memory>

using namespace clang;

namespace perdure {
namespace {

constexpr llvm::StringLiteral Pragma = "perdure_behind_headers";

/// Behind the last line of those at the beginning that include system headers, among comments, macros' definitions and
/// whole conditional blocks.
size_t endOfHeaders(llvm::StringRef text) {
  LangOptions language;
  language.CPlusPlus = language.LineComment = true;
  const std::string copy = text.str(); // ends in a null character, as the lexer wants it
  Lexer lexer(SourceLocation(), language, copy.data(), copy.data(), copy.data() + copy.size());
  lexer.SetCommentRetentionState(true);
  Token t;
  const auto next = [&] { return lexer.LexFromRawLexer(t), t.isNot(tok::eof); };
  const auto spelling = [&] { return text.substr(lexer.getCurrentBufferOffset() - t.getLength(), t.getLength()); };
  size_t end = 0;
  unsigned open = 0; // conditional blocks
  for (bool more = next(); more;) {
    if (t.is(tok::comment)) {
      more = next();
      continue;
    }
    if (!t.isAtStartOfLine() || spelling() != "#") break;
    if (!next() || t.isAtStartOfLine() || t.isNot(tok::raw_identifier)) break;
    const llvm::StringRef directive = spelling();
    size_t last = lexer.getCurrentBufferOffset();
    const bool includes = directive == "include";
    if (directive.starts_with("if")) // ifdef, ifndef
      ++open;
    else if (directive == "endif" && open > 0)
      --open;
    else if (!includes && directive != "define" && directive != "undef" && directive != "elif" && directive != "else")
      break;
    for (bool first = true; (more = next()) && !t.isAtStartOfLine(); first = false) {
      if (includes && first && t.isNot(tok::less)) return end; // the program's own
      if (spelling().contains('\n')) return end;               // of a comment, or escaped
      last = lexer.getCurrentBufferOffset();
    }
    const size_t line = text.find('\n', last);
    if (line == llvm::StringRef::npos || text.substr(last, line - last).contains('\\')) break;
    if (open == 0 && (includes || directive == "endif")) end = line + 1;
  }
  return end;
}

class Behind : public PragmaHandler {
public:
  Behind(unsigned offset, std::function<std::string()> then)
      : PragmaHandler(Pragma), Offset(offset), Then(std::move(then)) {}
  void HandlePragma(Preprocessor &preprocessor, PragmaIntroducer, Token &) override {
    SourceManager &SM = preprocessor.getSourceManager();
    const FileID main = SM.getMainFileID();
    PreprocessorLexer *current = preprocessor.getCurrentFileLexer();
    if (!Then || !current || current->getFileID() != main) return; // the user's own, of whatever use to him
    const std::string text = std::exchange(Then, nullptr)();
    const FileEntryRef file = *SM.getFileEntryRefForID(main);
    SM.overrideFileContents(file, llvm::MemoryBuffer::getMemBufferCopy(text, file.getName()));
    SM.getSLocEntry(main).getFile().getContentCache().SourceLineCache = SrcMgr::LineOffsetMapping();
    // The preprocessor's own lexer cannot be taken from it, nor be given another text.
    auto *lexer = static_cast<Lexer *>(current);
    std::destroy_at(lexer);
    std::construct_at(lexer, main, SM.getBufferOrFake(main), preprocessor, true);
    lexer->seek(Offset, true);
  }

private:
  unsigned Offset;
  std::function<std::string()> Then;
};

} // namespace

Prelude::Prelude(llvm::StringRef text)
    : Headers(text.substr(0, endOfHeaders(text))), Room(4 * text.size() + (size_t(1) << 18)) {}

std::string Prelude::standIn() const {
  std::string out = Headers + "#pragma " + Pragma.str() + "\n";
  out.resize(std::max(out.size(), Room), '\n');
  return out;
}

bool Prelude::fits(llvm::StringRef text) const { return text.starts_with(Headers) && text.size() <= Room; }

void Prelude::follow(CompilerInstance &compiler, std::function<std::string()> behind) const {
  // The preprocessor deletes it.
  compiler.getPreprocessor().AddPragmaHandler(new Behind(unsigned(Headers.size()), std::move(behind)));
}

} // namespace perdure
