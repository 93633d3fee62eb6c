// perdure-c++: a drop-in C++ compiler. Takes any arguments of g++ or clang++, has perdurec rewrite each C++ source,
// compiles the result with the host compiler, and links the runtime.
//
//   CXX=perdure-c++ make
//
// PERDURE_CXX    the host compiler, with leading words such as "ccache g++"; default: c++
// PERDURE_FLAGS  options for perdurec
// PERDURE_KEEP_SOURCES  if set, the rewritten sources stay beside the objects
//
// One host compiler command per source is made for -c and -S, and one in all for a link; every argument but the
// sources is passed on in its place. Only preprocessing, only asking (--version) and what is not C++ go through to
// the host compiler as they are. Dependency files are made from the user's source, never from the rewritten one.
//
// Rejected: a wrapper script (quoting, response files and the time it takes to start) and a compiler plugin (g++ and
// clang++ would need one each).

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <spawn.h>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;
using arguments = std::vector<std::string>;

namespace {

struct failure {
  std::string what;
};

bool starts_with(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

/// Splits as the shell and response files do: blanks, quotes, backslashes; no expansion.
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
  static constexpr std::string_view options[] = {"-o",
                                                 "-x",
                                                 "-I",
                                                 "-D",
                                                 "-U",
                                                 "-L",
                                                 "-l",
                                                 "-include",
                                                 "-imacros",
                                                 "-isystem",
                                                 "-iquote",
                                                 "-idirafter",
                                                 "-iprefix",
                                                 "-iwithprefix",
                                                 "-iwithprefixbefore",
                                                 "-isysroot",
                                                 "-imultilib",
                                                 "-MF",
                                                 "-MT",
                                                 "-MQ",
                                                 "-u",
                                                 "-T",
                                                 "-z",
                                                 "-Xlinker",
                                                 "-Xassembler",
                                                 "-Xpreprocessor",
                                                 "-Xclang",
                                                 "-Xlinker",
                                                 "-target",
                                                 "-arch",
                                                 "-B",
                                                 "-aux-info",
                                                 "-wrapper",
                                                 "-dumpbase",
                                                 "-dumpdir",
                                                 "--param",
                                                 "-A",
                                                 "-e",
                                                 "-h",
                                                 "-mllvm",
                                                 "-stdlib++-isystem",
                                                 "-gcc-toolchain",
                                                 "-G"};
  return std::find(std::begin(options), std::end(options), a) != std::end(options);
}

bool is_cpp_suffix(const std::string &file) {
  static const char *const suffixes[] = {".cpp", ".cc", ".cxx", ".c++", ".cp", ".C", ".CPP"};
  std::string suffix = fs::path(file).extension();
  return std::find(std::begin(suffixes), std::end(suffixes), suffix) != std::end(suffixes);
}

/// One argument of the command line, or an option and its value.
struct item {
  enum kind_t { option, source, other_input } kind = option;
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
};

/// Does perdurec have to know this option? Only what changes the meaning of the text: Clang does not know all of g++'s.
bool matters_to_parser(std::string_view a) {
  static constexpr std::string_view exact[] = {"-ansi",
                                               "-pthread",
                                               "-nostdinc",
                                               "-nostdinc++",
                                               "-undef",
                                               "-fexceptions",
                                               "-fno-exceptions",
                                               "-frtti",
                                               "-fno-rtti",
                                               "-fsigned-char",
                                               "-funsigned-char",
                                               "-fno-signed-char",
                                               "-fno-unsigned-char",
                                               "-fshort-enums",
                                               "-fno-short-enums",
                                               "-fopenmp",
                                               "-fms-extensions",
                                               "-fchar8_t",
                                               "-fno-char8_t",
                                               "-fno-operator-names",
                                               "-ffast-math",
                                               "-fPIC",
                                               "-fpic",
                                               "-fPIE",
                                               "-fpie",
                                               "-m32",
                                               "-m64",
                                               "-I",
                                               "-D",
                                               "-U",
                                               "-include",
                                               "-imacros",
                                               "-isystem",
                                               "-iquote",
                                               "-idirafter",
                                               "-isysroot",
                                               "-fno-builtin",
                                               "-faligned-new",
                                               "-fsized-deallocation"};
  static constexpr std::string_view prefix[] = {
      "-I",       "-D",      "-U",          "-std=",        "--std=",           "-O",
      "-isystem", "-iquote", "-idirafter",  "--sysroot=",   "-stdlib=",         "-march=",
      "-msse",    "-mavx",   "-fsanitize=", "-fconstexpr-", "-ftemplate-depth", "-fvisibility"};
  return std::find(std::begin(exact), std::end(exact), a) != std::end(exact) ||
         std::any_of(std::begin(prefix), std::end(prefix), [&](std::string_view p) { return starts_with(a, p); });
}

command_line read(const arguments &all) {
  command_line line;
  std::string language; // of -x; empty: by suffix
  for (std::size_t k = 0; k < all.size(); ++k) {
    const std::string &a = all[k];
    item i;
    i.words.push_back(a);
    if (a.size() < 2 || a[0] != '-') {
      bool cpp = language.empty() ? is_cpp_suffix(a) : language == "c++";
      i.kind = cpp ? item::source : item::other_input;
      line.items.push_back(std::move(i));
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
    if (starts_with(a, "-M") && a != "-M" && a != "-MM") {
      line.dependencies.insert(line.dependencies.end(), i.words.begin(), i.words.end());
      i.for_all = false;
    }
    line.names_language |= starts_with(a, "-x");
    i.for_parse = matters_to_parser(a);
    line.items.push_back(std::move(i));
  }
  return line;
}

int run(const arguments &command) {
  if (std::getenv("PERDURE_VERBOSE")) {
    for (const std::string &word : command) std::cerr << word << ' ';
    std::cerr << std::endl;
  }
  std::vector<char *> argv;
  for (const std::string &word : command) argv.push_back(const_cast<char *>(word.c_str()));
  argv.push_back(nullptr);
  pid_t pid;
  int error = ::posix_spawnp(&pid, argv[0], nullptr, nullptr, argv.data(), environ);
  if (error) throw failure{"cannot run '" + command[0] + "': " + std::strerror(error)};
  int state = 0;
  while (::waitpid(pid, &state, 0) < 0)
    if (errno != EINTR) throw failure{std::string("cannot wait for '") + command[0] + "': " + std::strerror(errno)};
  return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
}

[[noreturn]] void become(const arguments &command) {
  std::vector<char *> argv;
  for (const std::string &word : command) argv.push_back(const_cast<char *>(word.c_str()));
  argv.push_back(nullptr);
  ::execvp(argv[0], argv.data());
  throw failure{"cannot run '" + command[0] + "': " + std::strerror(errno)};
}

arguments operator+(arguments a, const arguments &b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// Files that go when the program ends.
class temporaries {
public:
  temporaries() = default;
  temporaries(const temporaries &) = delete;
  temporaries &operator=(const temporaries &) = delete;
  ~temporaries() {
    std::error_code ignored;
    if (!keep_)
      for (const fs::path &file : files_) fs::remove(file, ignored);
    if (!directory_.empty()) fs::remove_all(directory_, ignored);
  }
  void add(const fs::path &file) { files_.push_back(file); }
  const fs::path &directory() {
    if (directory_.empty()) {
      std::string name = (fs::temp_directory_path() / "perdure-c++-XXXXXX").string();
      if (!::mkdtemp(name.data()))
        throw failure{"cannot make a temporary directory: " + std::string(std::strerror(errno))};
      directory_ = name;
    }
    return directory_;
  }

private:
  std::vector<fs::path> files_;
  fs::path directory_;
  bool keep_ = std::getenv("PERDURE_KEEP_SOURCES") != nullptr;
};

class driver {
public:
  explicit driver(command_line line) : line_(std::move(line)) {
    fs::path bin = fs::read_symlink("/proc/self/exe").parent_path();
    perdurec_ = bin / "perdurec";
    include_ = bin / ".." / PERDURE_INCLUDEDIR;
    include_ = include_.lexically_normal();
    libraries_ = (bin / ".." / PERDURE_LIBDIR).lexically_normal();
    const char *cxx = std::getenv("PERDURE_CXX");
    cxx_ = split_words(cxx && *cxx ? cxx : "c++");
    const char *flags = std::getenv("PERDURE_FLAGS");
    flags_ = split_words(flags ? flags : "");
    if (cxx_.empty()) throw failure{"PERDURE_CXX names no compiler"};
  }

  int run_all() {
    bool any_source = false, any_input = false;
    for (const item &i : line_.items) {
      any_source |= i.kind == item::source;
      any_input |= i.kind != item::option;
    }
    if (line_.no_code || !any_input) become(whole(false));
    if (line_.compile_only || line_.assembly_only) return any_source ? compile_each() : (become(whole(false)), 0);
    return link(any_source);
  }

private:
  arguments include_flags() const { return {"-I" + include_.string()}; }

  /// The command as it was given, with the runtime's headers, and with its libraries if it links.
  arguments whole(bool links) const {
    arguments command = cxx_;
    for (const item &i : line_.items) command = command + i.words;
    command = command + include_flags();
    return links && !line_.partial_link ? command + libraries() : command;
  }

  arguments libraries() const {
    arguments flags = {"-L" + libraries_.string()};
    if (line_.names_language) flags = arguments{"-xnone"} + flags;
    return flags + split_words(PERDURE_LINK_FLAGS);
  }

  /// Rewrites a source; 0 or perdurec's exit code.
  int rewrite(const std::string &source, const fs::path &target) const {
    arguments command = arguments{perdurec_.string(), source, target.string()} + flags_ + arguments{"--"};
    for (const item &i : line_.items)
      if (i.kind == item::option && i.for_parse) command = command + i.words;
    if (!is_cpp_suffix(source)) command = command + arguments{"-x", "c++"};
    return run(command + include_flags());
  }

  /// Standard input as a source has to become a file.
  std::string readable_source(const std::string &source) {
    if (source != "-") return source;
    fs::path file = temporaries_.directory() / "stdin.cpp";
    std::ofstream(file) << std::cin.rdbuf();
    return file;
  }

  static arguments beside(const std::string &source) {
    fs::path directory = fs::path(source).parent_path();
    return {"-iquote", directory.empty() ? "." : directory.string()};
  }

  /// -MD and its kin, done apart: the rewritten source is not what the object depends on.
  int write_dependencies(const std::string &source, const std::string &object) const {
    if (!line_.wants_dependencies) return 0;
    arguments command = cxx_;
    bool names_file = false, names_target = false;
    for (const item &i : line_.items)
      if (i.kind == item::option && i.for_parse) command = command + i.words;
    for (const std::string &word : line_.dependencies) {
      names_file |= starts_with(word, "-MF");
      names_target |= starts_with(word, "-MT") || starts_with(word, "-MQ");
      command.push_back(word == "-MD" ? "-M" : word == "-MMD" ? "-MM" : word);
    }
    if (!names_file) command = command + arguments{"-MF", fs::path(object).replace_extension(".d").string()};
    if (!names_target) command = command + arguments{"-MT", object};
    return run(command + include_flags() + arguments{"-x", "c++", source});
  }

  /// -c and -S: each source on its own.
  int compile_each() {
    std::size_t inputs = 0;
    for (const item &i : line_.items) inputs += i.kind != item::option;
    if (inputs > 1 && !line_.output.empty()) throw failure{"-o with -c or -S takes one source only"};
    int worst = 0;
    for (const item &input : line_.items) {
      if (input.kind == item::option) continue;
      std::string source = readable_source(input.words[0]);
      std::string object = line_.output;
      if (object.empty())
        object = fs::path(source).filename().replace_extension(line_.compile_only ? ".o" : ".s").string();
      std::string compiled = source;
      if (input.kind == item::source) {
        compiled = place(object);
        if (int code = rewrite(source, compiled)) {
          worst = std::max(worst, code);
          continue;
        }
        if (int code = write_dependencies(source, object)) worst = std::max(worst, code);
      }
      arguments command = cxx_;
      for (const item &i : line_.items) {
        if (i.kind == item::option && i.for_all) command = command + i.words;
        if (&i == &input) {
          if (input.kind == item::source) command = command + beside(source) + include_flags();
          command.push_back(compiled);
        }
      }
      command = command + arguments{line_.compile_only ? "-c" : "-S", "-o", object};
      if (input.kind != item::source) command = command + line_.dependencies;
      worst = std::max(worst, run(command));
    }
    return worst;
  }

  /// One command that compiles what is left and links.
  int link(bool any_source) {
    if (!any_source) become(whole(!line_.syntax_only));
    arguments command = cxx_;
    std::size_t number = 0;
    std::string program = line_.output.empty() ? "a.out" : line_.output;
    for (const item &i : line_.items) {
      if (i.kind == item::source) {
        std::string source = readable_source(i.words[0]);
        fs::path target = temporaries_.directory() / std::to_string(number++);
        fs::create_directory(target);
        target /= fs::path(source).filename().replace_extension(".perdure.cpp");
        if (int code = rewrite(source, target)) {
          failed_ = std::max(failed_, code);
          continue;
        }
        if (int code = write_dependencies(source, program)) failed_ = std::max(failed_, code);
        command = command + beside(source);
        command.push_back(target.string());
      } else if (i.kind == item::other_input || i.for_all) {
        command = command + i.words;
      }
    }
    if (failed_) return failed_;
    command = command + include_flags();
    if (!line_.output.empty()) command = command + arguments{"-o", line_.output};
    if (!line_.syntax_only && !line_.partial_link) command = command + libraries();
    return run(command);
  }

  /// Where the rewritten source of an object goes: beside it, unless that is no place for files.
  fs::path place(const std::string &object) {
    fs::path directory = fs::path(object).parent_path();
    std::error_code ignored;
    if (directory.empty()) directory = ".";
    if (starts_with(fs::absolute(directory).string(), "/dev") || ::access(directory.c_str(), W_OK) != 0)
      return temporaries_.directory() / fs::path(object).filename().replace_extension(".perdure.cpp");
    fs::path file = directory / fs::path(object).filename().replace_extension(".perdure.cpp");
    temporaries_.add(file);
    return file.lexically_normal();
  }

  command_line line_;
  fs::path perdurec_, include_, libraries_;
  arguments cxx_, flags_;
  temporaries temporaries_;
  int failed_ = 0;
};

} // namespace

int main(int argc, char **argv) {
  try {
    arguments all;
    expand_response_files(arguments(argv + 1, argv + argc), all, 0);
    return driver(read(all)).run_all();
  } catch (const failure &f) {
    std::cerr << "perdure-c++: error: " << f.what << '\n';
  } catch (const std::exception &e) {
    std::cerr << "perdure-c++: error: " << e.what() << '\n';
  }
  return 2;
}
