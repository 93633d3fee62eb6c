#include "Flatten.h"

#include <algorithm>

namespace perdure {
namespace {

class Flattener {
public:
  explicit Flattener(Function &function) : F(function) {}

  void run() {
    F.sections.assign(1, {});
    F.regions.assign(1, {});
    for (int v = 0; v < int(F.variables.size()); ++v) {
      if (!F.variables[v].parameter) continue;
      Visible.push_back(v);
      if (F.variables[v].kind == Variable::Pinned) Built.push_back(v);
    }
    nodes(F.body);
    if (F.result == Function::Void || F.isMain) {
      Op end = make(Op::Return, F.endLine);
      push(std::move(end));
    }
  }

private:
  Function &F;
  int Current = 0; ///< section
  int Where = 0;
  std::vector<VariableId> Built;
  std::vector<VariableId> Visible; ///< every variable declared in the scopes around
  std::vector<size_t> Brought;     ///< by the scopes around
  struct OpenSwitch {
    int section;
    size_t op;
  };
  std::vector<OpenSwitch> Switches;

  const Variable &variable(VariableId v) const { return F.variables[v]; }

  Op make(Op::Kind kind, unsigned line) const {
    Op op;
    op.kind = kind;
    op.line = line;
    op.region = Where;
    return op;
  }
  void push(Op op) {
    op.brought = Brought;
    F.sections[Current].ops.push_back(std::move(op));
  }

  LabelId fresh(const char *what) {
    Label label;
    label.name = std::string(what) + "_" + std::to_string(F.labels.size()) + "_";
    F.labels.push_back(std::move(label));
    return LabelId(F.labels.size()) - 1;
  }
  void place(LabelId label) {
    F.labels[label].section = Current;
    F.labels[label].region = Where;
    F.labels[label].scope = Built;
    Op op = make(Op::Place, 0);
    op.target = label;
    push(std::move(op));
  }
  void go(LabelId label) {
    Op op = make(Op::Go, 0);
    op.target = label;
    push(std::move(op));
  }

  /// Ends the lives of what was built since; the ops only, when control goes on elsewhere too.
  void destroyDownTo(size_t mark) {
    for (size_t k = Built.size(); k-- > mark;) {
      const Variable &v = variable(Built[k]);
      if (!v.destroyed && !v.maybe && v.kind != Variable::Exception) continue;
      Op op = make(v.kind == Variable::Exception ? Op::Drop : Op::Destroy, 0);
      op.variable = Built[k];
      push(std::move(op));
    }
  }
  void scope(const Nodes &children) {
    size_t mark = Built.size(), visible = Visible.size(), brought = Brought.size();
    nodes(children);
    destroyDownTo(mark);
    Built.resize(mark);
    Visible.resize(visible);
    Brought.resize(brought);
  }

  void nodes(const Nodes &children) {
    for (const Node &n : children) node(n);
  }

  void node(const Node &n) {
    switch (n.kind) {
    case Node::Plain: {
      if (n.role == Node::DirectOnly) return;
      if (n.role == Node::TypeOnly) {
        F.types.push_back(n.text);
        return;
      }
      if (n.role == Node::NamesOnly) {
        Brought.push_back(F.brought.size());
        F.brought.push_back({n.text, n.names});
        return;
      }
      Op op = make(Op::Text, n.text.line);
      op.text = n.text;
      op.built = Built;
      return push(std::move(op));
    }
    case Node::Declare:
    case Node::Construct: {
      const Variable &v = variable(n.variable);
      Visible.push_back(n.variable);
      if (v.kind == Variable::Static || v.kind == Variable::Constant) return;
      Op op = make(Op::Build, n.line);
      op.variable = n.variable;
      op.init = n.init;
      push(std::move(op));
      if (n.kind == Node::Declare && v.kind == Variable::Pinned) Built.push_back(n.variable);
      return;
    }
    case Node::Adopt: {
      Visible.push_back(n.variable);
      Op op = make(Op::Adopt, n.line);
      op.variable = n.variable;
      return push(std::move(op));
    }
    case Node::Bind:
      if (const Variable &v = variable(n.variable);
          v.kind == Variable::Static && v.text.find('(') != std::string::npos) {
        Op op = make(Op::Text, n.line); // built when control comes by for the first time, used or not
        op.text.pieces = {{"static_cast<void>(" + v.text + ");", std::nullopt}};
        op.built = Built;
        push(std::move(op));
      }
      if (variable(n.variable).kind == Variable::Pinned) Built.push_back(n.variable);
      return;
    case Node::Evaluate: {
      Visible.push_back(n.variable);
      Op op = make(Op::Assign, n.text.line);
      op.variable = n.variable;
      op.text = n.text;
      return push(std::move(op));
    }
    case Node::Suspend: {
      Op op = make(Op::Call, n.text.line);
      op.variable = n.variable;
      op.text = n.text;
      op.point = n.point;
      op.discarded = n.discarded;
      op.built = Built;
      op.visible.insert(Visible.begin(), Visible.end());
      if (n.variable != none) Visible.push_back(n.variable);
      return push(std::move(op));
    }
    case Node::If: {
      LabelId otherwise = fresh("else");
      Op test = make(Op::Branch, n.text.line);
      test.text = n.text;
      test.target = otherwise;
      push(std::move(test));
      scope(n.children);
      if (n.otherwise.empty()) return place(otherwise);
      LabelId end = fresh("end");
      go(end);
      place(otherwise);
      scope(n.otherwise);
      return place(end);
    }
    case Node::Loop:
      return loop(n);
    case Node::Switch: {
      Op select = make(Op::Select, n.text.line);
      select.text = n.text;
      select.target = n.breakLabel;
      push(std::move(select));
      Switches.push_back({Current, F.sections[Current].ops.size() - 1});
      F.labels[n.breakLabel].scope = Built;
      scope(n.children);
      Switches.pop_back();
      return place(n.breakLabel);
    }
    case Node::Case: {
      LabelId here = fresh("case");
      OpenSwitch &open = Switches.back();
      F.sections[open.section].ops[open.op].cases.push_back({n.text.pieces[0].text, here});
      return place(here);
    }
    case Node::Mark:
      return place(n.label);
    case Node::Try:
      return tryBlock(n);
    case Node::Block:
      return scope(n.children);
    }
  }

