#include "Report.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace clang;

namespace perdure {

static const char *kindOf(const Variable &v) {
  switch (v.kind) {
  case Variable::Pinned:
    return "pinned";
  case Variable::Reference:
    return "reference";
  case Variable::Exception:
    return "exception";
  default:
    return "spilled";
  }
}
static std::string because(const Variable &v) {
  if (v.self) return "the object that the function was called on";
  switch (v.kind) {
  case Variable::Reference:
    return "a reference: its address is saved";
  case Variable::Exception:
    return "the exception that a handler handles while it is suspended";
  case Variable::Pinned:
    if (v.inResult) return "every return names it: it is built in the place of the function's result";
    if (v.isArray) return "an array has an address that does not change";
    if (v.temporary) return "a temporary that is alive while a call is suspended";
    if (!v.spillable) return "its type has constructors, assignment or a destructor of its own";
    return "its address is taken, or a reference to it may outlive the statement";
  default:
    return "copied when a call is captured; until then in a register";
  }
}

std::string reportText(const std::vector<const Function *> &rewritten, const Program &program, ASTContext &context) {
  const SourceManager &SM = context.getSourceManager();
  llvm::json::Array functions, untouched;
  for (const Function *function : rewritten) {
    const Function &f = *function;
    llvm::json::Array points, fields;
    for (size_t k = 1; k < f.points.size(); ++k) {
      llvm::json::Array live;
      for (VariableId v : f.points[k].live) live.push_back(f.variables[v].name);
      points.push_back(
          llvm::json::Object{{"key", f.points[k].key}, {"line", f.points[k].line}, {"live", std::move(live)}});
    }
    for (VariableId id : f.fields) {
      const Variable &v = f.variables[id];
      fields.push_back(llvm::json::Object{
          {"name", v.name}, {"type", v.display}, {"line", v.line}, {"kept", kindOf(v)}, {"because", because(v)}});
    }
    functions.push_back(llvm::json::Object{{"function", f.name},
                                           {"mangled", f.mangled},
                                           {"file", f.file},
                                           {"line", f.line},
                                           {"points", std::move(points)},
                                           {"frame", std::move(fields)}});
  }
  for (const FunctionDecl *f : program.untouched()) {
    PresumedLoc at = SM.getPresumedLoc(SM.getExpansionLoc(f->getLocation()));
    std::string why = program.whyUntouched(f);
    untouched.push_back(llvm::json::Object{{"function", f->getQualifiedNameAsString()},
                                           {"file", at.isValid() ? at.getFilename() : ""},
                                           {"line", at.isValid() ? at.getLine() : 0},
                                           {"because", why.empty() ? "nothing in it suspends" : "it " + why}});
  }
  std::string out;
  llvm::raw_string_ostream stream(out);
  stream << llvm::formatv("{0:2}\n", llvm::json::Value(llvm::json::Object{{"resumable", std::move(functions)},
                                                                          {"untouched", std::move(untouched)}}));
  return out;
}

} // namespace perdure
