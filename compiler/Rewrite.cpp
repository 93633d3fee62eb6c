#include "Rewrite.h"

#include "Check.h"
#include "Derive.h"
#include "Discover.h"
#include "Emit.h"
#include "Lower.h"
#include "Plan.h"
#include "RuntimeNames.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Preprocessor.h"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>

using namespace clang;

namespace perdure {
namespace {

/// Replaces `length` characters of the main file.
struct FileEdit {
  unsigned offset, length;
  unsigned order; ///< among edits at one place
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

/// The types of what the user hands to the runtime: yield(v), persist("key", thunk), start(f, arguments...),
/// result<T>(). They are part of images like variables are.
class HandedTypes : public RecursiveASTVisitor<HandedTypes> {
public:
  HandedTypes(ASTContext &context, Derivation &derivation) : C(context), Derived(derivation) {}
  bool Any = false;

  bool VisitCallExpr(CallExpr *e) {
    const FunctionDecl *callee = e->getDirectCallee();
    if (!callee || C.getSourceManager().isInSystemHeader(e->getExprLoc()) || !inRuntime(callee)) return true;
    const TemplateArgumentList *arguments = callee->getTemplateSpecializationArgs();
    if (!arguments) return true;
    for (const TemplateArgument &a : arguments->asArray()) argument(a);
    need(e->getType());
    return true;
  }

private:
  ASTContext &C;
  Derivation &Derived;

  static bool inRuntime(const FunctionDecl *f) {
    for (const DeclContext *c = f->getDeclContext(); c; c = c->getParent())
      if (const auto *ns = dyn_cast<NamespaceDecl>(c);
          ns && ns->getName() == "perdure" && ns->getParent()->isTranslationUnit())
        return true;
    return false;
  }
  void argument(const TemplateArgument &a) {
    if (a.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &part : a.pack_elements()) argument(part);
    if (a.getKind() == TemplateArgument::Type) need(a.getAsType());
  }
  void need(QualType type) {
    if (type->isDependentType()) return;
    type = type.getNonReferenceType().getUnqualifiedType();
    if (const auto *pointer = type->getAs<PointerType>(); pointer && pointer->getPointeeType()->isFunctionType())
      type = pointer->getPointeeType();
    if (const auto *function = type->getAs<FunctionProtoType>()) {
      need(function->getReturnType());
      for (QualType p : function->param_types()) need(p);
      return;
    }
    if (type->isVoidType() || type->isFunctionType()) return;
    Any = true;
    Derived.need(type); // what cannot be saved is refused where an image is made of it
  }
};

class Rewriting {
public:
  Rewriting(CompilerInstance &compiler, syntax::TokenBuffer &tokens, const Options &options)
      : CI(compiler), C(compiler.getASTContext()), SM(compiler.getSourceManager()), Opt(options),
        Text(tokens, SM, CI.getLangOpts()), Report(compiler.getDiagnostics()), Derived(C, displayPolicy()) {}

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
    HandedTypes handed(C, Derived);
    handed.TraverseDecl(C.getTranslationUnitDecl());
    UsesRuntime = handed.Any;
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
  bool UsesRuntime = false; ///< it hands values to the runtime, whether or not it has resumable functions

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

  /// Puts a function's frame, direct body and resume body into the file.
  void place(const FunctionDecl *d, Function &f) {
    bool suspends = f.points.size() > 1;
    if (f.isMain && Opt.launch) renameMain(d);
    if (!suspends) return; // stays as it is
    const DeclContext *semantic = namespaceOf(d->getDeclContext()), *lexical = namespaceOf(d->getLexicalDeclContext());
    std::string scope = scopeOf(semantic), open, close;
    if (semantic->getPrimaryContext() != lexical->getPrimaryContext()) { // `int a::f() {}`: names are looked up in a
      std::string name = scope.substr(0, scope.size() - 2);
      open = "namespace " + name + " {\n";
      close = "} // namespace " + name + "\n";
    }
    const auto *method = dyn_cast<CXXMethodDecl>(d);
    if (method) {
      f.owner = classPath(method->getParent());
      scope += f.owner + "::";
      declareInClass(method->getParent(), f);
    }
    std::string direct = emitDirectBody(f);
    while (!direct.empty() && direct.back() == '\n') direct.pop_back();
    std::string resume = emitResumeBody(f);
    if (!method) resume = "static " + resume;
    resume = open + resume + close;
    std::string frame = open + emitFrame(f) + close + inlineDeclaration(d, f);
    if (!method) befriend(d, f);
    TokenRange body = Text.range(d->getBody()->getSourceRange());
    unsigned first = firstToken(d);
    if (d->getLexicalDeclContext()->isRecord())
      placeBehindClass(d, f, frame, direct, resume, body);
    else if (Text.inMacro(body.begin))
      placeMacro(f, first, body, frame, direct, resume);
    else
      placeHere(f, first, body, frame, direct, resume);
    Tables += emitTables(f, scope);
    Described.push_back(scope + f.identifier);
  }

