// What became of each function, for `perdurec --report=FILE.json`: its suspension points and what each keeps, its
// frame's fields and why each variable is pinned or spilled; and why the others were left as they are.
#pragma once

#include "Discover.h"
#include "Model.h"

namespace perdure {

std::string reportText(const std::vector<const Function *> &rewritten, const Program &program,
                       clang::ASTContext &context);

} // namespace perdure
