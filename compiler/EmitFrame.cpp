#include "Emit.h"

#include "RuntimeNames.h"

#include <algorithm>

namespace perdure {

static const std::string detail = names::detail;

std::string withName(const std::string &declarator, const std::string &name) {
  std::string out = declarator;
  size_t at = out.find('@');
  if (at == std::string::npos) return name.empty() ? out : out + " " + name;
  out.replace(at, 1, name);
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string quoted(const std::string &text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    out += c;
  }
  return out + "\"";
}

int fieldIndex(const Function &f, VariableId v) {
  auto at = std::find(f.fields.begin(), f.fields.end(), v);
  return at == f.fields.end() ? -1 : int(at - f.fields.begin());
}

std::string slotOf(const Function &f, const Variable &v, const std::string &frame) {
  if (v.whole == none) return frame + v.field;
  return std::string(names::slotAt) + "<" + withName(v.value, "") + ">(" + slotOf(f, f.variables[v.whole], frame) +
         ".get()" + v.place + ")";
}

/// A member's frame and resume body are member templates of its class (PERDURE_RESUMABLE_MEMBERS), so that they see
/// what the function sees, and the class names none of them.
std::string frameName(const Function &f) {
  return f.owner.empty() ? f.identifier + "_frame" : "perdure_frame_<" + f.identifier + "_tag>";
}

std::string frameAlias(const Function &f) {
  return f.owner.empty() ? f.scope + f.identifier + "_frame"
                         : detail + "table<" + f.scope + f.identifier + "_tag>::frame";
}

std::string braced(const std::string &text) { return text.empty() || text[0] == '{' ? text : " " + text; }

/// `new (where) T(init)` in the form that the user chose.
std::string initialise(const Function &, const Variable &v, const std::string &where, const Init &init,
                       const std::string &text) {
  std::string type = withName(v.value, "");
  std::string spelled = type.find_first_of("([") != std::string::npos ? "(" + type + ")" : type;
  if (v.isArray) {
    if (!v.bindings.empty()) return std::string(names::copied) + "<" + type + ">(" + where + ", " + text + ")";
    if (init.form == Init::None)
      return "::new (" + where + ") " + detail + "boxed<" + type + ">" + (v.cleared ? "()" : "");
    return "::new (" + where + ") " + detail + "boxed<" + type + ">{" + text + "}";
  }
  switch (init.form) {
  case Init::None:
    return "::new (" + where + ") " + spelled + (v.cleared ? "()" : "");
  case Init::List:
    return "::new (" + where + ") " + spelled + braced(text);
  default:
    return "::new (" + where + ") " + spelled + "(" + text + ")";
  }
}

static std::string fieldDeclaration(const Variable &v) {
  switch (v.kind) {
  case Variable::Reference:
    return withName(v.pointer, v.field) + "{};";
  case Variable::Pinned:
    if (v.inResult) return std::string(names::resultSlot) + "<" + withName(v.value, "") + "> " + v.field + ";";
    return (v.alignment ? "alignas(" + std::to_string(v.alignment) + ") " : std::string()) + detail + "slot<" +
           withName(v.value, "") + "> " + v.field + ";";
  case Variable::Exception:
    return "std::exception_ptr " + v.field + ";";
  default:
    return withName(v.value, v.field) + "{};";
  }
}

static std::string baseName(const std::string &path) {
  size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

/// What a direct body does when the call at a point was captured: out of line and cold, so that the body itself has a
/// test and a call there. It returns what nobody looks at.
static void emitSave(Writer &w, const Function &f, int number) {
  const Point &p = f.points[size_t(number)];
  bool owns = std::any_of(f.fields.begin(), f.fields.end(),
                          [&](VariableId v) { return f.variables[v].kind == Variable::Pinned; });
  std::string parameters = owns ? frameName(f) + " &kept_" : "", stores;
  for (VariableId id : p.live) {
    const Variable &v = f.variables[id];
    std::string declaration;
    if (v.kind == Variable::Spilled)
      declaration = withName(v.value, v.field + "_now_");
    else if (v.kind == Variable::Reference)
      declaration = withName(v.pointer, v.field + "_now_");
    else if (v.kind == Variable::Exception)
      declaration = "const std::exception_ptr &" + v.field + "_now_";
    else
      continue;
    parameters += (parameters.empty() ? "" : ", ") + declaration;
    stores += " " + std::string(owns ? "kept_." : "kept_->") + v.field + " = " + v.field + "_now_;";
  }
  bool returns = f.result != Function::Void && !p.tail && f.inResult == none;
  bool leaves = f.transform == Transform::Catch && !f.isNoexcept && !p.tail; // by an exception, if all callers know it
  std::string type = returns ? withName(f.resultDeclarator, "") : "void";
  std::string head = type.find_first_of("([") != std::string::npos ? "auto save_" : type + " save_";
  std::string capture =
      owns             ? detail + "suspend(&kept_, " + std::to_string(number) + ");"
      : stores.empty() ? detail + "capture<" + frameName(f) + ">(" + std::to_string(number) + ");"
                       : "auto *kept_ = " + detail + "capture<" + frameName(f) + ">(" + std::to_string(number) + ");";
  w.glue("[[gnu::cold, gnu::noinline]] static " + head + std::to_string(number) + "(" + parameters + ")" +
         (head.rfind("auto", 0) == 0 ? " -> " + type : "") + " {");
  w.indent();
  w.glue(owns ? (stores.empty() ? capture : stores.substr(1) + " " + capture) : capture + stores);
  if (leaves)
    w.glue(std::string("return ") + names::leave + "<" + type + ">();");
  else if (returns)
    w.glue(std::string("return ") + names::nothing + "<" + type + ">();");
  w.outdent();
  w.glue("}");
}

std::string resumeHead(const Function &f) {
  const std::string parameter = "(" + std::string(names::frame) + " *resumed_)";
  if (f.owner.empty()) return "void " + f.identifier + "_resume" + parameter + (f.isNoexcept ? " noexcept" : "");
  return f.specialised + "void " + f.owner + (f.isStatic ? "::perdure_enter_<" : "::perdure_resume_<") + f.identifier +
         "_tag>" + parameter + (f.isConst ? " const" : "");
}

std::string emitFrame(const Function &f) {
  Writer w(f.file);
  bool member = !f.owner.empty();
  const std::string nothrow = f.isNoexcept ? " noexcept" : "";
  if (member) {
    w.glue("namespace { struct " + f.identifier + "_tag; }");
    w.glue(resumeHead(f) + ";");
    w.glue(f.specialised + "struct " + f.owner + "::" + frameName(f) + " : " + names::frame + " {");
    w.indent();
    w.glue("PERDURE_ON_ANY static void enter(" + std::string(names::frame) + " *resumed_)" + nothrow + " { " +
           (f.isStatic ? "perdure_enter_<" : "static_cast<perdure_frame_ *>(resumed_)->this_->perdure_resume_<") +
           f.identifier + "_tag>(resumed_); }");
  } else {
    w.glue("namespace {");
    w.glue("struct " + frameName(f) + " : " + names::frame + " {");
    w.indent();
  }
  w.glue(std::string("static constexpr bool pins = ") + (f.pins ? "true;" : "false;"));
  for (VariableId id : f.fields) {
    const Variable &v = f.variables[id];
    if (v.whole != none) continue;
    std::string note = baseName(f.file) + ":" + std::to_string(v.line);
    if (v.kind == Variable::Reference) note += ", reference";
    if (v.kind == Variable::Pinned) note += v.inResult ? ", in the result's place" : ", pinned";
    std::string declaration = fieldDeclaration(v);
    size_t pad = declaration.size() < 44 ? 44 - declaration.size() : 1;
    w.glue(declaration + std::string(pad, ' ') + "// " + note);
  }
  if (f.pins) w.glue(detail + "live_set<" + std::to_string(f.fields.size()) + "> live;");
  w.glue("static const " + detail + "function *description();");
  for (size_t k = 1; k < f.points.size(); ++k) emitSave(w, f, int(k));
  w.glue("template <class V_> void visit(V_ &visitor_, unsigned field_) {");
  w.indent();
  if (f.fields.empty()) {
    w.glue("static_cast<void>(visitor_), static_cast<void>(field_);");
  } else {
    w.glue("switch (field_) {");
    for (size_t k = 0; k < f.fields.size(); ++k) {
      const Variable &v = f.variables[f.fields[k]];
      bool saved = std::any_of(f.points.begin(), f.points.end(), [&](const Point &p) {
        return std::find(p.live.begin(), p.live.end(), f.fields[k]) != p.live.end();
      });
      const char *how = !saved                          ? "local"
                        : v.kind == Variable::Reference ? "reference"
                        : v.room                        ? "room"
                        : v.kind == Variable::Pinned    ? "pinned"
                        : v.kind == Variable::Exception ? "exception"
                                                        : "value";
      // A result that no suspension outlives is destroyed like the others, but need not be savable.
      w.glue("case " + std::to_string(k) + ": return visitor_." + how + "(" +
             (v.kind == Variable::Pinned ? slotOf(f, v, "") : v.field) + ");");
    }
    w.glue("}");
  }
  w.outdent();
  w.glue("}");
  w.outdent();
  w.glue("};");
  if (!member) {
    w.glue("} // namespace");
    w.glue("static " + resumeHead(f) + ";");
  }
  return w.take();
}

std::string emitDescription(const Function &f) {
  std::string frame =
      f.owner.empty() ? f.scope + frameName(f) : f.owner + "::perdure_frame_<" + f.scope + f.identifier + "_tag>";
  return "const " + detail + "function *" + frame + "::description() { return &" + f.identifier + "_function; }\n";
}

std::string emitTables(const Function &f) {
  std::string out;
  const std::string &id = f.identifier;
  const std::string frame = frameAlias(f);
  if (!f.fields.empty()) {
    out += "constexpr " + detail + "field " + id + "_fields[] = {\n";
    for (VariableId v : f.fields) {
      const Variable &variable = f.variables[v];
      const char *kind = variable.kind == Variable::Reference   ? "reference"
                         : variable.kind == Variable::Exception ? "exception"
                         : variable.maybe                       ? "maybe"
                         : variable.inResult                    ? "in_result"
                         : variable.kind == Variable::Pinned    ? "pinned"
                                                                : "value";
      std::string type = variable.display + (variable.kind == Variable::Reference ? " &" : "");
      std::string name = variable.name;
      out += "  {" + quoted(name) + ", " + quoted(type) + ", " + std::to_string(variable.line) + ", " + detail +
             "field::" + kind + "},\n";
    }
    out += "};\n";
  }
  for (size_t k = 1; k < f.points.size(); ++k) {
    if (f.points[k].live.empty()) continue;
    out += "constexpr std::uint16_t " + id + "_live_" + std::to_string(k) + "[] = {";
    std::vector<int> live;
    for (VariableId v : f.points[k].live) live.push_back(fieldIndex(f, v));
    std::sort(live.begin(), live.end());
    for (size_t j = 0; j < live.size(); ++j) out += (j ? ", " : "") + std::to_string(live[j]);
    out += "};\n";
  }
  out += "constexpr " + detail + "point " + id + "_points[] = {\n  {},\n";
  for (size_t k = 1; k < f.points.size(); ++k) {
    const Point &p = f.points[k];
    std::string result = detail + "no_result";
    if (p.tail)
      result = detail + "tail_result";
    else if (p.result != none && f.variables[p.result].kind == Variable::Pinned)
      result = std::to_string(fieldIndex(f, p.result));
    out += "  {" + quoted(p.key) + ", " + std::to_string(p.line) + ", " +
           (p.live.empty() ? "nullptr, 0" : id + "_live_" + std::to_string(k) + ", " + std::to_string(p.live.size())) +
           ", " + result + ", " + (p.callee.empty() ? "nullptr" : quoted(p.callee)) +
           (p.takes.empty() ? "" : ", " + std::string(names::resultKind) + "(" + p.takes + ")") + "},\n";
  }
  out += "};\n";
  out += "constexpr " + detail + "function " + id + "_function = " + detail + "describe<" + frame + ">(\n  " +
         quoted(f.name) + ", " + quoted(f.mangled) + ", " + quoted(f.file) + ", " + std::to_string(f.line) + ",\n  " +
         (f.fields.empty() ? std::string("nullptr") : id + "_fields") + ", " + id + "_points, " +
         (f.owner.empty() ? f.scope + id + "_resume" : frame + "::enter") +
         (f.gives.empty() ? "" : ", " + std::string(names::resultKind) + "(" + f.gives + ")") + ");\n";
  return out;
}

} // namespace perdure
