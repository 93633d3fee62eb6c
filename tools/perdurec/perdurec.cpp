// The driver: perdurec <src> <dst> [options] [-- compiler flags].
#include "tools/perdurec/Copies.h"

#include "compiler/Callees.h"
#include "compiler/Prelude.h"
#include "compiler/Rewrite.h"
#include "compiler/RuntimeNames.h"
#include "compiler/Unpack.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
namespace cl = llvm::cl;

namespace {

cl::OptionCategory Category("perdurec");
cl::opt<std::string> Source(cl::Positional, cl::Required, cl::desc("<src>"), cl::cat(Category));
cl::opt<std::string> Destination(cl::Positional, cl::desc("<dst>"), cl::cat(Category));
using perdure::Transform;
cl::opt<Transform>
    Unwinding("t", cl::desc("how native calls are unwound:"), cl::init(Transform::RetVal),
              cl::values(clEnumValN(Transform::RetVal, "retval", "test a flag after each suspending call"),
                         clEnumValN(Transform::Catch, "catch", "by an exception that user code never sees")),
              cl::cat(Category));
cl::opt<bool> Func("func", cl::desc("rewrite functions only: the program has its own host and calls start()"),
                   cl::cat(Category));
cl::opt<bool> PersistGlobals("persist-globals", cl::desc("mutable globals and static locals belong to the image"),
                             cl::cat(Category));
cl::opt<bool> WholeProgram("all", cl::desc("every function of the program's own sources is resumable"),
                           cl::cat(Category));
cl::opt<perdure::SafePoints> Points(
    "safepoints", cl::desc("where polls are inserted (with --all):"), cl::init(perdure::SafePoints::Default),
    cl::values(clEnumValN(perdure::SafePoints::None, "none", "nowhere"),
               clEnumValN(perdure::SafePoints::Entries, "entries", "at every function's entry"),
               clEnumValN(perdure::SafePoints::Loops, "loops", "in every loop"),
               clEnumValN(perdure::SafePoints::All, "all", "both"),
               clEnumValN(perdure::SafePoints::Default, "default",
                          "where a program can stay long: recursion, and loops that are not small innermost ones")),
    cl::cat(Category));
enum class Dump { None, Functions, Points, Plan, Unpacked };
cl::opt<Dump>
    DumpWhat("dump", cl::desc("print what a pass found and write nothing:"), cl::init(Dump::None),
             cl::values(clEnumValN(Dump::Functions, "functions", "the resumable functions"),
                        clEnumValN(Dump::Unpacked, "unpacked", "the source with its parameter packs written out"),
                        clEnumValN(Dump::Points, "points", "their suspension points"),
                        clEnumValN(Dump::Plan, "plan", "their variables and frames")),
             cl::cat(Category));
cl::opt<std::string> ReportFile("report", cl::desc("write what became of each function to a JSON file"),
                                cl::value_desc("FILE.json"), cl::cat(Category));
cl::opt<std::string> BuildPath("p", cl::desc("folder with a compile_commands.json"), cl::cat(Category));

struct Outcome {
  bool ok = false;
  std::string text, report;
  std::set<std::string> changed; ///< what the text with its packs written out calls otherwise
};

/// A text, and what is to be done with it.
struct Task {
  std::string text;
  /// Of the user's text, where this is the one with its packs written out: give up if it calls anything else.
  std::optional<perdure::Callees> same = std::nullopt;
  /// For the user's text: parses another one, in a process of its own or not.
  std::function<Outcome(const std::string &, const perdure::Callees &)> parse = nullptr;
};

perdure::Message question(const std::string &text, const perdure::Callees &callees) {
  perdure::Message out{text, std::to_string(callees.of.size())};
  for (const auto &[f, found] : callees.of) {
    out.insert(out.end(), {f, std::to_string(found.size())});
    out.insert(out.end(), found.begin(), found.end());
  }
  for (const auto &[name, plain] : callees.plain) out.insert(out.end(), {name, plain});
  return out;
}

Task asked(const perdure::Message &question) {
  Task task{question[0], perdure::Callees()};
  size_t at = 2;
  for (size_t left = std::stoul(question[1]); left > 0; --left) {
    auto &found = task.same->of[question[at]];
    const size_t end = at + 2 + std::stoul(question[at + 1]);
    for (at += 2; at < end; ++at) found.insert(found.end(), question[at]);
  }
  for (; at < question.size(); at += 2) task.same->plain.emplace(question[at], question[at + 1]);
  return task;
}

perdure::Message answer(const Outcome &out) {
  perdure::Message message{out.ok ? "ok" : "", out.text, out.report};
  message.insert(message.end(), out.changed.begin(), out.changed.end());
  return message;
}

Outcome answered(const perdure::Message &answer) {
  return {!answer[0].empty(), answer[1], answer[2], {answer.begin() + 3, answer.end()}};
}

/// Keeps the tokens from where the program's own text begins.
class OwnTokens {
public:
  explicit OwnTokens(Preprocessor &preprocessor) : PP(preprocessor) {}
  void begin() {
    if (!Tokens) Tokens.emplace(PP);
  }
  /// With the first header that is none of the system's, if there is one before `begin`.
  void beginWithHeader() { PP.addPPCallbacks(std::make_unique<Headers>(*this)); }
  syntax::TokenBuffer consume() { return std::move(*Tokens).consume(); }

private:
  Preprocessor &PP;
  std::optional<syntax::TokenCollector> Tokens;

