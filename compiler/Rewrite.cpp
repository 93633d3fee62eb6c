#include "Rewrite.h"

#include "Check.h"
#include "Derive.h"
#include "Discover.h"
#include "Emit.h"
#include "Lower.h"
#include "Plan.h"
#include "RuntimeNames.h"

#include "clang/AST/ASTContext.h"
#include "clang/Lex/Preprocessor.h"

#include <algorithm>
#include <set>
#include <tuple>

using namespace clang;

namespace perdure {
namespace {

/// Replaces `length` characters of the main file.
struct FileEdit {
  unsigned offset, length;
  std::string text;
};

std::string lineDirective(unsigned line, const std::string &file) {
  std::string escaped;
  for (char c : file) {
    if (c == '\\' || c == '"') escaped += '\\';
    escaped += c;
  }
  return "#line " + std::to_string(line) + " \"" + escaped + "\"\n";
}

/// "a::b::" for what stands in namespaces a and b; "" at the top.
std::string scopeOf(const DeclContext *context) {
  std::string out;
  for (; context && !context->isTranslationUnit(); context = context->getParent())
    if (const auto *ns = dyn_cast<NamespaceDecl>(context); ns && !ns->isAnonymousNamespace())
      out = ns->getNameAsString() + "::" + out;
  return out;
}

const DeclContext *namespaceOf(const DeclContext *context) {
  while (context && !context->isNamespace() && !context->isTranslationUnit()) context = context->getParent();
  return context;
}

class Rewriting {
public:
  Rewriting(CompilerInstance &compiler, syntax::TokenBuffer &tokens, const Options &options)
      : CI(compiler), C(compiler.getASTContext()), SM(compiler.getSourceManager()), Opt(options),
        Text(tokens, SM, CI.getLangOpts()), Report(compiler.getDiagnostics()),
        Derived(C, displayPolicy()) {}

  Result run() {
    checkUnit(C, Report);
    std::vector<Lowered> functions;
    std::vector<const FunctionDecl *> definitions;
    for (const FunctionDecl *f : resumableDefinitions(C)) {
      if (!checkBody(f, C, Report)) continue;
      Lowered lowered = lower(f, C, Text, unique(f->isMain() ? names::mainName : f->getNameAsString()));
      std::vector<PlanProblem> problems = plan(lowered.function);
      checkPlan(lowered, problems, C, Derived, Report);
      definitions.push_back(f);
      functions.push_back(std::move(lowered));
    }
    Result result;
    result.ok = Report.errors() == 0 && !CI.getDiagnostics().hasErrorOccurred();
    if (!result.ok) return result;
    if (!Opt.dump.empty()) {
      for (const Lowered &l : functions) result.text += print(l.function, Opt.dump.c_str());
      return result;
    }
    for (size_t k = 0; k < functions.size(); ++k) place(definitions[k], functions[k].function);
    if (!Described.empty()) Derived.needThrown();
    result.text = assemble();
    return result;
  }

private:
  CompilerInstance &CI;
  ASTContext &C;
  const SourceManager &SM;
  const Options &Opt;
  SourceText Text;
  Reporter Report;
  Derivation Derived;
  std::vector<FileEdit> Edits;
  std::string Tables;
  std::vector<std::string> Described;
  std::set<std::string> Taken;
  std::string MainCall;

  const PrintingPolicy &displayPolicy() const { return C.getPrintingPolicy(); }

  /// A prefix for generated names that neither the user nor another function has.
  std::string unique(std::string name) {
    std::string base;
    for (char c : name) base += isalnum(static_cast<unsigned char>(c)) || c == '_' ? c : '_';
    std::string out = base;
    IdentifierTable &table = CI.getPreprocessor().getIdentifierTable();
    auto used = [&](const std::string &candidate) {
      return Taken.count(candidate) || table.find(candidate + "_frame") != table.end() ||
             table.find(candidate + "_resume") != table.end();
    };
    for (int k = 2; used(out); ++k) out = base + "_" + std::to_string(k);
    Taken.insert(out);
    return out;
  }

  std::pair<unsigned, unsigned> extent(unsigned token) const { // offset and length in the main file
    SourceLocation at = Text.location(token);
    return {SM.getFileOffset(at), unsigned(Text.token(token).size())};
  }