  void loop(const Node &n) {
    size_t outside = Built.size(), visible = Visible.size();
    nodes(n.otherwise);
    size_t mark = Built.size();
    LabelId top = fresh("loop");
    F.labels[n.breakLabel].scope = Built;
    F.labels[n.breakLabel].section = Current;
    place(top);
    if (!n.isDo) {
      nodes(n.condition);
      if (!n.text.empty()) {
        Op test = make(Op::Branch, n.text.line ? n.text.line : n.line);
        test.text = n.text;
        bool pinned = Built.size() > mark;
        LabelId leave = pinned ? fresh("leave") : n.breakLabel;
        test.target = leave;
        push(std::move(test));
        F.labels[n.continueLabel].scope = Built;
        scope(n.children);
        place(n.continueLabel);
        nodes(n.step.empty() ? Nodes{} : asStatements(n.step));
        destroyDownTo(mark);
        go(top);
        if (pinned) {
          place(leave);
          destroyDownTo(mark);
        }
      } else {
        F.labels[n.continueLabel].scope = Built;
        scope(n.children);
        place(n.continueLabel);
        nodes(asStatements(n.step));
        destroyDownTo(mark);
        go(top);
      }
    } else {
      F.labels[n.continueLabel].scope = Built;
      scope(n.children);
      place(n.continueLabel);
      nodes(n.condition);
      Op test = make(Op::BranchIf, n.text.line ? n.text.line : n.line);
      test.text = n.text;
      test.target = top;
      push(std::move(test));
    }
    Built.resize(mark);
    place(n.breakLabel);
    destroyDownTo(outside);
    Built.resize(outside);
    Visible.resize(visible);
  }

  /// A for loop's step is an expression; here it is a statement.
  static Nodes asStatements(Nodes step) {
    for (Node &n : step)
      if (n.kind == Node::Plain) n.text.pieces.push_back({";", std::nullopt});
    return step;
  }

  void tryBlock(const Node &n) {
    int region = int(F.regions.size());
    F.regions.emplace_back();
    F.regions[region].parent = Where;
    F.regions[region].section = Current;
    F.regions[region].caught = n.variable;
    F.regions[region].outer = Built;
    LabelId after = fresh("after");
    Op enter = make(Op::Enter, n.line);
    int parent = std::exchange(Where, region);
    enter.region = region;
    push(std::move(enter));
    scope(n.children);
    Where = parent;
    Op leave = make(Op::Enter, 0);
    push(std::move(leave));
    go(after);
    int section = Current;
    std::vector<VariableId> outer = Built;
    for (size_t k = 0; k < n.handlers.size(); ++k) {
      const Handler &h = n.handlers[k];
      Current = int(F.sections.size());
      F.sections.emplace_back();
      F.sections[Current].region = region;
      F.sections[Current].clause = int(k);
      perdure::Region::Clause clause;
      clause.header = h.header;
      clause.match = h.match;
      clause.section = Current;
      clause.variable = h.variable;
      F.regions[region].clauses.push_back(std::move(clause));
      if (h.variable != none) F.variables[h.variable].nativeIn = Current;
      Built = outer;
      Built.push_back(n.variable);
      LabelId start = fresh("handler");
      F.regions[region].starts.push_back(start);
      place(start);
      scope(h.body);
      destroyDownTo(outer.size());
      Built = outer;
      go(after);
    }
    Current = section;
    Built = outer;
    place(after);
  }
};

} // namespace

void flatten(Function &function) { Flattener(function).run(); }

} // namespace perdure
