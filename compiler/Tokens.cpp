#include "Tokens.h"

#include "clang/Lex/Lexer.h"

#include <algorithm>

using namespace clang;

namespace perdure {

SourceText::SourceText(const syntax::TokenBuffer &tokens, const SourceManager &sources, const LangOptions &language)
    : Tokens(tokens.expandedTokens()), Buffer(tokens), SM(sources), LO(language) {}

TokenRange SourceText::range(SourceRange r) const {
  if (r.isInvalid()) return {};
  auto found = Buffer.expandedTokens(r);
  if (found.empty()) return {};
  auto begin = unsigned(found.begin() - Tokens.begin());
  return {begin, begin + unsigned(found.size())};
}

TokenRange SourceText::withSemicolon(TokenRange r) const {
  if (!r.empty() && r.end < Tokens.size() && Tokens[r.end - 1].kind() != tok::semi && Tokens[r.end].kind() == tok::semi)
    ++r.end;
  return r;
}

TokenRange SourceText::withAttributes(TokenRange r) const {
  while (r.begin >= 4 && token(r.begin - 1) == "]" && token(r.begin - 2) == "]") {
    unsigned at = r.begin - 1;
    int depth = 0;
    do {
      llvm::StringRef t = token(at);
      depth += t == "]" ? 1 : t == "[" ? -1 : 0;
    } while (depth > 0 && at-- > 0);
    if (depth != 0 || token(at + 1) != "[") break;
    r.begin = at;
  }
  return r;
}

llvm::StringRef SourceText::token(unsigned index) const { return Tokens[index].text(SM); }

SourceLocation SourceText::location(unsigned index) const { return SM.getFileLoc(Tokens[index].location()); }

unsigned SourceText::line(unsigned index) const {
  PresumedLoc loc = SM.getPresumedLoc(SM.getExpansionLoc(Tokens[index].location()));
  return loc.isValid() ? loc.getLine() : 0;
}

unsigned SourceText::column(unsigned index) const { return SM.getExpansionColumnNumber(Tokens[index].location()); }

bool SourceText::inMacro(unsigned index) const { return Tokens[index].location().isMacroID(); }

TokenRange SourceText::expansionAround(unsigned index) const {
  auto expansion = [&](unsigned k) { return SM.getExpansionRange(Tokens[k].location()).getBegin(); };
  SourceLocation here = expansion(index);
  TokenRange r{index, index + 1};
  while (r.begin > 0 && inMacro(r.begin - 1) && expansion(r.begin - 1) == here) --r.begin;
  while (r.end < Tokens.size() && inMacro(r.end) && expansion(r.end) == here) ++r.end;
  return r;
}

std::pair<unsigned, unsigned> SourceText::invocation(unsigned index) const {
  CharSourceRange r = SM.getExpansionRange(Tokens[index].location());
  unsigned begin = SM.getFileOffset(r.getBegin());
  return {begin, SM.getFileOffset(Lexer::getLocForEndOfToken(r.getEnd(), 0, SM, LO)) - begin};
}

static bool containsDirective(llvm::StringRef gap) {
  llvm::SmallVector<llvm::StringRef, 8> lines;
  gap.split(lines, '\n');
  for (size_t k = 1; k < lines.size(); ++k)
    if (lines[k].ltrim().starts_with("#")) return true;
  return false;
}

bool SourceText::hasDirective(TokenRange r) const {
  for (unsigned k = r.begin; k + 1 < r.end; ++k) {
    SourceLocation a = SM.getExpansionRange(Tokens[k].location()).getEnd(),
                   b = SM.getExpansionLoc(Tokens[k + 1].location());
    auto [fa, oa] = SM.getDecomposedLoc(Lexer::getLocForEndOfToken(a, 0, SM, LO));
    auto [fb, ob] = SM.getDecomposedLoc(b);
    if (fa == fb && oa < ob && containsDirective(SM.getBufferData(fa).substr(oa, ob - oa))) return true;
  }
  return false;
}

std::string SourceText::expanded(unsigned begin, unsigned end) const {
  std::string out;
  for (unsigned k = begin; k < end; ++k) {
    if (Tokens[k].kind() == tok::kw___attribute && k + 3 < end && token(k + 3) == "annotate") {
      int depth = 0; // the annotation that only this tool reads
      for (++k; k < end; ++k) {
        depth += token(k) == "(" ? 1 : token(k) == ")" ? -1 : 0;
        if (depth == 0) break;
      }
      continue;
    }
    if (k > begin) {
      // Keep what the source glued together glued (`a.b`, `f(x)`), and everything else apart.
      SourceLocation a = Tokens[k - 1].location(), b = Tokens[k].location();
      bool glued = a.getLocWithOffset(Tokens[k - 1].length()) == b;
      if (!glued) out += ' ';
    }
    out += Tokens[k].text(SM);
  }
  return out;
}

/// Appends tokens [begin, end): maximal runs of file tokens verbatim, whole macro expansions as they were invoked,
/// parts of expansions in expanded tokens.
void SourceText::append(std::string &out, unsigned begin, unsigned end) const {
  if (ExpandAll) {
    out += expanded(begin, end);
    return;
  }
  auto expansion = [&](unsigned k) { return SM.getExpansionRange(Tokens[k].location()).getBegin(); };
  std::optional<std::pair<FileID, unsigned>> last; // where the verbatim text so far ends in its file
  auto gapTo = [&](FileID file, unsigned offset) {
    if (!last) return;
    if (last->first != file || last->second > offset) {
      out += ' ';
      return;
    }
    llvm::StringRef gap = SM.getBufferData(file).substr(last->second, offset - last->second);
    if (containsDirective(gap))
      out += '\n';
    else
      out += gap;
  };
  for (unsigned k = begin; k < end;) {
    SourceLocation loc = Tokens[k].location();
    if (loc.isFileID()) {
      auto [file, offset] = SM.getDecomposedLoc(loc);
      gapTo(file, offset);
      out += Tokens[k].text(SM);
      last = {file, offset + Tokens[k].length()};
      ++k;
      continue;
    }
    SourceLocation invocation = expansion(k);
    unsigned stop = k;
    while (stop < end && Tokens[stop].location().isMacroID() && expansion(stop) == invocation) ++stop;
    bool startsWhole = k == 0 || !Tokens[k - 1].location().isMacroID() || expansion(k - 1) != invocation;
    bool endsWhole = stop >= Tokens.size() || !Tokens[stop].location().isMacroID() || expansion(stop) != invocation;
    auto [file, offset] = SM.getDecomposedLoc(invocation);
    SourceLocation closing = SM.getExpansionRange(loc).getEnd();
    auto [endFile, endOffset] = SM.getDecomposedLoc(Lexer::getLocForEndOfToken(closing, 0, SM, LO));
    if (startsWhole && endsWhole && file == endFile) {
      gapTo(file, offset);
      out += SM.getBufferData(file).substr(offset, endOffset - offset);
      last = {file, endOffset};
    } else {
      if (startsWhole)
        gapTo(file, offset);
      else if (!out.empty())
        out += ' ';
      out += expanded(k, stop);
      last.reset();
      if (endsWhole) last = {endFile, endOffset};
      if (!last && stop < end) out += ' ';
    }
    k = stop;
  }
}

std::string SourceText::text(TokenRange r) const {
  std::string out;
  append(out, r.begin, r.end);
  return out;
}

std::vector<Fragment::Piece> SourceText::pieces(TokenRange r, std::vector<Edit> edits) const {
  std::sort(edits.begin(), edits.end(), [](const Edit &a, const Edit &b) { return a.range.begin < b.range.begin; });
  std::vector<Fragment::Piece> out;
  unsigned at = r.begin;
  auto spaced = [&](unsigned before, unsigned after) { // was there white space between two neighbouring tokens?
    if (before + 1 != after || after >= Tokens.size()) return true;
    return Tokens[before].location().getLocWithOffset(Tokens[before].length()) != Tokens[after].location();
  };
  for (const Edit &e : edits) {
    if (e.range.begin < at || e.range.end > r.end) continue;
    if (e.range.begin > at) {
      join(out, text({at, e.range.begin}));
      if (spaced(e.range.begin - 1, e.range.begin)) join(out, " ");
    }
    join(out, e.pieces);
    if (e.range.end < r.end && spaced(e.range.end - 1, e.range.end)) join(out, " ");
    at = e.range.end;
  }
  if (at < r.end) join(out, text({at, r.end}));
  return out;
}

std::string SourceText::leadingComment(unsigned index) const {
  if (ExpandAll) return {};
  SourceLocation loc = SM.getExpansionLoc(Tokens[index].location());
  if (index == 0) return {};
  SourceLocation before = SM.getExpansionRange(Tokens[index - 1].location()).getEnd();
  auto [fa, oa] = SM.getDecomposedLoc(Lexer::getLocForEndOfToken(before, 0, SM, LO));
  auto [fb, ob] = SM.getDecomposedLoc(loc);
  if (fa != fb || oa >= ob) return {};
  llvm::StringRef gap = SM.getBufferData(fb).substr(oa, ob - oa);
  if (containsDirective(gap)) return {};
  size_t firstNewline = gap.find('\n');
  if (firstNewline == llvm::StringRef::npos) return {};
  gap = gap.substr(firstNewline + 1);
  return gap.trim().empty() ? std::string() : gap.rtrim().str();
}

void join(std::vector<Fragment::Piece> &to, std::string text) {
  if (text.empty()) return;
  if (!to.empty() && !to.back().exit)
    to.back().text += text;
  else
    to.push_back({std::move(text), std::nullopt});
}

void join(std::vector<Fragment::Piece> &to, const std::vector<Fragment::Piece> &from) {
  for (const auto &p : from) {
    if (p.exit)
      to.push_back(p);
    else
      join(to, p.text);
  }
}

} // namespace perdure
