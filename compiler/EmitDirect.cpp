// The direct body: the user's control flow and scopes, with a flag test and a save behind each suspending call. Under
// `-t catch` the call also stands in a try block, because a callee may leave by an exception; the flag is still tested,
// since noexcept functions and primitives return.
#include "Emit.h"

#include "RuntimeNames.h"

#include <algorithm>
#include <map>

namespace perdure {
namespace {

const std::string detail = names::detail;

class DirectEmitter {
public:
  explicit DirectEmitter(const Function &function) : F(function), W(function.file) {
    Owns = std::any_of(F.fields.begin(), F.fields.end(),
                       [&](VariableId v) { return F.variables[v].kind == Variable::Pinned; });
    HasLabels = std::any_of(F.labels.begin(), F.labels.end(), [](const Label &l) { return l.user; });
  }

  std::string run() {
    W.glue("{");
    W.indent();
    for (const std::string &alias : F.aliases) W.glue(alias);
    const bool inPlace = F.inResult != none;
    if (inPlace) {
      W.glue(std::string("return ") + names::inPlace + "<" + F.resultType + ">([&](void *perdure_result_) -> void {");
      W.indent();
    }
    if (Owns) W.glue(detail + "owner<" + frameName(F) + "> frame_;");
    if (inPlace) W.glue("frame_->" + variable(F.inResult).field + ".at = perdure_result_;");
    bool shadows = false;
    for (size_t k = 0; k < F.variables.size(); ++k) {
      const Variable &v = F.variables[k];
      if (v.own != none) {
        const Variable &own = F.variables[v.own];
        std::string index = std::to_string(fieldIndex(F, v.own));
        W.glue(withName(v.alias, v.field + "_kept_") + " = " + names::parameter + "(*frame_, frame_->" + own.field +
               ", " + index + ", " + v.name + ");");
        guard(v.own);
        shadows = true;
      }
      if (!v.parameter || v.kind != Variable::Pinned || v.maybe) continue;
      std::string source = v.destroyed || v.isClass ? "std::move(" + v.name + ")" : v.name;
      Init init;
      init.form = Init::Direct;
      W.glue(withName(v.alias, v.field + "_kept_") + " = *" +
             initialise(F, v, "frame_->" + v.field + ".where()", init, source) + ";");
      if (v.destroyed) W.glue(detail + "scope " + v.field + "_scope_(frame_->" + v.field + ");");
      shadows = true;
    }
    if (shadows) {
      W.glue("{");
      W.indent();
      for (const Variable &v : F.variables)
        if (v.own != none || (v.parameter && v.kind == Variable::Pinned && !v.maybe))
          W.glue("[[maybe_unused]] " + withName(v.alias, v.name) + " = " + v.field + "_kept_;");
    }
    for (const Variable &v : F.variables)
      if (v.parameter && v.kind != Variable::Pinned && v.shadowed) rename(v);
    nodes(F.body);
    if (shadows) {
      W.outdent();
      W.glue("}");
    }
    if (F.isMain && F.result == Function::Scalar) W.glue("return 0;");
    if (inPlace) {
      W.outdent();
      W.glue("});");
    }
    W.outdent();
    W.glue("}");
    return W.take();
  }

private:
  const Function &F;
  Writer W;
  bool Owns = false;
  bool HasLabels = false;
  int SwitchDepth = 0;
  std::map<LabelId, int> ContinueUses;
  std::vector<VariableId> Handling; ///< Exception variables of the handlers around, outermost first

  const Variable &variable(VariableId v) const { return F.variables[v]; }

  /// Is its name a reference to the object that it means?
  bool standsForAnother(VariableId v) const { return variable(v).kind == Variable::Pinned || variable(v).own != none; }

  /// May perdure::detail::unwind pass through the try blocks of this body?
  bool leavesByException() const { return F.transform == Transform::Catch && !F.isNoexcept; }

  /// Another variable of the same name may hide it where it has to be saved.
  void rename(const Variable &v) {
    if (!v.bindings.empty() || v.temporary || v.self || (v.kind != Variable::Spilled && v.kind != Variable::Reference))
      return;
    W.glue("[[maybe_unused]] " + withName(v.alias, v.field + "_val_") + " = " + v.name + ";");
  }

