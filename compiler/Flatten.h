// From the small tree to the straight sections of the resume body.
//
// Input: a Function with its tree and its variables' kinds. Output: sections of Ops that reach each other with goto,
// so that a suspension point can be entered from outside wherever it stands: no op declares anything, no try block
// stands between them. A try block becomes a region number, each of its handlers a section of its own, which the
// emitter puts into a native catch clause: `throw;` and std::current_exception() mean there what they mean in the
// source.
//
//   while (a) { T x(b); f(x); }      Place top; Branch a -> end; Build x; Call f(x); Destroy x; Go top; Place end
#pragma once

#include "Model.h"

namespace perdure {

void flatten(Function &function);

} // namespace perdure
