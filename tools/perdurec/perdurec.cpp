// The driver: perdurec <src> <dst> [options] [-- compiler flags].
#include "compiler/Callees.h"
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
  std::optional<std::string> unpacked; ///< what is to be parsed instead
  perdure::Callees callees;            ///< what must not change by that
  std::set<std::string> changed;       ///< what did
};

/// What is to be done with a text.
struct Pass {
  std::optional<perdure::UnpackLimits> unpacks = std::nullopt;
  const perdure::Callees *same = nullptr; ///< give up if overload resolution found anything else
};

class Consumer : public ASTConsumer {
public:
  Consumer(CompilerInstance &compiler, const perdure::Options &options, Pass pass, Outcome &out)
      : CI(compiler), Opt(options), How(pass), Out(out), Tokens(compiler.getPreprocessor()) {}
  void HandleTranslationUnit(ASTContext &context) override {
    if (CI.getDiagnostics().hasErrorOccurred()) return;
    syntax::TokenBuffer buffer = std::move(Tokens).consume();
    buffer.indexExpandedTokens();
    if (How.unpacks && (Out.unpacked = perdure::unpack(CI, buffer, Opt.policy, *How.unpacks))) {
      Out.callees = perdure::calleesOf(context);
      return;
    }
    if (How.same && !(Out.changed = perdure::differences(*How.same, perdure::calleesOf(context))).empty()) return;
    perdure::Result result = perdure::rewrite(CI, buffer, Opt);
    Out.ok = result.ok;
    Out.text = std::move(result.text);
    Out.report = std::move(result.report);
  }

private:
  CompilerInstance &CI;
  const perdure::Options &Opt;
  Pass How;
  Outcome &Out;
  syntax::TokenCollector Tokens;
};

class Action : public ASTFrontendAction {
public:
  Action(const perdure::Options &options, Pass pass, Outcome &out) : Opt(options), How(pass), Out(out) {}
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler, StringRef) override {
    // The user's own compiler reports the user's warnings; here they would be said twice.
    compiler.getDiagnostics().setIgnoreAllWarnings(true);
    return std::make_unique<Consumer>(compiler, Opt, How, Out);
  }

private:
  const perdure::Options &Opt;
  Pass How;
  Outcome &Out;
};

class Factory : public tooling::FrontendActionFactory {
public:
  Factory(const perdure::Options &options, Pass pass, Outcome &out) : Opt(options), How(pass), Out(out) {}
  std::unique_ptr<FrontendAction> create() override { return std::make_unique<Action>(Opt, How, Out); }

private:
  const perdure::Options &Opt;
  Pass How;
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
  const auto run = [&](const std::string *text, Pass pass, DiagnosticConsumer *messages, Outcome &out) {
    tooling::ClangTool tool(*database, {Source});
    const std::string where = tooling::getAbsolutePath(Source);
    if (text) tool.mapVirtualFile(where, *text);
    if (messages) tool.setDiagnosticConsumer(messages);
    tool.setPrintErrorMessage(false); // clang says it all
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
      if (messages) front.push_back("-fno-caret-diagnostics"); // nor does clang count then what it may not show
      out.insert(out.begin() + 1, front.begin(), front.end());
      if (llvm::sys::fs::exists(include + "/perdure")) out.push_back("-I" + include);
      out.push_back("-resource-dir=" PERDURE_CLANG_RESOURCES);
      out.push_back("-Wno-everything");
      return out;
    });
    Factory factory(options, pass, out);
    return tool.run(&factory) == 0 && (out.ok || out.unpacked);
  };
  Outcome out;
  perdure::UnpackLimits limits;
  bool done = run(nullptr, {limits}, nullptr, out);
  for (int tries = 0; done && out.unpacked; ++tries) {
    if (DumpWhat == Dump::Unpacked) {
      llvm::outs() << *out.unpacked;
      return 0;
    }
    const std::string text = std::move(*out.unpacked);
    const perdure::Callees callees = std::move(out.callees);
    std::string said;
    llvm::raw_string_ostream stream(said);
    TextDiagnosticPrinter messages(stream, new DiagnosticOptions);
    done = run(&text, {std::nullopt, &callees}, &messages, out = {});
    if (done) {
      llvm::errs() << said;
      break;
    }
    // Overloads that the program never had must not change what it calls: without these, then. Where that does not do
    // either, the user's own text says better what is wrong, or is left as far as it must.
    const bool again = !out.changed.empty() ? tries < 3 : std::exchange(limits.classes, false);
    limits.left.merge(out.changed);
    done = run(nullptr, {again ? std::optional(limits) : std::nullopt}, nullptr, out = {});
  }
  if (!done) return 1;
  if (!options.dump.empty()) {
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