  std::string text(const Fragment &f) {
    bool asWritten = !f.verbatim.empty();
    for (const Fragment::Piece &p : f.pieces) {
      if (!p.exit) continue;
      if (p.exit->kind == Exit::Continue && p.exit->target != none && F.labels[p.exit->target].needed)
        asWritten = false;
      if (p.exit->kind == Exit::Return && F.inResult != none) asWritten = false;
      if (p.exit->kind == Exit::Return && p.exit->moves != none && standsForAnother(p.exit->moves)) asWritten = false;
    }
    if (asWritten) return f.verbatim;
    std::string out;
    for (const Fragment::Piece &p : f.pieces) out += p.exit ? exit(*p.exit) : p.text;
    return out;
  }

  std::string exit(const Exit &e) {
    switch (e.kind) {
    case Exit::Break:
      return "break;";
    case Exit::Continue:
      if (e.target != none && F.labels[e.target].needed) {
        ++ContinueUses[e.target];
        return "goto " + F.labels[e.target].name + ";";
      }
      return "continue;";
    case Exit::Fall:
      return "[[fallthrough]];";
    case Exit::Goto:
      return "goto " + F.labels[e.target].name + ";";
    case Exit::Return:
      if (!e.value) return "return;";
      if (F.inResult != none) {
        const Variable &v = variable(F.inResult);
        return v.destroyed ? "{ " + v.field + "_scope_.returned(); return; }" : "return;";
      }
      if (e.moves != none && standsForAnother(e.moves)) return "return std::move(" + text(*e.value) + ");";
      return "return " + text(*e.value) + ";";
    }
    return {};
  }

  void nodes(const Nodes &children) {
    for (const Node &n : children) node(n);
  }

  void braced(const Nodes &children) {
    if (children.size() == 1 && children[0].kind == Node::Block) return nodes(children);
    W.glue("{");
    W.indent();
    nodes(children);
    W.outdent();
    W.glue("}");
  }

  void comment(const Node &n) {
    if (n.comment.empty()) return;
    W.glue(n.comment);
  }

  void statement(unsigned line, const std::string &s) {
    if (line)
      W.user(line, s);
    else
      W.glue(s);
  }

  void node(const Node &n) {
    comment(n);
    switch (n.kind) {
    case Node::Plain:
      return statement(n.text.line, text(n.text));
    case Node::Declare:
      return declare(n);
    case Node::Construct: {
      const Variable &v = variable(n.variable);
      W.glue(initialise(F, v, slotOf(F, v) + ".where()", n.init, text(n.init.text)) + ";");
      if (v.maybe) W.glue("frame_->live.set(" + std::to_string(fieldIndex(F, n.variable)) + ");");
      return;
    }
    case Node::Adopt:
      for (size_t k = 0; k < F.variables.size(); ++k)
        if (F.variables[k].whole == n.variable && F.variables[k].maybe)
          W.glue("frame_->live.clear(" + std::to_string(fieldIndex(F, int(k))) + ");");
      if (variable(n.variable).maybe) W.glue("frame_->live.set(" + std::to_string(fieldIndex(F, n.variable)) + ");");
      return;
    case Node::Bind:
      return bind(n.variable);
    case Node::Evaluate: {
      const Variable &v = variable(n.variable);
      if (n.text.empty())
        W.glue(withName(v.value, v.name) + (n.unset ? ";" : "{};"));
      else if (n.declares)
        statement(n.text.line, withName(v.value, v.name) + " = " + text(n.text) + ";");
      else
        statement(n.text.line, v.name + " = " + text(n.text) + ";");
      return;
    }
    case Node::Suspend:
      return suspension(n);
    case Node::If:
      statement(n.line, "if (" + text(n.text) + ")");
      braced(n.children);
      if (!n.otherwise.empty()) {
        W.glue("else");
        braced(n.otherwise);
      }
      return;
    case Node::Loop:
      return loop(n);
    case Node::Switch:
      statement(n.line, "switch (" + text(n.text) + ")");
      ++SwitchDepth;
      braced(n.children);
      --SwitchDepth;
      return;
    case Node::Case:
      return statement(n.line, text(n.text));
    case Node::Mark:
      return statement(n.line, F.labels[n.label].name + ":;");
    case Node::Try:
      statement(n.line, "try");
      braced(n.children);
      for (const Handler &h : n.handlers) {
        if (h.match == "..." && leavesByException() && suspends(n.children))
          W.glue(std::string(names::catchUnwind) + " { throw; }");
        handler(h, n.variable);
      }
      return;
    case Node::Block:
      W.glue("{");
      W.indent();
      nodes(n.children);
      W.outdent();
      W.glue("}");
      return;
    }
  }

