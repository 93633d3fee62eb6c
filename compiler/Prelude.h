// The headers that a file starts with, apart from the rest of it.
//
// To read <vector> and its like takes most of the time that a program takes, and nothing in them is the program's own.
// So there is something to be done when they are read and the program is not: to begin to keep tokens, to keep the
// compiler as it is for another text that starts with the same headers.
//
// Clang has no such moment. What is parsed is therefore a stand-in for the file: the same beginning, a pragma behind
// it, and room for more. When the preprocessor comes to the pragma, the file itself takes the stand-in's place, and it
// goes on behind the headers. Nothing tells afterwards that there was another text: all is one file, and each place in
// it is where it was.
//
// Rejected: a precompiled preamble. To write one takes a third of the time that the headers take, to read what is used
// of it about as much again; and its declarations are not found in the order in which they were written.
#pragma once

#include "clang/Frontend/CompilerInstance.h"

#include <functional>
#include <string>

namespace perdure {

class Prelude {
public:
  explicit Prelude(llvm::StringRef text);
  bool empty() const { return Headers.empty(); }
  /// What is to be parsed instead of the text, under its name.
  std::string standIn() const;
  /// Does another text start with the same headers, and is there room for the rest of it?
  bool fits(llvm::StringRef text) const;
  /// Before a stand-in is parsed: `behind` is called when the headers are read, and returns the text, from its
  /// beginning.
  void follow(clang::CompilerInstance &compiler, std::function<std::string()> behind) const;

private:
  std::string Headers; ///< whole lines
  size_t Room = 0;
};

} // namespace perdure