  class Headers : public PPCallbacks {
  public:
    explicit Headers(OwnTokens &of) : Of(of) {}
    void FileChanged(SourceLocation at, FileChangeReason why, SrcMgr::CharacteristicKind kind, FileID) override {
      const SourceManager &SM = Of.PP.getSourceManager();
      if (why == EnterFile && kind == SrcMgr::C_User && SM.getFileID(at) != SM.getMainFileID() &&
          !SM.isWrittenInBuiltinFile(at) && !SM.isWrittenInCommandLineFile(at))
        Of.begin();
    }

  private:
    OwnTokens &Of;
  };
};

class Consumer : public ASTConsumer {
public:
  Consumer(CompilerInstance &compiler, const perdure::Options &options, Task task, const perdure::Prelude &prelude,
           Outcome &out)
      : CI(compiler), Opt(options), Todo(std::move(task)), Prelude(prelude), Out(out),
        Tokens(compiler.getPreprocessor()) {
    Included.follow(CI.getPreprocessor());
    if (prelude.empty()) {
      Tokens.begin();
      return;
    }
    Tokens.beginWithHeader();
    prelude.follow(CI, [this] {
      if (Todo.parse && perdure::mayHavePacks(Todo.text)) copy();
      Tokens.begin();
      return Todo.text;
    });
  }
  void HandleTranslationUnit(ASTContext &context) override {
    if (!CI.getDiagnostics().hasErrorOccurred()) parsed(context);
    if (IsCopy) Copy.answer(answer(Out));
    Copy.end(); // here: whether the compiler deletes the consumer is its own affair
  }

private:
  CompilerInstance &CI;
  const perdure::Options &Opt;
  Task Todo;
  const perdure::Prelude &Prelude;
  Outcome &Out;
  OwnTokens Tokens;
  perdure::Includes Included;
  perdure::Copies Copy;
  bool IsCopy = false;

  void copy() {
    const std::optional<perdure::Message> question = Copy.make();
    if (!question) return;
    IsCopy = true;
    Todo = asked(*question);
    CI.getDiagnostics().setClient(new IgnoringDiagConsumer, true); // what is wrong is said of the user's text
  }

  Outcome instead(const std::string &text, const perdure::Callees &callees) {
    if (Prelude.fits(text))
      if (const std::optional<perdure::Message> out = Copy.ask(question(text, callees))) return answered(*out);
    return Todo.parse(text, callees);
  }

  void parsed(ASTContext &context) {
    syntax::TokenBuffer buffer = Tokens.consume();
    buffer.indexExpandedTokens();
    if (Todo.parse && unpacked(context, buffer)) return;
    if (Todo.same && !(Out.changed = perdure::differences(*Todo.same, perdure::calleesOf(context))).empty()) return;
    perdure::Result result = perdure::rewrite(CI, buffer, Included, Opt);
    Out.ok = result.ok;
    Out.text = std::move(result.text);
    Out.report = std::move(result.report);
  }