  static bool suspends(const Nodes &children) {
    return std::any_of(children.begin(), children.end(), [](const Node &n) {
      if (n.kind == Node::Suspend || suspends(n.children) || suspends(n.otherwise) || suspends(n.condition) ||
          suspends(n.step))
        return true;
      return std::any_of(n.handlers.begin(), n.handlers.end(), [](const Handler &h) { return suspends(h.body); });
    });
  }

  void handler(const Handler &h, VariableId caught) {
    statement(h.line, h.header);
    W.glue("{");
    W.indent();
    if (suspends(h.body)) {
      const Variable &v = variable(caught);
      W.glue("const std::exception_ptr " + v.name + " = std::current_exception();");
      Handling.push_back(caught);
      if (h.variable != none && variable(h.variable).shadowed) rename(variable(h.variable));
      nodes(h.body);
      Handling.pop_back();
    } else {
      nodes(h.body);
    }
    W.outdent();
    W.glue("}");
  }

  std::string aliasName(const Variable &v) const {
    if (v.bindings.empty()) return v.name;
    std::string out = "[";
    for (size_t k = 0; k < v.bindings.size(); ++k) out += (k ? ", " : "") + v.bindings[k];
    return out + "]";
  }

  std::string aliasDeclaration(const Variable &v, const std::string &target) const {
    if (v.bindings.empty()) return withName(v.alias, v.name) + " = " + target + ";";
    return std::string(v.isConst ? "const " : "") + "auto &" + aliasName(v) + " = " + target + ";";
  }

  /// The name of a pinned variable comes into scope; its life ends with the scope.
  void bind(VariableId id) {
    const Variable &v = variable(id);
    if (v.kind == Variable::Static) {
      W.glue("[[maybe_unused]] " + withName(v.alias, v.name) + " = " + v.text + ";");
      return;
    }
    if (v.kind != Variable::Pinned) return;
    if (!v.temporary || v.name[0] != 't')
      W.glue("[[maybe_unused]] " + aliasDeclaration(v, "frame_->" + v.field + ".get()"));
    guard(id);
  }

  void guard(VariableId id) {
    const Variable &v = variable(id);
    if (v.maybe)
      W.glue(detail + "maybe_scope " + v.field + "_scope_(*frame_, " + slotOf(F, v) + ", " +
             std::to_string(fieldIndex(F, id)) + ");");
    else if (v.destroyed)
      W.glue((v.inResult ? std::string(names::resultScope) : detail + "scope") + " " + v.field + "_scope_(frame_->" +
             v.field + ");");
  }

  std::string initText(const Init &init, const std::string &t) const {
    switch (init.form) {
    case Init::None:
      return "";
    case Init::Copy:
      return " = " + t;
    case Init::Direct:
      return "(" + t + ")";
    default:
      return t;
    }
  }

