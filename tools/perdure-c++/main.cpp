// perdure-c++: a drop-in C++ compiler. Takes any arguments of g++ or clang++, has perdurec rewrite each C++ source,
// compiles the result with the host compiler, and links the runtime.
//
//   CXX=perdure-c++ make
//
// PERDURE_CXX    the host compiler, with leading words such as "ccache g++"; default: c++
// PERDURE_FLAGS  options for perdurec
// PERDURE_KEEP_SOURCES  if set, the rewritten sources stay beside the objects
// --perdure=OPTION      one more option for perdurec, on the command line itself
//
// One host compiler command per source is made for -c and -S, and one in all for a link; every argument but the
// sources is passed on in its place. Only preprocessing, only asking (--version), headers to be precompiled, what is
// not C++, and the sources by which CMake, Meson and configure try a compiler out go through to the host compiler as
// they are. Dependency files name the user's source, never the rewritten one.
//
// A compiler cache belongs behind it (PERDURE_CXX="ccache g++"): in front, it would not see that PERDURE_FLAGS or
// perdurec have changed.
//
// Rejected: a wrapper script (quoting, response files and the time it takes to start) and a compiler plugin (g++ and
// clang++ would need one each).

#include "command_line.hpp"

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
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;
using namespace perdure::cxx;

namespace {

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
  if (WIFEXITED(state)) return WEXITSTATUS(state);
  std::cerr << "perdure-c++: error: '" << command[0] << "' was ended by signal " << WTERMSIG(state) << " ("
            << ::strsignal(WTERMSIG(state)) << ")\n";
  return 128 + WTERMSIG(state);
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
  bool keeps() const { return keep_; }
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

/// A path as g++ and clang++ write it in a dependency file.
std::string in_dependencies(const std::string &path) {
  std::string text;
  for (char c : path) {
    if (c == ' ' || c == '#') text += '\\';
    if (c == '$') text += '$';
    text += c;
  }
  return text;
}

/// Puts the user's source into a dependency file in place of the rewritten one, which will be gone.
void name_source(const fs::path &file, const std::string &rewritten, const std::string &source) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return; // the compiler has failed
  std::string text(std::istreambuf_iterator<char>(in), {});
  in.close();
  const std::string from = in_dependencies(rewritten), to = in_dependencies(source);
  auto is_end = [&](std::size_t at) { return at >= text.size() || std::strchr(" \t\n:\\", text[at]); };
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos;) {
    bool whole = (at == 0 || is_end(at - 1)) && is_end(at + from.size());
    if (whole) text.replace(at, from.size(), to);
    at += whole ? to.size() : from.size();
  }
  std::ofstream(file, std::ios::binary) << text;
}

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
    flags_ = split_words(flags ? flags : "") + line_.perdurec;
    if (cxx_.empty()) throw failure{"PERDURE_CXX names no compiler"};
    raise_standard();
  }

  int run_all() {
    bool any_source = false, any_input = false, only_headers = true;
    for (const item &i : line_.items) {
      any_source |= i.kind == item::source;
      any_input |= i.kind != item::option;
      only_headers &= i.kind == item::option || i.kind == item::header;
      if (i.kind == item::preprocessed && !line_.no_code)
        throw failure{"'" + i.words[0] +
                      "' is preprocessed already, and perdurec needs the source as it was written: let the compiler "
                      "cache or distributor run the host compiler, as in PERDURE_CXX=\"ccache g++\""};
    }
    if (line_.no_code || !any_input || only_headers) become(whole(false));
    if (line_.compile_only || line_.assembly_only) return any_source ? compile_each() : (become(whole(false)), 0);
    return link(any_source);
  }