  void edit(unsigned offset, unsigned length, std::string text) {
    Edits.push_back({offset, length, unsigned(Edits.size()), std::move(text)});
  }

  void renameMain(const FunctionDecl *d) {
    auto [offset, length] = extent(Text.range(d->getLocation()).begin);
    edit(offset, length, names::mainName);
    MainCall = "int main(int argc, char **argv) { return " + std::string(names::detail) + "launch(argc, argv, " +
               names::mainName + "); }\n";
  }

  /// The first token of a declaration, its attributes included.
  unsigned firstToken(const Decl *d) const {
    unsigned first = Text.range(d->getSourceRange().getBegin()).begin;
    for (; first > 0; --first) {
      llvm::StringRef before = Text.token(first - 1);
      if (before == ";" || before == "}" || before == "{" || !SM.isInMainFile(Text.location(first - 1))) break;
    }
    return first;
  }

  /// What a class lets the function see, it lets the resume body see.
  void befriend(const FunctionDecl *d, const Function &f) {
    std::function<void(const DeclContext *)> walk = [&](const DeclContext *context) {
      for (const Decl *inner : context->decls()) {
        if (const auto *friendly = dyn_cast<FriendDecl>(inner)) {
          const auto *function = dyn_cast_or_null<FunctionDecl>(friendly->getFriendDecl());
          const auto *record = dyn_cast<CXXRecordDecl>(context);
          if (!function || !record || function->getCanonicalDecl() != d->getCanonicalDecl()) continue;
          const CXXRecordDecl *outermost = record;
          while (outermost->getDeclContext()->isRecord()) outermost = cast<CXXRecordDecl>(outermost->getDeclContext());
          std::string resume = f.identifier + "_resume(" + names::frame + (f.isNoexcept ? " *) noexcept;" : " *);");
          auto [start, ignored] = extent(firstToken(outermost));
          edit(start, 0, "static void " + resume + " ");
          auto [end, one] = extent(Text.range(record->getBraceRange().getEnd()).begin);
          edit(end, 0, " friend void " + resume + " ");
          continue;
        }
        if (!SM.isInMainFile(SM.getExpansionLoc(inner->getLocation())) && !isa<LinkageSpecDecl>(inner)) continue;
        if (const auto *nested = dyn_cast<DeclContext>(inner); nested && !isa<FunctionDecl>(inner)) walk(nested);
      }
    };
    walk(C.getTranslationUnitDecl());
  }

  /// GCC unrolls the recursion of a function at -O2 only if it is declared inline; `used` keeps it where other
  /// translation units look for it. Halves the time of fib.
  std::string inlineDeclaration(const FunctionDecl *d, const Function &f) const {
    std::function<bool(const Stmt *)> calls = [&](const Stmt *s) {
      if (const auto *call = dyn_cast<CallExpr>(s);
          call && call->getDirectCallee() && call->getDirectCallee()->getCanonicalDecl() == d->getCanonicalDecl())
        return true;
      bool found = false;
      forEachEvaluatedChild(s, [&](const Stmt *child) { found |= calls(child); });
      return found;
    };
    if (f.isMain || f.result == Function::Class || isa<CXXMethodDecl>(d) || d->isExternC() ||
        d->getDeclaredReturnType()->getContainedAutoType() ||
        d->getDeclContext()->getPrimaryContext() != d->getLexicalDeclContext()->getPrimaryContext() ||
        !calls(d->getBody()))
      return {};
    std::string parameters;
    for (const ParmVarDecl *p : d->parameters())
      parameters += (parameters.empty() ? "" : ", ") + named(declarator(p->getType(), C), "");
    const auto *type = d->getType()->getAs<FunctionProtoType>();
    return std::string(d->getStorageClass() == SC_Static ? "static " : "") + "inline __attribute__((used)) " +
           named(f.resultDeclarator, d->getNameAsString() + "(" + parameters + ")") +
           (type && type->isNothrow() ? " noexcept" : "") + ";\n";
  }

  void placeHere(const Function &f, unsigned first, TokenRange body, const std::string &frame,
                 const std::string &direct, const std::string &resume) {
    auto [start, ignored] = extent(first);
    unsigned column = SM.getSpellingColumnNumber(Text.location(first));
    edit(start, 0,
         (column > 1 ? "\n" : "") + frame + "\n" + lineDirective(Text.line(first), f.file) +
             std::string(column - 1, ' '));
    auto [bodyStart, one] = extent(body.begin);
    auto [bodyEnd, two] = extent(body.end - 1);
    edit(bodyStart, bodyEnd + two - bodyStart, direct + "\n\n" + resume + lineDirective(f.endLine, f.file));
  }

  /// The whole definition comes out of one macro invocation, which is replaced by what it expands to.
  void placeMacro(const Function &f, unsigned first, TokenRange body, const std::string &frame,
                  const std::string &direct, const std::string &resume) {
    TokenRange all = Text.expansionAround(body.begin);
    auto [offset, length] = Text.invocation(body.begin);
    std::string text = Text.text({all.begin, std::max(first, all.begin)}) + "\n" + frame + "\n" +
                       Text.text({std::max(first, all.begin), body.begin}) + "\n" + direct + "\n\n" + resume +
                       (body.end < all.end ? Text.text({body.end, all.end}) : std::string()) + "\n" +
                       lineDirective(f.endLine, f.file);
    edit(offset, length, text);
  }