  void declare(const Node &n) {
    const Variable &v = variable(n.variable);
    if (v.kind == Variable::Pinned) {
      std::string slot = "frame_->" + v.field;
      bool trivial = n.init.form == Init::None && !v.isArray && v.trivialDefault && !v.cleared;
      if (trivial && !v.isConst) {
        if (!v.temporary)
          statement(n.line, "[[maybe_unused]] " + aliasDeclaration(v, slot + ".get()"));
        else
          W.glue("[[maybe_unused]] " + withName(v.alias, v.name) + " = " + slot + ".get();");
        return;
      }
      std::string build = initialise(F, v, slot + ".where()", n.init, text(n.init.text));
      if (n.init.text.uses.count(n.variable)) { // `std::function<int(int)> f = [&f](int n) { ... };`
        statement(n.line, "[[maybe_unused]] " + aliasDeclaration(v, slot + ".get()"));
        W.glue(build + ";");
        return guard(n.variable);
      }
      if (v.isArray)
        statement(n.line, "[[maybe_unused]] " + aliasDeclaration(v, "(" + build + ")->value"));
      else
        statement(n.line, "[[maybe_unused]] " + aliasDeclaration(v, "*" + build));
      return guard(n.variable);
    }
    if (v.kind == Variable::Reference && v.temporary) { // the range of a for loop
      statement(n.line, "[[maybe_unused]] " + withName(v.alias, v.name) + " = " + text(n.init.text) + ";");
      return;
    }
    if (v.kind == Variable::Reference && !v.bindings.empty()) { // the whole needs a name, for its address
      std::string whole = v.field + "_val_";
      std::string how = v.reference.find("&&") != std::string::npos ? "auto &&" : "auto &";
      statement(n.line, (v.isConst ? "const " + how : how) + whole + initText(n.init, text(n.init.text)) + ";");
      W.glue("[[maybe_unused]] auto &" + aliasName(v) + " = " + whole + ";");
      return;
    }
    // What a suspension may save before the program writes it must be readable, unless a jump may cross the
    // declaration.
    bool zeroed = v.kind == Variable::Spilled && n.init.form == Init::None && !v.isConst &&
                  fieldIndex(F, n.variable) >= 0 && SwitchDepth == 0 && !HasLabels;
    if (zeroed)
      statement(n.line, withName(v.value, v.name) + "{};");
    else if (!n.text.empty())
      statement(n.line, text(n.text));
    else if (v.kind == Variable::Constant)
      statement(n.line, v.text);
    else if (v.kind == Variable::Reference)
      statement(n.line, referenceDeclaration(v) + initText(n.init, text(n.init.text)) + ";");
    else
      statement(n.line, (v.isConst ? constDeclaration(v) : withName(v.value, v.name)) +
                            initText(n.init, text(n.init.text)) + ";");
    if (v.shadowed) rename(v);
  }

  std::string referenceDeclaration(const Variable &v) const {
    std::string alias = withName(v.alias, v.name);
    if (v.reference.find("&&") == std::string::npos) return alias;
    size_t amp = v.alias.find("&@");
    if (amp == std::string::npos) return alias;
    std::string declarator = v.alias;
    declarator.insert(amp, "&");
    return withName(declarator, v.name);
  }

  std::string constDeclaration(const Variable &v) const {
    std::string declarator = v.alias; // "const int &@": cv included
    size_t amp = declarator.find("&@");
    if (amp != std::string::npos) declarator.erase(amp, 1);
    return withName(declarator, v.name);
  }

  void suspension(const Node &n) {
    const Point &p = F.points[n.point];
    if (p.poll) {
      W.glue(std::string("if (") + names::polled + ") {");
      W.indent();
      W.glue(text(n.text) + ";");
      W.glue(std::string("if (") + names::unwinding + ") return " + save(n.point) + ";");
      W.outdent();
      W.glue("}");
      return;
    }
    std::string callText = text(n.text);
    bool guarded = F.transform == Transform::Catch && p.mayThrowUnwind();
    if (p.tail) {
      W.glue(detail + "on_unwind save_([&] { " + save(n.point) + "; });");
      bool stops = guarded && F.isNoexcept;
      if (stops) W.glue("try {");
      statement(n.text.line, "return " + callText + ";");
      if (stops)
        W.glue(std::string("} ") + names::catchUnwind + " { return " + names::nothing + "<" +
               withName(F.resultDeclarator, "") + ">(); }");
      return;
    }
    const Variable *result = n.variable == none ? nullptr : &variable(n.variable);
    bool declares = result && n.declares && result->kind != Variable::Pinned;
    if (guarded) {
      if (declares) W.glue(withName(result->value, result->name) + ";");
      declares = false;
      W.glue("try {");
      W.indent();
    }
    if (!result)
      statement(n.text.line, callText + ";");
    else if (result->kind == Variable::Pinned) {
      Init init;
      init.form = Init::Direct;
      statement(n.text.line, initialise(F, *result, slotOf(F, *result) + ".where()", init, callText) + ";");
    } else if (declares)
      statement(n.text.line, withName(result->value, result->name) + " = " + callText + ";");
    else
      statement(n.text.line, result->name + " = " + callText + ";");
    if (guarded) {
      W.outdent();
      W.glue(std::string("} ") + names::catchUnwind + " {");
      W.indent();
      W.glue("return " + save(n.point) + ";"); // here, too, so that nothing seems to read the result
      W.outdent();
      W.glue("}");
    }
    W.glue(std::string("if (") + names::unwinding + ") return " + save(n.point) + ";");
    if (result && result->maybe) W.glue("frame_->live.set(" + std::to_string(fieldIndex(F, n.variable)) + ");");
  }

