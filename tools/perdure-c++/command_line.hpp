// What perdure-c++ reads from its command line: the arguments of g++ and clang++, sorted by what they are for. Every
// option keeps its place, because the order of includes, libraries and -x matters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace perdure::cxx {

using arguments = std::vector<std::string>;

/// A command that cannot be carried out: the message; exit code 2.
struct failure {
  std::string what;
};

/// One argument of the command line, or an option and its value.
struct item {
  enum kind_t {
    option,
    source,       ///< C++: is rewritten
    probe,        ///< C++ of a build system that tries the compiler out: is compiled as it is
    header,       ///< is precompiled
    preprocessed, ///< C++ that perdurec could not rewrite any more
    other_input,  ///< objects, libraries, C, assembler: for the host compiler only
  } kind = option;
  arguments words;        ///< as they go to the host compiler
  bool for_all = true;    ///< false: -o, -c and the like, which are decided per command
  bool for_parse = false; ///< matters to what the preprocessor and the parser see
};

struct command_line {
  std::vector<item> items;
  std::string output;              ///< of -o; empty: none given
  bool compile_only = false;       ///< -c
  bool assembly_only = false;      ///< -S
  bool syntax_only = false;        ///< -fsyntax-only
  bool names_language = false;     ///< -x
  bool no_code = false;            ///< -E, -M, -MM, --version...: nothing to rewrite
  bool partial_link = false;       ///< -shared, -r, -nostdlib: the runtime is linked by whoever makes the program
  arguments dependencies;          ///< -MD, -MMD, -MP, -MF x, ...
  bool wants_dependencies = false; ///< -MD or -MMD
  bool moved_dependencies = false; ///< `dependencies` holds what no item has
  arguments perdurec;              ///< --perdure=OPTION
};

bool starts_with(std::string_view text, std::string_view with);

/// Splits as the shell and response files do: blanks, quotes, backslashes; no expansion. Throws failure.
arguments split_words(std::string_view text);

/// Does the file's name say that it is C++?
bool is_cpp_suffix(const std::string &file);

/// Reads what follows the program's name; response files included. Throws failure.
command_line read(const arguments &);

} // namespace perdure::cxx