  // ---- static members ----

  static std::string classPath(const CXXRecordDecl *record) {
    std::string out = record->getNameAsString();
    for (const DeclContext *c = record->getDeclContext(); c->isRecord(); c = c->getParent())
      out = cast<CXXRecordDecl>(c)->getNameAsString() + "::" + out;
    return out;
  }

  /// Frame and resume body are members of the class, so that they see what the function sees.
  void declareInClass(const CXXRecordDecl *record, const Function &f) {
    auto [offset, length] = extent(Text.range(record->getBraceRange().getEnd()).begin);
    edit(offset, 0,
         " public: struct " + f.identifier + "_frame; static void " + f.identifier + "_resume(" + names::frame +
             (f.isNoexcept ? " *) noexcept; " : " *); "));
  }

  void placeBehindClass(const FunctionDecl *d, const Function &f, const std::string &frame, const std::string &direct,
                        const std::string &resume, TokenRange body) {
    auto [bodyStart, one] = extent(body.begin);
    auto [bodyEnd, two] = extent(body.end - 1);
    unsigned lines = Text.line(body.end - 1) - Text.line(body.begin);
    edit(bodyStart, bodyEnd + two - bodyStart, ";" + std::string(lines, '\n'));
    std::string parameters;
    for (const ParmVarDecl *p : d->parameters())
      parameters += (parameters.empty() ? "" : ", ") + named(declarator(p->getType(), C), p->getNameAsString());
    std::string header = named(f.resultDeclarator, f.owner + "::" + d->getNameAsString() + "(" + parameters + ")");
    const auto *type = d->getType()->getAs<FunctionProtoType>();
    if (type && type->isNothrow()) header += " noexcept";
    const CXXRecordDecl *outermost = cast<CXXMethodDecl>(d)->getParent();
    while (outermost->getDeclContext()->isRecord()) outermost = cast<CXXRecordDecl>(outermost->getDeclContext());
    unsigned end = Text.range(outermost->getBraceRange().getEnd()).begin;
    while (end + 1 < Text.size() && Text.token(end) != ";") ++end;
    auto [offset, length] = extent(end);
    edit(offset + length, 0,
         "\n\n" + frame + "\n" + lineDirective(f.line, f.file) + "inline " + header + "\n" + direct + "\n\n" + resume +
             lineDirective(Text.line(end), f.file));
  }

  std::string assemble() {
    FileID main = SM.getMainFileID();
    llvm::StringRef source = SM.getBufferData(main);
    std::string file = SM.getPresumedLoc(SM.getLocForStartOfFile(main)).getFilename();
    std::string out = "// Generated by perdurec from " + baseName(file) + "; edit that file instead.\n";
    bool anything = !Described.empty() || !MainCall.empty() || UsesRuntime;
    out += std::string("#define ") + names::instrumentedMacro + " 1\n";
    if (anything) {
      out += std::string("#include <") + names::generatedHeader + ">\n";
      for (const std::string &h : Derived.headers()) out += "#include <" + h + ">\n";
    }
    if (!MainCall.empty()) out += std::string("#include <") + names::launchHeader + ">\n";
    if (anything) out += quietPragmas();
    out += lineDirective(1, file);
    std::sort(Edits.begin(), Edits.end(), [](const FileEdit &a, const FileEdit &b) {
      // An insertion stands before a replacement.
      return std::tie(a.offset, a.length, a.order) < std::tie(b.offset, b.length, b.order);
    });
    unsigned at = 0;
    for (const FileEdit &e : Edits) {
      out += source.substr(at, e.offset - at);
      out += e.text;
      at = e.offset + e.length;
    }
    out += source.substr(at);
    if (!out.empty() && out.back() != '\n') out += '\n';
    if (!anything) return out;
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

  /// Generated code has labels and copies that not every function uses; the user's own compiler sees the user's own
  /// warnings when it compiles the source.
  static std::string quietPragmas() {
    std::string out;
    for (const char *w : {"unused-label", "unused-variable", "unused-but-set-variable", "implicit-fallthrough",
                          "dangling-else", "unused-function", "misleading-indentation", "uninitialized"})
      out += std::string("#pragma GCC diagnostic ignored \"-W") + w + "\"\n";
    out += "#if defined(__clang__)\n";
    for (const char *w : {"unused-local-typedef", "dangling-initializer-list"})
      out += std::string("#pragma GCC diagnostic ignored \"-W") + w + "\"\n";
    out += "#else\n";
    for (const char *w : {"unused-local-typedefs", "unused-but-set-parameter", "maybe-uninitialized", "terminate",
                          "init-list-lifetime"})
      out += std::string("#pragma GCC diagnostic ignored \"-W") + w + "\"\n";
    return out + "#endif\n";
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
