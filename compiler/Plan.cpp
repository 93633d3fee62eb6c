#include "Plan.h"

#include "Flatten.h"

#include <algorithm>
#include <map>

namespace perdure {
namespace {

void decideKinds(Function &f) {
  for (Variable &v : f.variables) {
    if (v.kind == Variable::Spilled && v.escapes) v.kind = Variable::Pinned;
    if (v.kind == Variable::Spilled && !v.spillable && v.value.find("std::exception_ptr") != 0)
      v.kind = Variable::Pinned;
  }
}

void nameFields(Function &f) {
  std::map<std::string, int> seen;
  for (const char *taken : {"type", "caller", "at", "live", "pins", "visit", "description", "frame_", "self_"})
    seen[taken] = 1;
  for (Variable &v : f.variables) {
    std::string base = v.self ? "this_" : v.name.empty() ? "unnamed" : v.name;
    int &count = seen[base];
    ++count;
    v.field = count == 1 ? base : base + "_" + std::to_string(count);
    while (count > 1 && seen.count(v.field)) v.field = base + "_" + std::to_string(++count);
    seen[v.field] = std::max(seen[v.field], 1);
  }
}

/// Bit sets of variables, one word row per op.
using Bits = std::vector<bool>;

class Liveness {
public:
  explicit Liveness(Function &function) : F(function) {
    for (size_t s = 0; s < F.sections.size(); ++s)
      for (size_t k = 0; k < F.sections[s].ops.size(); ++k) {
        const Op &op = F.sections[s].ops[k];
        if (op.kind == Op::Place) Placed[op.target] = Ops.size();
        Ops.push_back(&F.sections[s].ops[k]);
        Last.push_back(k + 1 == F.sections[s].ops.size());
      }
  }

  void run() {
    size_t width = F.variables.size();
    In.assign(Ops.size(), Bits(width));
    Out.assign(Ops.size(), Bits(width));
    bool changed = true;
    while (changed) {
      changed = false;
      for (size_t k = Ops.size(); k-- > 0;) {
        Bits out(width);
        forEachSuccessor(k, [&](size_t next) {
          for (size_t v = 0; v < width; ++v)
            if (In[next][v]) out[v] = true;
        });
        Bits in = out;
        const Op &op = *Ops[k];
        if (defines(op)) in[op.variable] = false;
        auto use = [&](const Fragment &text) {
          for (VariableId v : text.uses) in[v] = true;
        };
        use(op.text);
        use(op.init.text);
        // An exception may leave before the variable is written.
        forEachHandler(op.region, [&](size_t handler) {
          for (size_t v = 0; v < width; ++v)
            if (In[handler][v]) in[v] = true, out[v] = true;
        });
        if (in != In[k] || out != Out[k]) {
          In[k] = std::move(in);
          Out[k] = std::move(out);
          changed = true;
        }
      }
    }
    for (size_t k = 0; k < Ops.size(); ++k) {
      const Op &op = *Ops[k];
      if (op.kind != Op::Call) continue;
      Point &p = F.points[op.point];
      std::set<VariableId> live(op.built.begin(), op.built.end());
      for (size_t v = 0; v < width; ++v) {
        Variable::Kind kind = F.variables[v].kind;
        if (F.variables[v].self) live.insert(int(v));
        if (Out[k][v] && int(v) != op.variable && op.visible.count(int(v)) && F.variables[v].nativeIn == none &&
            (kind == Variable::Spilled || kind == Variable::Reference))
          live.insert(int(v));
      }
      // A pinned result that a branch may not build is in scope from the start of its full expression.
      if (op.variable != none && !F.variables[op.variable].maybe) live.erase(op.variable);
      p.live.assign(live.begin(), live.end());
    }
  }

private:
  Function &F;
  std::vector<const Op *> Ops;
  std::vector<bool> Last;
  std::map<LabelId, size_t> Placed;
  std::vector<Bits> In, Out;

  bool defines(const Op &op) const {
    if (op.kind != Op::Assign && op.kind != Op::Build && op.kind != Op::Call) return false;
    return op.variable != none && F.variables[op.variable].kind != Variable::Pinned;
  }

  template <class Visit> void forEachHandler(int region, Visit visit) {
    for (; region > 0; region = F.regions[region].parent)
      for (LabelId start : F.regions[region].starts) visit(Placed[start]);
  }

  template <class Visit> void forEachSuccessor(size_t k, Visit visit) {
    const Op &op = *Ops[k];
    bool falls = true;
    switch (op.kind) {
    case Op::Go:
      visit(Placed[op.target]);
      falls = false;
      break;
    case Op::Branch:
    case Op::BranchIf:
      visit(Placed[op.target]);
      break;
    case Op::Select:
      falls = false;
      visit(Placed[op.target]);
      for (const Op::Choice &c : op.cases) visit(Placed[c.target]);
      break;
    case Op::Return:
      falls = false;
      break;
    case Op::Call:
      falls = !F.points[op.point].tail;
      break;
    default:
      break;
    }
    for (const Fragment::Piece &p : op.text.pieces)
      if (p.exit && p.exit->target != none) visit(Placed[p.exit->target]);
    if (falls && !Last[k]) visit(k + 1);
  }
};

} // namespace

std::vector<PlanProblem> plan(Function &f) {
  std::vector<PlanProblem> problems;
  decideKinds(f);
  nameFields(f);
  flatten(f);
  Liveness(f).run();

  std::set<VariableId> kept;
  for (const Point &p : f.points) kept.insert(p.live.begin(), p.live.end());
  std::set<VariableId> built;
  for (const Section &s : f.sections)
    for (const Op &op : s.ops) {
      if ((op.kind == Op::Build || op.kind == Op::Adopt || op.kind == Op::Call) && op.variable != none)
        built.insert(op.variable);
    }
  for (int v = 0; v < int(f.variables.size()); ++v) {
    const Variable &variable = f.variables[v];
    if (variable.whole != none && !variable.maybe) continue; // nothing is suspended before the whole is there
    bool pinned = variable.kind == Variable::Pinned && (built.count(v) || variable.parameter);
    if (kept.count(v) || pinned) f.fields.push_back(v);
    f.pins |= pinned || (kept.count(v) && variable.kind == Variable::Exception);
  }
  return problems;
}

} // namespace perdure
