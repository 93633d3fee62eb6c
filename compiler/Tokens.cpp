#include "Tokens.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"

#include <algorithm>

using namespace clang;

namespace perdure {

SourceText::SourceText(const syntax::TokenBuffer &tokens, const Preprocessor &preprocessor)
    : Tokens(tokens.expandedTokens()), Buffer(tokens), PP(preprocessor), SM(preprocessor.getSourceManager()),
      LO(preprocessor.getLangOpts()) {
  llvm::DenseSet<FileID> seen;
  FileID last = SM.getMainFileID();
  seen.insert(last);
  unsigned depth = 0;
  for (const syntax::Token &t : Tokens) {
    const FileID file = SM.getFileID(SM.getExpansionLoc(t.location()));
    if (file != last && seen.insert(file).second && depth > 0) Midst.insert(file);
    last = file;
    if (t.kind() == tok::l_brace) ++depth;
    if (t.kind() == tok::r_brace && depth > 0) --depth;
  }
}

TokenRange SourceText::range(SourceRange r) const {
  if (r.isInvalid()) return {};
  auto found = Buffer.expandedTokens(r);
  if (found.empty()) return {};
  auto begin = unsigned(found.begin() - Tokens.begin());
  unsigned end = begin + unsigned(found.size());
  if (begin + 1 < end && Tokens[begin].kind() == tok::equal) ++begin; // of `int x = {1}`, for what the braces build
  if (Tokens[end - 1].kind() == tok::kw_new)
    if (auto known = NewEnds.find(end - 1); known != NewEnds.end()) end = known->second;
  return {begin, end};
}

namespace {
class NewFinder : public RecursiveASTVisitor<NewFinder> {
public:
  explicit NewFinder(llvm::function_ref<void(CXXNewExpr *)> found) : Found(found) {}
  bool VisitCXXNewExpr(CXXNewExpr *e) {
    Found(e);
    return true;
  }

private:
  llvm::function_ref<void(CXXNewExpr *)> Found;
};
} // namespace

void SourceText::findNewExpressions(ASTContext &context) {
  auto note = [&](CXXNewExpr *e) {
    TokenRange r = range(e->getSourceRange());
    for (unsigned k = r.begin; k < r.begin + 2 && k + 1 < r.end; ++k)
      if (Tokens[k].kind() == tok::kw_new) NewEnds[k] = r.end;
  };
  NewFinder finder(note);
  for (Decl *d : context.getTranslationUnitDecl()->decls())
    if (!SM.isInSystemHeader(SM.getExpansionLoc(d->getLocation()))) finder.TraverseDecl(d);
}

TokenRange SourceText::withSemicolon(TokenRange r) const {
  if (!r.empty() && r.end < Tokens.size() && Tokens[r.end - 1].kind() != tok::semi && Tokens[r.end].kind() == tok::semi)
    ++r.end;
  return r;
}

unsigned SourceText::firstToken(const Decl *d) const {
  unsigned first = range(d->getSourceRange().getBegin()).begin;
  const FileID file = SM.getFileID(location(first));
  for (; first > 0; --first) {
    const llvm::StringRef before = token(first - 1);
    if (before == ";" || before == "}" || before == "{" || SM.getFileID(location(first - 1)) != file) break;
  }
  return first;
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

/// Does the name, as a macro, mean something else at the file's end than it did somewhere before?
static bool changes(const IdentifierInfo *name, const Preprocessor &preprocessor) {
  const MacroDirective *last = preprocessor.getLocalMacroDirectiveHistory(name);
  if (!last) return false;
  const MacroInfo *now = preprocessor.getMacroInfo(name);
  for (const MacroDirective *d = last; d; d = d->getPrevious())
    if (const auto *definition = dyn_cast<DefMacroDirective>(d))
      if (!now || !definition->getInfo()->isIdenticalTo(*now, const_cast<Preprocessor &>(preprocessor), false))
        return true;
  return false;
}

bool SourceText::usesChangedMacro(TokenRange r) const {
  if (r.empty()) return false;
  llvm::DenseSet<const IdentifierInfo *> seen;
  std::function<bool(const IdentifierInfo *)> changed = [&](const IdentifierInfo *name) {
    if (!name || !name->hadMacroDefinition() || !seen.insert(name).second) return false;
    if (changes(name, PP)) return true;
    const MacroInfo *now = PP.getMacroInfo(name);
    return now && llvm::any_of(now->tokens(), [&](const Token &t) { return changed(t.getIdentifierInfo()); });
  };
  // The raw text: a macro may have expanded to nothing.
  const auto [file, begin] = SM.getDecomposedLoc(SM.getExpansionLoc(Tokens[r.begin].location()));
  const auto [last, end] = SM.getDecomposedLoc(SM.getExpansionRange(Tokens[r.end - 1].location()).getEnd());
  if (file != last || end < begin) return true;
  const llvm::StringRef buffer = SM.getBufferData(file);
  Lexer lexer(SM.getLocForStartOfFile(file), LO, buffer.begin(), buffer.begin() + begin, buffer.end());
  for (Token t; !lexer.LexFromRawLexer(t) && SM.getFileOffset(t.getLocation()) <= end;)
    if (t.is(tok::raw_identifier)) {
      const auto known = PP.getIdentifierTable().find(t.getRawIdentifier());
      if (known != PP.getIdentifierTable().end() && changed(known->second)) return true;
    }
  return false;
}

std::optional<unsigned> SourceText::laterMacro(TokenRange r) const {
  for (unsigned k = r.begin; k < r.end; ++k) {
    if (inMacro(k)) continue;
    const auto known = PP.getIdentifierTable().find(token(k));
    if (known == PP.getIdentifierTable().end() || !known->second->hasMacroDefinition()) continue;
    const MacroInfo *now = PP.getMacroInfo(known->second);
    if (now->isObjectLike() || (k + 1 < r.end && token(k + 1) == "(")) return k;
  }
  return std::nullopt;
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

void Changes::wrap(TokenRange owner, const std::string &before, const std::string &after) {
  if (owner.empty()) return;
  At[owner.begin].before.push_back({before, owner});
  auto &marks = At[owner.end - 1].after;
  marks.insert(marks.begin(), {after, owner});
}

void Changes::replace(TokenRange owner, const std::string &text) {
  if (!owner.empty()) At[owner.begin].instead = Mark{text, owner};
}

void Changes::add(const Changes &others) {
  std::map<std::pair<unsigned, unsigned>, std::vector<bool>> fresh; // of each owner's wraps, in their order
  for (const auto &[token, change] : others.At) {
    Change &own = At[token];
    const std::vector<Mark> before = own.before;
    for (const Mark &m : change.before) {
      bool known = llvm::any_of(before, [&](const Mark &k) {
        return k.text == m.text && k.owner.begin == m.owner.begin && k.owner.end == m.owner.end;
      });
      fresh[{m.owner.begin, m.owner.end}].push_back(!known);
      if (!known) own.before.push_back(m);
    }
    if (change.instead) own.instead = change.instead;
  }
  for (const auto &[token, change] : others.At) {
    Change &own = At[token];
    std::map<std::pair<unsigned, unsigned>, size_t> next;
    for (auto m = change.after.rbegin(); m != change.after.rend(); ++m) // the outermost is the last
      if (std::pair owner(m->owner.begin, m->owner.end); fresh[owner][next[owner]++])
        own.after.insert(own.after.begin(), *m);
  }
}

void SourceText::forEachChange(const Changes &changes,
                               llvm::function_ref<void(TokenRange, const std::string &, bool)> visit) {
  for (const auto &[token, change] : changes.At) {
    std::string before, after;
    for (const auto &m : change.before) before += m.text;
    for (const auto &m : change.after) after += m.text;
    if (!before.empty()) visit({token, token}, before, true);
    if (change.instead) visit(change.instead->owner, change.instead->text, false);
    if (!after.empty()) visit({token, token}, after, false);
  }
}

const Changes::Change *SourceText::change(unsigned token) const {
  if (!Current) return nullptr;
  auto at = Current->At.find(token);
  return at == Current->At.end() ? nullptr : &at->second;
}

bool SourceText::changed(unsigned begin, unsigned end) const {
  if (!Current) return false;
  auto at = Current->At.lower_bound(begin);
  return at != Current->At.end() && at->first < end;
}

/// What stands before a token: of the owners within `whole` that end behind `beyond`.
std::string SourceText::before(unsigned token, TokenRange whole, unsigned beyond) const {
  std::string out;
  if (const Changes::Change *c = change(token))
    for (const auto &m : c->before)
      if (whole.contains(m.owner) && m.owner.end > beyond) out += m.text;
  return out;
}

/// What stands behind a token: of the owners within `whole` that begin before `ahead`.
std::string SourceText::after(unsigned token, TokenRange whole, unsigned ahead) const {
  std::string out;
  if (const Changes::Change *c = change(token))
    for (const auto &m : c->after)
      if (whole.contains(m.owner) && m.owner.begin < ahead) out += m.text;
  return out;
}

/// What is to stand instead of tokens from this one on, if all of them are copied.
const Changes::Mark *SourceText::instead(unsigned token, unsigned end, TokenRange whole) const {
  const Changes::Change *c = change(token);
  return c && c->instead && whole.contains(c->instead->owner) && c->instead->owner.end <= end ? &*c->instead : nullptr;
}

/// The text of a mark, with what stands around all of its owner.
std::string SourceText::replacement(const Changes::Mark &m, TokenRange whole) const {
  const unsigned final = m.owner.end - 1;
  return before(m.owner.begin, whole, final) + m.text + after(final, whole, m.owner.begin + 1);
}

std::string SourceText::expanded(unsigned begin, unsigned end, TokenRange whole) const {
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
      bool glued = a.getLocWithOffset(int(Tokens[k - 1].length())) == b;
      if (!glued) out += ' ';
    }
    if (const Changes::Mark *m = instead(k, end, whole)) {
      out += replacement(*m, whole);
      k = m->owner.end - 1;
    } else {
      out += before(k, whole, 0);
      out += Tokens[k].text(SM);
      out += after(k, whole, ~0u);
    }
  }
  return out;
}

/// Appends tokens [begin, end) of a text that is copied from `whole`: maximal runs of file tokens verbatim, whole macro
/// expansions as they were invoked, parts of expansions in expanded tokens.
void SourceText::append(std::string &out, unsigned begin, unsigned end, TokenRange whole) const {
  if (ExpandAll) {
    out += expanded(begin, end, whole);
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
      if (const Changes::Mark *m = instead(k, end, whole)) {
        out += replacement(*m, whole);
        SourceLocation closing = SM.getExpansionRange(Tokens[m->owner.end - 1].location()).getEnd();
        last = SM.getDecomposedLoc(Lexer::getLocForEndOfToken(closing, 0, SM, LO));
        k = m->owner.end;
        continue;
      }
      out += before(k, whole, 0);
      out += Tokens[k].text(SM);
      out += after(k, whole, ~0u);
      last = {file, offset + Tokens[k].length()};
      ++k;
      continue;
    }
    SourceLocation invocation = expansion(k);
    unsigned stop = k;
    while (stop < end && Tokens[stop].location().isMacroID() && expansion(stop) == invocation) ++stop;
    const Changes::Mark *across = nullptr; // begins in the expansion and ends behind it
    for (unsigned t = k; t < stop && !across; ++t)
      if (const Changes::Mark *m = instead(t, end, whole)) {
        if (m->owner.end > stop)
          across = m, stop = t;
        else
          t = m->owner.end - 1;
      }
    bool startsWhole = k == 0 || !Tokens[k - 1].location().isMacroID() || expansion(k - 1) != invocation;
    bool endsWhole = stop >= Tokens.size() || !Tokens[stop].location().isMacroID() || expansion(stop) != invocation;
    auto [file, offset] = SM.getDecomposedLoc(invocation);
    SourceLocation closing = SM.getExpansionRange(loc).getEnd();
    auto [endFile, endOffset] = SM.getDecomposedLoc(Lexer::getLocForEndOfToken(closing, 0, SM, LO));
    if (!across && startsWhole && endsWhole && file == endFile && !changed(k, stop) && !Midst.contains(file)) {
      gapTo(file, offset);
      out += SM.getBufferData(file).substr(offset, endOffset - offset);
      last = {file, endOffset};
    } else {
      if (startsWhole)
        gapTo(file, offset);
      else if (!out.empty())
        out += ' ';
      out += expanded(k, stop, whole);
      last.reset();
      if (endsWhole && !across) last = {endFile, endOffset};
      if (!last && stop < end) out += ' ';
    }
    k = stop;
    if (across) {
      out += replacement(*across, whole);
      if (SourceLocation l = Tokens[across->owner.end - 1].location(); l.isFileID())
        last = SM.getDecomposedLoc(Lexer::getLocForEndOfToken(l, 0, SM, LO));
      k = across->owner.end;
    }
  }
}