  void place(const FunctionDecl *d, Function &f) {
    if (f.points.size() <= 1 && !f.isMain) return; // never suspends: stays as it is
    TokenRange body = Text.range(d->getBody()->getSourceRange());
    unsigned first = Text.range(d->getSourceRange().getBegin()).begin;
    for (; first > 0; --first) { // attributes lead the declaration
      llvm::StringRef before = Text.token(first - 1);
      SourceLocation loc = Text.location(first - 1);
      if (before == ";" || before == "}" || before == "{" || !SM.isInMainFile(loc)) break;
    }
    bool internal = !d->isExternallyVisible();
    if (internal) {
      size_t slash = f.file.find_last_of('/');
      f.mangled += "@" + (slash == std::string::npos ? f.file : f.file.substr(slash + 1));
    }
    const DeclContext *semantic = namespaceOf(d->getDeclContext()), *lexical = namespaceOf(d->getLexicalDeclContext());
    std::string open, close, scope = scopeOf(semantic);
    if (semantic->getPrimaryContext() != lexical->getPrimaryContext()) {
      std::string name = scope.substr(0, scope.size() - 2);
      open = "namespace " + name + " {\n";
      close = "} // namespace " + name + "\n";
    }
    bool suspends = f.points.size() > 1;
    auto [start, ignored] = extent(first);
    SourceLocation startLoc = Text.location(first);
    unsigned column = SM.getSpellingColumnNumber(startLoc);
    unsigned startLine = SM.getPresumedLoc(startLoc).getLine();
    std::string front;
    if (suspends) {
      front = (column > 1 ? "\n" : "") + open + emitFrame(f) + close + "\n" + lineDirective(startLine, f.file) +
              std::string(column - 1, ' ');
      Edits.push_back({start, 0, front});
    }
    if (f.isMain && Opt.launch) {
      unsigned name = Text.range(d->getLocation()).begin;
      auto [offset, length] = extent(name);
      Edits.push_back({offset, length, names::mainName});
      MainCall = d->getNumParams() == 0   ? "int main() { return perdure::detail::launch(0, nullptr, "
                                          : "int main(int argc, char **argv) { return perdure::detail::launch(argc, argv, ";
      MainCall = "int main(int argc, char **argv) { return " + std::string(names::detail) + "launch(argc, argv, " +
                 names::mainName + "); }\n";
    }
    if (!suspends) return;
    auto [bodyStart, one] = extent(body.begin);
    auto [bodyEnd, two] = extent(body.end - 1);
    unsigned endLine = f.endLine;
    std::string direct = emitDirectBody(f);
    while (!direct.empty() && direct.back() == '\n') direct.pop_back();
    // The body starts on the line of its brace, which #line in front of the declaration already leads to.
    Edits.push_back({bodyStart, bodyEnd + two - bodyStart,
                     direct + "\n\n" + open + (close.empty() ? "namespace {\n" : "namespace {\n") + emitResumeBody(f) +
                         "} // namespace\n" + close + lineDirective(endLine, f.file)});
    Tables += emitTables(f, scope);
    Described.push_back(scope + f.identifier);
  }

  std::string assemble() {
    FileID main = SM.getMainFileID();
    llvm::StringRef source = SM.getBufferData(main);
    std::string file = SM.getPresumedLoc(SM.getLocForStartOfFile(main)).getFilename();
    std::string out = "// Generated by perdurec from " + baseName(file) + "; edit that file instead.\n";
    bool anything = !Described.empty() || !MainCall.empty();
    out += std::string("#define ") + names::instrumentedMacro + " 1\n";
    if (anything) {
      out += std::string("#include <") + names::generatedHeader + ">\n";
      for (const std::string &h : Derived.headers()) out += "#include <" + h + ">\n";
    }
    if (!MainCall.empty()) out += std::string("#include <") + names::launchHeader + ">\n";
    if (anything) out += "#pragma GCC diagnostic ignored \"-Wunused-label\"\n"
                         "#pragma GCC diagnostic ignored \"-Wunused-but-set-variable\"\n"
                         "#pragma GCC diagnostic ignored \"-Wmaybe-uninitialized\"\n"
                         "#pragma GCC diagnostic ignored \"-Wimplicit-fallthrough\"\n"
                         "#pragma GCC diagnostic ignored \"-Wterminate\"\n"
                         "#pragma GCC diagnostic ignored \"-Wdangling-else\"\n";
    out += lineDirective(1, file);
    std::sort(Edits.begin(), Edits.end(), [](const FileEdit &a, const FileEdit &b) {
      return std::tie(a.offset, a.length) < std::tie(b.offset, b.length); // an insertion before a replacement
    });
    unsigned at = 0;
    for (const FileEdit &e : Edits) {
      out += source.substr(at, e.offset - at);
      out += e.text;
      at = e.offset + e.length;
    }
    out += source.substr(at);
    if (!out.empty() && out.back() != '\n') out += '\n';
    if (Described.empty() && MainCall.empty()) return out;
    out += "\n// ---- what the runtime knows of these functions ----\n";
    out += Derived.text();
    out += "namespace {\n" + Tables;
    out += "} // namespace\n";
    for (const std::string &name : Described) {
      size_t colons = name.rfind("::");
      std::string id = colons == std::string::npos ? name : name.substr(colons + 2);
      out += "const " + std::string(names::detail) + "function *" + name + "_frame::description() { return &" + id +
             "_function; }\n";
    }
    if (!Described.empty()) {
      out += "namespace {\nconstexpr const " + std::string(names::detail) + "function *functions_[] = {\n";
      for (const std::string &name : Described) {
        size_t colons = name.rfind("::");
        out += "  &" + (colons == std::string::npos ? name : name.substr(colons + 2)) + "_function,\n";
      }
      out += "};\nconst " + std::string(names::detail) + "registration registration_(functions_, " +
             std::to_string(Described.size()) + ");\n} // namespace\n";
    }
    out += MainCall;
    return out;
  }

  static std::string baseName(const std::string &path) {
    size_t slash = path.find_last_of('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
  }
};

} // namespace

Result rewrite(CompilerInstance &compiler, syntax::TokenBuffer &tokens, const Options &options) {
  return Rewriting(compiler, tokens, options).run();
}

} // namespace perdure
