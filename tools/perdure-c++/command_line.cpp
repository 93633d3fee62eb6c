// Reads a compiler's command line; see command_line.hpp. Only options that take a value, or that change what is made or
// what the text means, have to be known: every other one goes to the host compiler.

#include "command_line.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;

namespace perdure::cxx {

bool starts_with(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

arguments split_words(std::string_view text) {
  arguments words;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (std::size_t k = 0; k < text.size(); ++k) {
    char c = text[k];
    if (quote) {
      if (c == quote)
        quote = 0;
      else if (c == '\\' && quote == '"' && k + 1 < text.size())
        word += text[++k];
      else
        word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      in_word = true;
    } else if (c == '\\' && k + 1 < text.size()) {
      word += text[++k];
      in_word = true;
    } else if (std::isspace(static_cast<unsigned char>(c))) {
      if (in_word) words.push_back(std::move(word));
      word.clear();
      in_word = false;
    } else {
      word += c;
      in_word = true;
    }
  }
  if (quote) throw failure{"a quote is not closed in: " + std::string(text)};
  if (in_word) words.push_back(std::move(word));
  return words;
}

namespace {

/// Replaces @FILE by the words in FILE, as g++ does; a file that cannot be read stays an argument.
void expand_response_files(const arguments &given, arguments &all, int depth) {
  for (const std::string &a : given) {
    std::ifstream in;
    if (a.size() > 1 && a[0] == '@' && depth < 20) in.open(a.substr(1));
    if (!in.is_open()) {
      all.push_back(a);
      continue;
    }
    std::string text(std::istreambuf_iterator<char>(in), {});
    expand_response_files(split_words(text), all, depth + 1);
  }
}

/// Options of g++ and clang++ whose value is the next argument.
bool takes_next(std::string_view a) {
  // clang-format off
  static constexpr std::string_view options[] = {
      "-o", "-x", "-I", "-D", "-U", "-L", "-l", "-include", "-imacros", "-isystem", "-iquote", "-idirafter",
      "-iprefix", "-iwithprefix", "-iwithprefixbefore", "-isysroot", "-imultilib", "-MF", "-MT", "-MQ", "-MJ",
      "-include-pch", "-u", "-T", "-z", "-Xlinker", "-Xassembler", "-Xpreprocessor", "-Xclang", "-target", "-arch",
      "-B", "-aux-info", "-wrapper", "-dumpbase", "-dumpdir", "--param", "-A", "-e", "-h", "-mllvm",
      "-stdlib++-isystem", "-gcc-toolchain", "-G"};
  // clang-format on
  return std::find(std::begin(options), std::end(options), a) != std::end(options);
}

bool has_suffix(const std::string &file, std::initializer_list<std::string_view> suffixes) {
  std::string suffix = fs::path(file).extension();
  return std::find(suffixes.begin(), suffixes.end(), suffix) != suffixes.end();
}

bool is_header_suffix(const std::string &file) {
  return has_suffix(file, {".h", ".hh", ".hpp", ".hxx", ".h++", ".H", ".hp", ".tcc", ".HPP"});
}

/// A source by which a build system finds out what the compiler can do: nothing of it ends up in a program, and what
/// perdurec would refuse in it (calls through made-up declarations) says nothing about the compiler.
bool is_probe(const std::string &file) {
  for (const char *part : {"/CMakeScratch/", "/CMakeTmp/", "/CompilerIdCXX/", "/meson-private/"})
    if (file.find(part) != std::string::npos) return true;
  fs::path path(file);
  if (path.stem() == "conftest") return true;
  for (const char *name : {"CMakeCXXCompilerId.cpp", "CMakeCXXCompilerABI.cpp"})
    if (path.filename() == name) return true;
  std::error_code ignored; // CMake names its sources without a directory
  std::string here = fs::current_path(ignored).string() + "/";
  return here.find("/CMakeScratch/") != std::string::npos || here.find("/CMakeTmp/") != std::string::npos ||
         here.find("/CompilerIdCXX/") != std::string::npos || here.find("/meson-private/") != std::string::npos;
}

/// Does perdurec have to know this option? Only what changes the meaning of the text: Clang does not know all of g++'s.
bool matters_to_parser(std::string_view a) {
  // clang-format off
  static constexpr std::string_view exact[] = {
      "-ansi", "-pthread", "-nostdinc", "-nostdinc++", "-undef", "-fexceptions", "-fno-exceptions", "-frtti",
      "-fno-rtti", "-fsigned-char", "-funsigned-char", "-fno-signed-char", "-fno-unsigned-char", "-fshort-enums",
      "-fno-short-enums", "-fopenmp", "-fms-extensions", "-fchar8_t", "-fno-char8_t", "-fno-operator-names",
      "-ffast-math", "-fPIC", "-fpic", "-fPIE", "-fpie", "-m32", "-m64", "-I", "-D", "-U", "-include", "-imacros",
      "-isystem", "-iquote", "-idirafter", "-isysroot", "-fno-builtin", "-faligned-new", "-fsized-deallocation"};
  static constexpr std::string_view prefix[] = {
      "-I", "-D", "-U", "-std=", "--std=", "-O", "-isystem", "-iquote", "-idirafter", "--sysroot=", "-stdlib=",
      "-march=", "-msse", "-mavx", "-fsanitize=", "-fconstexpr-", "-ftemplate-depth", "-fvisibility", "-mno-sse",
      "-mno-avx", "-mfma", "-mbmi", "-maes", "-mpclmul", "-mf16c", "-mpopcnt", "-mlzcnt", "-mssse", "--target="};
  // clang-format on
  return std::find(std::begin(exact), std::end(exact), a) != std::end(exact) ||
         std::any_of(std::begin(prefix), std::end(prefix), [&](std::string_view p) { return starts_with(a, p); });
}

/// What an input is, by its name or by -x.
item::kind_t kind_of(const std::string &file, const std::string &language) {
  if (language == "c++-header" || (language.empty() && is_header_suffix(file))) return item::header;
  if (language == "c++-cpp-output" || (language.empty() && has_suffix(file, {".ii"}))) return item::preprocessed;
  bool cpp = language.empty() ? is_cpp_suffix(file) : language == "c++";
  return !cpp ? item::other_input : is_probe(file) ? item::probe : item::source;
}

} // namespace

bool is_cpp_suffix(const std::string &file) {
  return has_suffix(file, {".cpp", ".cc", ".cxx", ".c++", ".cp", ".C", ".CPP"});
}

command_line read(const arguments &given) {
  arguments all;
  expand_response_files(given, all, 0);
  command_line line;
  std::string language; // of -x; empty: by suffix
  for (std::size_t k = 0; k < all.size(); ++k) {
    const std::string &a = all[k];
    item i;
    i.words.push_back(a);
    if (a.size() < 2 || a[0] != '-') {
      i.kind = kind_of(a, language);
      line.items.push_back(std::move(i));
      continue;
    }
    if (starts_with(a, "--perdure=")) {
      line.perdurec.push_back(a.substr(std::string_view("--perdure=").size()));
      continue;
    }
    // -Wp,-MD,FILE is an old way to say -MD -MF FILE.
    if (starts_with(a, "-Wp,-MD,") || starts_with(a, "-Wp,-MMD,")) {
      std::size_t comma = a.find(',', 4);
      line.dependencies.insert(line.dependencies.end(), {a.substr(4, comma - 4), "-MF", a.substr(comma + 1)});
      line.wants_dependencies = line.moved_dependencies = true;
      continue;
    }
    bool with_value = takes_next(a) && k + 1 < all.size();
    if (with_value) i.words.push_back(all[++k]);
    const std::string &value = i.words.back();
    if (a == "-c")
      line.compile_only = true, i.for_all = false;
    else if (a == "-S")
      line.assembly_only = true, i.for_all = false;
    else if (a == "-o" && with_value)
      line.output = value, i.for_all = false;
    else if (starts_with(a, "-o") && a != "-o")
      line.output = a.substr(2), i.for_all = false;
    else if (a == "-x" && with_value)
      language = value == "none" ? "" : value;
    else if (starts_with(a, "-x") && a.size() > 2)
      language = a.substr(2) == "none" ? "" : a.substr(2);
    else if (a == "-fsyntax-only")
      line.syntax_only = true;
    else if (a == "-E" || a == "-M" || a == "-MM" || a == "--version" || a == "-dumpversion" || a == "-dumpmachine" ||
             a == "-###" || a == "--help" || starts_with(a, "-print-") || starts_with(a, "--help="))
      line.no_code = true;
    else if (a == "-MD" || a == "-MMD")
      line.wants_dependencies = true;
    else if (a == "-shared" || a == "-r" || a == "-nostdlib")
      line.partial_link = true;
    if (starts_with(a, "-M") && a != "-M" && a != "-MM" && a != "-MJ") {
      line.dependencies.insert(line.dependencies.end(), i.words.begin(), i.words.end());
      i.for_all = false;
    }
    line.names_language |= starts_with(a, "-x");
    i.for_parse = matters_to_parser(a);
    line.items.push_back(std::move(i));
  }
  return line;
}

} // namespace perdure::cxx