  /// The call of the frame's save function for a point: "step_frame::save_1(*frame_, label, i)".
  std::string save(int number) const {
    std::string arguments = Owns ? "*frame_" : "";
    for (VariableId id : F.points[number].live) {
      const Variable &v = variable(id);
      std::string name = v.shadowed && !v.temporary ? v.field + "_val_" : v.name;
      if (v.self)
        name = "this";
      else if (v.kind == Variable::Reference)
        name = "std::addressof(" + (v.bindings.empty() ? name : v.field + "_val_") + ")";
      else if (v.kind != Variable::Spilled && v.kind != Variable::Exception)
        continue;
      arguments += (arguments.empty() ? "" : ", ") + name;
    }
    return frameName(F) + "::save_" + std::to_string(number) + "(" + arguments + ")";
  }

  void loop(const Node &n) {
    bool scoped = !n.otherwise.empty();
    bool native = !n.header.empty() && initIsNative(n.otherwise);
    if (scoped && !native) {
      W.glue("{");
      W.indent();
      nodes(n.otherwise);
    }
    bool stepNeedsLabel = n.continueLabel != none && F.labels[n.continueLabel].needed;
    std::string step = n.step.empty() || stepNeedsLabel ? "" : text(n.step[0].text);
    std::string test = text(n.text);
    if (native) {
      statement(n.line, text(n.header));
      if (scoped)
        for (const Node &i : n.otherwise)
          if (i.kind == Node::Declare && variable(i.variable).shadowed) native = false;
      body(n, !native, [&] {
        if (!native)
          for (const Node &i : n.otherwise)
            if (i.kind == Node::Declare) rename(variable(i.variable));
      });
      return;
    }
    if (n.isDo) {
      if (n.condition.empty()) {
        statement(n.line, "do");
        body(n, false, [] {});
        W.glue("while (" + test + ");");
      } else {
        statement(n.line, "for (;;) {");
        W.indent();
        body(n, false, [] {});
        placeContinue(n);
        nodes(n.condition);
        W.glue("if (!(" + test + ")) break;");
        W.outdent();
        W.glue("}");
      }
    } else if (n.condition.empty() && !stepNeedsLabel) {
      statement(n.line, n.step.empty() && !scoped ? "while (" + (test.empty() ? "true" : test) + ")"
                                                  : "for (; " + test + "; " + step + ")");
      body(n, false, [] {});
    } else {
      statement(n.line, "for (;;" + (step.empty() ? "" : " " + step) + ") {");
      W.indent();
      nodes(n.condition);
      if (!test.empty()) W.glue("if (!(" + test + ")) break;");
      body(n, false, [] {});
      if (stepNeedsLabel) {
        placeContinue(n);
        nodes(n.step);
      }
      W.outdent();
      W.glue("}");
    }
    if (scoped) {
      W.outdent();
      W.glue("}");
    }
  }

  void placeContinue(const Node &n) {
    if (ContinueUses[n.continueLabel]) W.glue(F.labels[n.continueLabel].name + ":;");
  }

  template <class Start> void body(const Node &n, bool extra, Start start) {
    if (!extra) return braced(n.children);
    W.glue("{");
    W.indent();
    start();
    nodes(n.children);
    W.outdent();
    W.glue("}");
  }

  /// Can the user's own `for (...)` header stay? Not when it declares something that lives in the frame.
  bool initIsNative(const Nodes &init) const {
    return std::all_of(init.begin(), init.end(), [&](const Node &n) {
      if (n.kind == Node::Plain) return true;
      if (n.kind != Node::Declare) return false;
      const Variable &v = variable(n.variable);
      return v.kind == Variable::Spilled || v.kind == Variable::Reference || v.kind == Variable::Constant;
    });
  }
};

} // namespace

std::string emitDirectBody(const Function &function) { return DirectEmitter(function).run(); }

} // namespace perdure
