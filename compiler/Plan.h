// What each variable is, and what each suspension point keeps.
//
// Input: a lowered Function. Output: Variable::kind and the names in frame and bodies, the flattened sections
// (Flatten), Point::live and the frame's fields.
//
// Liveness is the classical backward analysis over the resume body's ops:
//
//   i = 0; loop: if (!(i < n)) goto end; t = f(i) [point 1]; total += t; ++i; goto loop; end: return total;
//   live at point 1: i, n, total - not t, which the resumption delivers.
//
// A pinned variable is kept wherever it is built, used again or not: its destructor has to run, and pointers to it may
// exist.
#pragma once

#include "Model.h"

namespace perdure {

/// A variable that a plan cannot serve, and why.
struct PlanProblem {
  VariableId variable;
  std::string message;
  std::string remedy;
};

std::vector<PlanProblem> plan(Function &function);

} // namespace perdure
