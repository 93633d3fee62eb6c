// The resume body: flat sections over the frame, entered at any suspension point.
//
// Spilled variables are loaded into locals on entry and stored again at a suspension, so that code that runs a long
// time after a resume works in registers. Each piece of the user's text stands in a block that gives every pinned or
// shadowed variable that it mentions its own name again: the text itself needs no change.
#include "Emit.h"

#include "RuntimeNames.h"

#include <algorithm>
#include <map>

namespace perdure {
namespace {

const std::string detail = names::detail;

class ResumeEmitter {
public:
  explicit ResumeEmitter(const Function &function) : F(function), W(function.file) { numberEntries(); }

  std::string run() {
    W.glue(resumeHead(F) + " {");
    W.indent();
    for (const std::string &alias : F.aliases) W.glue(alias);
    W.glue(detail + "resumed<" + frameName(F) + "> frame_(resumed_);");
    if (F.inResult != none)
      W.glue("frame_->" + variable(F.inResult).field + ".at = " + detail + "result_storage<" + F.resultType + ">();");
    for (const Fragment &t : F.types) W.user(t.line, plainText(t));
    for (const Variable &v : F.variables)
      if (v.kind == Variable::Constant && !v.shadowed) W.user(v.line, "[[maybe_unused]] " + v.text);
    std::set<VariableId> used = mentioned();
    for (size_t k = 0; k < F.variables.size(); ++k) {
      const Variable &v = F.variables[k];
      if (!used.count(int(k)) || v.nativeIn != none || v.self) continue;
      bool kept = fieldIndex(F, int(k)) >= 0;
      if (v.kind == Variable::Spilled)
        W.glue(withName(v.value, local(v)) + (kept ? " = frame_->" + v.field : "{}") + ";");
      else if (v.kind == Variable::Reference)
        W.glue(withName(v.pointer, local(v)) + (kept ? " = frame_->" + v.field : "{}") + ";");
    }
    bool regions = F.regions.size() > 1;
    if (!regions) {
      dispatch(0, "frame_->at");
      section(0);
      if (needsEnd(0)) W.glue("return;");
    } else {
      for (const Region &r : F.regions)
        if (r.caught != none && fieldIndex(F, r.caught) < 0)
          W.glue("std::exception_ptr " + variable(r.caught).field + ";");
      W.glue("unsigned pc_ = frame_->at;");
      W.glue("int region_ = 0;");
      W.glue("dispatch_:");
      W.glue("try {");
      W.indent();
      enterHandlers();
      dispatch(0, "pc_");
      section(0);
      if (needsEnd(0)) W.glue("return;");
      for (size_t s = 1; s < F.sections.size(); ++s) handlerSection(int(s));
      W.outdent();
      W.glue("} catch (...) {");
      W.indent();
      route();
      W.outdent();
      W.glue("}");
    }
    W.outdent();
    W.glue("}");
    return W.take();
  }

private:
  const Function &F;
  Writer W;
  int Current = 0;
  int Pads = 0;
  std::map<LabelId, int> Entries; ///< labels that other sections jump to
  struct Pad {
    std::string name;
    std::vector<VariableId> destroys;
    LabelId target;
  };
  std::vector<Pad> Waiting;
  const Op *Here = nullptr; ///< what is being emitted

  const Variable &variable(VariableId v) const { return F.variables[v]; }

  std::string local(const Variable &v) const {
    if (v.kind == Variable::Reference) return v.field + (v.temporary ? "p" : "_ref_");
    return v.shadowed && !v.temporary ? v.field + "_val_" : v.name;
  }

  void numberEntries() {
    int next = int(F.points.size());
    auto need = [&](LabelId label, int from) {
      if (F.labels[label].section != from && !Entries.count(label)) Entries[label] = next++;
    };
    for (const Region &r : F.regions)
      for (LabelId start : r.starts) Entries[start] = next++;
    for (size_t s = 0; s < F.sections.size(); ++s)
      for (const Op &op : F.sections[s].ops) {
        if (op.kind == Op::Go || op.kind == Op::Branch || op.kind == Op::BranchIf || op.kind == Op::Select)
          need(op.target, int(s));
        for (const Op::Choice &c : op.cases) need(c.target, int(s));
        for (const Fragment::Piece &p : op.text.pieces)
          if (p.exit && p.exit->target != none) need(p.exit->target, int(s));
      }
  }

