// Text with indentation and #line directives.
#pragma once

#include <string>

namespace perdure {

class Writer {
public:
  explicit Writer(std::string file) : File(std::move(file)) {}

  /// One line of generated glue.
  void glue(const std::string &text);
  /// Text of the user's that starts at `line` of the file; a #line directive leads compilers and debuggers there.
  void user(unsigned line, const std::string &text);
  void blank();
  void indent() { ++Depth; }
  void outdent() { --Depth; }
  /// The next line belongs to `line` of the user's file.
  void at(unsigned line);
  std::string take() { return std::move(Out); }

private:
  std::string File, Out;
  unsigned Line = 0; ///< of the user's file, that the next output line counts as; 0: unknown
  int Depth = 0;
  void put(const std::string &text);
};

} // namespace perdure