  /// False: the user's own text is to be rewritten.
  bool unpacked(ASTContext &context, const syntax::TokenBuffer &buffer) {
    std::optional<perdure::Callees> callees;
    perdure::UnpackLimits limits;
    for (int tries = 0;; ++tries) {
      const std::optional<std::string> text = perdure::unpack(CI, buffer, Opt.policy, limits);
      if (DumpWhat == Dump::Unpacked) {
        Out.text = text ? *text : Todo.text;
        return Out.ok = true;
      }
      if (!text) return false;
      if (!callees) callees = perdure::calleesOf(context);
      Outcome out = instead(*text, *callees);
      if (out.ok) {
        Out = std::move(out);
        return true;
      }
      // Overloads that the program never had must not change what it calls: without these, then. Where that does not do
      // either, the user's own text says better what is wrong, or is left as far as it must.
      if (out.changed.empty() ? !std::exchange(limits.classes, false) : tries >= 3) return false;
      limits.left.merge(out.changed);
    }
  }
};

class Action : public ASTFrontendAction {
public:
  Action(const perdure::Options &options, Task task, const perdure::Prelude &prelude, Outcome &out)
      : Opt(options), Todo(std::move(task)), Prelude(prelude), Out(out) {}
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler, StringRef) override {
    // The user's own compiler reports the user's warnings; here they would be said twice.
    compiler.getDiagnostics().setIgnoreAllWarnings(true);
    compiler.getFrontendOpts().DisableFree = true; // the process ends soon
    return std::make_unique<Consumer>(compiler, Opt, Todo, Prelude, Out);
  }

private:
  const perdure::Options &Opt;
  Task Todo;
  const perdure::Prelude &Prelude;
  Outcome &Out;
};

class Factory : public tooling::FrontendActionFactory {
public:
  Factory(const perdure::Options &options, const Task &task, const perdure::Prelude &prelude, Outcome &out)
      : Opt(options), Todo(task), Prelude(prelude), Out(out) {}
  std::unique_ptr<FrontendAction> create() override { return std::make_unique<Action>(Opt, Todo, Prelude, Out); }

private:
  const perdure::Options &Opt;
  const Task &Todo;
  const perdure::Prelude &Prelude;
  Outcome &Out;
};

/// Flags that Clang does not know, or that concern code generation only: dropped, so that a build's own flags can be
/// handed over as they are.
bool dropped(StringRef flag) {
  static const char *prefixes[] = {"-fno-gnu-unique",
                                   "-fconcepts-diagnostics-depth",
                                   "-fmax-include-depth",
                                   "-fcompare-debug",
                                   "-flto",
                                   "-fwhole-program",
                                   "-fipa-",
                                   "-fno-ipa-",
                                   "-ftree-",
                                   "-fno-tree-",
                                   "-fgnuc-version",
                                   "-mtune=",
                                   "-Werror",
                                   "-W",
                                   "-w",
                                   "-fsanitize",
                                   "-fno-sanitize",
                                   "-fuse-ld",
                                   "-save-temps",
                                   "-fcoverage",
                                   "--coverage",
                                   "-fprofile",
                                   "-pipe",
                                   "-g"};
  for (const char *p : prefixes)
    if (flag.starts_with(p)) return true;
  return false;
}

int fail(const std::string &message, int code = 2) {
  llvm::errs() << "perdurec: error: " << message << "\n";
  return code;
}

std::string includeFolder(const char *argv0) {
  void *here = reinterpret_cast<void *>(&fail);
  llvm::SmallString<256> path(llvm::sys::fs::getMainExecutable(argv0, here));
  llvm::sys::path::remove_filename(path);
  llvm::sys::path::remove_filename(path);
  llvm::sys::path::append(path, "include");
  return std::string(path);
}

} // namespace

