#include "Place.h"

#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <tuple>

using namespace clang;

namespace perdure {

std::string lineDirective(unsigned line, const std::string &file) {
  std::string escaped;
  for (char c : file) {
    if (c == '\\' || c == '"') escaped += '\\';
    escaped += c;
  }
  return "#line " + std::to_string(line) + " \"" + escaped + "\"\n";
}

void Placement::edit(FileID file, unsigned offset, unsigned length, std::string text) {
  auto &edits = Edits[file];
  edits.push_back({offset, length, unsigned(edits.size()), std::move(text)});
}

/// What comes out of a macro is written out with its edits, instead of the invocation. False: the edit is at an end of
/// the expansion, or not in one.
bool Placement::insideExpansion(TokenRange tokens, std::string &text) {
  unsigned at = std::min(tokens.begin, T.size() - 1);
  if (!T.inMacro(at)) return false;
  TokenRange all = T.expansionAround(at);
  bool within = tokens.empty() ? tokens.begin > all.begin : all.contains(tokens);
  if (!within) return false;
  Expansions[all.begin].push_back({tokens, std::move(text)});
  return true;
}

std::map<FileID, std::vector<Placement::FileEdit>> Placement::allEdits() const {
  auto out = Edits;
  for (const auto &[first, edits] : Expansions) {
    TokenRange all = T.expansionAround(first);
    std::multimap<unsigned, const TokenEdit *> sorted; // equal keys stay in their order
    for (const TokenEdit &e : edits) sorted.emplace(e.tokens.begin, &e);
    std::string text;
    unsigned done = all.begin;
    for (const auto &entry : sorted) {
      const TokenEdit *e = entry.second;
      if (done < e->tokens.begin) text += T.text({done, e->tokens.begin}) + "\n";
      text += e->text;
      done = std::max(done, e->tokens.end);
    }
    if (done < all.end) text += (text.empty() || text.back() == '\n' ? "" : "\n") + T.text({done, all.end});
    PresumedLoc end = SM.getPresumedLoc(SM.getExpansionRange(T.location(first)).getEnd());
    if (end.isValid()) text += "\n" + lineDirective(end.getLine(), end.getFilename());
    auto [offset, length] = T.invocation(first);
    auto &file = out[SM.getFileID(T.location(first))];
    file.push_back({offset, length, unsigned(file.size()), std::move(text)});
  }
  return out;
}

void Placement::insertBefore(unsigned token, std::string text) {
  if (insideExpansion({token, token}, text)) return;
  if (T.inMacro(token)) return edit(SM.getFileID(T.location(token)), T.invocation(token).first, 0, std::move(text));
  auto [file, offset] = SM.getDecomposedLoc(T.location(token));
  edit(file, offset, 0, std::move(text));
}

void Placement::insertBehind(unsigned token, std::string text) {
  if (T.inMacro(token)) {
    if (token + 1 < T.expansionAround(token).end) return insertBefore(token + 1, std::move(text));
    auto [offset, length] = T.invocation(token);
    return edit(SM.getFileID(T.location(token)), offset + length, 0, std::move(text));
  }
  auto [file, offset] = SM.getDecomposedLoc(T.location(token));
  edit(file, offset + unsigned(T.token(token).size()), 0, std::move(text));
}

/// What has to stay of the directives in a part of a file that is replaced: it may end a conditional group that began
/// in front of it, as when a function's head stands in one, or begin one that ends behind it.
static std::string unpaired(llvm::StringRef source, unsigned begin, unsigned end) {
  if (!source.slice(begin, end).contains('#')) return "";
  LangOptions language;
  language.CPlusPlus = language.CPlusPlus11 = language.RawStringLiterals = language.LineComment = true;
  Lexer lexer(SourceLocation(), language, source.begin(), source.begin() + begin, source.end());
  unsigned open = 0;
  std::string out;
  for (Token token; !lexer.LexFromRawLexer(token) && unsigned(lexer.getBufferLocation() - source.begin()) <= end;) {
    if (token.isNot(tok::hash) || !token.isAtStartOfLine()) continue;
    if (lexer.LexFromRawLexer(token) || token.isNot(tok::raw_identifier)) continue;
    llvm::StringRef name = token.getRawIdentifier();
    if (name == "if" || name == "ifdef" || name == "ifndef") ++open;
    if (name != "endif") continue;
    if (open > 0)
      --open;
    else
      out += "\n#endif";
  }
  while (open-- > 0) out += "\n#if 1";
  return out;
}

void Placement::replace(TokenRange r, std::string text) {
  if (insideExpansion(r, text)) return;
  auto [file, begin] = SM.getDecomposedLoc(T.location(r.begin));
  auto [endFile, end] = SM.getDecomposedLoc(T.location(r.end - 1));
  end += unsigned(T.token(r.end - 1).size());
  if (std::string directives = unpaired(SM.getBufferData(file), begin, end); !directives.empty()) {
    PresumedLoc after = SM.getPresumedLoc(T.location(r.end - 1));
    text += directives + "\n" + lineDirective(after.getLine(), after.getFilename());
  }
  edit(file, begin, end - begin, std::move(text));
}

std::string Placement::take(TokenRange tokens) {
  std::string text = T.text(tokens);
  replace(tokens, std::string(T.line(tokens.end - 1) - T.line(tokens.begin), '\n'));
  return text;
}

void Placement::apply(const Changes &changes) {
  const Changes *outer = T.setChanges(&changes);
  SourceText::forEachChange(changes, [&](TokenRange r, const std::string &text, bool before) {
    if (!r.empty()) {
      replace(r, text);
    } else if (before) {
      insertBefore(r.begin, text);
    } else {
      insertBehind(r.begin, text);
    }
  });
  T.setChanges(outer);
}

static bool isOnce(const SourceManager &SM, FileID file) { return SM.getBufferData(file).contains("#pragma once"); }

std::set<FileID> Placement::changedFiles() const {
  std::set<FileID> changed;
  const auto add = [&](FileID file) {
    bool any = false;
    for (FileID at = file; at.isValid() && changed.insert(at).second; at = SM.getFileID(SM.getIncludeLoc(at)))
      any = true;
    return any;
  };
  for (const auto &[edited, ignored] : allEdits()) add(edited);
  // The compiler does not see that a header that is written out has been there: no other header may include it.
  for (bool more = true; more;) {
    more = false;
    std::set<const FileEntry *> once;
    for (FileID file : changed)
      if (const FileEntry *entry = SM.getFileEntryForID(file); entry && isOnce(SM, file)) once.insert(entry);
    for (const Inclusion &i : Included.all())
      if (once.count(&i.file.getFileEntry())) more |= add(SM.getFileID(i.hash));
  }
  return changed;
}

void Placement::keepIncludes(FileID file, const std::set<FileID> &changed, std::vector<FileEdit> &edits) const {
  std::set<unsigned> entered; // the lines that whole headers stand in place of
  std::map<const FileEntry *, bool> written;
  for (FileID inner : changed) {
    const FileEntry *entry = SM.getFileEntryForID(inner);
    if (entry) written[entry] = isOnce(SM, inner);
    SourceLocation from = SM.getIncludeLoc(inner);
    if (from.isValid() && SM.getFileID(from) == file) entered.insert(SM.getSpellingLineNumber(from));
  }
  const auto dirOf = [](StringRef path) { return llvm::sys::path::parent_path(path); };
  const auto self = SM.getFileEntryRefForID(file), main = SM.getFileEntryRefForID(SM.getMainFileID());
  for (const Inclusion &i : Included.all()) {
    if (SM.getFileID(i.hash) != file || entered.count(SM.getSpellingLineNumber(i.hash))) continue;
    const unsigned begin = SM.getFileOffset(i.fileName.getBegin()), end = SM.getFileOffset(i.fileName.getEnd());
    if (const auto at = written.find(&i.file.getFileEntry()); at != written.end() && at->second) {
      edits.push_back({SM.getFileOffset(i.hash), 0, 0, "//"}); // it has been there
    } else if (!i.angled && self && main && dirOf(self->getName()) != dirOf(main->getName()) &&
               dirOf(i.file.getName()).starts_with(dirOf(self->getName()))) {
      edits.push_back({begin, end - begin, 0, "\"" + relativeToMain(i.file, SM) + "\""});
    }
  }
}

std::string Placement::assemble(FileID file, const std::set<FileID> &changed) const {
  const auto everything = allEdits();
  std::vector<FileEdit> edits;
  if (auto own = everything.find(file); own != everything.end()) edits = own->second;
  llvm::StringRef source = SM.getBufferData(file);
  for (FileID inner : changed) {
    SourceLocation from = SM.getIncludeLoc(inner);
    if (from.isInvalid() || SM.getFileID(from) != file) continue;
    unsigned offset = SM.getFileOffset(from);
    size_t begin = source.rfind('\n', offset), end = source.find('\n', offset);
    begin = begin == llvm::StringRef::npos ? 0 : begin + 1;
    if (end == llvm::StringRef::npos) end = source.size();
    PresumedLoc here = SM.getPresumedLoc(from);
    PresumedLoc there = SM.getPresumedLoc(SM.getLocForStartOfFile(inner));
    edits.push_back({unsigned(begin), unsigned(end - begin), 0,
                     lineDirective(1, there.getFilename()) + assemble(inner, changed) + "\n" +
                         lineDirective(here.getLine(), here.getFilename()) + "//"});
  }
  keepIncludes(file, changed, edits);
  std::sort(edits.begin(), edits.end(), [](const FileEdit &a, const FileEdit &b) {
    // An insertion stands before a replacement.
    return std::tie(a.offset, a.length, a.order) < std::tie(b.offset, b.length, b.order);
  });
  std::string out;
  unsigned at = 0;
  for (const FileEdit &e : edits) {
    if (e.offset < at) continue; // inside a part that was replaced
    out += source.substr(at, e.offset - at);
    out += e.text;
    at = e.offset + e.length;
  }
  out += source.substr(at);
  if (file != SM.getMainFileID()) { // it is no header any more
    size_t pragma = out.find("#pragma once");
    if (pragma != std::string::npos) out.replace(pragma, 12, "//");
  }
  return out;
}

std::string quietPragmas() {
  std::string out;
  for (const char *w : {"unused-label", "unused-variable", "unused-but-set-variable", "implicit-fallthrough",
                        "dangling-else", "unused-function", "misleading-indentation", "uninitialized",
                        "unused-parameter", "pessimizing-move", "redundant-move"})
    out += std::string("#pragma GCC diagnostic ignored \"-W") + w + "\"\n";
  out += "#if defined(__clang__)\n";
  for (const char *w : {"unused-local-typedef", "dangling-initializer-list", "missing-braces", "extra-qualification"})
    out += std::string("#pragma GCC diagnostic ignored \"-W") + w + "\"\n";
  out += "#else\n";
  for (const char *w : {"unused-local-typedefs", "unused-but-set-parameter", "maybe-uninitialized", "terminate",
                        "init-list-lifetime", "subobject-linkage"})
    out += std::string("#pragma GCC diagnostic ignored \"-W") + w + "\"\n";
  return out + "#endif\n";
}

} // namespace perdure