private:
  /// What perdurec writes is C++17. A project that asks for less and is built with the drop-in compiler is most likely
  /// fine with that; who wants to be refused calls perdurec.
  void raise_standard() {
    const bool any =
        std::any_of(line_.items.begin(), line_.items.end(), [](const item &i) { return i.kind == item::source; });
    if (!any || line_.no_code) return;
    for (item &i : line_.items) {
      std::string &word = i.words[0];
      const std::string newer = i.kind == item::option ? raised(word) : "";
      if (newer.empty()) continue;
      std::cerr << "perdure-c++: note: " << word << " becomes " << newer << ", which rewritten sources need\n";
      word = newer;
    }
  }

  /// The option that asks for C++17 in place of one that asks for less; empty: it does not.
  static std::string raised(const std::string &word) {
    if (word == "-ansi") return "-std=c++17";
    for (const char *option : {"-std=", "--std="})
      for (const char *language : {"c++", "gnu++"})
        for (const char *year : {"98", "03", "0x", "11", "1y", "14"})
          if (word == std::string(option) + language + year) return std::string("-std=") + language + "17";
    return "";
  }

  /// As a system directory, so that the user's warnings are about the user's code. A compiler looks into its own
  /// without being told, and at the right time.
  arguments include_flags() const {
    return include_ == "/usr/include" ? arguments() : arguments{"-isystem", include_.string()};
  }

  /// The command as it was given, with the runtime's headers, and with its libraries if it links.
  arguments whole(bool links) const {
    arguments command = cxx_;
    for (const item &i : line_.items) command = command + i.words;
    for (const std::string &word : line_.dependencies)
      if (line_.moved_dependencies) command.push_back(word);
    command = command + include_flags();
    return links && !line_.partial_link ? command + libraries() : command;
  }

  arguments libraries() const {
    // Probes of a build system, and programs in which nothing is durable, do not load what they do not use.
    arguments flags = {"-L" + libraries_.string(), "-Wl,--push-state,--as-needed"};
    if (line_.names_language) flags = arguments{"-xnone"} + flags;
    return flags + split_words(PERDURE_LINK_FLAGS) + arguments{"-Wl,--pop-state"};
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

  /// What the compiler of a rewritten source has to be told: where the user's #include "..." looks first, and that
  /// warnings about a text that nobody wrote are no errors.
  arguments for_rewritten(const std::string &source) const {
    fs::path directory = fs::path(source).parent_path();
    return arguments{"-iquote", directory.empty() ? "." : directory.string(), "-Wno-error"} + include_flags();
  }

  /// The options of -MD and its kin, with what they leave to the compiler said: it must not follow from the name of the
  /// rewritten source. Gives the file as well.
  arguments dependency_flags(const std::string &object, fs::path &file) const {
    if (!line_.wants_dependencies) return line_.dependencies;
    arguments flags = line_.dependencies;
    bool names_target = false;
    for (std::size_t k = 0; k < flags.size(); ++k) {
      names_target |= starts_with(flags[k], "-MT") || starts_with(flags[k], "-MQ");
      if (flags[k] == "-MF" && k + 1 < flags.size())
        file = flags[k + 1];
      else if (starts_with(flags[k], "-MF"))
        file = flags[k].substr(3);
    }
    if (file.empty()) {
      file = fs::path(object).replace_extension(".d");
      flags = flags + arguments{"-MF", file.string()};
    }
    if (!names_target) flags = flags + arguments{"-MQ", object};
    return flags;
  }

  /// -c and -S: each source on its own.
  int compile_each() {
    std::size_t inputs = 0;
    for (const item &i : line_.items) inputs += i.kind != item::option;
    if (inputs > 1 && !line_.output.empty()) throw failure{"-o with -c or -S takes one source only"};
    int worst = 0;
    for (const item &input : line_.items)
      if (input.kind != item::option) worst = std::max(worst, compile(input));
    return worst;
  }

  int compile(const item &input) {
    bool rewritten = input.kind == item::source;
    std::string source = rewritten ? readable_source(input.words[0]) : input.words[0];
    std::string object = line_.output;
    if (object.empty())
      object = fs::path(source).filename().replace_extension(line_.compile_only ? ".o" : ".s").string();
    std::string compiled = source;
    if (rewritten) {
      compiled = place(object, source);
      if (int code = rewrite(source, compiled)) return code;
    }
    arguments command = cxx_;
    for (const item &i : line_.items) {
      if (i.kind == item::option && i.for_all) command = command + i.words;
      if (&i == &input) command.push_back(compiled);
    }
    if (rewritten) command = command + for_rewritten(source);
    command = command + arguments{line_.compile_only ? "-c" : "-S", "-o", object};
    fs::path dependencies;
    command = command + dependency_flags(object, dependencies);
    int code = run(command);
    if (rewritten && line_.wants_dependencies) name_source(dependencies, compiled, source);
    return code;
  }

  /// One command that compiles what is left and links. A dependency file is made apart: the compiler could make one for
  /// each source only.
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
        command.push_back(target.string());
        command = command + for_rewritten(source);
      } else if (i.kind != item::option || i.for_all) {
        command = command + i.words;
      }
    }
    if (failed_) return failed_;
    if (!line_.output.empty()) command = command + arguments{"-o", line_.output};
    if (!line_.syntax_only && !line_.partial_link) command = command + libraries();
    return run(command);
  }

  int write_dependencies(const std::string &source, const std::string &program) const {
    if (!line_.wants_dependencies) return 0;
    arguments command = cxx_;
    for (const item &i : line_.items)
      if (i.kind == item::option && i.for_parse) command = command + i.words;
    fs::path file;
    for (const std::string &word : dependency_flags(program, file))
      command.push_back(word == "-MD" ? "-M" : word == "-MMD" ? "-MM" : word);
    return run(command + include_flags() + arguments{"-x", "c++", source});
  }

  /// Where the rewritten source of an object goes: beside it, under a name that depends on nothing else, because what
  /// the debugger and a compiler cache know it by must be the same each time. If that is no place for files, elsewhere.
  fs::path place(const std::string &object, const std::string &source) {
    fs::path directory = fs::path(object).parent_path();
    std::string name = fs::path(object).filename().string();
    std::error_code ignored;
    if (directory.empty()) directory = ".";
    if (starts_with(fs::absolute(directory).string(), "/dev") || ::access(directory.c_str(), W_OK) != 0)
      return temporaries_.directory() / (name + ".perdure.cpp");
    if (temporaries_.keeps()) {
      fs::path file = directory / fs::path(name).replace_extension(".perdure.cpp");
      if (fs::equivalent(file, source, ignored))
        throw failure{"'" + source + "' would be overwritten: give it another name"};
      return file.lexically_normal();
    }
    fs::path file = directory / ("." + name + ".perdure.cpp"); // no name that a source of the user's has
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
    return driver(read(arguments(argv + 1, argv + argc))).run_all();
  } catch (const failure &f) {
    std::cerr << "perdure-c++: error: " << f.what << '\n';
  } catch (const std::exception &e) {
    std::cerr << "perdure-c++: error: " << e.what() << '\n';
  }
  return 2;
}