int main(int argc, const char **argv) {
  // Everything behind "--" is the compiler's.
  std::vector<const char *> own;
  std::vector<std::string> flags;
  bool rest = false;
  for (int k = 0; k < argc; ++k) {
    if (rest)
      flags.push_back(argv[k]);
    else if (StringRef(argv[k]) == "--")
      rest = true;
    else
      own.push_back(argv[k]);
  }
  cl::HideUnrelatedOptions(Category);
  cl::ParseCommandLineOptions(int(own.size()), own.data(),
                              "perdurec: makes the functions of a C++ source that are marked RESUMABLE durable\n");
  if (Destination.empty() && DumpWhat == Dump::None)
    return fail("no output file: perdurec <src> <dst> [-- compiler flags]");
  if (!llvm::sys::fs::exists(Source)) return fail("no such file: " + Source, 1);

  std::unique_ptr<tooling::CompilationDatabase> database;
  if (!BuildPath.empty()) {
    std::string why;
    database = tooling::CompilationDatabase::loadFromDirectory(BuildPath, why);
    if (!database) return fail("no compilation database in '" + BuildPath + "': " + why);
  } else {
    database = std::make_unique<tooling::FixedCompilationDatabase>(".", std::vector<std::string>());
  }

  perdure::Options options;
  options.transform = Unwinding;
  options.launch = !Func;
  options.report = !ReportFile.empty();
  options.persistGlobals = PersistGlobals;
  options.policy.all = WholeProgram;
  options.policy.safePoints = WholeProgram ? Points.getValue() : perdure::SafePoints::None;
  options.dump = DumpWhat == Dump::Functions ? "functions"
                 : DumpWhat == Dump::Points  ? "points"
                 : DumpWhat == Dump::Plan    ? "plan"
                                             : "";
  std::string include = includeFolder(argv[0]);
  const auto run = [&](const Task &task) {
    const perdure::Prelude prelude(task.text);
    const std::string text = prelude.empty() ? task.text : prelude.standIn();
    tooling::ClangTool tool(*database, {Source});
    const std::string where = tooling::getAbsolutePath(Source); // the tool copies neither
    tool.mapVirtualFile(where, text);
    IgnoringDiagConsumer silent;
    if (!task.parse) tool.setDiagnosticConsumer(&silent); // what is wrong is said of the user's text
    tool.setPrintErrorMessage(false);                     // clang says it all
    tool.clearArgumentsAdjusters();
    tool.appendArgumentsAdjuster(tooling::getClangStripOutputAdjuster());
    tool.appendArgumentsAdjuster(tooling::getClangStripDependencyFileAdjuster());
    tool.appendArgumentsAdjuster([&](const tooling::CommandLineArguments &given, StringRef absolute) {
      tooling::CommandLineArguments out{given.empty() ? "clang++" : given[0]};
      bool hasStandard = false;
      auto add = [&](const std::string &flag) {
        if (dropped(flag)) return;
        hasStandard |= StringRef(flag).starts_with("-std=") || StringRef(flag).starts_with("--std");
        out.push_back(flag);
      };
      // Named as the user named it, so that neither messages nor the output hold a path that the user did not write.
      for (size_t k = 1; k < given.size(); ++k) add(BuildPath.empty() && given[k] == absolute ? Source : given[k]);
      for (const std::string &flag : flags) add(flag);
      std::vector<std::string> front{"-fsyntax-only", "-xc++", std::string("-D") + perdure::names::compilerMacro};
      if (!hasStandard) front.push_back("-std=gnu++17");
      if (!task.parse) front.push_back("-fno-caret-diagnostics"); // nor does clang count then what it may not show
      out.insert(out.begin() + 1, front.begin(), front.end());
      if (llvm::sys::fs::exists(include + "/perdure")) out.push_back("-I" + include);
      out.push_back("-resource-dir=" PERDURE_CLANG_RESOURCES);
      out.push_back("-Wno-everything");
      return out;
    });
    Outcome out;
    Factory factory(options, task, prelude, out);
    if (tool.run(&factory) != 0) out.ok = false;
    return out;
  };
  const auto source = llvm::MemoryBuffer::getFile(Source);
  if (!source) return fail("cannot read '" + Source + "': " + source.getError().message(), 1);
  const Outcome out =
      run({(*source)->getBuffer().str(), std::nullopt,
           [&](const std::string &text, const perdure::Callees &callees) { return run({text, callees}); }});
  if (!out.ok) return 1;
  if (DumpWhat != Dump::None) {
    llvm::outs() << out.text;
    return 0;
  }
  std::error_code error;
  if (!ReportFile.empty()) {
    llvm::raw_fd_ostream file(ReportFile, error);
    if (error) return fail("cannot write '" + ReportFile + "': " + error.message(), 1);
    file << out.report;
  }
  std::string temporary = Destination + ".tmp";
  {
    llvm::raw_fd_ostream file(temporary, error);
    if (error) return fail("cannot write '" + Destination + "': " + error.message(), 1);
    file << out.text;
    file.close();
    if (file.has_error()) return fail("cannot write '" + Destination + "': " + file.error().message(), 1);
  }
  if ((error = llvm::sys::fs::rename(temporary, Destination)))
    return fail("cannot write '" + Destination + "': " + error.message(), 1);
  return 0;
}
