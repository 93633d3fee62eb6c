#include "Place.h"

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

void Placement::insertBefore(unsigned token, std::string text) {
  auto [file, offset] = SM.getDecomposedLoc(T.location(token));
  edit(file, offset, 0, std::move(text));
}

void Placement::insertBehind(unsigned token, std::string text) {
  auto [file, offset] = SM.getDecomposedLoc(T.location(token));
  edit(file, offset + unsigned(T.token(token).size()), 0, std::move(text));
}

void Placement::replace(TokenRange r, std::string text) {
  auto [file, begin] = SM.getDecomposedLoc(T.location(r.begin));
  auto [endFile, end] = SM.getDecomposedLoc(T.location(r.end - 1));
  edit(file, begin, end + unsigned(T.token(r.end - 1).size()) - begin, std::move(text));
}

void Placement::replaceInvocation(unsigned token, std::string text) {
  auto [offset, length] = T.invocation(token);
  edit(SM.getFileID(T.location(token)), offset, length, std::move(text));
}

void Placement::apply(const Changes &changes) {
  std::set<unsigned> invocations;
  const Changes *outer = T.setChanges(&changes);
  SourceText::forEachChange(changes, [&](TokenRange r, const std::string &text, bool before) {
    if (T.inMacro(r.begin)) {
      TokenRange all = T.expansionAround(r.begin);
      if (invocations.insert(all.begin).second) replaceInvocation(r.begin, T.text(all));
    } else if (!r.empty()) {
      replace(r, text);
    } else if (before) {
      insertBefore(r.begin, text);
    } else {
      insertBehind(r.begin, text);
    }
  });
  T.setChanges(outer);
}

std::string Placement::assemble(FileID file) const {
  // Headers that change, and what includes them.
  std::set<FileID> changed;
  for (const auto &[edited, edits] : Edits)
    for (FileID at = edited; at.isValid(); at = SM.getFileID(SM.getIncludeLoc(at)))
      if (!changed.insert(at).second) break;
  std::vector<FileEdit> edits;
  if (auto own = Edits.find(file); own != Edits.end()) edits = own->second;
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
                     lineDirective(1, there.getFilename()) + assemble(inner) + "\n" +
                         lineDirective(here.getLine(), here.getFilename()) + "//"});
  }
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

} // namespace perdure