  std::set<VariableId> mentioned() const {
    std::set<VariableId> out;
    for (const Section &s : F.sections)
      for (const Op &op : s.ops) {
        out.insert(op.text.uses.begin(), op.text.uses.end());
        out.insert(op.init.text.uses.begin(), op.init.text.uses.end());
        if (op.variable != none) out.insert(op.variable);
      }
    for (const Point &p : F.points) out.insert(p.live.begin(), p.live.end());
    return out;
  }

  static std::string plainText(const Fragment &f) {
    std::string out;
    for (const auto &p : f.pieces) out += p.text;
    return out;
  }

  // ---- entering ----

  std::vector<std::pair<int, std::string>> entriesOf(int s) const {
    std::vector<std::pair<int, std::string>> out;
    for (const Op &op : F.sections[s].ops) {
      if (op.kind == Op::Call) out.push_back({op.point, "point_" + std::to_string(op.point) + "_"});
      if (op.kind == Op::Place)
        if (auto at = Entries.find(op.target); at != Entries.end())
          out.push_back({at->second, F.labels[op.target].name});
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  void enterHandlers() {
    bool any = false;
    for (size_t s = 1; s < F.sections.size(); ++s) {
      auto entries = entriesOf(int(s));
      if (entries.empty()) continue;
      if (!any) W.glue("switch (pc_) {");
      any = true;
      std::string line;
      for (auto &[number, label] : entries) line += "case " + std::to_string(number) + ": ";
      W.glue(line + "goto section_" + std::to_string(s) + "_;");
    }
    if (any) W.glue("default: break;\n}");
  }

  void dispatch(int s, const std::string &what) {
    W.glue("switch (" + what + ") {");
    for (auto &[number, label] : entriesOf(s)) W.glue("case " + std::to_string(number) + ": goto " + label + ";");
    W.glue("default: " + detail + "no_such_point(&*frame_);");
    W.glue("}");
  }

  void handlerSection(int s) {
    const Section &sec = F.sections[s];
    const Region &r = F.regions[sec.region];
    W.glue("section_" + std::to_string(s) + "_:");
    W.glue("region_ = " + std::to_string(r.parent) + ";");
    W.glue("try {");
    W.indent();
    // A handler nested in another runs inside it: both exceptions are being handled, both names are in scope.
    std::vector<int> chain;
    for (int at = s; at > 0; at = F.regions[F.sections[at].region].section) chain.insert(chain.begin(), at);
    for (size_t k = 0; k < chain.size(); ++k) {
      const Section &around = F.sections[chain[k]];
      const Region &handled = F.regions[around.region];
      if (k > 0) W.glue("try {");
      if (k > 0) W.indent();
      W.glue("std::rethrow_exception(" + held(handled.caught) + ");");
      W.outdent();
      W.glue("} " + handled.clauses[around.clause].header + " {");
      W.indent();
    }
    dispatch(s, "pc_");
    section(s);
    for (size_t k = 0; k < chain.size(); ++k) {
      W.outdent();
      W.glue("}");
    }
  }

  /// Where the exception that a handler handles is held: in the frame if a suspension can see it.
  std::string held(VariableId v) const {
    return fieldIndex(F, v) >= 0 ? "frame_->" + variable(v).field : variable(v).field;
  }

  bool boundHere(const Variable &v) const {
    for (int at = Current; at > 0; at = F.regions[F.sections[at].region].section)
      if (v.nativeIn == at) return true;
    return false;
  }

  /// An exception has left the ops of region_: its handlers are tried from the inside out.
  void route() {
    W.glue("switch (region_) {");
    // Inner regions come later in the list; each falls through to its parent by name.
    for (size_t r = F.regions.size(); r-- > 1;) {
      const Region &region = F.regions[r];
      std::string caught = held(region.caught);
      int from = 0;
      for (VariableId v : region.outer) from = std::max(from, fieldIndex(F, v) + 1);
      int index = fieldIndex(F, region.caught);
      W.glue("case " + std::to_string(r) + ": region_" + std::to_string(r) + "_:");
      W.indent();
      if (F.pins) W.glue(detail + "destroy_thrown(&*frame_, " + std::to_string(from) + ");");
      W.glue("try {");
      W.glue("  throw;");
      for (size_t k = 0; k < region.clauses.size(); ++k) {
        const Region::Clause &c = region.clauses[k];
        W.glue("} catch (" + matching(c.match) + ") {");
        W.indent();
        W.glue(caught + " = std::current_exception();");
        if (index >= 0) W.glue("frame_->live.set(" + std::to_string(index) + ");");
        W.glue("pc_ = " + std::to_string(Entries.at(region.starts[k])) + ";");
        W.glue("goto dispatch_;");
        W.outdent();
      }
      if (region.clauses.empty() || region.clauses.back().match != "...") W.glue("} catch (...) {");
      W.glue("}");
      W.glue(region.parent ? "goto region_" + std::to_string(region.parent) + "_;" : "break;");
      W.outdent();
    }
    W.glue("default: break;");
    W.glue("}");
    W.glue("throw;");
  }

  static std::string matching(const std::string &type) {
    if (type == "..." || type.find('&') != std::string::npos || type.find('*') != std::string::npos ||
        type.rfind("const ", 0) == 0)
      return type;
    return "const " + type + " &";
  }

  // ---- ops ----

  void section(int s) {
    Current = s;
    for (const Op &op : F.sections[s].ops) emit(op);
    for (size_t k = 0; k < Waiting.size(); ++k) {
      Pad pad = Waiting[k];
      W.glue(pad.name + ":");
      W.indent();
      for (VariableId v : pad.destroys) destroy(v);
      W.glue(jump(pad.target));
      W.outdent();
    }
    Waiting.clear();
  }

  bool needsEnd(int s) const {
    const auto &ops = F.sections[s].ops;
    return ops.empty() || (ops.back().kind != Op::Return && ops.back().kind != Op::Go);
  }

  std::string jump(LabelId label) const {
    if (F.labels[label].section == Current) return "goto " + F.labels[label].name + ";";
    return "{ pc_ = " + std::to_string(Entries.at(label)) + "; goto dispatch_; }";
  }

  void destroy(VariableId id) {
    const Variable &v = variable(id);
    std::string index = std::to_string(fieldIndex(F, id));
    if (v.kind == Variable::Exception) {
      W.glue(held(id) + " = nullptr;");
      if (fieldIndex(F, id) >= 0) W.glue("frame_->live.clear(" + index + ");");
      return;
    }
    if (v.maybe) {
      W.glue("if (frame_->live.test(" + index + ")) {");
      W.indent();
    }
    W.glue("frame_->live.clear(" + index + ");");
    if (v.destroyed) W.glue(detail + "destroy(" + slotOf(F, v) + ".get());");
    if (v.maybe) {
      W.outdent();
      W.glue("}");
    }
  }

  std::string give(const Fragment *value, const std::string &text) {
    switch (F.result) {
    case Function::Void:
      return (value ? text + "; " : std::string()) + "return;";
    case Function::Scalar: {
      std::string type = withName(F.resultDeclarator, "");
      return detail + "give<" + type + ">(" + (text.rfind("{", 0) == 0 ? type + text : text) + "); return;";
    }
    case Function::Ref: {
      std::string type = withName(F.resultDeclarator, "");
      return detail + "give(" + names::address + "(static_cast<" + type + ">(" + text + "))); return;";
    }
    case Function::Class:
      return "::new (" + detail + "result_storage<" + F.resultType + ">()) " + F.resultType +
             (text.rfind("{", 0) == 0 ? text : "(" + text + ")") + "; return;";
    }
    return {};
  }

  std::string exit(const Exit &e, const Op &op) {
    if (e.kind == Exit::Return) {
      if (!e.value) return F.isMain && F.result == Function::Scalar ? "{ " + give(nullptr, "0") + " }" : "{ return; }";
      if (F.inResult != none) // it is there
        return "{ frame_->live.clear(" + std::to_string(fieldIndex(F, F.inResult)) + "); return; }";
      std::string value = plain(*e.value, op);
      if (e.moves != none) value = "std::move(" + value + ")";
      return "{ " + give(e.value.get(), value) + " }";
    }
    if (e.kind == Exit::Fall) return ";";
    const std::vector<VariableId> &there = F.labels[e.target].scope;
    std::vector<VariableId> destroys;
    for (size_t k = op.built.size(); k-- > 0;) {
      const Variable &v = variable(op.built[k]);
      bool stays = std::find(there.begin(), there.end(), op.built[k]) != there.end();
      if (!stays && (v.destroyed || v.maybe || v.kind == Variable::Exception)) destroys.push_back(op.built[k]);
    }
    if (destroys.empty()) return jump(e.target);
    Pad pad;
    pad.name = "leave_" + std::to_string(Current) + "_" + std::to_string(Pads++) + "_";
    pad.destroys = std::move(destroys);
    pad.target = e.target;
    Waiting.push_back(pad);
    return "goto " + pad.name + ";";
  }

  std::string plain(const Fragment &f, const Op &op) {
    std::string out;
    for (const Fragment::Piece &p : f.pieces) out += p.exit ? exit(*p.exit, op) : p.text;
    return out;
  }

  /// Opens a block in which the variables that the text uses have the user's names; false when it needs none.
  bool open(std::set<VariableId> uses, bool always = false) {
    std::vector<std::string> lines, names;
    auto hidden = [&](const std::string &name) {
      return llvm::any_of(uses, [&](VariableId id) {
        const Variable &v = variable(id);
        return v.name == name || llvm::is_contained(v.bindings, name);
      });
    };
    for (size_t k : Here->brought)
      if (llvm::none_of(F.brought[k].names, hidden)) names.push_back(plainText(F.brought[k].text));
    for (VariableId id : uses) {
      const Variable &v = variable(id);
      if (v.self || boundHere(v)) continue;
      switch (v.kind) {
      case Variable::Spilled:
        if (v.shadowed && !v.temporary) lines.push_back(withName(v.alias, v.name) + " = " + local(v) + ";");
        break;
      case Variable::Reference:
        lines.push_back(alias(v, "*" + local(v)));
        break;
      case Variable::Pinned:
        if (v.name[0] == 't' && v.temporary) break; // named through the frame
        lines.push_back(alias(v, "frame_->" + v.field + ".get()"));
        break;
      case Variable::Static:
        lines.push_back(withName(v.alias, v.name) + " = " + v.text + ";");
        break;
      case Variable::Constant:
        if (v.shadowed) lines.push_back(v.text);
        break;
      case Variable::Exception:
        break;
      }
    }
    if (lines.empty() && names.empty() && !always) return false;
    W.glue("{");
    W.indent();
    for (const std::string &n : names) W.glue(n);
    for (const std::string &l : lines) W.glue("[[maybe_unused]] " + l);
    return true;
  }
  void close(bool opened) {
    if (!opened) return;
    W.outdent();
    W.glue("}");
  }

  static std::string alias(const Variable &v, const std::string &target) {
    if (v.bindings.empty()) return withName(v.alias, v.name) + " = " + target + ";";
    std::string out = std::string(v.isConst ? "const " : "") + "auto &[";
    for (size_t k = 0; k < v.bindings.size(); ++k) out += (k ? ", " : "") + v.bindings[k];
    return out + "] = " + target + ";";
  }

  void emit(const Op &op) {
    Here = &op;
    switch (op.kind) {
    case Op::Text: {
      bool opened = open(op.text.uses, true);
      W.user(op.text.line, plain(op.text, op));
      return close(opened);
    }
    case Op::Build:
      return build(op);
    case Op::Adopt:
      for (size_t k = 0; k < F.variables.size(); ++k)
        if (F.variables[k].whole == op.variable && F.variables[k].maybe)
          W.glue("frame_->live.clear(" + std::to_string(fieldIndex(F, int(k))) + ");");
      return W.glue("frame_->live.set(" + std::to_string(fieldIndex(F, op.variable)) + ");");
    case Op::Assign: {
      if (op.text.empty()) return; // declares a temporary that branches assign
      bool opened = open(op.text.uses);
      W.user(op.text.line, local(variable(op.variable)) + " = " + plain(op.text, op) + ";");
      return close(opened);
    }
    case Op::Call:
      return call(op);
    case Op::Destroy:
    case Op::Drop:
      return destroy(op.variable);
    case Op::Branch:
    case Op::BranchIf: {
      bool opened = open(op.text.uses);
      std::string test = plain(op.text, op);
      W.user(op.text.line, op.kind == Op::Branch ? "if (!(" + test + ")) " + jump(op.target)
                                                 : "if (" + test + ") " + jump(op.target));
      return close(opened);
    }
    case Op::Select: {
      bool opened = open(op.text.uses);
      W.user(op.text.line, "switch (" + plain(op.text, op) + ") {");
      bool hasDefault = false;
      for (const Op::Choice &c : op.cases) {
        W.glue(c.label + " " + jump(c.target));
        hasDefault |= c.label.rfind("default", 0) == 0;
      }
      if (!hasDefault) W.glue("default: " + jump(op.target));
      W.glue("}");
      return close(opened);
    }
    case Op::Go:
      return W.glue(jump(op.target));
    case Op::Place:
      W.glue(F.labels[op.target].name + ":" +
             (F.regions.size() > 1 ? " region_ = " + std::to_string(op.region) + ";" : ";"));
      return;
    case Op::Return:
      return W.glue(F.isMain && F.result == Function::Scalar ? give(nullptr, "0") : "return;");
    case Op::Enter:
      return W.glue("region_ = " + std::to_string(op.region) + ";");
    }
  }

  void build(const Op &op) {
    const Variable &v = variable(op.variable);
    std::string text = plain(op.init.text, op);
    int index = fieldIndex(F, op.variable);
    if (v.kind == Variable::Pinned) {
      bool opened = open(op.init.text.uses);
      if (op.init.form != Init::None || v.isArray || !v.trivialDefault || v.cleared)
        W.user(op.line, initialise(F, v, slotOf(F, v) + ".where()", op.init, text) + ";");
      if (index >= 0) W.glue("frame_->live.set(" + std::to_string(index) + ");");
      return close(opened);
    }
    if (op.init.form == Init::None) {
      if (!v.trivialDefault) W.user(op.line, local(v) + " = " + withName(v.value, "") + "();");
      return;
    }
    bool opened = open(op.init.text.uses);
    if (v.kind == Variable::Reference) {
      std::string type = v.reference.empty() ? withName(v.alias, "") : v.reference;
      std::string source = text;
      if (op.init.form == Init::List && source.size() >= 2 && source[0] == '{')
        source = source.substr(1, source.size() - 2);
      if (v.bindings.empty() && !v.temporary) source = "static_cast<" + type + ">(" + source + ")";
      W.user(op.line, local(v) + " = " + names::address + "(" + source + ");");
    } else {
      std::string type = withName(v.value, "");
      bool simple = type.find_first_of("([ ") == std::string::npos;
      std::string value = text;
      if (op.init.form == Init::List) value = (simple ? type : withName(v.value, "value_")) + braced(text);
      if (op.init.form == Init::List && !simple) {
        W.user(op.line, "{ " + value + "; " + local(v) + " = value_; }");
      } else {
        if (op.init.form == Init::Direct && v.isClass) value = type + "(" + text + ")";
        W.user(op.line, local(v) + " = " + value + ";");
      }
    }
    close(opened);
  }

  void call(const Op &op) {
    const Point &p = F.points[op.point];
    std::string number = std::to_string(op.point);
    const Variable *result = op.variable == none ? nullptr : &variable(op.variable);
    if (p.poll) W.glue(std::string("if (") + names::polled + ") {");
    bool opened = open(op.text.uses);
    std::string text = plain(op.text, op);
    bool guarded = F.transform == Transform::Catch && p.mayThrowUnwind();
    if (guarded) {
      W.glue("try {");
      W.indent();
    }
    if (p.tail)
      W.user(op.text.line,
             "::new (" + detail + "result_storage<" + F.resultType + ">()) " + F.resultType + "(" + text + ");");
    else if (!result)
      W.user(op.text.line, text + ";");
    else if (result->kind == Variable::Pinned) {
      Init init;
      init.form = Init::Direct;
      W.user(op.text.line, initialise(F, *result, slotOf(F, *result) + ".where()", init, text) + ";");
    } else
      W.user(op.text.line, local(*result) + " = " + text + ";");
    if (guarded) { // the trampoline looks at the flag
      W.outdent();
      W.glue(std::string("} ") + names::catchUnwind + " {");
      W.glue("}");
    }
    close(opened);
    if (p.poll) W.indent();
    W.glue(std::string("if (") + names::unwinding + ") {");
    W.indent();
    for (VariableId id : p.live) {
      const Variable &v = variable(id);
      if (!v.self && (v.kind == Variable::Spilled || v.kind == Variable::Reference))
        W.glue("frame_->" + v.field + " = " + local(v) + ";");
    }
    W.glue(detail + "suspend(&*frame_, " + number + ");");
    W.glue("return;");
    W.outdent();
    W.glue("}");
    if (p.poll) {
      W.outdent();
      W.glue("}");
    }
    W.glue("if (false) {");
    W.glue("point_" + number + "_:" + (F.regions.size() > 1 ? " region_ = " + std::to_string(op.region) + ";" : ";"));
    W.indent();
    W.glue(detail + "deliver();");
    if (result && result->kind != Variable::Pinned)
      W.glue(local(*result) + " = " + detail + "take<" + withName(result->value, "") + ">();");
    W.outdent();
    W.glue("}");
    if (result && result->kind == Variable::Pinned)
      W.glue("frame_->live.set(" + std::to_string(fieldIndex(F, op.variable)) + ");");
    if (p.tail) W.glue("return;");
  }
};

} // namespace

std::string emitResumeBody(const Function &function) { return ResumeEmitter(function).run(); }

} // namespace perdure