std::string SourceText::text(TokenRange r) const {
  std::string out;
  append(out, r.begin, r.end, r);
  return out;
}

std::vector<Fragment::Piece> SourceText::pieces(TokenRange r, std::vector<Edit> edits) const {
  std::sort(edits.begin(), edits.end(), [](const Edit &a, const Edit &b) { return a.range.begin < b.range.begin; });
  std::vector<Fragment::Piece> out;
  unsigned at = r.begin;
  auto spaced = [&](unsigned before, unsigned after) { // was there white space between two neighbouring tokens?
    if (before + 1 != after || after >= Tokens.size()) return true;
    return Tokens[before].location().getLocWithOffset(int(Tokens[before].length())) != Tokens[after].location();
  };
  auto part = [&](unsigned begin, unsigned end) {
    std::string text;
    append(text, begin, end, r);
    return text;
  };
  for (const Edit &e : edits) {
    if (e.range.begin < at || e.range.end > r.end) continue;
    if (e.range.begin > at) {
      join(out, part(at, e.range.begin));
      if (spaced(e.range.begin - 1, e.range.begin)) join(out, " ");
    }
    // What belongs to more than the edited part stays around it.
    if (!e.range.empty()) join(out, before(e.range.begin, r, e.range.end));
    join(out, e.pieces);
    if (!e.range.empty()) join(out, after(e.range.end - 1, r, e.range.begin));
    if (e.range.end < r.end && spaced(e.range.end - 1, e.range.end)) join(out, " ");
    at = e.range.end;
  }
  if (at < r.end) join(out, part(at, r.end));
  return out;
}

/// Behind the first line of a text between two tokens, and behind the comment that goes on in the next one.
static size_t endOfLine(llvm::StringRef gap) {
  for (size_t k = 0; k < gap.size(); ++k) {
    const llvm::StringRef rest = gap.substr(k);
    if (rest[0] == '\n') return k + 1;
    if (rest.starts_with("/*")) {
      const size_t end = gap.find("*/", k + 2);
      k = end == llvm::StringRef::npos ? gap.size() : end + 1;
    } else if (rest.starts_with("//")) {
      do k = std::min(gap.find('\n', k + 1), gap.size());
      while (k < gap.size() && gap.substr(0, k).rtrim(" \t\r").ends_with("\\"));
      --k;
    }
  }
  return gap.size();
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
  gap = gap.substr(endOfLine(gap)).rtrim();
  // A splice at its end would take in whatever comes next.
  const bool spliced = gap.contains("\\\n") || gap.ends_with("\\");
  return gap.ltrim().empty() || spliced ? std::string() : gap.str();
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
