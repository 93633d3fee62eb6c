#include "Model.h"

#include <cstring>

namespace perdure {
namespace {

const char *kindName(const Variable &v) {
  switch (v.kind) {
  case Variable::Spilled:
    return "spilled";
  case Variable::Reference:
    return "reference";
  case Variable::Pinned:
    return v.maybe ? "pinned (maybe)" : v.inResult ? "pinned (in the result's place)" : "pinned";
  case Variable::Static:
    return "static";
  case Variable::Constant:
    return "constant";
  case Variable::Exception:
    return "exception";
  }
  return "";
}

std::string printPoints(const Function &f) {
  std::string out;
  for (size_t k = 1; k < f.points.size(); ++k) {
    const Point &p = f.points[k];
    out += "  point " + std::to_string(k) + " line " + std::to_string(p.line) + ": " + p.key;
    if (p.tail) out += " (tail)";
    out += "\n    keeps:";
    for (VariableId v : p.live)
      out += " " + (f.variables[v].field.empty() ? f.variables[v].name : f.variables[v].field);
    out += "\n";
  }
  return out;
}

} // namespace

std::string print(const Function &f, const char *what) {
  std::string out = f.name + " line " + std::to_string(f.line) + "\n";
  if (std::strcmp(what, "functions") == 0) return out;
  out += printPoints(f);
  if (std::strcmp(what, "points") == 0) return out;
  for (const Variable &v : f.variables)
    out += "  variable " + v.field + " : " + v.display + " line " + std::to_string(v.line) + ": " + kindName(v) + "\n";
  out += "  frame:";
  for (VariableId v : f.fields) out += " " + f.variables[v].field;
  out += "\n";
  return out;
}

} // namespace perdure
