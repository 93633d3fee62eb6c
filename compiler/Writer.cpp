#include "Writer.h"

#include <algorithm>

namespace perdure {

static std::string escaped(const std::string &path) {
  std::string out;
  for (char c : path) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

void Writer::put(const std::string &text) {
  Out += std::string(size_t(std::max(Depth, 0)) * 2, ' ') + text + "\n";
  if (Line) Line += 1 + unsigned(std::count(text.begin(), text.end(), '\n'));
}

void Writer::glue(const std::string &text) { put(text); }

void Writer::at(unsigned line) {
  if (line == 0 || line == Line) return;
  // A small step forward is shorter with blank lines than with a directive.
  Out += "#line " + std::to_string(line) + " \"" + escaped(File) + "\"\n";
  Line = line;
}

void Writer::user(unsigned line, const std::string &text) {
  at(line);
  put(text);
}

void Writer::blank() {
  Out += "\n";
  if (Line) ++Line;
}

} // namespace perdure
